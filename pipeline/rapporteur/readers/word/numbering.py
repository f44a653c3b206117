"""Numbers that Word counts and does not store: "4.1", "(a)" and bullets, made as Word makes them.

All lists that stand on one definition share its counters, so that a list goes on behind another;
`startOverride` begins anew where its list is first used (ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.counting import BULLET, spelt
from rapporteur.readers.word.styles import Styles, Typesetting
from rapporteur.readers.word.xml import Element, W, child, number, value

LEVELS: Final = 9
INNER_BULLETS: Final = {"o": "◦", "\uf0a7": "▪", "-": "–"}
DASHES: Final = frozenset("–—-")
PRINTED_BULLETS: Final = frozenset("•◦▪●∙·")
_PLACE: Final = compile_pattern(r"%(?P<level>[1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: what its number looks like, and when it begins anew.

    `restart` is the level, from 1, behind which it does; 0 for never, None for any above.
    """

    start: int
    kind: str
    template: str
    form: Typesetting
    style: str | None = None
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A list: the definition that it stands on, its levels, where it begins anew."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of a document in their order."""

    lists: Mapping[str, List]
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def place(self, form: Typesetting, styles: list[str]) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph that has this form and these styles."""
        found = self.lists.get(form.numbering or "0")
        if found is None or form.numbering is None:
            return None
        level = form.level
        if level is None:
            linked = (at for at, one in found.levels.items() if one.style in styles)
            level = next(linked, 0) if styles else 0
        return (form.numbering, level) if level in found.levels else None

    def form(self, place: tuple[str, int]) -> Typesetting:
        """Return how the level of a list sets its paragraphs."""
        return self.lists[place[0]].levels[place[1]].form

    def count(self, place: tuple[str, int]) -> str:
        """Return the number of the next paragraph at a place, as printed."""
        name, level = place
        found = self.lists[name]
        counters = self.counters.setdefault(found.definition, [None] * LEVELS)
        self._begin(found, name, level, counters)
        for above in range(level):
            if counters[above] is None and above in found.levels:
                counters[above] = found.levels[above].start
        before = counters[level]
        counters[level] = found.levels[level].start if before is None else before + 1
        for below in range(level + 1, LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart and level < restart):
                counters[below] = None
        return printed(found, level, counters)

    def _begin(self, found: List, name: str, level: int, counters: list[int | None]) -> None:
        """Set the counter back where a list that begins anew is used for the first time."""
        if level in found.starts and (name, level) not in self.begun:
            counters[level] = found.starts[level] - 1
        self.begun.add((name, level))


def printed(found: List, level: int, counters: list[int | None]) -> str:
    """Return the number that a level prints."""
    own = found.levels[level]
    if own.kind == "bullet":
        return bullet(own.template)

    def spell(at: int) -> str:
        if at not in found.levels:
            return ""
        kind = "decimal" if own.legal and at != level else found.levels[at].kind
        return spelt(counters[at] or 0, kind)

    return _PLACE.sub(lambda place: spell(int(place["level"]) - 1), own.template).strip()


def bullet(template: str) -> str:
    """Return the sign that a bullet of any font stands for."""
    sign = template.strip()
    if sign in PRINTED_BULLETS or sign in DASHES:
        return sign
    return INNER_BULLETS.get(sign, BULLET) if sign else ""


def numbering_of(root: Element | None, styles: Styles) -> Numbering:
    """Return the lists of a numbering part; none without one."""
    if root is None:
        return Numbering({})
    definitions = {one.get(W + "abstractNumId", ""): one for one in root.iter(W + "abstractNum")}
    concrete = {one.get(W + "numId", ""): one for one in root.iter(W + "num")}
    lists = {}
    for name, element in concrete.items():
        definition = _definition(element, definitions, concrete, styles)
        if definition is not None and name != "0":
            lists[name] = _list(element, definition)
    return Numbering(lists)


def _definition(
    element: Element,
    definitions: Mapping[str, Element],
    concrete: Mapping[str, Element],
    styles: Styles,
) -> Element | None:
    """Return the definition of a list; one that names a style stands on the list of that style."""
    definition = definitions.get(value(element, "abstractNumId") or "")
    linked = value(definition, "numStyleLink")
    if linked is None:
        return definition
    other = concrete.get(styles.form_of(linked).numbering or "")
    return definition if other is None else definitions.get(value(other, "abstractNumId") or "")


def _list(element: Element, definition: Element) -> List:
    levels = dict(_levels(definition))
    starts = {}
    for override in element.iter(W + "lvlOverride"):
        at = number(override.get(W + "ilvl")) or 0
        start = number(value(override, "startOverride"))
        if start is not None:
            starts[at] = start
        levels.update(_levels(override))
    return List(definition.get(W + "abstractNumId", ""), levels, starts)


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for one in element.iterfind(W + "lvl"):
        at = number(one.get(W + "ilvl"))
        if at is not None and 0 <= at < LEVELS:
            yield at, _level(one)


def _level(element: Element) -> Level:
    start = number(value(element, "start"))
    return Level(
        0 if start is None else start,
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        Typesetting.of(child(element, "pPr")),
        value(element, "pStyle"),
        number(value(element, "lvlRestart")),
        child(element, "isLgl") is not None,
    )
