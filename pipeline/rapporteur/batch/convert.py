"""One document: its JSON, or one line that says why there is none."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapporteur.batch.garbage import seldom_collected
from rapporteur.batch.identity import document_id
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.outcome import Facts, Options, Outcome, Task
from rapporteur.batch.urls import Remote, is_url
from rapporteur.errors import (
    PlaceError,
    RapporteurError,
    ReadError,
    is_want_of_memory,
    one_line,
)

if TYPE_CHECKING:
    from rapporteur.report import Correction, Report
    from rapporteur.run import Run


def convert(task: Task, announce: Callable[[str], None], options: Options) -> Outcome:
    """Return the outcome of one document; no error but `MemoryError` leaves this function.

    `announce` is called with the name of each stage that begins.
    """
    start = time.monotonic()
    with seldom_collected():
        outcome = _convert(task, announce, options)
    return replace(outcome, seconds=time.monotonic() - start)


def _convert(task: Task, announce: Callable[[str], None], options: Options) -> Outcome:
    document = task.document
    if task.failure is not None:
        return Outcome(document, failure=task.failure)
    stages = ["read"]

    def begin(stage: str) -> None:
        stages.append(stage)
        announce(stage)

    try:
        announce("read")
        content = load(document) if task.content is None else task.content
        pdf = load_beside(document) if task.beside is None else task.beside
        source = hashlib.sha256(content + hashlib.sha256(pdf).digest() if pdf else content).digest()
        if source == task.known:
            return Outcome(document, source=source, unchanged=True)
        _refuse_report(content, document)
        if options.stage is not None:
            return Outcome(document, _stage(content, document, options, begin), source=source)
        report = run_of(content, document.name, options, begin, beside=pdf).report
        return Outcome(
            document,
            _dump(report, options),
            facts(report),
            source=source,
            identity=document_id(report) if report.document.symbols else None,
        )
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - must not cost the others
        return Outcome(document, failure=failure_of(document, error, stages[-1]))


def _refuse_report(content: bytes, document: Document) -> None:
    """Raise `ReadError` for a report: it would be read as a text about braces."""
    if content.lstrip()[:1] == b"{" and b'"schema_version"' in content[:200]:
        raise ReadError(
            document.place,
            "this is a report already, not a document",
            "see it with rapporteur show, put it into a database with rapporteur load",
        )


def failure_of(document: Document, error: Exception, stage: str) -> Failure:
    """Return what a person is told of an error: its cause, or that the fault is ours.

    Raises `MemoryError` for one that tells of want of memory in other words.
    """
    if is_want_of_memory(error):
        raise MemoryError from error
    if isinstance(error, RapporteurError):
        return _expected(document, error, stage)
    return _unexpected(document, error, stage)


def load_beside(document: Document) -> bytes | None:
    """Return the bytes of the PDF beside a Word file, if it has one."""
    return load(replace(document, place=document.beside)) if document.beside else None


def load(document: Document) -> bytes:
    """Return the bytes of the source; raises `ReadError` or `PlaceError`."""
    if not is_url(document.place):
        from rapporteur.readers import read_bytes

        path = Path(document.place)
        if path.exists() and not (path.is_file() or path.is_dir()):
            # What is read from it may never end, or never come.
            raise ReadError(
                document.place, "this is a pipe or a device", "save what it gives as a file first"
            )
        return read_bytes(path)
    content = Remote(document.place).read()
    if content is None:
        raise ReadError(document.place, "no such file", "check the address")
    return content


def report_of(
    content: bytes, name: str, options: Options, begin: Callable[[str], None] = lambda _: None
) -> Report:
    """Return the report of one document; raises what `rapporteur.parse` raises."""
    return run_of(content, name, options, begin).report


def run_of(
    content: bytes,
    name: str,
    options: Options,
    begin: Callable[[str], None] = lambda _: None,
    *,
    beside: bytes | None = None,
) -> Run:
    """Return what every stage found in one document; raises what `rapporteur.parse` raises."""
    from rapporteur.assemble.corrections.files import corrections_of

    made: list[Correction] = []
    if options.corrections is not None:
        made = corrections_of(options.corrections, hashlib.sha256(content).hexdigest())
    return run_with(made, content, name, options, begin, beside=beside)


def run_with(
    made: Sequence[Correction], content: bytes, name: str, options: Options,
    begin: Callable[[str], None], *, beside: bytes | None = None,
) -> Run:  # fmt: skip
    """Return the same with these corrections, whatever the folder of corrections has."""
    from rapporteur.run import run

    return run(
        content,
        grammar=options.grammar,
        reader=options.reader,
        entities=options.entities,
        name=name,
        grammars_dir=options.grammars_dir,
        model=options.model,
        ocr=options.ocr,
        ocr_languages=options.ocr_languages,
        corrections=made,
        beside=beside,
        begin=begin,
    )


def _dump(report: Report, options: Options) -> bytes:
    from rapporteur.report import dump, dump_line

    return dump_line(report) if options.one_line else dump(report)


def _stage(
    content: bytes, document: Document, options: Options, begin: Callable[[str], None]
) -> bytes:
    import orjson

    from rapporteur.run.stages import stage

    assert options.stage is not None
    result: Any = stage(
        content,
        options.stage,
        grammar=options.grammar,
        reader=options.reader,
        entities=options.entities,
        name=document.name,
        grammars_dir=options.grammars_dir,
        model=options.model,
        ocr=options.ocr,
        ocr_languages=options.ocr_languages,
        begin=begin,
    )
    form = orjson.OPT_APPEND_NEWLINE | (0 if options.one_line else orjson.OPT_INDENT_2)
    return orjson.dumps(result, option=form)


def facts(report: Report) -> Facts:
    """Return what the summary shows of `report`."""
    return Facts(
        grammar=report.generator.grammar,
        pages=report.source.pages,
        sections=len(report.sections),
        paragraphs=len(report.paragraphs),
        recommendations=len(report.recommendations),
        repairs=len(report.repairs),
        problems=len(report.problems),
        coverage=report.quality.coverage,
    )


def _expected(document: Document, error: RapporteurError, stage: str) -> Failure:
    reason = str(error)
    if isinstance(error, ReadError | PlaceError):
        reason = f"{error.reason}; {error.advice}"
    return Failure(document.shown, type(error).__name__, one_line(reason), "input", stage)


def _unexpected(document: Document, error: Exception, stage: str) -> Failure:
    name = type(error).__name__
    trace = "".join(traceback.format_exception(error))
    reason = one_line(f"{name}: {error}; this is a fault of the program, --debug shows where")
    return Failure(document.shown, name, reason, "fault", stage, trace)
