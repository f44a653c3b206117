"""Code that can be read at once: short functions, short modules, a docstring on what is public."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

from conftest import ROOT

MODULES = sorted((ROOT / "pipeline" / "rapporteur").rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> list[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def body_lines(function: Function) -> int:
    """Return how many lines a function has below its head, without its docstring."""
    has_docstring = ast.get_docstring(function) is not None
    body = function.body[1:] if has_docstring else function.body
    end = function.end_lineno or function.lineno
    return end - body[0].lineno + 1 if body else 0


def test_functions_are_short() -> None:
    sizes = {
        f"{path.name}:{function.name}": body_lines(function)
        for path in MODULES
        for function in functions(path)
    }
    assert [name for name, size in sizes.items() if size > 45] == []
    assert median(sizes.values()) <= 8
    assert quantiles(sizes.values(), n=10)[-1] <= 25


def test_modules_are_short() -> None:
    sizes = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert [name for name, size in sizes.items() if size >= 450] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_is_public_says_what_it_guarantees(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [
        node
        for node in tree.body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert [node.name for node in named if ast.get_docstring(node) is None] == []
    assert ast.get_docstring(tree)
