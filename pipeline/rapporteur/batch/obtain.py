"""A report from a file: the JSON of one as it stands, a document by converting it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.batch.convert import report_of
from rapporteur.batch.outcome import Options
from rapporteur.batch.report_files import LINES
from rapporteur.errors import NotReportError, one_line

if TYPE_CHECKING:
    from rapporteur.report import Report

REPORT = ".json"


def obtain(path: Path, options: Options) -> Report:
    """Return the report that `path` holds, or that its document is converted into.

    Raises `ReadError` for a file that is neither, or is not there.
    """
    from rapporteur.readers import read_bytes

    content = read_bytes(path)
    if path.suffix.lower() in LINES:
        reason = "this is a file of many reports, a line each"
        raise NotReportError(one_line(str(path)), reason, "give the JSON of one report")
    if path.suffix.lower() != REPORT:
        return report_of(content, one_line(path.name), options)
    from rapporteur.report import restore

    return restore(content, one_line(str(path)))
