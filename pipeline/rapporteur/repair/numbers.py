"""Numbers of paragraphs and years that a tool has split: `1 07 .`, `128.11 3.`, `May 20 21`.

Numbers are check digits: the digits of a label are joined only if the label before or behind,
at a line start too, shows the number just below or above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rapporteur.knowledge.grammar import language
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

_LABEL = re.compile(
    r"\n[ \t]*(?:(?P<head>\d{1,3})(?P<dot> ?\. ?))?(?P<number>\d(?: ?\d){0,3})"
    r"(?:(?P<stop> ?\.)(?=\s)|(?= [A-Z“]))"
)


@dataclass(frozen=True, slots=True)
class _Label:
    """A number at a line start: `136.` and 14 of `136.14`; `blanks` stand inside it."""

    head: str
    value: int
    blanks: tuple[int, ...]

    def follows(self, other: _Label) -> bool:
        return self.head == other.head and self.value == other.value + 1


def find_split_numbers(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every blank inside a label that its neighbours prove to be one number."""
    found = list(_LABEL.finditer("\n" + vocabulary.content))
    if not any(" " in match["number"] or " " in (match["dot"] or "") for match in found):
        return []
    labels = list(_labels(found))
    edits: list[Edit] = []
    for index, label in enumerate(labels):
        if not label.blanks:
            continue
        before, behind = labels[max(0, index - 1) : index], labels[index + 1 : index + 2]
        if any(map(label.follows, before)) or any(other.follows(label) for other in behind):
            why = f"the label beside it makes this {label.head}{label.value}"
            edits += [Edit(at, at + 1, "", "repair.split_number", why) for at in label.blanks]
    return edits


def find_split_years(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every blank inside a year behind the name of a month: `May 20 21`."""
    edits: list[Edit] = []
    for match in _years().finditer(vocabulary.content):
        year, start = match["year"], match.start("year")
        why = f"{year.replace(' ', '')} behind a month"
        blanks = (start + at for at, sign in enumerate(year) if sign == " ")
        edits += [Edit(at, at + 1, "", "repair.split_year", why) for at in blanks]
    return edits


@cache
def _years() -> re.Pattern[str]:
    months = "|".join(language().tables["months"])
    return re.compile(rf"(?:{months}) (?P<year>(?=\d* )(?:1 ?9|2 ?0) ?\d ?\d)(?![\d,.]\d| \d)")


def _labels(matches: Iterable[re.Match[str]]) -> Iterator[_Label]:
    for match in matches:
        if match["head"] is None and match["stop"] is None:
            continue
        head = f"{match['head']}." if match["head"] else ""
        start = match.start("dot") if match["head"] else match.start("number")
        inside = match.string[start : match.end("number")]
        blanks = tuple(start - 1 + at for at, sign in enumerate(inside) if sign == " ")
        yield _Label(head, int(match["number"].replace(" ", "")), blanks)
