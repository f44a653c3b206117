"""Find people who are listed one to a line, with nothing but their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import is_unusual, load_names
from rapporteur.tag.descriptions import Claim, described
from rapporteur.tag.model import Found
from rapporteur.tag.named import named

_LABEL = 60


def find_roster(text: str, lines: Sequence[int], before: str = "") -> list[Found]:
    """Give the people of a list that has a name on each line, after a line that ends in a colon.

    "The following members were present:" or "Vice-Chairs:", then lines that are names and nothing
    else but perhaps how they took part. The colon may end the text `before`. `lines` are the places
    where the printed lines of the text begin; joined to one text the names could not be told
    apart. Rule `people.roster`.
    """
    spans = list(_spans(text, lines))
    return [
        described(named(text), Claim(start, end, "people.roster"))
        for start, end in _names(text, spans, opened=before.rstrip().endswith(":"))
    ]


def _spans(text: str, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    for start, stop in zip(lines, [*lines[1:], len(text)], strict=True):
        yield start, start + len(text[start:stop].rstrip())


def _names(
    text: str, spans: Sequence[tuple[int, int]], *, opened: bool
) -> Iterator[tuple[int, int]]:
    open_ = opened
    for start, stop in spans:
        end = stop - len(_aside(text[start:stop]))
        line = text[start:end]
        if line.endswith(":"):
            open_ = True
        elif open_ and _is_name(line):
            yield start, end
        else:
            open_ = False


def _aside(line: str) -> str:
    """Give what ends a line in brackets, if it is how the person took part, or the office."""
    how = language().search("took_part", line)
    at = how[1].start() if how else line.rfind(" (")
    office = line.endswith(")") and load_names().is_role(line[at + 2 : -1])
    return line[at:] if how or (at > 0 and office) else ""


def is_whole_name(text: str) -> bool:
    """Whether a text is the name of a person and nothing else."""
    return is_unusual(text) and _is_name(text)


def begins_with_label(text: str) -> bool:
    """Whether a text begins with the label of officers: more of them may follow, each alone."""
    label, colon, _ = text[:_LABEL].partition(":")
    return bool(colon) and label.strip().removesuffix("s") in load_names().officers


def _is_name(line: str) -> bool:
    forms = load_names()
    if not re.fullmatch(forms.name, line) or forms.is_role(line) or not forms.is_name(line):
        return False
    return not named(line).names_other(0, len(line))
