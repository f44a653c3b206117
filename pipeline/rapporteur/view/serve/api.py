"""The REST interface: each operation asks the workbench and puts its answer into JSON."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from starlette.responses import JSONResponse, Response, StreamingResponse

from rapporteur import __version__
from rapporteur.assemble.corrections.conflict import Conflict
from rapporteur.batch.inputs import Failure
from rapporteur.report import Correction, CorrectionFile, Mark, json_schema, misfit
from rapporteur.view.serve import queries, uploads
from rapporteur.view.serve.desk import Opened, revision_of
from rapporteur.view.serve.guard import error
from rapporteur.view.serve.jobs import Job
from rapporteur.view.serve.library import Work
from rapporteur.view.serve.operations import Operation, Param, Values
from rapporteur.view.serve.rows import WHATS
from rapporteur.view.serve.shelf import FACETS, SORTS
from rapporteur.view.serve.uploads import UploadError
from rapporteur.view.serve.workbench import Workbench
from rapporteur.view.table import TABLES, open_table

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_WAIT: Final = 60
MOST_TEXT: Final = 200
_ID: Final = Param("id", "the first 16 digits of the SHA-256 of the document", place="path",
                   pattern="^[0-9a-f]{16}$")  # fmt: skip
_PAGING: Final = (
    Param("limit", "how many at most", "integer", low=1, high=1000),
    Param("offset", "how many to pass over", "integer", low=0, high=10**9),
)
_Q: Final = Param("q", "words that must all be there", high=MOST_TEXT)
_TAGS: Final = tuple(
    Param(name, f"only rows with this {name.replace('_', ' ')}", high=MOST_TEXT)
    for name in queries.ROW_TAGS
)
_WHAT: Final = Param("what", "which table", place="path", choices=WHATS)
_CORRECTION: Final[dict[str, Any]] = Correction.model_json_schema()
_MARK: Final[dict[str, Any]] = Mark.model_json_schema()
_BACK: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "number": {"type": "integer", "minimum": 0},
        "node": {"type": "string"},
        "field": {"type": "string"},
    },
    "required": ["number", "node", "field"],
    "additionalProperties": False,
}
_FOUND_NONE: Final = {404: "there is no such document"}
_CHANGING: Final = {**_FOUND_NONE, 409: "it does not fit what the report says by now"}


class Api:
    """The operations on a workbench."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._shelf = bench.library.shelf

    def operations(self) -> list[Operation]:
        """Return every operation."""
        return [*self._about_server(), *self._about_reports(), *self._about_changes()]

    def _about_server(self) -> Iterator[Operation]:
        yield Operation("GET", "/health", "Tell whether the server works", self.health)
        yield Operation("GET", "/metrics", "What the server counts, for Prometheus", self.metrics,
                        gives=("text/plain",))  # fmt: skip
        yield Operation("GET", "/api/schema", "The JSON Schema of a report", self.schema)
        wait = Param("wait", "seconds to wait for the report", "integer", low=0, high=LONGEST_WAIT)
        answers = {202: "it is converted; ask for the job", 429: "too many documents wait",
                   500: "it cannot be converted"}  # fmt: skip
        yield Operation(
            "POST", "/api/convert", "Put a document into the folder and convert it",
            self.convert_upload, body="application/octet-stream",
            params=(Param("name", "the name of the file", required=True, low=1, high=300), wait),
            answers={**answers, 413: "too large", 408: "too slow"}, gives=json_schema(),
        )  # fmt: skip
        path = Param("path", "where it is in the folder", required=True, low=1, high=1000)
        yield Operation(
            "POST", "/api/convert-path", "Convert a document of the folder", self.convert_path,
            params=(path, wait), answers={**answers, **_FOUND_NONE}, gives=json_schema(),
        )  # fmt: skip
        yield Operation("GET", "/api/jobs", "The conversions that were asked for", self.jobs)
        job = Param("job", "the id of a job", place="path", pattern="^[0-9a-f]{16}$")
        yield Operation("GET", "/api/jobs/{job}", "How far a conversion is", self.job,
                        params=(job,), answers={404: "no such job"})  # fmt: skip

    def _about_reports(self) -> Iterator[Operation]:
        filters = tuple(Param(name, f"only of this {name}", high=MOST_TEXT) for name in FACETS)
        choices = (
            Param("problems", "by their problems",
                  choices=("some", "none", "errors", "open", "conflicts")),
            Param("checked", "by whether they are checked", choices=("yes", "no", "begun")),
            Param("sort", "by what they are sorted", choices=SORTS),
            Param("order", "up or down", choices=("asc", "desc")),
        )  # fmt: skip
        yield Operation("GET", "/api/reports", "The reports of the folder", self.reports,
                        params=(_Q, *filters, *choices, *_PAGING))  # fmt: skip
        yield Operation("GET", "/api/reports/{id}", "A report, as people corrected it", self.report,
                        params=(_ID,), answers=_FOUND_NONE, gives=json_schema())  # fmt: skip
        yield Operation("GET", "/api/search", "Search in the texts of all reports", self.search,
                        params=(replace(_Q, required=True), *_PAGING))  # fmt: skip
        report = Param("report", "only of this report", pattern="^[0-9a-f]{16}$", high=16)
        form = Param("format", "of the answer", choices=("json", "csv", "xlsx"))
        yield Operation(
            "GET", "/api/tables/{what}", "Rows of a table over all reports", self.table,
            params=(_WHAT, _Q, *_TAGS, report, form, *_PAGING),
            gives=("application/json", "text/csv", _XLSX),
        )  # fmt: skip
        yield Operation("GET", "/api/tables/{what}/filters", "What a table can be filtered by",
                        self.filters, params=(_WHAT,))  # fmt: skip

    def _about_changes(self) -> Iterator[Operation]:
        path = "/api/reports/{id}/corrections"
        yield Operation("GET", path, "What people said of a document", self.corrections,
                        params=(_ID,), answers=_FOUND_NONE)  # fmt: skip
        yield Operation("POST", path, "Correct a report; answered when it is kept", self.correct,
                        params=(_ID,), body=_CORRECTION, answers=_CHANGING)  # fmt: skip
        yield Operation("POST", f"{path}/take-back", "Take a correction out again", self.take_back,
                        params=(_ID,), body=_BACK, answers=_CHANGING)  # fmt: skip
        yield Operation("PUT", "/api/reports/{id}/marks", "Mark a node as checked or wrong",
                        self.mark, params=(_ID,), body=_MARK, answers=_FOUND_NONE)  # fmt: skip

    # --- the server -----------------------------------------------------------------------------

    def health(self, _: Values) -> Response:
        """Tell that the server works."""
        counts = queries.counts(self._shelf)
        return JSONResponse({"status": "ok", "version": __version__, "reports": counts["reports"]})

    def metrics(self, _: Values) -> Response:
        """Tell what is counted."""
        jobs = self._bench.jobs.all()
        states = ("waiting", "running")
        gauges: dict[str, float] = {
            f"jobs_{state}": sum(job.state == state for job in jobs) for state in states
        }
        gauges |= {f"folder_{key}": value for key, value in queries.counts(self._shelf).items()}
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Response(self._bench.metrics.text(gauges), media_type=kind)

    def schema(self, _: Values) -> Response:
        """Return the schema of a report."""
        return JSONResponse(json_schema())

    # --- conversions ----------------------------------------------------------------------------

    def convert_upload(self, values: Values, upload: Path) -> Response:
        """Take a file that has come into the folder, and convert it."""
        try:
            name = uploads.plain_name(values["name"])
            work = self._known(upload)
            if work is None:
                work = self._bench.take_in(uploads.settle(upload, self._bench.library.folder, name))
        finally:
            upload.unlink(missing_ok=True)
        return self._convert(work, values)

    def _known(self, upload: Path) -> Work | None:
        """Return the document of the folder that has the same bytes."""
        import hashlib

        with upload.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        work = self._bench.library.work(digest[:16])
        return work if work is not None and work.document is not None else None

    def convert_path(self, values: Values) -> Response:
        """Convert a document that is in the folder."""
        place = uploads.inside(self._bench.library.folder, values["path"])
        return self._convert(self._bench.take_in(place), values)

    def _convert(self, work: Work, values: Values) -> Response:
        job = self._bench.convert(work)
        if job is None:
            return error(429, "too many documents wait; try again in a minute")
        wait = values.get("wait")
        job.over.wait(20 if wait is None else wait)
        if job.state == "done":
            report = work.root / f"{job.document.output}.json"
            with suppress(OSError):
                return Response(report.read_bytes(), media_type="application/json")
        if job.state == "failed":
            return error(500, job.reason or "it failed", job=job.id)
        headers = {"Location": f"/api/jobs/{job.id}"}
        return JSONResponse(_job(job), 202, headers=headers)

    def jobs(self, _: Values) -> Response:
        """Return the jobs that are remembered."""
        return JSONResponse({"jobs": [_job(job) for job in self._bench.jobs.all()]})

    def job(self, values: Values) -> Response:
        """Return one job."""
        job = self._bench.jobs.get(values["job"])
        return error(404, "there is no such job") if job is None else JSONResponse(_job(job))

    # --- reports --------------------------------------------------------------------------------

    def reports(self, values: Values) -> Response:
        """Return the list of reports."""
        found = queries.reports(self._shelf, values)
        done, there = self._bench.library.looking
        found["looking"] = {"done": done, "all": there}
        found["unconverted"] = queries.unconverted(self._shelf)
        return JSONResponse(found)

    def report(self, values: Values) -> Response:
        """Return a report as it stands."""
        work = self._work(values)
        if work.document is None and work.report is not None:
            return Response(work.report.read_bytes(), media_type="application/json")
        return Response(self._opened(work).current().to_json(), media_type="application/json")

    def search(self, values: Values) -> Response:
        """Return what has the words."""
        return JSONResponse(queries.search(self._shelf, values))

    def filters(self, values: Values) -> Response:
        """Return what a table can be filtered by."""
        return JSONResponse(queries.tags(self._shelf, values["what"]))

    def table(self, values: Values) -> Response:
        """Return rows as JSON, or all of them as a file."""
        what, form = values["what"], values.get("format") or "json"
        if form != "json":
            return self._file(what, form, values)
        found = queries.rows(self._shelf, what, values)
        columns = [{"name": column.name, "about": column.about} for column in TABLES[what]]
        return JSONResponse({"columns": columns, **found})

    def _file(self, what: str, form: str, values: Values) -> Response:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when it has been sent
        with open_table(what, file, form, __version__) as table:
            for cells in queries.every_row(self._shelf, what, values):
                table.row(cells)
            table.close([self._bench.library.folder.name])
        file.seek(0)
        kinds = {"csv": "text/csv; charset=utf-8", "xlsx": _XLSX}
        headers = {"Content-Disposition": f'attachment; filename="{what}.{form}"'}
        return StreamingResponse(_blocks(file), media_type=kinds[form], headers=headers)

    # --- what people say ------------------------------------------------------------------------

    def corrections(self, values: Values) -> Response:
        """Return what people said of a document."""
        from rapporteur.batch.keep import kept

        work = self._work(values)
        return self._told(work, kept(work.corrections, work.name, work.sha256))

    def correct(self, values: Values, body: Any) -> Response:
        """Keep a correction."""
        if why := misfit(Correction, body):
            return error(422, f"this is no correction: {why}")
        work = self._work(values)
        opened = self._opened(work)
        return self._told(work, self._bench.desk.correct(opened, Correction.model_validate(body)))

    def take_back(self, values: Values, body: Any) -> Response:
        """Take a correction out again."""
        if not _is_back(body):
            return error(422, "give number, node and field of the correction")
        work = self._work(values)
        desk, opened = self._bench.desk, self._opened(work)
        found = desk.take_back(opened, int(body["number"]), body["node"], body["field"])
        return self._told(work, found)

    def mark(self, values: Values, body: Any) -> Response:
        """Keep a mark."""
        if why := misfit(Mark, body):
            return error(422, f"this is no mark: {why}")
        work = self._work(values)
        return self._told(work, self._bench.desk.mark(work, Mark.model_validate(body)))

    def _told(self, work: Work, found: CorrectionFile) -> Response:
        told = found.model_dump(mode="json")
        return JSONResponse({"revision": revision_of(work), **told})

    def _work(self, values: Values) -> Work:
        work = self._bench.library.work(values["id"])
        if work is None:
            raise UploadError(404, "the folder has no such document")
        return work

    def _opened(self, work: Work) -> Opened:
        if work.document is None:
            reason = f"{work.name} is not in the folder; put it there to correct its report"
            raise UploadError(409, reason)
        opened = self._bench.open(work, self._bench.limits.timeout)
        if isinstance(opened, Failure):
            raise UploadError(500, opened.reason)
        if opened is None:
            raise UploadError(503, "the document is still being read; try again")
        return opened


def _is_back(body: Any) -> bool:
    if not isinstance(body, dict) or set(body) != {"number", "node", "field"}:
        return False
    number = body["number"]
    whole = isinstance(number, int) or (isinstance(number, float) and number.is_integer())
    fits = whole and not isinstance(number, bool) and number >= 0
    return fits and isinstance(body["node"], str) and isinstance(body["field"], str)


def _job(job: Job) -> dict[str, Any]:
    names = ("id", "name", "state", "stage", "reason", "report", "seconds")
    return {name: getattr(job, name) for name in names}


def _blocks(file: Any) -> Iterator[bytes]:
    with file:
        while block := file.read(2**16):
            yield block


REFUSALS = (Conflict, UploadError)
