"""What speaks against a proposed name: the text around it, the lexicons, the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import load_names
from rapporteur.knowledge.phrases import fold
from rapporteur.tag.bodies import has_acronym
from rapporteur.tag.learned.features import written_small
from rapporteur.tag.model import Found, Node, Way
from rapporteur.tag.spans import Ranges, nested

PROPOSED: Way = "model"
"""The rule of what the model proposes."""
_HEADING = "s-"
_END = "\0"
_BACK = 40
_SHORT = 5
_WORD_BEFORE = re.compile(r"(?<![\w’'.-])(?P<stop>^|(?<=[.;:!?•]\s))?(?P<word>[A-Z][\w’'-]*)\.?\s$")
_STOP = re.compile(r"[.;:!?•]\s$")
_BLANK = re.compile(r"\s")
_OTHER = re.compile(r"[A-Z]{2,}s\b|\d|[№º/]")
_WORD_BEHIND = re.compile(r"\s(?P<word>[A-Z][\w’'-]*)")


def speaks_against(text: str, start: int, end: int) -> bool:
    """Whether the text itself tells that these capitalised words are no name of a person.

    "near Kafr Sila", "the village of Bela Vista", "Operation Saka Loma", "Bakar Doro faction",
    "Hayat Sila (HS)", a part of a longer name, "Broken Record": words that reports write small.
    """
    name = text[start:end]
    return (
        _is_thing(text, start, end)
        or _opens_sentence(text, start, name)
        or _is_part(text, start, end)
        or has_acronym(text, end, name)
        or _is_of_words(name)
        or _OTHER.search(name) is not None
    )


def doubts(name: str) -> int:
    """Count the parts of a name that are rather words, or acronyms among words."""
    parts = [part for part in name.split() if len(part.rstrip(".")) > 1 and part[0].isupper()]
    small = sum(fold(part) in written_small() for part in parts)
    capitals = [part for part in parts if part.isupper()]
    acronyms = [part for part in capitals if len(part) <= _SHORT]
    return small + (2 * len(acronyms) if len(capitals) < len(parts) else 0)


def _is_thing(text: str, start: int, end: int) -> bool:
    """Whether words beside a name, or in it, are such as places, groups and things have."""
    before = language().only("thing_before").search(text, max(0, start - _BACK), start)
    blanks = [m.start() for m in _BLANK.finditer(text, start, end)]
    behind = language().only("thing_behind")
    return bool(before) or any(behind.match(text, at) for at in (*blanks, end))


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether capitalised words stand right beside it that are no office and no form of address."""
    before = _WORD_BEFORE.search(text, max(0, start - _BACK), start)
    behind = _WORD_BEHIND.match(text, end)
    if before and before["stop"] is None and not _may_stand(before["word"]):
        return True
    return bool(behind and not _may_stand(behind["word"]))


def _opens_sentence(text: str, start: int, name: str) -> bool:
    """Whether the first word has its capital from the sentence: "Although Ana Roe"."""
    opens = not start or _STOP.search(text, max(0, start - _BACK), start)
    return bool(opens) and fold(name.split(maxsplit=1)[0]) in written_small()


def _may_stand(word: str) -> bool:
    forms = load_names()
    titled = re.fullmatch(forms.address, f"{word} ") or word in forms.rulers.split("|")
    return bool(titled) or forms.has_function(word) or forms.is_role(word)


def _is_of_words(name: str) -> bool:
    """Whether all parts are words that reports write in small letters too, or are in capitals."""
    parts = [part for part in re.split(r"[\s-]+", name) if len(part.rstrip(".")) > 1]
    written = all(fold(part) in written_small() for part in parts)
    return written or all(part.isupper() for part in parts)


def trusted(nodes: Sequence[Node]) -> list[Node]:
    """Give the nodes with the proposals that the document does not speak against anywhere.

    What is a place in one paragraph is one in all; what stands in the name of a body is none.
    Headings name nobody of their own. A name that stays is seen wherever it stands again.
    """
    proposed = {f.data["name"] for n in nodes for f in n.found if f.rule == PROPOSED}
    if not proposed:
        return list(nodes)
    held = _holding(nodes, proposed)
    bodies = {n.text[f.start : f.end] for n in nodes for f in n.found if f.kind == "organization"}
    wrong = {
        name
        for name in proposed
        if any(name in body for body in bodies)
        or any(_refused(nodes[i].text, name) for i in held[name])
    }
    kept = [Node(n.id, n.text, [f for f in n.found if not _is_wrong(n, f, wrong)]) for n in nodes]
    names = sorted({f.data["name"] for n in kept for f in n.found if f.rule == PROPOSED})
    for i in sorted({i for name in names for i in held[name]}):
        kept[i] = _with_others(kept[i], names)
    return kept


def _holding(nodes: Sequence[Node], names: Iterable[str]) -> dict[str, list[int]]:
    """Give for each name the nodes in whose texts it stands, in order."""
    whole = "".join(node.text + _END for node in nodes)
    begins = list(accumulate((len(node.text) + len(_END) for node in nodes), initial=0))
    held: dict[str, list[int]] = {name: [] for name in names}
    for name, places in held.items():
        at = whole.find(name)
        while at >= 0:
            node = bisect_right(begins, at) - 1
            places.append(node)
            at = whole.find(name, begins[node + 1])
    return held


def _with_others(node: Node, names: Sequence[str]) -> Node:
    """Give a node with the names that stand in it again, where nothing else is named."""
    if node.id.startswith(_HEADING):
        return node
    taken = Ranges((f.start, f.end) for f in node.found)
    others = [
        Found(start, end, "person", None, PROPOSED, {"name": name})
        for name in names
        for start, end in _places(node.text, name)
        if not taken.overlap(start, end) and not _is_part(node.text, start, end)
    ]
    return Node(node.id, node.text, nested([*node.found, *others])) if others else node


def _is_wrong(node: Node, found: Found, wrong: set[str]) -> bool:
    heading = node.id.startswith(_HEADING)
    return found.rule == PROPOSED and (heading or found.data["name"] in wrong)


def _refused(text: str, name: str) -> bool:
    return any(_is_thing(text, *place) for place in _places(text, name))


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalpha() and not text[end : end + 1].isalpha():
            yield at, end
        at = text.find(name, end)
