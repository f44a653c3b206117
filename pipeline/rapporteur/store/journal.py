"""What a database knows of its loading: the runs, which file gave which document, and when.

None of this is in the reports; two databases with the same documents may differ in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version

import sqlalchemy as sa

from rapporteur.errors import DISTRIBUTION
from rapporteur.store import versions
from rapporteur.store.schema import metadata
from rapporteur.store.schema_runs import COUNTS, journal

ROWS = 2
"""Raised when the same report gives other rows: what was loaded before is then loaded anew."""

_DOCUMENTS = metadata.tables["documents"]
RUNS, LOADS, FILES = (journal.tables[name] for name in ("runs", "loads", "document_files"))


def digest(content: bytes) -> str:
    """Return what tells whether this file was loaded by this version of rows and tables."""
    mark = f"{ROWS} {versions.newest()} ".encode()
    return hashlib.sha256(mark + content).hexdigest()


def begin(connection: sa.Connection) -> int:
    """Note that a run begins; return its number."""
    values = {"started": _now(), "program": version(DISTRIBUTION)}
    key = connection.execute(sa.insert(RUNS).values(values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def end(connection: sa.Connection, run: int, done: Mapping[str, int]) -> None:
    """Note what a run has done."""
    counts = {name: done.get(name, 0) for name in COUNTS}
    connection.execute(sa.update(RUNS).where(RUNS.c.id == run).values(finished=_now(), **counts))


def find(connection: sa.Connection, report: str) -> tuple[str, str] | None:
    """Return the id and hash of the document that the file of this digest gave, if it stands."""
    query = (
        sa.select(_DOCUMENTS.c.id, _DOCUMENTS.c.content_hash)
        .join(LOADS, LOADS.c.document_id == _DOCUMENTS.c.id)
        .where(LOADS.c.report_digest == report)
    )
    row = connection.execute(query).first()
    return None if row is None else (row.id, row.content_hash)


def names(connection: sa.Connection, documents: Iterable[str]) -> dict[str, set[str]]:
    """Return the names of the files of documents."""
    found: dict[str, set[str]] = {}
    query = sa.select(FILES).where(FILES.c.document_id.in_(list(documents)))
    for row in connection.execute(query):
        found.setdefault(row.document_id, set()).add(row.name)
    return found


def note(
    connection: sa.Connection, document: str, report: str, run: int, files: Iterable[str]
) -> None:
    """Keep in mind which file gave a document, in which run, and the names of its source."""
    connection.execute(sa.delete(LOADS).where(LOADS.c.document_id == document))
    row = {"document_id": document, "run_id": run, "loaded_at": _now(), "report_digest": report}
    connection.execute(sa.insert(LOADS), [row])
    name(connection, document, files)


def name(connection: sa.Connection, document: str, files: Iterable[str]) -> None:
    """Keep the names of the files of a document."""
    connection.execute(sa.delete(FILES).where(FILES.c.document_id == document))
    listed = sorted(files)
    connection.execute(
        sa.insert(FILES),
        [{"document_id": document, "seq": seq, "name": name} for seq, name in enumerate(listed)],
    )
    # Whichever of them was loaded first, the row is the same.
    change = sa.update(_DOCUMENTS).where(_DOCUMENTS.c.id == document)
    connection.execute(
        change.where(_DOCUMENTS.c.source_name != listed[0]).values(source_name=listed[0])
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
