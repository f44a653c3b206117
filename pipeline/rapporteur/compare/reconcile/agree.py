"""Which recommendations a report and a list have alike, which not, and who is likely at fault."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from rapporteur.compare.reconcile.rows import ListedRow
from rapporteur.knowledge.words import lexicon
from rapporteur.report import Recommendation, Report

Aspect = Literal["number", "text", "States", "position"]
Side = Literal["list", "report"]

_ALIKE = 85
_WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"[()\[\]{}]")
_SIGNS = re.compile(r"[\W_]+")
_SAME = str.maketrans(
    dict.fromkeys("‘’ʼ´`", "'") | dict.fromkeys("“”", '"') | dict.fromkeys("–—‑", "-")
)
_END = " .;,:"
_REFUSED = frozenset(["noted", "rejected"])
_TAKEN = frozenset(["supported", "already_implemented"])


@dataclass(frozen=True, slots=True)
class Difference:
    """What one recommendation differs in; `fault` is the side that errs, if anything tells."""

    number: str
    of: Aspect
    cause: str
    fault: Side | None
    in_list: str
    in_report: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The outcome: how many numbers both have, how many of these agree in all, what differs."""

    shared: int
    agree: int
    differences: tuple[Difference, ...]


def reconcile(report: Report, entries: Sequence[ListedRow]) -> Reconciled:
    """Return what agrees and what differs, in the order of the list, then of the report.

    Texts agree if they are the same but for the form of quotation marks, dashes and white space
    and for signs at the end. A list that knows two positions calls rejected noted, and what is
    implemented already supported; so these agree.
    """
    mine = {one.number: one for one in report.recommendations if one.number}
    listed = {entry.number for entry in entries}
    found: list[Difference] = []
    agree = 0
    for entry in entries:
        one = mine.get(entry.number)
        own = (
            [_only(entry.number, "list", entry.text)] if one is None else list(_compare(entry, one))
        )
        agree += not own
        found += own
    found += [_only(n, "report", one.text) for n, one in mine.items() if n not in listed]
    return Reconciled(len(listed & mine.keys()), agree, tuple(found))


def _only(number: str, side: Side, text: str) -> Difference:
    in_list, in_report = (text, "") if side == "list" else ("", text)
    return Difference(number, "number", f"only in the {side}", None, in_list, in_report)


def _compare(entry: ListedRow, one: Recommendation) -> Iterator[Difference]:
    cause = _text_cause(entry.text, _whole(one))
    if cause:
        yield Difference(entry.number, "text", *cause, entry.text, one.text)
    if entry.states != frozenset(one.states):
        yield _of_states(entry, frozenset(one.states), ", ".join(one.states))
    position = one.final_position or one.position
    if entry.position is not None and not _same_position(entry.position, position):
        reason = _position_cause(entry.position, position, joined=one.response is not None)
        yield Difference(
            entry.number, "position", reason, None, entry.position, str(position or "")
        )


def _of_states(entry: ListedRow, mine: frozenset[str], printed: str) -> Difference:
    """Return how the States differ: the side that has some of those of the other lacks the rest."""
    side: Side | None = None
    if entry.states < mine or mine < entry.states:
        side = "list" if entry.states < mine else "report"
    cause = f"States missing in the {side}" if side else "other States"
    listed = ", ".join(sorted(entry.states))
    return Difference(entry.number, "States", cause, side, listed, printed)


def _whole(one: Recommendation) -> str:
    return " ".join([one.text, *(item.text for item in one.items)])


# --- positions


def _same_position(listed: str, position: str | None) -> bool:
    return listed == position or any({listed, position} <= same for same in (_REFUSED, _TAKEN))


def _position_cause(listed: str, position: str | None, *, joined: bool) -> str:
    if position in {None, "under_consideration"} and not joined:
        return "the report has no answer yet: join its addendum"
    return f"{listed} in the list, {position or 'nothing'} in the report"


# --- texts


def _text_cause(listed: str, mine: str) -> tuple[str, Side | None] | None:
    """Return why two texts differ, and which side errs; None if they are the same."""
    left, right = _folded(listed), _folded(mine)
    if left == right:
        return None
    if "".join(left.split()) == "".join(right.split()):
        return "spacing", _stranger(left, right)
    if _BRACKETS.sub("", left).split() == _BRACKETS.sub("", right).split():
        return "a lost bracket", _unbalanced(left, right)
    if _SIGNS.sub("", left).casefold() == _SIGNS.sub("", right).casefold():
        return "other signs or capitals", _stranger(left, right)
    return _of_words(left, right)


def _of_words(left: str, right: str) -> tuple[str, Side | None]:
    """Return why texts differ that have not even the same letters."""
    if fuzz.ratio(left, right) >= _ALIKE:
        side = _stranger(left, right)
        return ("a misprint" if side else "other words"), side
    goes_on = left in right or right in left
    return ("one text goes on" if goes_on else "another text"), None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).split()).strip(_END)


def _stranger(left: str, right: str) -> Side | None:
    """Return the side whose own words no English text has; None if both or neither have such."""
    ours, theirs = ({word.lower() for word in _WORD.findall(text)} for text in (left, right))
    odd_left, odd_right = (any(map(_unknown, some)) for some in (ours - theirs, theirs - ours))
    if odd_left == odd_right:
        return None
    return "list" if odd_left else "report"


def _unknown(word: str) -> bool:
    return not word.isdigit() and lexicon().count(word) == 0


def _unbalanced(left: str, right: str) -> Side | None:
    open_left, open_right = (text.count("(") != text.count(")") for text in (left, right))
    if open_left == open_right:
        return None
    return "list" if open_left else "report"
