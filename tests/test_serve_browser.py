"""The officer's work in a real browser: on the workbench, and on a page that is one file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, Command
from served import REVIEW, TOKEN, Server, kept, serving, with_samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from browser import Visit

pytest.importorskip("uvicorn", reason="the extra serve is not installed")

REAL = ["upr/benin2012.pdf", "meetings/A_80_42.pdf", "meetings/E_CN.3_2025_7.pdf"]
VIEWS = ["/", "/tables?what=recommendations", "/tables?what=people", f"/report/{REVIEW}"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(with_samples(tmp_path / "folder")) as found:
        yield found


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A workbench for those who only look."""
    with serving(with_samples(tmp_path_factory.mktemp("folder"))) as found:
        yield found


@pytest.fixture
def at_desk(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages of a server, each for a person of its own; their contexts end with the test."""
    from browser import visit

    visits: list[Visit] = []

    def open_page(server: Server, path: str = "/", **how: Any) -> Page:
        address = f"{server.address}/?token={TOKEN}"
        visits.append(visit(browser, address, own=server.address, **how))
        page = visits[-1].page
        if path != "/":
            page.goto(f"{server.address}{path}")
            ready = "html[data-ready] #ui-sheets" if "/report/" in path else "html[data-ready]"
            page.wait_for_selector(ready, timeout=120_000)
        return page

    yield open_page
    complaints = [each for one in visits for each in one.complaints if "409" not in each]
    for one in visits:
        one.page.context.close()
    assert complaints == []


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds."""
    for _ in range(1200):
        try:
            if page.evaluate(condition):
                return
        except Exception as error:
            if "context was destroyed" not in str(error) and "navigation" not in str(error):
                raise
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {condition}")


def choose(page: Page, node: str) -> None:
    page.evaluate(f"location.hash = {json.dumps('#' + node)}")
    until(page, f"document.querySelector('[aria-current=true]')?.id === {json.dumps(node)}")


def saved(page: Page, count: int) -> None:
    """Wait until the page says that so many corrections are kept, and stands still again."""
    ready = "document.documentElement.dataset.ready === 'true'"
    number = "document.querySelector('#ui-tab-changes .count')?.textContent"
    until(page, f"{ready} && {number} === '{count}'")


def officers_work(page: Page, report: dict[str, Any]) -> None:
    """Correct a role, split a paragraph, take a repair back, mark the report as checked."""
    person = report["entities"]["people"][0]
    choose(page, person["id"])
    page.keyboard.press("e")
    page.fill("#ui-field-role", "Keeper of the Lighthouse")
    page.keyboard.press("Control+Enter")
    saved(page, 1)
    paragraph = next(p for p in report["paragraphs"] if p["text"].count(". ") > 1)
    choose(page, paragraph["id"])
    page.keyboard.press("e")
    cut = paragraph["text"].index(". ") + 1
    page.evaluate(
        f"""(() => {{ const box = document.getElementById('ui-field-text');
        const head = Array.from(box.value).slice(0, {cut}).join('');
        box.setSelectionRange(head.length, head.length); }})()"""
    )
    page.get_by_role("button", name="Split at the cursor").click()
    saved(page, 2)
    page.evaluate("document.getElementById('ui-tab-repairs').click()")
    choose(page, "repair-1")
    page.keyboard.press("e")
    saved(page, 3)
    page.locator("#ui-report-checked").click()
    until(page, "document.getElementById('ui-report-checked').ariaPressed === 'true'")


def same_but(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the keys in which two reports differ."""
    return [key for key in one if one[key] != other[key]]


@pytest.mark.parametrize(
    "name", ["sample", *(pytest.param(name, marks=pytest.mark.slow) for name in REAL)]
)
def test_the_work_of_an_officer_stands(
    name: str,
    at_desk: Callable[..., Page],
    rapporteur: Command,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    if name == "sample":
        source = ROOT / "samples" / "a-hrc-99-99.pdf"
    else:
        source = request.getfixturevalue("corpus") / name
    shutil.copy(source, folder)
    assert rapporteur("convert", "out", "-o", "out", "-q").returncode == 0
    place = folder / f"{source.stem}.json"
    before = json.loads(place.read_bytes())
    short = before["source"]["sha256"][:16]
    with serving(folder) as server:
        page = at_desk(server)
        page.fill("#ui-query", source.stem)
        until(page, "document.querySelectorAll('#ui-table tbody tr').length === 1")
        page.locator("#ui-table tbody a").click()
        page.wait_for_selector("html[data-ready] #ui-sheets", timeout=120_000)
        officers_work(page, before)
    found = kept(folder, short)
    assert [one["field"] for one in found["corrections"]] == ["role", "split", "undo"]
    assert found["marks"][-1]["node"] == "report"
    written = json.loads(place.read_bytes())
    assert written["entities"]["people"][0]["role"] == "Keeper of the Lighthouse"
    # What the workbench wrote is what a conversion writes: nothing is left to do.
    rapporteur("convert", "out", "-o", "out", "-q", "--force")
    assert same_but(json.loads(place.read_bytes()), written) == []
    # Another grammar: each correction stands, or is told as a conflict; none is lost.
    rapporteur("convert", "out", "-o", "out", "-q", "--force", "--grammar", "base")
    other = json.loads(place.read_bytes())
    conflicts = [one for one in other["problems"] if one["code"] == "correction_conflict"]
    assert len(other["corrections"]) + len(conflicts) == 3
    assert kept(folder, short) == found


def test_the_same_on_a_page_that_is_a_file(
    at_desk: Callable[..., Page], browser: Browser, rapporteur: Command, tmp_path: Path
) -> None:
    from browser import visit

    folder = tmp_path / "out"
    folder.mkdir()
    shutil.copy(ROOT / "samples" / "a-hrc-99-99.pdf", folder)
    rapporteur("convert", "out", "-o", "out", "-q")
    place = folder / "a-hrc-99-99.json"
    before = json.loads(place.read_bytes())
    rapporteur("review", "out/a-hrc-99-99.pdf", "-o", "page.html")
    found = visit(browser, (tmp_path / "page.html").as_uri())
    page = found.page
    officers_work(page, before)
    page.reload()
    saved(page, 3)
    assert page.evaluate("document.getElementById('ui-report-checked').ariaPressed") == "true"
    page.evaluate("document.getElementById('ui-tab-changes').click()")
    with page.expect_download() as download:
        page.locator("#ui-save-file").click()
    assert download.value.suggested_filename == f"{REVIEW}.json"
    (folder / "corrections").mkdir()
    download.value.save_as(folder / "corrections" / f"{REVIEW}.json")
    page.context.close()
    assert found.complaints == []
    assert rapporteur("convert", "out", "-o", "out", "-q").returncode == 0
    after = json.loads(place.read_bytes())
    assert [one["field"] for one in after["corrections"]] == ["role", "split", "undo"]
    assert not [one for one in after["problems"] if one["code"] == "correction_conflict"]
    assert after["entities"]["people"][0]["role"] == "Keeper of the Lighthouse"
    assert kept(folder)["marks"][0]["state"] == "checked"


def test_two_who_change_one_node_are_told(server: Server, at_desk: Callable[..., Page]) -> None:
    ana = at_desk(server, f"/report/{REVIEW}")
    ben = at_desk(server, f"/report/{REVIEW}")
    for page, name in ((ana, "ana"), (ben, "ben")):
        page.evaluate(f"document.getElementById('ui-who').value = '{name}'")
        choose(page, "p5")
        page.keyboard.press("e")
        page.fill("#ui-field-text", f"The words of {name}.")
    ana.keyboard.press("Control+Enter")
    saved(ana, 1)
    until(ben, "!document.getElementById('ui-notice').hidden")
    assert "ana changed" in ben.inner_text("#ui-notice")
    ben.keyboard.press("Control+Enter")
    until(ben, "document.getElementById('ui-form-error')?.textContent")
    assert "The words of ana." in ben.inner_text("#ui-form-error")
    assert ben.input_value("#ui-field-text") == "The words of ben."
    assert [one["by"] for one in kept(server.folder)["corrections"]] == ["ana"]
    ben.keyboard.press("Escape")
    ben.locator("#ui-notice button", has_text="Show it now").click()
    until(ben, "document.querySelector('#p5 .text')?.textContent.startsWith('The words of ana.')")


def test_what_others_do_is_seen(server: Server, at_desk: Callable[..., Page]) -> None:
    page = at_desk(server, f"/report/{REVIEW}")
    choose(page, "p6")
    value = json.loads((server.folder / "a-hrc-99-99.json").read_bytes())
    text = next(one["text"] for one in value["paragraphs"] if one["id"] == "p6")
    assert server.correct("p6", "text", text, "Changed from elsewhere.", by="carl").status == 200
    until(page, "document.querySelector('#p6 .text')?.textContent === 'Changed from elsewhere.'")
    assert page.evaluate("location.hash") == "#p6"


def test_undo_and_what_nobody_has_checked(server: Server, at_desk: Callable[..., Page]) -> None:
    page = at_desk(server, "/report/7223957984fce6e6")
    page.keyboard.press("u")
    until(page, "document.querySelector('[aria-current=true]')?.id === 'problem-1'")
    page.keyboard.press("c")
    until(page, "document.getElementById('ui-progress').textContent.startsWith('1 of 1')")
    page.keyboard.press("u")
    assert "Every problem" in page.inner_text("#ui-status")
    choose(page, "document")
    page.keyboard.press("e")
    page.fill("#ui-field-title", "A title <b>by hand</b>")
    page.keyboard.press("Control+Enter")
    saved(page, 1)
    assert page.locator("main b", has_text="by hand").count() == 0
    page.keyboard.press("z")
    saved(page, 0)
    assert kept(server.folder, "7223957984fce6e6")["corrections"] == []


def test_a_document_that_is_dropped_is_converted(
    server: Server, at_desk: Callable[..., Page], tmp_path: Path
) -> None:
    page = at_desk(server)
    place = tmp_path / "dropped.txt"
    place.write_text("1. The Chair opened the meeting.\n\n2. All left.\n")
    page.set_input_files("#ui-files", place)
    page.wait_for_selector("#ui-jobs a", timeout=120_000)
    page.locator("#ui-jobs a").click()
    page.wait_for_selector("html[data-ready] #ui-sheets", timeout=120_000)
    assert "The Chair opened the meeting." in page.inner_text("#p1")


def test_recommendations_lead_to_their_place(shared: Server, at_desk: Callable[..., Page]) -> None:
    page = at_desk(shared, "/tables?what=recommendations")
    for _ in range(60):
        if page.locator("#ui-table tbody tr").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
        page.wait_for_selector("html[data-ready]")
    page.select_option('[data-filter="state_under_review"]', "Iceland")
    until(page, "document.getElementById('ui-shown').textContent === '23'")
    link = page.locator("#ui-table tbody a").first
    target = link.get_attribute("href")
    assert target
    link.click()
    page.wait_for_selector("html[data-ready] #ui-sheets", timeout=120_000)
    node = target.split("#")[1]
    until(page, f"document.querySelector('[aria-current=true]')?.id === {json.dumps(node)}")


@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize("dark", [False, True])
def test_no_serious_fault_for_those_who_cannot_see(
    shared: Server, at_desk: Callable[..., Page], path: str, dark: bool
) -> None:
    from browser import faults

    page = at_desk(shared, path, dark=dark)
    page.wait_for_timeout(500)
    assert faults(page) == []
    if "/report/" in path:
        choose(page, "p5")
        page.keyboard.press("e")
        assert faults(page) == []


@pytest.mark.parametrize("width", [1440, 1024, 400])
def test_nothing_is_wider_than_the_window(
    shared: Server, at_desk: Callable[..., Page], width: int
) -> None:
    for path in VIEWS:
        page = at_desk(shared, path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
