"""A workbench for tests: a process of its own over a folder, and a client that can be rude."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from conftest import ROOT
from patience import patience

TOKEN = "open-sesame"
REVIEW, MEETING = "06c86ac0cd1265c8", "7223957984fce6e6"
"""The ids of two samples."""
SAMPLES = ("a-hrc-99-99.pdf", "ctoc-cop-wg.4-2021-6.txt")


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """A running workbench."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: object = None, *, timeout: float = 90, **headers: str
    ) -> Answer:
        """Return the answer; `headers` with None as their value are not sent."""
        given = {"Authorization": f"Bearer {TOKEN}"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            sent = {name: value for name, value in given.items() if value != ""}
            connection.request(method, path, data, sent)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()

    def correct(
        self, node: str, field: str, before: object, after: object, **more: object
    ) -> Answer:
        """Correct the sample review."""
        one = {"node": node, "field": field, "before": before, "after": after, **more}
        return self.ask("POST", f"/api/reports/{REVIEW}/corrections", one)

    def kill(self) -> None:
        """End the process as a power failure would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """Give a workbench over `folder` that is ended at the end."""
    command = [sys.executable, "-m", "rapporteur", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "RAPPORTEUR_TOKEN": TOKEN},
    )
    try:
        assert process.stdout
        address = process.stdout.readline()
        if not address:
            raise AssertionError(process.stderr and process.stderr.read())
        port = int(address.split(":")[2].split("/")[0])
        yield Server(process, port, folder)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=patience(30))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def with_samples(folder: Path) -> Path:
    """Put samples and their reports into a folder."""
    folder.mkdir(exist_ok=True)
    for name in SAMPLES:
        shutil.copy(ROOT / "samples" / name, folder)
        shutil.copy(ROOT / "outputs" / Path(name).with_suffix(".json"), folder)
    return folder


def kept(folder: Path, name: str = REVIEW) -> dict[str, Any]:
    """Return the file of corrections of a document."""
    return json.loads((folder / "corrections" / f"{name}.json").read_bytes())
