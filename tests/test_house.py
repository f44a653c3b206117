"""The structure of the package: few rooms, no circles, and no wording of documents in the walls."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter

import grimp
import pytest

from conftest import ROOT
from rapporteur.knowledge.grammar import load_grammars

PACKAGE = ROOT / "pipeline" / "rapporteur"
WINGS = ("tag", "extract", "repair", "segment")
MOST_WORDING = 30
NOUNS = ("Body", "Entry", "Form", "Found", "Name", "Row", "Run")

WORD = re.compile(r"(?<![A-Za-z_])[a-z]{3,}(?![a-z_])")
SYNTAX = re.compile(r"\\[pP]\{\w+\}|\\[A-Za-z]|\(\?[^:)]*[:)]?|\{_?\w*\}")
TEXTS = {"text", "sentence", "line", "lead"}

# Wording that stays in Python: where it stands, and why it is no data.
REASONS = {
    "tag/__init__.py: tag": "the name of a function that the package gives",
    "tag/components.py: @tokenizers": "a key of spaCy's configuration",
    "tag/components.py: nlp": "a key of spaCy's configuration",
    "tag/components.py: rapporteur.Words.v1": "the name of our tokenizer in spaCy's registry",
    "tag/components.py: tokenizer": "a key of spaCy's configuration",
    "tag/link_people.py: annex": "the id of a part begins so",
    "extract/__init__.py: officers": "a key of the report",
    "extract/checks.py: page": "a key of a place",
    "extract/recommendations.py: items": "a key of a paragraph",
    "extract/masthead.py: frame": "the name of a field of the masthead",
    r"repair/addresses.py: \S*[/=?%_&#]|\S+\.(?:html?|pdf|aspx?|php|org|int|net|com)\b|\S+-\S+-"
    r"|[a-f\d]{8,}": "how addresses on the web end, in every language",
}


def test_the_package_is_seen_at_a_glance() -> None:
    entries = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    assert len(entries) <= 22


def test_no_module_imports_one_that_imports_it() -> None:
    graph = grimp.build_graph("rapporteur", exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle


def test_common_nouns_mean_one_thing() -> None:
    """These came to mean two things or more once: each is the name of one type at most."""
    defined = Counter(
        name
        for path in PACKAGE.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        for name in _defined(node)
    )
    assert [noun for noun in NOUNS if defined[noun] > 1] == []


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))


@pytest.fixture(scope="module")
def wording() -> list[str]:
    return [
        f"{path.relative_to(PACKAGE)}: {value}"
        for wing in WINGS
        for path in sorted((PACKAGE / wing).rglob("*.py"))
        for value in sorted(set(_wording(ast.parse(path.read_text("utf-8")))))
    ]


def test_wording_is_data(wording: list[str]) -> None:
    """Words of a language stand in `grammars/`; what stays in Python has its reason above."""
    assert [found for found in wording if found not in REASONS] == []


def test_reasons_are_few_and_alive(wording: list[str]) -> None:
    assert len(REASONS) <= MOST_WORDING
    assert [found for found in REASONS if found not in wording] == []


def _wording(tree: ast.Module) -> Iterator[str]:
    """Yield the literals with English words that are patterns, word lists or tests of a text."""
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _compiles(node.func):
            for part in _parts(node.args[:1], constants):
                yield from _english(part, SYNTAX.sub(" ", part))
        elif isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
            yield from _listed(node)
        elif isinstance(node, ast.Compare) and _tests_text(node):
            yield from _literal(node.left)
        elif isinstance(node, ast.Call) and _tests_ends(node.func):
            for argument in node.args:
                yield from _literal(argument)


def _compiles(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id in {"compile_pattern", "compile"}
    return isinstance(called, ast.Attribute) and called.attr == "compile"


def _parts(nodes: list[ast.expr], constants: dict[str, ast.expr]) -> Iterator[str]:
    """Yield the strings of a pattern, those of the constants that it takes in too."""
    waiting, seen = list(nodes), set[str]()
    while waiting:
        for inner in ast.walk(waiting.pop()):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value
            if isinstance(inner, ast.Name) and inner.id in constants.keys() - seen:
                seen.add(inner.id)
                waiting.append(constants[inner.id])


def _listed(node: ast.Set | ast.List | ast.Tuple | ast.Dict) -> Iterator[str]:
    """Yield the words of a list, but for names of the program, which have no blank and no use."""
    inner = [*node.keys, *node.values] if isinstance(node, ast.Dict) else node.elts
    texts = [
        one.value for one in inner if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    if len(inner) > 1 and 2 * len(texts) >= len(inner):
        for text in texts:
            if "_" not in text and text not in _names():
                yield from _english(text, text)


def _tests_text(node: ast.Compare) -> bool:
    right = node.comparators[0]
    name = right.attr if isinstance(right, ast.Attribute) else getattr(right, "id", "")
    return isinstance(node.ops[0], ast.In | ast.NotIn) and name in TEXTS


def _tests_ends(called: ast.expr) -> bool:
    ends = {"startswith", "endswith", "removeprefix", "removesuffix"}
    return isinstance(called, ast.Attribute) and called.attr in ends


def _literal(node: ast.expr) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield from _english(inner.value, inner.value)


def _english(whole: str, bare: str) -> Iterator[str]:
    if WORD.search(bare):
        yield whole


@cache
def _names() -> frozenset[str]:
    """Return names of the program, which are no wording: members of `Literal`, roles, values."""
    literal = {
        constant.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal"
        for constant in ast.walk(node.slice)
        if isinstance(constant, ast.Constant)
    }
    rules = [rule for grammar in load_grammars().values() for rule in grammar.rules]
    return frozenset(literal | {rule.role for rule in rules} | {rule.value for rule in rules})
