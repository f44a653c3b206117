"""One document: its JSON, or one line that says why there is none."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rapporteur.errors import RapporteurError, ReadError
from rapporteur.inputs import Document, Failure, one_line

if TYPE_CHECKING:
    from rapporteur.report import Report


@dataclass(frozen=True, slots=True)
class Options:
    """How to convert: what `rapporteur.parse` takes, and the form of the result."""

    grammar: str | None = None
    grammars_dir: Path | None = None
    reader: Literal["auto", "pdfium", "pdfplumber"] = "auto"
    entities: bool = True
    model: str | None = None
    stage: str | None = None
    one_line: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the summary shows of a report."""

    grammar: str
    pages: int
    sections: int
    paragraphs: int
    recommendations: int
    repairs: int
    problems: int
    coverage: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a document: its JSON with, for a report, its facts; or a failure."""

    document: Document
    content: bytes | None = None
    facts: Facts | None = None
    failure: Failure | None = None


def convert(document: Document, options: Options) -> Outcome:
    """Return the outcome of one document; no error leaves this function."""
    try:
        if options.stage is not None:
            return Outcome(document, _stage(document, options.stage, options))
        report = report_of(document, options)
        return Outcome(document, _dump(report, options), facts(report))
    except RapporteurError as error:
        return Outcome(document, failure=_expected(document, error))
    except Exception as error:  # noqa: BLE001 - must not cost the others
        return Outcome(document, failure=_unexpected(document, error))


def report_of(document: Document, options: Options) -> Report:
    """Return the report of one document; raises what `rapporteur.parse` raises."""
    from rapporteur.run import parse

    return parse(
        document.path,
        grammar=options.grammar,
        reader=options.reader,
        entities=options.entities,
        name=one_line(document.path.name),
        grammars_dir=options.grammars_dir,
        model=options.model,
    )


def _dump(report: Report, options: Options) -> bytes:
    from rapporteur.report import dump, dump_line

    return dump_line(report) if options.one_line else dump(report)


def _stage(document: Document, wanted: str, options: Options) -> bytes:
    import orjson

    from rapporteur.stages import stage

    result = stage(
        document.path,
        wanted,
        grammar=options.grammar,
        reader=options.reader,
        entities=options.entities,
        name=one_line(document.path.name),
        grammars_dir=options.grammars_dir,
        model=options.model,
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


def _expected(document: Document, error: RapporteurError) -> Failure:
    reason = f"{error.reason}; {error.advice}" if isinstance(error, ReadError) else str(error)
    return Failure(document.shown, type(error).__name__, one_line(reason))


def _unexpected(document: Document, error: Exception) -> Failure:
    name = type(error).__name__
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, MemoryError):
        reason = "MemoryError: there is not enough memory; use fewer --jobs"
    else:
        reason = f"{name}: {error}; this is a fault of the program, --debug shows where"
    return Failure(document.shown, name, one_line(reason), trace)
