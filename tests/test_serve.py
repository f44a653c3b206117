"""The workbench as a server: what it answers, what it keeps, whom it lets in."""

from __future__ import annotations

import io
import json
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from patience import patience
from rapporteur.report import restore
from served import MEETING, REVIEW, TOKEN, Server, kept, serving, with_samples

pytest.importorskip("uvicorn", reason="the extra serve is not installed")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A workbench that these tests share; each corrects nodes of its own."""
    folder = with_samples(tmp_path_factory.mktemp("folder"))
    with serving(folder, "--max-upload", "1", "--memory", "1500") as found:
        until(lambda: found.ask("GET", "/health").json["reports"] == 2)
        yield found


def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it never came true")


def original() -> Any:
    return json.loads((ROOT / "outputs" / "a-hrc-99-99.json").read_bytes())


# --- who gets in ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
        ({"Authorization": "", "Cookie": "rapporteur-1=x; a=b"}, 401),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1:1"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/", "/health", "/api/reports", f"/report/{REVIEW}", "/nothing"])
def test_only_those_with_the_token_get_in(
    server: Server, headers: dict[str, str], status: int, path: str
) -> None:
    answer = server.ask("GET", path, **headers)
    if status == 200:
        assert answer.status in (200, 404)
    else:
        assert answer.status == status
        assert b"A/HRC" not in answer.body


def test_the_own_names_are_known(server: Server) -> None:
    for name in ("localhost", "127.0.0.1"):
        host = f"{name}:{server.port}"
        assert server.ask("GET", "/health", Host=host, Origin=f"http://{host}").status == 200


def test_a_token_in_the_address_becomes_a_cookie(server: Server) -> None:
    answer = server.ask("GET", f"/tables?what=people&token={TOKEN}", Authorization="")
    assert answer.status == 303
    assert answer.headers["location"] == "/tables?what=people"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    given = cookie.split(";")[0]
    assert server.ask("GET", "/health", Authorization="", Cookie=given).status == 200


def test_no_address_leads_away(server: Server) -> None:
    answer = server.ask("GET", f"//evil.example/?token={TOKEN}", Authorization="")
    assert answer.headers.get("location", "/")[:2] != "//"


def test_what_changes_something_must_come_from_an_own_page(server: Server) -> None:
    name = f"rapporteur-{server.port}={TOKEN}"
    path = f"/api/reports/{REVIEW}/marks"
    mark = {"node": "p1", "state": "checked"}
    rude = {"Authorization": "", "Cookie": name}
    assert server.ask("PUT", path, mark, **rude).status == 403
    assert server.ask("PUT", path, mark, **rude, Sec_Fetch_Site="cross-site").status == 403
    own = {**rude, "Origin": server.address}
    assert server.ask("PUT", path, mark, **own).status == 200


def test_answers_say_what_browsers_may_do_with_them(server: Server) -> None:
    for path in ("/", "/api/reports", f"/report/{REVIEW}"):
        headers = server.ask("GET", path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


# --- what comes in -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../x.pdf", "..%2Fx.pdf", "%2e%2e%2fx.pdf", "a/b.pdf", "a%5Cb.pdf", "C:x.pdf", ".pdf",
        ".hidden.pdf", "x.json", "x.exe", "x%00.pdf", "x%0A.pdf", "%20x.pdf", "x" * 200 + ".pdf",
        "corrections", "x.pdf.sh", "",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(server: Server, name: str) -> None:
    before = sorted(server.folder.parent.rglob("*.pdf"))
    answer = server.ask("POST", f"/api/convert?name={name}", b"%PDF-1.4")
    assert answer.status == 422
    assert answer.json["error"]
    assert sorted(server.folder.parent.rglob("*.pdf")) == before


@pytest.mark.parametrize(
    "path", ["../secret.txt", "%2e%2e/secret.txt", "/etc/hostname", "..", ".", "a.json", "%00",
             "corrections/../../secret.txt"],
)  # fmt: skip
def test_no_path_leads_out_of_the_folder(server: Server, path: str) -> None:
    (server.folder.parent / "secret.txt").write_text("1. Nobody may read this.")
    answer = server.ask("POST", f"/api/convert-path?path={path}", b"")
    assert answer.status in (404, 422)


@pytest.mark.parametrize(
    "path",
    [
        "/report/../../etc/passwd", "/report/..%2f..%2fetc%2fpasswd", "/..%2f..%2fetc/passwd",
        "/report/zzz", f"/report/{REVIEW}/page/0", f"/report/{REVIEW}/page/99999",
        "/api/reports/%2e%2e", "/api/reports/0000000000000000", "//etc/passwd",
    ],
)  # fmt: skip
def test_no_address_leads_to_a_file(server: Server, path: str) -> None:
    answer = server.ask("GET", path)
    assert answer.status in (404, 422)
    assert b"root:" not in answer.body


def test_a_huge_upload_is_refused_before_it_comes(server: Server) -> None:
    answer = server.ask("POST", "/api/convert?name=x.pdf", b"", Content_Length=str(2 * 10**9))
    assert answer.status == 413


def test_a_huge_upload_that_hides_its_size_is_cut_off(server: Server) -> None:
    from http.client import HTTPConnection

    connection = HTTPConnection("127.0.0.1", server.port, timeout=patience(60))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    chunks = (b"x" * 100_000 for _ in range(30))
    try:
        connection.request("POST", "/api/convert?name=x.pdf", chunks, headers, encode_chunked=True)
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass
    finally:
        connection.close()
    assert list(server.folder.glob(".upload*")) == []
    assert not (server.folder / "x.pdf").exists()


def test_an_upload_that_breaks_off_leaves_nothing(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        head = f"POST /api/convert?name=half.pdf HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        line.sendall(
            f"{head}Authorization: Bearer {TOKEN}\r\nContent-Length: 9000\r\n\r\n".encode()
        )
        line.sendall(b"x" * 500)
        until(lambda: bool(list(server.folder.glob(".upload*"))))
    until(lambda: not list(server.folder.glob(".upload*")))
    assert not (server.folder / "half.pdf").exists()


def test_a_hostile_document_costs_itself_only(server: Server) -> None:
    hostile = {
        "bad.pdf": b"%PDF-1.7 nothing",
        "bad.docx": b"PK\x03\x04 no archive",
        "bomb.docx": zipped("word/document.xml", 400_000_000),
        "pages.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>",
    }
    for name, content in hostile.items():
        answer = server.ask("POST", f"/api/convert?name={name}&wait=60", content)
        assert answer.status == 500, name
        assert "Traceback" not in answer.json["error"]
    assert server.ask("GET", "/health").status == 200
    assert server.process.poll() is None


def zipped(name: str, size: int) -> bytes:
    """Return an archive whose one file is so many bytes of nothing: it is small itself."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w") as one,
    ):
        for _ in range(size // 1_000_000):
            one.write(b" " * 1_000_000)
    assert len(file.getvalue()) < 1_000_000
    return file.getvalue()


def test_a_document_that_comes_in_is_converted(server: Server) -> None:
    text = b"I. Opening\n\n1. The Chair <script>alert(1)</script> opened it.\n\n2. All left.\n"
    answer = server.ask("POST", "/api/convert?name=new.txt&wait=60", text)
    assert answer.status == 200, answer.body
    report = restore(answer.body, "new")
    assert [one.number for one in report.paragraphs] == ["1", "2"]
    assert (server.folder / "new.txt").read_bytes() == text
    assert (server.folder / "new.json").read_bytes() == answer.body
    name = report.source.sha256[:16]
    page = server.ask("GET", f"/report/{name}")
    until(lambda: b"ui-sheets" in server.ask("GET", f"/report/{name}").body)
    page = server.ask("GET", f"/report/{name}").body.decode()
    assert "<script>alert(1)" not in page
    again = server.ask("POST", "/api/convert?name=other.txt&wait=60", text)
    assert again.status == 200
    assert not (server.folder / "other.txt").exists()


def test_a_large_document_is_a_job(server: Server) -> None:
    answer = server.ask("POST", "/api/convert?name=job.txt&wait=0", b"1. One.\n\n2. Two.\n")
    if answer.status == 202:
        place = answer.headers["location"]
        until(lambda: server.ask("GET", place).json["state"] == "done")
    assert (server.folder / "job.json").exists()


# --- what is kept --------------------------------------------------------------------------------


def test_a_correction_is_kept_at_once_and_written_soon(server: Server) -> None:
    person = original()["entities"]["people"][0]
    answer = server.correct(person["id"], "role", person["role"], "Harbour master", by="ana")
    assert answer.status == 200, answer.body
    (one,) = [c for c in kept(server.folder)["corrections"] if c["node"] == person["id"]]
    assert (one["after"], one["by"]) == ("Harbour master", "ana")
    report = server.ask("GET", f"/api/reports/{REVIEW}").json
    assert report["entities"]["people"][0]["role"] == "Harbour master"
    place = server.folder / "a-hrc-99-99.json"
    until(lambda: b"Harbour master" in place.read_bytes())
    assert b"Harbour master" in server.ask("GET", f"/report/{REVIEW}").body


def test_one_of_two_who_correct_the_same_is_told(server: Server) -> None:
    paragraph = original()["paragraphs"][1]
    first = server.correct(paragraph["id"], "text", paragraph["text"], "Ana's words.", by="ana")
    second = server.correct(paragraph["id"], "text", paragraph["text"], "Ben's words.", by="ben")
    assert (first.status, second.status) == (200, 409)
    assert "Ana's words." in second.json["error"]
    third = server.correct(paragraph["id"], "text", "Ana's words.", "Ben's words.", by="ben")
    assert third.status == 200
    found = [c for c in kept(server.folder)["corrections"] if c["node"] == paragraph["id"]]
    assert [(c["by"], c["after"]) for c in found] == [
        ("ana", "Ana's words."),
        ("ben", "Ben's words."),
    ]


def test_many_at_once_lose_nothing(server: Server) -> None:
    nodes = [one["id"] for one in original()["paragraphs"][10:50]]

    def mark(node: str) -> int:
        path = f"/api/reports/{REVIEW}/marks"
        return server.ask("PUT", path, {"node": node, "state": "wrong", "note": node}).status

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(mark, nodes)) == {200}
    marked = {one["node"] for one in kept(server.folder)["marks"]}
    assert marked >= set(nodes)


