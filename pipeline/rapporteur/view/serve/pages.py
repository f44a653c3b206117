"""The pages for people: all reports, one report, tables over all of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from rapporteur.batch.inputs import Failure
from rapporteur.batch.keep import kept
from rapporteur.errors import RapporteurError, one_line
from rapporteur.report import restore
from rapporteur.view.review import html
from rapporteur.view.review.editing import Keeping
from rapporteur.view.review.page import Printed, render
from rapporteur.view.review.words import families
from rapporteur.view.serve.desk import Opened, revision_of
from rapporteur.view.serve.library import Work
from rapporteur.view.serve.shelf import SHORT
from rapporteur.view.serve.workbench import Workbench

STYLES = ("common.css", "index.css", "desk.css")
WAIT = 1.2
"""Seconds that a page waits for its document before it says that it is being read."""


class Pages:
    """The pages of a workbench."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        named = families(bench.options.grammars_dir)
        self._lists = {
            name: self._content(f"{name}.html", ("common.js", "client.js", script), families=named)
            for name, script in (("reports", "reports.js"), ("tables", "tables-all.js"))
        }

    def routes(self) -> list[Route]:
        """Return where each page stands."""
        return [
            Route("/", partial(self._answer, self._list)),
            Route("/tables", partial(self._answer, self._tables)),
            Route("/report/{id}", partial(self._answer, self._report)),
            Route("/report/{id}/page/{page:int}", partial(self._answer, self._picture)),
        ]

    async def _answer(self, work: Any, request: Request) -> Response:
        try:
            answer: Response = await run_in_threadpool(work, request)
        except (RapporteurError, OSError) as fault:
            answer = self._say("This does not work", one_line(str(fault)), 500)
        self._bench.metrics.count("pages_total", status=str(answer.status_code))
        return answer

    def _content(self, name: str, scripts: tuple[str, ...], **values: Any) -> bytes:
        folder = self._bench.library.folder.name
        return html.render(name, STYLES, scripts, served=True, folder=folder, **values)

    def _list(self, _: Request) -> Response:
        return _html(self._lists["reports"])

    def _tables(self, _: Request) -> Response:
        return _html(self._lists["tables"])

    def _say(self, title: str, text: str, status: int = 200, *, again: bool = False) -> Response:
        scripts = ("common.js", "say.js")
        answer = _html(self._content("say.html", scripts, title=title, text=text, again=again))
        answer.status_code = status
        return answer

    def _report(self, request: Request) -> Response:
        work = self._bench.library.work(request.path_params["id"])
        if work is None:
            return self._say("No such report", "The folder has no such document.", 404)
        if work.document is None:
            return self._without_document(work)
        opened = self._bench.open(work, WAIT)
        if opened is None:
            return self._say("One moment", f"{work.name} is being read.", again=True)
        if isinstance(opened, Failure):
            return self._say("This document cannot be read", opened.reason, 500)
        return _html(render(opened.printed, opened.current(), _keeping(work)))

    def _without_document(self, work: Work) -> Response:
        """Show a report whose document is not in the folder; it can be marked, not corrected."""
        assert work.report is not None
        report = restore(work.report.read_bytes(), work.name)
        nothing = Printed([], [], [], [], None, is_pdf=False)
        return _html(render(nothing, report, _keeping(work)))

    def _picture(self, request: Request) -> Response:
        page = request.path_params["page"]
        work = self._bench.library.work(request.path_params["id"])
        opened = work and work.document and self._bench.open(work, self._bench.limits.timeout)
        if not isinstance(opened, Opened) or not 1 <= page <= len(opened.printed.sizes):
            return PlainTextResponse("there is no such page\n", 404)
        seen = self._bench.picture(opened, page)
        if isinstance(seen, Failure):
            return PlainTextResponse(f"{seen.reason}\n", 500)
        headers = {"Cache-Control": "private, max-age=3600, immutable"}
        return Response(seen, media_type="image/webp", headers=headers)


def _keeping(work: Work) -> Keeping:
    revision = revision_of(work)
    return Keeping(
        kept(work.corrections, work.name, work.sha256),
        address=f"/api/reports/{work.id[:SHORT]}",
        pictures=f"/report/{work.id[:SHORT]}/page/",
        revision=revision,
    )


def _html(content: bytes) -> Response:
    """Return a page; its own policy forbids all that it does not name."""
    return HTMLResponse(content, headers={"Content-Security-Policy": "frame-ancestors 'none'"})
