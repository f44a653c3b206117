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
