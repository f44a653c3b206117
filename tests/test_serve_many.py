"""A thousand reports in a folder, and whatever the description of the interface allows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from served import REVIEW, TOKEN, Server, serving, with_samples

pytest.importorskip("uvicorn", reason="the extra serve is not installed")

MANY = 1000
SPOILT = ["", "\0", "'; DROP TABLE reports; --", "%", "_" * 300, "\ud7ff", "../..", "-1", "9" * 30]


def memory(process: int) -> int:
    """Return the kilobytes that a process has in memory."""
    line = next(
        line for line in Path(f"/proc/{process}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )  # fmt: skip
    return int(line.split()[1])


@pytest.mark.slow
def test_a_thousand_reports(tmp_path: Path) -> None:
    value = json.loads((ROOT / "outputs" / "a-hrc-99-99.json").read_bytes())
    for key in ("paragraphs", "recommendations", "mentions", "citations", "removed"):
        del value[key][5:]  # short ones: what a list says of a report does not grow with it
    for key in value["entities"]:
        del value["entities"][key][5:]
    for number in range(MANY):
        value["source"]["sha256"] = f"{number:064x}"[::-1]
        value["source"]["name"] = f"report-{number}.pdf"
        value["document"]["symbols"] = [f"A/HRC/{number}/{number % 7}"]
        value["document"]["date"] = f"{2000 + number % 20}-05-01"
        (tmp_path / f"report-{number}.json").write_text(json.dumps(value))
    with serving(tmp_path) as server:
        for _ in range(600):
            if server.ask("GET", "/health").json["reports"] == MANY:
                break
            time.sleep(0.2)
    with serving(tmp_path) as server:
        page = server.ask("GET", "/")
        found = server.ask("GET", "/api/reports").json
        assert page.status == 200
        assert found["total"] == MANY
        before = memory(server.process.pid)
        for year in range(2000, 2020):
            some = server.ask("GET", f"/api/reports?year={year}&q=iceland&sort=date&order=desc")
            assert some.json["total"] == MANY / 20
        for _ in range(200):
            server.ask("GET", "/api/reports?q=A/HRC/5")
        assert memory(server.process.pid) < before * 1.3 + 20_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(with_samples(tmp_path_factory.mktemp("folder"))) as found:
        yield found


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that fit a schema, and others."""
    spoilt = st.sampled_from(SPOILT) | st.text(max_size=30)
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | spoilt
    if schema.get("type") == "integer":
        return st.integers(schema.get("minimum", -5), schema.get("maximum", 50)) | spoilt
    return st.sampled_from([REVIEW, "p5", "upr", "Iceland"]) | spoilt


def bodies() -> st.SearchStrategy[Any]:
    """Return bodies: corrections and marks, nearly right, and any JSON."""
    plain = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
    anything = st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner)
    )
    keys = st.sampled_from(["node", "field", "before", "after", "by", "note", "place", "state"])
    names = st.sampled_from(["p5", "document", "people", "split", "merge", "add", "remove", "undo"])
    return anything | st.dictionaries(keys, names | anything, max_size=8)


@pytest.fixture(scope="module")
def described(server: Server) -> dict[str, Any]:
    return server.ask("GET", "/api/openapi.json").json  # type: ignore[no-any-return]


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_that_the_description_allows_breaks_the_server(
    server: Server, described: dict[str, Any], data: st.DataObject
) -> None:
    choices = [
        (path, method, one)
        for path, methods in sorted(described["paths"].items())
        for method, one in sorted(methods.items())
        if not path.startswith("/api/convert")
    ]
    path, method, one = data.draw(st.sampled_from(choices))
    query = {}
    for param in one.get("parameters", ()):
        value = data.draw(values(param["schema"]))
        if param["in"] == "path":
            path = path.replace(f"{{{param['name']}}}", quote(str(value), safe="") or "x")
        elif data.draw(st.booleans()):
            query[param["name"]] = value
    body = data.draw(bodies()) if "requestBody" in one else None
    answer = server.ask(method.upper(), f"{path}?{urlencode(query)}", body)
    known = {int(status) for status in one["responses"]} | {404, 405}
    assert answer.status in known, (method, path, query, body, answer.body)
    if answer.status >= 400:
        assert "Traceback" not in answer.body.decode()


def test_the_description_is_kept(server: Server) -> None:
    """schemathesis makes requests of every kind from the description, right and wrong ones."""
    program = shutil.which("schemathesis", path=Path(sys.executable).parent)
    if program is None:
        pytest.skip("schemathesis is not installed")
    found = subprocess.run(
        [program, "run", f"{server.address}/api/openapi.json",
         "-H", f"Authorization: Bearer {TOKEN}",
         "--max-examples", "3", "--seed", "1", "--phases", "fuzzing", "--warnings", "off",
         "--exclude-checks", "positive_data_acceptance", "--no-color"],
        capture_output=True, text=True, check=False, timeout=300, cwd=server.folder.parent,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout[-4000:]
    assert server.ask("GET", "/health").status == 200
