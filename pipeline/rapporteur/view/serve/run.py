"""Serve a folder until a person or the system ends it."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Iterable
from pathlib import Path

import uvicorn

from rapporteur.batch.outcome import Options
from rapporteur.errors import RapporteurError
from rapporteur.view.serve.app import application
from rapporteur.view.serve.guard import Door
from rapporteur.view.serve.workbench import Limits, Workbench

MOST_CONNECTIONS = 200


def serve(  # noqa: PLR0913 - what the command takes
    folder: Path, options: Options, limits: Limits, *, host: str, port: int,
    names: Iterable[str], token: str | None, tell: Callable[[str], None],
) -> None:  # fmt: skip
    """Serve `folder`; `tell` is called with the address once the server listens.

    Raises `RapporteurError` if the port is taken or the folder cannot be written to.
    """
    listening = _listen(host, port)
    port = listening.getsockname()[1]
    own = _HERE if host in _HERE else {host}
    secret = token or secrets.token_urlsafe(24)
    door = Door.of(secret, [f"[{name}]" if ":" in name else name for name in own], names, port)
    bench = Workbench(folder, options, limits)
    config = uvicorn.Config(
        application(bench, door), log_level="warning", access_log=False, server_header=False,
        limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=10, lifespan="off",
        timeout_graceful_shutdown=3, proxy_headers=False,
    )  # fmt: skip
    try:
        bench.start()
        shown = f"[{host}]" if ":" in host else host
        tell(f"http://{shown}:{port}/?token={secret}")
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        bench.close()


_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        reason = f"cannot listen on {host}, port {port}: {error.strerror or error}"
        raise RapporteurError(f"{reason}; give another --port or --host") from error
    return listening
