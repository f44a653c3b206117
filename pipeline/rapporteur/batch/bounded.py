"""`rapporteur.parse`: in this process, or with limits in one that a bad document may take along."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from rapporteur.batch.workers import Announce, Loss, Order, Worker
from rapporteur.errors import ConversionError, RapporteurError, is_want_of_memory, one_line

if TYPE_CHECKING:
    from rapporteur.readers import OcrUse, ReaderName
    from rapporteur.report import Correction, Report

_WHY = {
    "timeout": "took longer than {} s; look at the document, or give a longer timeout",
    "memory": "needed more than {} MB; look at the document, or give more memory",
    "crash": "the process that converted it died twice ({}); look at the document",
}


class How(TypedDict, total=False):
    """The options of `rapporteur.run.parse`, which says what they mean."""

    grammar: str | None
    reader: ReaderName
    entities: bool
    name: str | None
    grammars_dir: Path | None
    model: str | None
    corrections: Sequence[Correction]
    ocr: OcrUse
    ocr_languages: str
    beside: str | Path | bytes | None


def parse(
    path: str | Path | bytes,
    *,
    timeout: float | None = None,
    memory: int | None = None,
    **how: Unpack[How],
) -> Report:
    """Return the report of one document, as `rapporteur.run.parse` does, which has the options.

    With `timeout` (seconds) or `memory` (megabytes, Linux only) the document is converted in a
    process of its own, which costs some tenths of a second. If it exceeds a limit or takes its
    process along, `ConversionError` says so.
    """
    if timeout is None and memory is None:
        from rapporteur.run import parse as parse_here

        return parse_here(path, **how)
    load = ("rapporteur.run", *(("spacy",) if how.get("entities", True) else ()))
    most = None if memory is None else memory * 10**6
    worker = Worker(Order(partial(_parse, how=how), _lost, load, timeout, most))
    try:
        result = worker.do(path)
    finally:
        worker.dismiss()
    if isinstance(result, Exception):
        raise result
    from rapporteur.report import restore

    return restore(result, _shown(path))


def _parse(path: str | Path | bytes, announce: Announce, how: How) -> bytes | Exception:
    from rapporteur.run import run

    try:
        return run(path, begin=announce, **how).report.to_json()
    except MemoryError:
        raise
    except RapporteurError as error:
        return error
    except Exception as error:
        if is_want_of_memory(error):
            raise MemoryError from error
        return ConversionError(f"{_shown(path)}: fault of the program: {error!r}")


def _lost(path: str | Path | bytes, loss: Loss) -> Exception:
    return ConversionError(f"{_shown(path)}: {_WHY[loss.cause].format(loss.detail)}")


def _shown(path: str | Path | bytes) -> str:
    return "<bytes>" if isinstance(path, bytes) else one_line(str(path))
