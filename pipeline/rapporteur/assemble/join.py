"""The answers of a State, from its addenda, joined to the recommendations of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapporteur.report import Answer, Problem, Recommendation, Report, Response

_WHOLE = ".*"
_OPEN = (None, "under_consideration")
_TAKEN = ("supported", "already_implemented", "partially_supported")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, and the symbol of the addendum that gives it."""

    symbol: str | None
    response: Response


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a recommendation an answer is matched with."""

    id: str
    number: str | None
    position: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a recommendation."""

    final_position: str | None
    answer: Answer | None


def join(report: Report, addenda: Iterable[Report]) -> Report:
    """Return the report with `final_position` and `response` of all its recommendations.

    Where the addenda say nothing, the position of the report is final. What contradicts the report
    or answers nothing is a problem.
    """
    said = [
        Said(addendum.document.symbols[0] if addendum.document.symbols else None, response)
        for addendum in addenda
        for response in addendum.responses
    ]
    asked = [Asked(one.id, one.number, one.position) for one in report.recommendations]
    outcomes, problems = settle(asked, said)
    problems = [*report.problems, *problems]
    return report.model_copy(
        update={
            "recommendations": [_with(one, outcomes[one.id]) for one in report.recommendations],
            "problems": problems,
            "quality": report.quality.model_copy(update={"problems": len(problems)}),
        }
    )


def _with(one: Recommendation, outcome: Outcome) -> Recommendation:
    return one.model_copy(
        update={"final_position": outcome.final_position, "response": outcome.answer}
    )


def settle(
    asked: Sequence[Asked], said: Sequence[Said]
) -> tuple[dict[str, Outcome], list[Problem]]:
    """Return the outcome of each recommendation by its id, and what does not fit.

    A later answer goes before an earlier one. A short number ("18") means the one recommendation
    that ends in it.
    """
    problems: list[Problem] = []
    outcomes = {one.id: Outcome(one.position, None) for one in asked}
    for one in said:
        matched = _matched(one.response.recommendation, asked)
        if not matched:
            problems.append(_problem("answer_unmatched", _unmatched(one), None))
        for recommendation in matched:
            outcomes[recommendation.id] = _outcome(recommendation, one)
            problems += _contradiction(recommendation, one)
    if said:
        problems += _unanswered(asked, outcomes)
    return outcomes, problems


def _matched(number: str, asked: Sequence[Asked]) -> list[Asked]:
    """Return the recommendations that a number means; none where it may mean several."""
    if number.endswith(_WHOLE):
        return [one for one in asked if (one.number or "").startswith(number[: -len("*")])]
    exact = [one for one in asked if one.number == number]
    if exact or "." in number:
        return exact
    short = [one for one in asked if (one.number or "").rpartition(".")[2] == number]
    return short if len(short) == 1 else []


def _outcome(recommendation: Asked, said: Said) -> Outcome:
    response = said.response
    position = response.position or recommendation.position
    return Outcome(position, Answer(
        symbol=said.symbol, paragraph=response.paragraph, text=response.comment
    ))  # fmt: skip


def _contradiction(recommendation: Asked, said: Said) -> Iterator[Problem]:
    before, after = recommendation.position, said.response.position
    if before in _OPEN or after in _OPEN or (before in _TAKEN) == (after in _TAKEN):
        return
    message = (
        f"recommendation {recommendation.number or ''}: {before} in the report,"
        f" {after} in {said.symbol or 'the addendum'}"
    )
    yield _problem("answer_contradicts", message, recommendation.id)


def _unanswered(asked: Sequence[Asked], outcomes: dict[str, Outcome]) -> Iterator[Problem]:
    for one in asked:
        if one.position in _OPEN and outcomes[one.id].answer is None:
            message = f"recommendation {one.number or ''}: no addendum answers it"
            yield _problem("answer_missing", message, one.id)


def _unmatched(said: Said) -> str:
    where = said.symbol or "the addendum"
    return f"{where} answers recommendation {said.response.recommendation}, which the report lacks"


def _problem(code: str, message: str, node: str | None) -> Problem:
    return Problem(code=code, severity="warning", message=message, node=node, page=None)
