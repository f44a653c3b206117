"""What grammars and Python agree on of one role, and of the styles of labels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """What the pipeline asks rules for, and what it needs of them.

    `used_in` is the wing that asks. Every rule has the named groups of `groups` and may have those
    of `optional`; both are names between blanks. `values` are the values that a rule may have;
    `means` says what a free value is; with neither a rule has none. `valued`: it must have one.
    `single`: a family has one rule, so that its own one replaces the inherited one.
    """

    name: str
    used_in: str
    about: str
    groups: str = ""
    optional: str = ""
    values: tuple[str, ...] = ()
    means: str = ""
    valued: bool = False
    single: bool = False

    @property
    def required(self) -> frozenset[str]:
        return frozenset(self.groups.split())

    @property
    def allowed(self) -> frozenset[str]:
        return self.required | frozenset(self.optional.split())


LEVELS = tuple("123456789")
COUNTS = ("decimal", "letter", "roman", "parts")
OPENS = ("paragraph", "item", "heading", "recommendation")

STYLES = {
    "decimal": ("decimal", "paragraph"),
    "nested": ("parts", "recommendation"),
    "letter": ("letter", "item"),
    "roman": ("roman", "item"),
    "bracket_number": ("decimal", "item"),
    "half_letter": ("letter", "item"),
    "bullet": (None, "item"),
    "dash": (None, "item"),
    "upper_roman": ("roman", "heading"),
    "upper_letter": ("letter", "heading"),
    "chapter": ("decimal", "heading"),
    "annex": (None, "heading"),
    "appendix": (None, "heading"),
    "act_part": ("roman", "heading"),
    "recommendation": (None, "recommendation"),
}
"""The styles that Python knows, each with how its numbers count and what they open."""

_DECLARED = {
    ("decimal", "paragraph"): "decimal",
    ("parts", "paragraph"): "decimal",
    ("letter", "item"): "letter",
    ("roman", "item"): "roman",
    ("decimal", "item"): "bracket_number",
    ("roman", "heading"): "upper_roman",
    ("letter", "heading"): "upper_letter",
    ("decimal", "heading"): "chapter",
    ("decimal", "recommendation"): "recommendation",
    ("letter", "recommendation"): "recommendation",
    ("roman", "recommendation"): "recommendation",
    ("parts", "recommendation"): "recommendation",
}


def style_of(counts: str, opens: str) -> str | None:
    """Return the style of labels that count and open so; None if no label does."""
    return _DECLARED.get((counts, opens))


_DIGITS = frozenset({"decimal", "bracket_number"})
_NUMERALS = frozenset("ivxl")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
_LETTERS = {
    "letter": _ASCII, "half_letter": _ASCII, "upper_letter": _ASCII,
    "roman": _NUMERALS, "upper_roman": _NUMERALS,
}  # fmt: skip


def countable(style: str, number: str) -> bool:
    """Say whether a number is one of its style: it has digits, or its letters count."""
    if style in _LETTERS:
        return bool(number) and _LETTERS[style].issuperset(number.lower())
    return style not in _DIGITS or any(map(str.isdecimal, number))


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a family: its type, how that is written, and what it says."""

    type: type
    form: str
    about: str


SETTINGS = {
    "states_recommend": Setting(
        bool,
        "true or false",
        "recommendations end in the States that make them, as in the Universal Periodic Review: "
        "“Ratify the Convention (Brazil, Togo);”",
    ),
    "answers_recommendations": Setting(
        bool, "true or false", "the document answers the recommendations of another and makes none"
    ),
    "doubtful_topics": Setting(
        bool, "true or false", "topics are given too that are told wrongly too often"
    ),
    "lists_attendance": Setting(
        bool, "true or false", "whether lists of those present are looked for; they are by default"
    ),
    "language": Setting(
        str,
        "a code of ISO 639-1 in quotation marks",
        "the language that the documents and the family’s rules are in; `en` if nothing is said. A"
        " text in another language gives the problem `language`",
    ),
    "family": Setting(
        str, "a name in quotation marks", "the family that the JSON names, in place of the id"
    ),
}
"""The settings that Python asks for."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a language: the type of its values, the largest number, and what it says."""

    type: type
    about: str
    most: int | None = None


TABLES = {
    "months": Table(int, "the names of months and their numbers", 12),
    "months_abroad": Table(int, "those of other languages, for the dates of mastheads", 12),
    "numerals": Table(int, "numbers in words"),
    "topic_names": Table(str, "the topics of recommendations and how they are called"),
    "singular": Table(str, "offices in the plural and in the singular"),
}
"""The tables that Python asks for. A family’s own stands in place of the inherited one."""