def test_a_split_and_a_repair_can_be_taken_back(server: Server) -> None:
    value = original()
    paragraph = next(p for p in value["paragraphs"][5:] if p["text"].count(". ") > 1)
    first, _, second = paragraph["text"].partition(". ")
    halves = [f"{first}.", second]
    assert server.correct(paragraph["id"], "split", paragraph["text"], halves).status == 200
    report = server.ask("GET", f"/api/reports/{REVIEW}").json
    ids = [one["id"] for one in report["paragraphs"]]
    assert ids[ids.index(paragraph["id"]) + 1] == f"{paragraph['id']}-2"
    repair = value["repairs"][0]
    place = {"page": repair["page"], "start": repair["start"], "end": repair["end"], "bbox": None}
    made = server.correct("repairs", "undo", repair["after"], repair["before"], place=place)
    assert made.status == 200
    report = server.ask("GET", f"/api/reports/{REVIEW}").json
    assert len(report["repairs"]) == len(value["repairs"]) - 1
    count = len(made.json["corrections"])
    path = f"/api/reports/{REVIEW}/corrections/take-back"
    back = {"number": count - 1, "node": "repairs", "field": "undo"}
    assert server.ask("POST", path, back).status == 200
    assert server.ask("POST", path, back).status == 409
    report = server.ask("GET", f"/api/reports/{REVIEW}").json
    assert len(report["repairs"]) == len(value["repairs"])


