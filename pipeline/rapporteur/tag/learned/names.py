"""Propose people whom no rule has found, where a text has capitalised words left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from rapporteur.knowledge.names import load_names
from rapporteur.tag.descriptions import Claim, described
from rapporteur.tag.learned.asked import Question, questions
from rapporteur.tag.learned.features import features
from rapporteur.tag.learned.net import Net, build
from rapporteur.tag.learned.trust import PROPOSED, doubts, speaks_against
from rapporteur.tag.model import Found
from rapporteur.tag.named import Named
from rapporteur.tag.offices import office_right_before, role_before
from rapporteur.tag.spans import Ranges

FILE = "names.bin"
THRESHOLD = 3.0
"""How sure the model must be, as a logit: `training/scores.json` has what others would give."""

_DOUBT = 1.5

Place = tuple[int, int]


def propose(
    readings: Sequence[Named], held: Sequence[Sequence[Found]], threshold: float = THRESHOLD
) -> list[list[Found]]:
    """Give for each text the people whom the model sees in it beyond what is `held`.

    Nothing is proposed where a rule has found somebody, in the names of States and bodies, and
    where the text speaks against it. The model is loaded when it is first asked.
    """
    asked = [
        (at, question)
        for at, (reading, found) in enumerate(zip(readings, held, strict=True))
        for question in _open(reading, found)
    ]
    people: list[list[Found]] = [[] for _ in readings]
    if not asked:
        return people
    scores = iter(_scores([question for _, question in asked]))
    for at, question in asked:
        text = readings[at].text
        rated = [
            (next(scores) - _DOUBT * doubts(text[slice(*question.place(span))]), span)
            for span in question.spans
        ]
        for span in _best(rated, threshold):
            found = [*held[at], *people[at]]
            people[at].append(_person(readings[at], *question.place(span), found))
    return people


def _open(reading: Named, found: Sequence[Found]) -> Iterator[Question]:
    """Give the questions that are left when rules and lexicons have had their say."""
    taken: Ranges | None = None
    for question in questions(reading.text) if reading.may_hold_names else ():
        taken = taken or Ranges((f.start, f.end) for f in found if f.kind == "person")
        spans = [s for s in question.spans if not taken.overlap(*question.place(s))]
        spans = [s for s in spans if not reading.names_other(*question.place(s))]
        spans = [s for s in spans if not speaks_against(reading.text, *question.place(s))]
        if spans:
            yield Question(question.words, spans)


def _scores(asked: Sequence[Question]) -> list[float]:
    model = load_model()
    windows = [
        model.ops.asarray2i([features(word.text) for word in question.words], dtype="uint64")
        for question in asked
    ]
    spans = [(at, *span) for at, question in enumerate(asked) for span in question.spans]
    return [float(score) for score in model.predict((windows, spans))[:, 0]]


def _best(rated: Sequence[tuple[float, Place]], threshold: float) -> list[Place]:
    """Give the surest spans that do not overlap, in the order of the text."""
    chosen: list[Place] = []
    for score, (start, end) in sorted(rated, key=lambda one: (-one[0], one[1])):
        apart = all(end <= a or b <= start for a, b in chosen)
        if score > threshold and apart:
            chosen.append((start, end))
    return sorted(chosen)


def _person(reading: Named, start: int, end: int, found: Sequence[Found]) -> Found:
    text, forms = reading.text, load_names()
    floor = max((f.end for f in found if f.kind == "person" and f.end <= start), default=0)
    before = len(text[:start].rstrip())
    if text.endswith((",", "("), 0, before):
        role = role_before(text, floor, len(text[: before - 1].rstrip()), forms)
    else:
        role = office_right_before(text, floor, start, forms, addressed=False)
    return described(reading, Claim(start, end, PROPOSED, role=role))


@cache
def load_model() -> Net:
    """Give the model with what it has learned. Read once."""
    model = build()
    return model.from_bytes(Path(__file__).with_name(FILE).read_bytes())
