"""Reports and the addenda that answer them find each other in the database, in any order."""

from __future__ import annotations

import sqlalchemy as sa

from rapporteur.assemble.join import Asked, Outcome, Said, settle
from rapporteur.report import Problem, Response
from rapporteur.store.schema import metadata

_DOCUMENTS = metadata.tables["documents"]
_SYMBOLS = metadata.tables["document_symbols"]
_ASKED = metadata.tables["recommendations"]
_SAID = metadata.tables["responses"]
_PROBLEMS = metadata.tables["problems"]
_CODES = ("answer_contradicts", "answer_missing", "answer_unmatched")


def pair(connection: sa.Connection, document: str) -> None:
    """Settle the recommendations of the report that `document` is or answers."""
    for report in _reports(connection, document):
        addenda = _addenda(connection, report)
        if addenda:
            _settle(connection, report, addenda)


def answered(connection: sa.Connection, documents: list[str]) -> list[str]:
    """Return the reports that documents answer, but for those among them."""
    query = (
        sa.select(_SYMBOLS.c.document_id)
        .join(_DOCUMENTS, _DOCUMENTS.c.answers == _SYMBOLS.c.symbol)
        .where(_DOCUMENTS.c.id.in_(documents), _SYMBOLS.c.document_id.not_in(documents))
        .distinct()
    )
    return sorted(connection.scalars(query))


def release(connection: sa.Connection, reports: list[str]) -> None:
    """Take back what documents answered that are gone, where no other answers."""
    for report in reports:
        if addenda := _addenda(connection, report):
            _settle(connection, report, addenda)
        else:
            _clear(connection, report)


def _clear(connection: sa.Connection, report: str) -> None:
    names = ("final_position", "response_symbol", "response_paragraph", "response_text")
    asked = sa.update(_ASKED).where(_ASKED.c.document_id == report)
    connection.execute(asked.values(dict.fromkeys(names)))
    _note(connection, report, [])


def _reports(connection: sa.Connection, document: str) -> list[str]:
    """Return the document itself and those with the symbol that it answers."""
    answered = sa.select(_DOCUMENTS.c.answers).where(_DOCUMENTS.c.id == document)
    symbol = connection.scalar(answered)
    if symbol is None:
        return [document]
    query = sa.select(_SYMBOLS.c.document_id).where(_SYMBOLS.c.symbol == symbol).distinct()
    return sorted(connection.scalars(query))


def _addenda(connection: sa.Connection, report: str) -> list[tuple[str, str | None]]:
    own = sa.select(_SYMBOLS.c.symbol).where(_SYMBOLS.c.document_id == report)
    query = (
        sa.select(_DOCUMENTS.c.id, _DOCUMENTS.c.symbol)
        .where(_DOCUMENTS.c.answers.in_(own))
        .order_by(_DOCUMENTS.c.id)
    )
    return [(row.id, row.symbol) for row in connection.execute(query)]


def _settle(connection: sa.Connection, report: str, addenda: list[tuple[str, str | None]]) -> None:
    here = _ASKED.c.document_id == report
    query = sa.select(_ASKED.c.id, _ASKED.c.number, _ASKED.c.position).where(here)
    rows = connection.execute(query.order_by(_ASKED.c.seq))
    asked = [Asked(row.id, row.number, row.position) for row in rows]
    said = [one for addendum in addenda for one in _answers(connection, *addendum)]
    outcomes, problems = settle(asked, said)
    if outcomes:
        _write(connection, report, outcomes)
        _note(connection, report, problems)


def _answers(connection: sa.Connection, addendum: str, symbol: str | None) -> list[Said]:
    query = sa.select(_SAID).where(_SAID.c.document_id == addendum).order_by(_SAID.c.seq)
    return [
        Said(symbol, Response(
            recommendation=row.recommendation, position=row.position, comment=row.comment,
            paragraph=row.paragraph_id,
        ))
        for row in connection.execute(query)
    ]  # fmt: skip


def _write(connection: sa.Connection, report: str, outcomes: dict[str, Outcome]) -> None:
    statement = (
        sa.update(_ASKED)
        .where(_ASKED.c.document_id == report, _ASKED.c.id == sa.bindparam("of"))
        .values(
            final_position=sa.bindparam("final"),
            response_symbol=sa.bindparam("symbol"),
            response_paragraph=sa.bindparam("node"),
            response_text=sa.bindparam("words"),
        )
    )
    values = [
        {
            "of": of,
            "final": outcome.final_position,
            "symbol": outcome.answer.symbol if outcome.answer else None,
            "node": outcome.answer.paragraph if outcome.answer else None,
            "words": outcome.answer.text if outcome.answer else None,
        }
        for of, outcome in outcomes.items()
    ]
    connection.execute(statement, values)


def _note(connection: sa.Connection, report: str, problems: list[Problem]) -> None:
    """Put what does not fit among the problems of the report, in place of what did not before."""
    here = _PROBLEMS.c.document_id == report
    connection.execute(sa.delete(_PROBLEMS).where(here, _PROBLEMS.c.code.in_(_CODES)))
    last = connection.scalar(sa.select(sa.func.max(_PROBLEMS.c.seq)).where(here)) or 0
    rows = [
        {
            "document_id": report, "seq": last + seq, "code": problem.code,
            "severity": problem.severity, "message": problem.message, "node": problem.node,
            "page": problem.page,
        }
        for seq, problem in enumerate(problems, 1)
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(_PROBLEMS), rows)
