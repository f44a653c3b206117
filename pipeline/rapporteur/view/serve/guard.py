"""Who may ask: only those with the token, under the server's own name, from its own pages."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NO_TOKEN = 401
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN = frozenset({"same-origin", "none"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Door:
    """What opens the server: `hosts` are its names with the port, `token` is the secret."""

    token: str
    hosts: frozenset[str]
    cookie: str

    @classmethod
    def of(cls, token: str, own: Iterable[str], more: Iterable[str], port: int) -> Door:
        """Return the door of a server with names of its `own`, and `more` that a proxy has."""
        hosts = {f"{name}:{port}" for name in own} | set(more)
        return cls(token, frozenset(host.lower() for host in hosts), f"rapporteur-{port}")


class Guard:
    """Lets a request through only if it has the token and comes from nowhere else.

    The name in `Host` must be one of ours, so that no other name can be made to lead here (DNS
    rebinding). A page of another origin is refused whatever it holds; what changes something must
    come from our own page, or carry the token itself.
    """

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or hand on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        answer = refusal or self._entered(scope) or self._app
        await answer(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._door.hosts:
            why = "this server has another name; open the address that it printed"
            return _refuse(scope, 421, why)
        own = {f"http://{hosts[0]}", f"https://{hosts[0]}"}
        if not own.issuperset(headers.getlist("origin")):
            return _refuse(scope, 403, "pages of other origins may not ask this server")
        if not self._has_token(scope, headers):
            why = "no token; open the address that rapporteur serve printed"
            return _refuse(scope, 401, why)
        if scope["method"] not in SAFE and not self._is_own(headers):
            why = "this must come from a page of this server, or carry the token"
            return _refuse(scope, 403, why)
        return None

    def _has_token(self, scope: Scope, headers: Headers) -> bool:
        given = (_bearer(headers), self._in_cookie(headers), _in_query(scope)[0])
        return any(one is not None and self._is_token(one) for one in given)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._door.token.encode())

    def _in_cookie(self, headers: Headers) -> str | None:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._door.cookie)
        except CookieError:
            return None
        return found.value if found else None

    def _is_own(self, headers: Headers) -> bool:
        """Tell whether a request was made by our own page, or by a program with the token."""
        if "origin" in headers or headers.get("sec-fetch-site") in OWN:
            return True
        given = _bearer(headers)
        return given is not None and self._is_token(given)

    def _entered(self, scope: Scope) -> Response | None:
        """Return what turns the token of the address into a cookie, so that it stands nowhere."""
        token, rest = _in_query(scope)
        if token is None or scope["method"] != "GET" or scope["path"].startswith("/api"):
            return None
        path = "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        answer.set_cookie(self._door.cookie, self._door.token, httponly=True, samesite="strict")
        return answer


def _bearer(headers: Headers) -> str | None:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _in_query(scope: Scope) -> tuple[str | None, list[tuple[str, str]]]:
    """Return the token of the address, and the rest of its query."""
    query = scope["query_string"].decode("latin-1")
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    token = next((value for name, value in pairs if name == "token"), None)
    return token, [pair for pair in pairs if pair[0] != "token"]


def _refuse(scope: Scope, status: int, why: str) -> Response:
    """Return a refusal as programs or as people read it."""
    for_programs = scope["path"].startswith(("/api", "/health", "/metrics"))
    answer = error(status, why) if for_programs else PlainTextResponse(f"{why}\n", status)
    if status == NO_TOKEN:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _with_headers(send: Send) -> Send:
    """Add to every answer what keeps browsers from showing it elsewhere or keeping it."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            more = HEADERS | {"Cache-Control": "no-store", "Content-Security-Policy": POLICY}
            message["headers"] = [
                *message["headers"],
                *(
                    (name.lower().encode(), value.encode())
                    for name, value in more.items()
                    if name.lower().encode() not in there
                ),
            ]
        await send(message)

    return sending


def error(status: int, why: str, **more: object) -> Response:
    """Return a refusal in JSON: one line that says what, why and what to do."""
    return JSONResponse({"error": why, **more}, status)
