"""How right the repairs are: precision and recall of each rule over labelled damage.

A labelled case is a text, what a good repair changes in it, and which rule should do so. An edit
is right if it lies in a labelled place and the place then reads as labelled; it is wrong if it lies
elsewhere or the place reads otherwise. A labelled place that no edit mends is missed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapporteur.repair import repair
from rapporteur.text import Edit, Text

_RULE_OF_KIND = {
    "split_word": "repair.split_word",
    "lost_hyphen": "repair.lost_hyphen",
    "space_before_hyphen": "repair.blank_before_hyphen",
    "broken_symbol": "repair.broken_symbol",
}


@dataclass(frozen=True, slots=True)
class Mend:
    """What `[start, end)` of a damaged text should read, and the rule that should see to it."""

    start: int
    end: int
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Case:
    """A text with all its labelled damage; edits from `scope` on are not judged."""

    text: str
    mends: tuple[Mend, ...]
    geometry: bool
    scope: int


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one rule; without any edit precision is 1, without any damage recall is 1."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def plus(self, right: int = 0, wrong: int = 0, missed: int = 0) -> Score:
        """Return the score with these counts added."""
        return Score(self.right + right, self.wrong + wrong, self.missed + missed)


def score_repairs(cases: Iterable[Case]) -> dict[str, Score]:
    """Return the score of every rule that is labelled or made an edit, by rule id."""
    scores: dict[str, Score] = {}
    for case in cases:
        for rule, right, wrong, missed in _judged(case):
            scores[rule] = scores.get(rule, Score()).plus(right, wrong, missed)
    return dict(sorted(scores.items()))


def _judged(case: Case) -> Iterable[tuple[str, int, int, int]]:
    text = Text.of(case.text)
    edits = [edit for edit in repair(text, geometry=case.geometry) if edit.start < case.scope]
    for mend in case.mends:
        inside = [edit for edit in edits if _touches(edit, mend)]
        if inside and _read(case.text, mend, inside) == mend.after:
            yield mend.rule, 1, 0, 0
            continue
        yield mend.rule, 0, 0, 1
        yield from ((edit.rule, 0, 1, 0) for edit in inside)
    for edit in edits:
        if not any(_touches(edit, mend) for mend in case.mends):
            yield edit.rule, 0, 1, 0


def _touches(edit: Edit, mend: Mend) -> bool:
    return mend.start <= edit.start and edit.end <= mend.end


def _read(text: str, mend: Mend, edits: Iterable[Edit]) -> str:
    """Return what the labelled place reads after the edits."""
    moved = [
        Edit(edit.start - mend.start, edit.end - mend.start, edit.replacement, edit.rule)
        for edit in edits
    ]
    return Text.of(text[mend.start : mend.end]).apply(moved).content


def load_cases(path: Path) -> list[Case]:
    """Return the cases of a table (TOML): `text`, `mends` of `[before, after, rule]`, `document`.

    `document` is text of the same document that is not judged itself. Raises `ValueError` if a
    `before` does not stand exactly once in its text.
    """
    return [_case(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]]


def _case(row: Mapping[str, Any]) -> Case:
    text = row["text"]
    mends = []
    for before, after, rule in row.get("mends", []):
        if text.count(before) != 1:
            raise ValueError(f"{before!r} must stand once in {text!r}")
        start = text.index(before)
        mends.append(Mend(start, start + len(before), after, f"repair.{rule}"))
    whole = f"{text}\n\n{row['document']}" if "document" in row else text
    return Case(whole, tuple(mends), row.get("geometry", False), len(text))


def sample_case(text: Path, damage: Path) -> Case:
    """Return the given sample with its list of damages (JSON) as one case."""
    content = text.read_text(encoding="utf-8")
    mends = tuple(
        Mend(item["start"], item["end"], item["after"], _RULE_OF_KIND[item["kind"]])
        for item in json.loads(damage.read_text(encoding="utf-8"))
    )
    return Case(content, mends, geometry=False, scope=len(content))
