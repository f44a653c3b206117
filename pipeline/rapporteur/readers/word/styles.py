"""Styles: how a paragraph and its runs are set once all that they inherit is put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Final, Self

from rapporteur.knowledge.grammar import load_grammars
from rapporteur.readers.word.xml import TWIPS, Element, W, child, number, switch, value

NORMAL_SIZE: Final = 10.0
DEEPEST: Final = 30
"""Styles that a style may stand on, one on the other; Word itself has fewer."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set; None where nothing is said. `size` is in half points."""

    size: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None

    @classmethod
    def of(cls, properties: Element | None) -> Self:
        """Return what run properties say."""
        place = value(properties, "vertAlign")
        return cls(
            number(value(properties, "sz")),
            switch(properties, "b"),
            switch(properties, "i"),
            None if place is None else place == "superscript",
            switch(properties, "vanish"),
        )

    def over(self, below: Self) -> Self:
        """Return this look, with what it leaves open from the one below."""
        said = {f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None}
        return replace(below, **said) if said else below


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a paragraph is set; None where nothing is said. Indents are in twips.

    `outline` counts from 0, 9 is text. `numbering` is the id of a list, "0" for none.
    """

    outline: int | None = None
    numbering: str | None = None
    level: int | None = None
    left: int | None = None
    first: int | None = None
    breaks: bool | None = None
    tabs: tuple[int, ...] = ()

    @classmethod
    def of(cls, properties: Element | None) -> Self:
        """Return what paragraph properties say."""
        if properties is None or not len(properties):
            return cls()
        indent = child(properties, "ind")
        stops = child(properties, "tabs")
        return cls(
            number(value(properties, "outlineLvl")),
            value(properties, "numPr", "numId"),
            number(value(properties, "numPr", "ilvl")),
            *_indents(indent),
            switch(properties, "pageBreakBefore"),
            tuple(sorted(_stops(stops))) if stops is not None else (),
        )

    def over(self, below: Self) -> Self:
        """Return this form, with what it leaves open from the one below."""
        said = {f.name: v for f in fields(self) if (v := getattr(self, f.name)) is not None}
        said["tabs"] = tuple(sorted({*self.tabs, *below.tabs}))
        return replace(below, **said)


def _indents(indent: Element | None) -> tuple[int | None, int | None]:
    """Return left indent and that of the first line beyond it."""
    if indent is None:
        return None, None
    left = number(indent.get(W + "left") or indent.get(W + "start"))
    hanging = number(indent.get(W + "hanging"))
    first = number(indent.get(W + "firstLine"))
    return left, -hanging if hanging is not None else first


def _stops(stops: Element) -> Iterator[int]:
    for stop in stops.iter(W + "tab"):
        place = number(stop.get(W + "pos"))
        if place is not None and stop.get(W + "val") not in ("clear", "bar"):
            yield place


@dataclass(frozen=True, slots=True)
class Style:
    """A style as the file states it, without what it inherits."""

    id: str
    name: str
    above: str | None
    look: Look
    form: Typesetting
    default: bool


@dataclass(slots=True)
class Styles:
    """All styles of a file."""

    known: dict[str, Style] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    form: Typesetting = field(default_factory=Typesetting)
    normal: str | None = None
    _looks: dict[str | None, Look] = field(default_factory=dict)
    _forms: dict[str | None, Typesetting] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Self:
        """Return the styles of a styles part; none without one."""
        if root is None:
            return cls()
        known = {style.id: style for style in map(_style, root.iter(W + "style"))}
        return cls(
            known,
            Look.of(child(root, "docDefaults", "rPrDefault", "rPr")),
            Typesetting.of(child(root, "docDefaults", "pPrDefault", "pPr")),
            next((style.id for style in known.values() if style.default), None),
        )

    def chain(self, name: str | None) -> Iterator[Style]:
        """Yield a style and all that it stands on."""
        for _ in range(DEEPEST):
            style = self.known.get(name or "")
            if style is None:
                return
            yield style
            name = style.above

    def look_of(self, name: str | None) -> Look:
        """Return how a style sets its runs; that of a paragraph stands on the defaults."""
        if name not in self._looks:
            look = Look()
            for style in self.chain(name):
                look = look.over(style.look)
            self._looks[name] = look
        return self._looks[name]

    def form_of(self, name: str | None) -> Typesetting:
        """Return how a style sets its paragraphs."""
        if name not in self._forms:
            form = Typesetting()
            for style in self.chain(name):
                form = form.over(style.form)
            self._forms[name] = form.over(self.form)
        return self._forms[name]

    def heading(self, name: str | None) -> int | None:
        """Return the level of the headings that a style is for, None if its name says nothing."""
        for style in self.chain(name):
            level = _level(style.name)
            if level is not None:
                return level
        return None

    def serves(self, name: str | None, purpose: str) -> bool:
        """Say whether a style, or one that it stands on, is for a purpose, as its name says."""
        return any(_serves(style.name, purpose) for style in self.chain(name))


def _style(element: Element) -> Style:
    kind = element.get(W + "type")
    return Style(
        element.get(W + "styleId", ""),
        value(element, "name") or "",
        value(element, "basedOn"),
        Look.of(child(element, "rPr")),
        Typesetting.of(child(element, "pPr")),
        kind == "paragraph" and element.get(W + "default") in ("1", "true"),
    )


@cache
def _level(name: str) -> int | None:
    found = load_grammars()["word"].match("heading_style", name)
    if found is None:
        return None
    rule, match = found
    return int(rule.value or 0) + int(match.groupdict().get("level") or 0)


@cache
def _serves(name: str, purpose: str) -> bool:
    return load_grammars()["word"].fits(purpose, name)


def points(twips: int | None) -> float:
    """Return twips as points."""
    return (twips or 0) / TWIPS
