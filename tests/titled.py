"""Reports in plain text whose titles are looked for, and the paragraphs that stand below them."""

from __future__ import annotations

from rapporteur import parse

LONG = (
    "The Council of Harbours took note of the reports on the dredging of channels that keepers\n"
    "of the northern lights had submitted, and thanked all of them for the care they had taken."
)
MORE = LONG.replace("The Council", "The Board")


def titles(text: str) -> list[tuple[str | None, str, int]]:
    """Return label, title and level of each section of a plain text."""
    found = parse(text.encode(), name="report.txt", entities=False)
    return [(one.label, one.title, one.level) for one in found.sections]


def numbered(first: int, *texts: str) -> str:
    """Return paragraphs that are numbered from `first` on, each beginning a line."""
    return "\n".join(f"{first + place}. {text}" for place, text in enumerate(texts))