@pytest.mark.parametrize(
    ("one", "status"),
    [
        ({"node": "p3", "field": "text", "before": "no such words", "after": "x"}, 409),
        ({"node": "p9999", "field": "text", "before": "x", "after": "y"}, 409),
        ({"node": "p3", "field": "id", "before": "p3", "after": "p4"}, 409),
        ({"node": "meeting", "field": "ordinal", "before": None, "after": {}}, 409),
        ({"node": "people", "field": "add", "before": None, "after": {"name": 7}}, 409),
        ({"node": "p3"}, 422),
        ([], 422),
        ("x", 422),
    ],
)
def test_what_does_not_fit_is_refused_in_a_line(server: Server, one: object, status: int) -> None:
    before = kept(server.folder)["corrections"] if (server.folder / "corrections").exists() else []
    answer = server.ask("POST", f"/api/reports/{REVIEW}/corrections", one)
    assert answer.status == status, answer.body
    assert "\n" not in answer.json["error"]
    if before:
        assert kept(server.folder)["corrections"] == before


def test_a_broken_body_is_refused(server: Server) -> None:
    path = f"/api/reports/{REVIEW}/corrections"
    assert server.ask("POST", path, b"{").status == 400
    assert server.ask("POST", path, b"x" * 3_000_000).status == 413


