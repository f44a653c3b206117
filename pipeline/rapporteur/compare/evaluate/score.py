"""What a comparison with gold yields: scores, and a slip for each thing that is not right.

A slip that lacks `found` was missed, one that lacks `expected` is extra, one that has both is
wrong and counts against precision and recall alike. For a key where every answer is given
(levels, say) precision, recall and F1 are therefore all the share of right answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that is not right: `place` says where, `cause` why if that could be computed."""

    place: str
    expected: str | None
    found: str | None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What is right (`hits`) and what is not, for one key; `excluded` counts by reason.

    Precision is hits / (hits + extra + wrong), recall hits / (hits + missed + wrong); each is 1.0
    where nothing was to be counted.
    """

    key: str
    hits: int = 0
    slips: tuple[Slip, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)

    @property
    def missed(self) -> tuple[Slip, ...]:
        """All that the gold has and the report has not, or has otherwise."""
        return tuple(slip for slip in self.slips if slip.expected is not None)

    @property
    def extra(self) -> tuple[Slip, ...]:
        """All that the report has and the gold has not, or has otherwise."""
        return tuple(slip for slip in self.slips if slip.found is not None)

    @property
    def gold(self) -> int:
        """How many answers the gold asks for."""
        return self.hits + len(self.missed)

    @property
    def given(self) -> int:
        """How many answers the report gives."""
        return self.hits + len(self.extra)

    @property
    def precision(self) -> float:
        """The share of the given answers that are right."""
        return self.hits / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of the asked answers that are given right."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 1.0 where nothing was to be counted."""
        total = self.given + self.gold
        return 2 * self.hits / total if total else 1.0

    @property
    def empty(self) -> bool:
        """Whether nothing was asked, given or excluded."""
        return not (self.hits or self.slips or self.excluded)

    def causes(self) -> Counter[str]:
        """Count the slips by cause; those without are under "unexplained"."""
        return Counter(slip.cause or "unexplained" for slip in self.slips)


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The scores of one document, in the order of the keys."""

    name: str
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of some documents; `absent` names gold documents without a report."""

    documents: tuple[DocumentScore, ...]
    absent: tuple[str, ...] = ()

    def totals(self) -> tuple[Score, ...]:
        """Add the scores of all documents, key by key; places are led by the document's name."""
        merged: dict[str, list[Score]] = {}
        for document in self.documents:
            for score in document.scores:
                merged.setdefault(score.key, []).append(_located(score, document.name))
        totals = (add(key, scores) for key, scores in merged.items())
        return tuple(score for score in totals if not score.empty)

    def total(self, key: str) -> Score:
        """Return the total for one key, an empty one if no document has it."""
        return next((score for score in self.totals() if score.key == key), Score(key))

    def only(self, names: Iterable[str]) -> Evaluation:
        """Return the same for the named documents alone."""
        wanted = set(names)
        kept = tuple(document for document in self.documents if document.name in wanted)
        return Evaluation(kept, tuple(name for name in self.absent if name in wanted))


def add(key: str, scores: Iterable[Score]) -> Score:
    """Return one score that holds all hits, slips and exclusions of several."""
    hits, slips, excluded = 0, list[Slip](), Counter[str]()
    for score in scores:
        hits += score.hits
        slips.extend(score.slips)
        excluded.update(score.excluded)
    return Score(key, hits, tuple(slips), dict(sorted(excluded.items())))


def _located(score: Score, name: str) -> Score:
    slips = (replace(slip, place=f"{name}: {slip.place}") for slip in score.slips)
    return replace(score, slips=tuple(slips))
