"""Documents go out of a database, and leave nothing of themselves behind."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from rapporteur.batch.outcome import Lost
from rapporteur.store import answers, journal, shared
from rapporteur.store.schema import metadata

_DOCUMENTS = metadata.tables["documents"]


def forget(connection: sa.Connection, files: Iterable[Lost]) -> int:
    """Let files be no more; a document that has no other goes with its file. Return how many."""
    count = 0
    for file in files:
        known = sa.select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.source_sha256 == file.source)
        ids = list(connection.scalars(known))
        names = journal.names(connection, ids)
        for document in ids:
            left = names.get(document, set()) - {file.name}
            if left:
                journal.name(connection, document, left)
            else:
                remove(connection, [document])
                count += 1
    return count


def remove(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Remove documents, what only they said of shared rows, and their answers to reports."""
    wanted = sorted(set(ids))
    if not wanted:
        return
    before = shared.claims(connection, wanted)
    reports = answers.answered(connection, wanted)
    connection.execute(sa.delete(_DOCUMENTS).where(_DOCUMENTS.c.id.in_(wanted)))
    shared.settle(connection, before)
    answers.release(connection, reports)