def test_a_kill_in_the_middle_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    confirmed: list[str] = []
    with serving(with_samples(tmp_path / "f"), "--no-entities") as server:
        until(lambda: server.ask("GET", "/health").json["reports"] == 2)
        title = original()["document"]["title"]

        def save() -> None:
            before = title
            for number in range(100):
                answer = server.correct(
                    "document", "title", before, f"Title {number}", by=f"n{number}"
                )
                assert answer.status == 200
                before = f"Title {number}"
                confirmed.append(before)

        with ThreadPoolExecutor(1) as thread:
            saving = thread.submit(save)
            until(lambda: len(confirmed) > 30 or saving.done())
            server.kill()
            with pytest.raises((OSError, ConnectionError)):
                saving.result()
    there = [one["after"] for one in kept(server.folder)["corrections"]]
    assert there[: len(confirmed)] == confirmed
    assert len(there) <= len(confirmed) + 1
    assert restore((server.folder / "a-hrc-99-99.json").read_bytes(), "x")
    with serving(server.folder, "--no-entities") as again:
        until(lambda: again.ask("GET", "/health").json["reports"] == 2)
        report = again.ask("GET", f"/api/reports/{REVIEW}").json
        assert report["document"]["title"] == there[-1]
        # Nobody changes anything, and the report on the disk says it, too, by and by.
        place = server.folder / "a-hrc-99-99.json"
        until(lambda: json.loads(place.read_bytes())["document"]["title"] == there[-1])


# --- lists ---------------------------------------------------------------------------------------


def test_reports_are_listed_and_filtered(server: Server) -> None:
    found = server.ask("GET", "/api/reports?state=Iceland").json
    assert [one["id"] for one in found["reports"]] == [REVIEW]
    assert found["facets"]["family"] == [["upr", 1]]
    assert server.ask("GET", "/api/reports?q=trafficking").json["reports"][0]["id"] == MEETING
    assert server.ask("GET", "/api/reports?q=%25").json["total"] == 0
    for wrong in ("sort=path;drop", "limit=0", "limit=x", "nothing=1", "problems=all"):
        assert server.ask("GET", f"/api/reports?{wrong}").status == 422


def test_tables_over_all_reports(server: Server) -> None:
    until(lambda: server.ask("GET", "/api/tables/recommendations").json["total"] >= 39)
    asked = "/api/tables/recommendations?state_under_review=Iceland"
    found = server.ask("GET", asked).json
    value = original()
    assert found["total"] == len(value["recommendations"])
    assert found["rows"][0]["node"] == value["recommendations"][0]["id"]
    filters = server.ask("GET", "/api/tables/recommendations/filters").json
    state = filters["state"][0][0]
    some = server.ask("GET", f"{asked}&state={state.replace(' ', '%20')}").json
    assert 0 < some["total"] < found["total"]
    text = server.ask("GET", f"{asked}&format=csv")
    assert text.headers["content-type"].startswith("text/csv")
    assert text.body.decode("utf-8-sig").startswith("state_under_review,")
    book = server.ask("GET", f"{asked}&format=xlsx")
    assert book.body[:2] == b"PK"


def test_search_goes_through_all_reports(server: Server) -> None:
    until(lambda: server.ask("GET", "/api/search?q=trafficking").json["total"] > 0)
    hits = server.ask("GET", "/api/search?q=trafficking%20persons").json["hits"]
    assert {hit["report"] for hit in hits} >= {MEETING}
    for odd in ('"', "*", "a OR b", "(", "%00", "NEAR(a b)"):
        from urllib.parse import quote

        assert server.ask("GET", f"/api/search?q={quote(odd)}").status in (200, 422)


def test_the_interface_describes_itself(server: Server) -> None:
    described = server.ask("GET", "/api/openapi.json").json
    assert described["openapi"].startswith("3.")
    assert {"/api/convert", "/api/reports", "/api/search", "/health", "/metrics"} <= set(
        described["paths"]
    )
    metrics = server.ask("GET", "/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert "# TYPE rapporteur_requests_total counter" in metrics.body.decode()


def test_a_folder_that_is_not_there(rapporteur: Callable[..., Any]) -> None:
    result = rapporteur("serve", "nowhere")
    assert result.returncode == 2
    assert result.stderr.startswith("rapporteur: error: nowhere: no such folder")
