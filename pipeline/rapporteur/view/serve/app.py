"""The server: every request passes the guard, is checked, counted, and answered in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rapporteur import __version__
from rapporteur.assemble.corrections.conflict import Conflict
from rapporteur.errors import RapporteurError, one_line
from rapporteur.view.serve import uploads
from rapporteur.view.serve.api import Api
from rapporteur.view.serve.guard import Door, Guard, error
from rapporteur.view.serve.operations import Operation, openapi
from rapporteur.view.serve.pages import Pages
from rapporteur.view.serve.uploads import UploadError
from rapporteur.view.serve.workbench import Workbench

MOST_BODY = 2_000_000
Endpoint = Callable[[Request], Awaitable[Response]]


def application(bench: Workbench, door: Door) -> Guard:
    """Return the server of a workbench behind its guard."""
    operations = Api(bench).operations()
    described = openapi(operations, __version__)

    async def describe(_: Request) -> Response:
        return JSONResponse(described)

    routes = [Route("/api/openapi.json", describe)]
    at: dict[str, dict[str, Operation]] = {}
    for one in operations:
        for path in _paths(one):
            at.setdefault(path, {})[one.method] = one
    routes += [Route(path, _endpoint(bench, ones), methods=[*ones]) for path, ones in at.items()]
    routes += Pages(bench).routes()
    missing = {HTTPException: _refused}
    return Guard(Starlette(routes=routes, exception_handlers=missing), door)  # type: ignore[arg-type]


def _paths(one: Operation) -> list[str]:
    """Return the paths of an operation: what monitors ask stands at the top as well."""
    return [one.path] if one.path.startswith("/api") else [one.path, f"/api{one.path}"]


async def _refused(_: Request, refusal: HTTPException) -> Response:
    answer = error(refusal.status_code, refusal.detail)
    answer.headers.update(refusal.headers or {})
    return answer


def _endpoint(bench: Workbench, ones: Mapping[str, Operation]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        one = ones["GET" if request.method == "HEAD" else request.method]
        answer = await _answer(bench, one, request)
        bench.metrics.count("requests_total", operation=one.name, status=str(answer.status_code))
        return answer

    return endpoint


async def _answer(bench: Workbench, one: Operation, request: Request) -> Response:
    try:
        work = partial(one.work, _values(one, request))
        if isinstance(one.body, str):
            work = partial(work, await _upload(bench, request))
        elif one.body is not None:
            work = partial(work, await _json(request))
        return await run_in_threadpool(work)
    except (ClientDisconnect, asyncio.CancelledError):
        raise
    except Exception as fault:  # noqa: BLE001 - one request must not end the server
        return error(*_told(fault))


def _told(fault: Exception) -> tuple[int, str]:
    """Return the status and the line that tell of an error."""
    text = one_line(str(fault))
    if isinstance(fault, UploadError):
        return fault.status, text
    if isinstance(fault, Conflict):
        return 409, text
    if isinstance(fault, ValueError):
        return 422, text
    if isinstance(fault, OSError):
        return 507, f"the disk: {one_line(fault.strerror or text)}"
    known = isinstance(fault, RapporteurError)
    return (503, text) if known else (500, f"{type(fault).__name__}, a fault of the program")


def _values(one: Operation, request: Request) -> dict[str, Any]:
    """Return the values of a request; raises `ValueError`."""
    unknown = set(request.query_params) - {param.name for param in one.params} - {"token"}
    if unknown:
        raise ValueError(f"there is no {min(unknown)}")
    found = {}
    for param in one.params:
        given = request.path_params if param.place == "path" else request.query_params
        found[param.name] = param.read(given.get(param.name))
    return found


async def _upload(bench: Workbench, request: Request) -> Any:
    most = bench.limits.upload
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > most:
        raise UploadError(413, f"more than {most:,} bytes; that is the limit")
    uploads.plain_name(request.query_params.get("name", ""))
    return await uploads.save(request.stream(), bench.library.folder, most)


async def _json(request: Request) -> Any:
    body = await uploads.receive(request.stream(), MOST_BODY)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise UploadError(400, f"the body is no JSON: {fault}") from None
