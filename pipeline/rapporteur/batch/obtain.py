"""A report from a file: the JSON of one as it stands, a document by converting it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.batch.convert import load
from rapporteur.batch.engine import PROCESSES, USUAL, Limits, engine
from rapporteur.batch.inputs import Document
from rapporteur.batch.outcome import Options, Task
from rapporteur.batch.report_files import LINES
from rapporteur.batch.urls import refuse
from rapporteur.errors import ConversionError, NotReportError, one_line

if TYPE_CHECKING:
    from rapporteur.report import Report

REPORT = ".json"


def obtain(path: Path, options: Options, limits: Limits = USUAL) -> Report:
    """Return the report that `path` holds, or that its document is converted into.

    A document is converted in a process of its own, with limits. Raises `ReadError`
    for a file that is neither, or is not there, and `ConversionError` for one that fails.
    """
    refuse(str(path))
    document = Document(str(path), one_line(str(path)), path.stem)
    content = load(document)
    if path.suffix.lower() in LINES:
        reason = "this is a file of many reports, a line each"
        raise NotReportError(one_line(str(path)), reason, "give the JSON of one report")
    if path.suffix.lower() != REPORT:
        content = _converted(document, content, options, limits)
    from rapporteur.report import restore

    return restore(content, document.shown)


def _converted(document: Document, content: bytes, options: Options, limits: Limits) -> bytes:
    with engine(PROCESSES, 1, options, timeout=limits.seconds, memory=limits.bytes) as worker:
        (outcome,) = worker.run([Task(document, content=content)])
    if outcome.content is None:
        assert outcome.failure
        raise ConversionError(f"{outcome.failure.shown}: {outcome.failure.reason}")
    return outcome.content
