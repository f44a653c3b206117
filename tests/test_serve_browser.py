"""The officer's work in a real browser: on the workbench, and on a page that is one file."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, Command
from patience import patience
from rapporteur.cli import app
from served import MEETING, REVIEW, TOKEN, Server, kept, serving, with_samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from browser import Visit

pytest.importorskip("uvicorn", reason="the extra serve is not installed")

REAL = ["upr/benin2012.pdf", "meetings/A_80_42.pdf", "meetings/E_CN.3_2025_7.pdf"]
VIEWS = ["/", "/tables?what=recommendations", "/tables?what=people", f"/report/{REVIEW}"]
ROLE = "Keeper of the Lighthouse"
CORPUS = Path(os.environ.get("CORPUS", ROOT.parent / "shared" / "corpus"))


def convert(folder: Path, *more: str) -> None:
    """Convert the documents of a folder where they are."""
    with pytest.raises(SystemExit) as end:
        app(["convert", str(folder), "-o", str(folder), "-q", "--engine", "here", *more])
    assert end.value.code == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A workbench over samples and real reports that all share; each changes nodes of its own."""
    folder = with_samples(tmp_path_factory.mktemp("desk") / "folder")
    for name in REAL:
        if (CORPUS / name).is_file():
            shutil.copy(CORPUS / name, folder)
    convert(folder)
    count = len(list(folder.glob("*.json")))
    with serving(folder) as found:
        wait(lambda: found.ask("GET", "/api/reports").json["counts"]["filled"] == count)
        yield found


def wait(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it never came true")


@pytest.fixture
def at_desk(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages of a server, each for a person of its own; their contexts end with the test."""
    from browser import visit

    visits: list[Visit] = []

    def open_page(server: Server, path: str = "/", **how: Any) -> Page:
        address = f"{server.address}/?token={TOKEN}"
        visits.append(visit(browser, address, own=server.address, **how))
        go(visits[-1].page, server, path)
        return visits[-1].page

    yield open_page
    complaints = [each for one in visits for each in one.complaints if "409" not in each]
    for one in visits:
        one.page.context.close()
    assert complaints == []


def go(page: Page, server: Server, path: str) -> None:
    """Open a view, and wait until it stands."""
    if path != "/":
        page.goto(f"{server.address}{path}")
    ready = "html[data-ready] #ui-sheets" if "/report/" in path else "html[data-ready]"
    page.wait_for_selector(ready, timeout=patience(120_000))


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds, even while the page is drawn anew."""
    from playwright.sync_api import Error

    for _ in range(600):
        try:
            if page.evaluate(condition):
                return
        except Error as error:  # the page was just leaving
            if "context was destroyed" not in str(error):
                raise
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {condition}")


def choose(page: Page, node: str) -> None:
    page.evaluate(f"location.hash = {json.dumps('#' + node)}")
    until(page, f"document.querySelector('[aria-current=true]')?.id === {json.dumps(node)}")


COUNT = "Number(document.querySelector('#ui-tab-changes .count')?.textContent)"


def saved(page: Page, count: int) -> None:
    """Wait until the page says that so many corrections are kept, and stands still again."""
    until(page, f"document.documentElement?.dataset.ready === 'true' && {COUNT} === {count}")


def officers_work(page: Page, report: dict[str, Any]) -> None:
    """Correct a role, split a paragraph, take a repair back, mark the report as checked."""
    person = report["entities"]["people"][0]
    choose(page, person["id"])
    page.keyboard.press("e")
    page.fill("#ui-field-role", ROLE)
    page.keyboard.press("Control+Enter")
    saved(page, 1)
    paragraph = to_split(report)
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


def to_split(report: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(p for p in report["paragraphs"] if p["text"].count(". ") > 1)
    return found


# --- the officer's work --------------------------------------------------------------------------

Worked = dict[str, tuple[dict[str, Any], dict[str, Any]]]


@pytest.fixture(scope="module")
def worked(server: Server, browser: Browser) -> Worked:
    """Do the officer's work on all but one of the reports; return each before and after it."""
    from browser import visit

    found: Worked = {}
    seen = visit(browser, f"{server.address}/?token={TOKEN}", own=server.address)
    for place in sorted(server.folder.glob("*.json")):
        before = json.loads(place.read_bytes())
        if before["source"]["sha256"].startswith(MEETING):
            continue
        page = seen.page
        page.goto(f"{server.address}/?q={place.stem}")
        until(page, "document.querySelectorAll('#ui-table tbody tr').length === 1")
        page.locator("#ui-table tbody a").click()
        page.wait_for_selector("html[data-ready] #ui-sheets", timeout=patience(120_000))
        officers_work(page, before)
        found[place.name] = before, before
    seen.page.context.close()
    assert seen.complaints == []
    for name, (before, _) in found.items():
        place = server.folder / name
        wait(lambda place=place: len(json.loads(place.read_bytes())["corrections"]) == 3)
        found[name] = before, json.loads(place.read_bytes())
    return found


def test_the_work_of_an_officer_stands(worked: Worked, server: Server) -> None:
    assert len(worked) in (1, 1 + len(REAL))
    for before, after in worked.values():
        found = kept(server.folder, before["source"]["sha256"][:16])
        assert [one["field"] for one in found["corrections"]] == ["role", "split", "undo"]
        assert found["marks"][-1]["node"] == "report"
        assert without_work(after, before) == without_work(before, before)
        assert after["entities"]["people"][0]["role"] == ROLE
        assert len(after["paragraphs"]) == len(before["paragraphs"]) + 1
        assert len(after["repairs"]) == len(before["repairs"]) - 1


def without_work(report: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a report that the officer's work had nothing to do with.

    That is all but the person, the paragraph that was split, and what stands on the page of the
    repair: words that are torn again may be no name any more.
    """
    split, person = to_split(before)["id"], before["entities"]["people"][0]["id"]
    page = before["repairs"][0]["page"]
    torn = {one["id"] for one in before["paragraphs"] if page in pages(one)}
    return {
        "people": [
            (one["id"], one["name"], one["role"])
            for one in report["entities"]["people"]
            if one["id"] != person and not torn & {name.split(".")[0] for name in one["paragraphs"]}
        ],
        "texts": [
            (one["id"], one["text"])
            for one in report["paragraphs"]
            if one["id"] != split and not one["id"].startswith(f"{split}-")
            and page not in pages(one)
        ],
        **{key: report[key] for key in ("document", "sections", "tables", "agenda")},
        "states": [(one["id"], one["states"]) for one in report["recommendations"]],
    }  # fmt: skip


def pages(paragraph: dict[str, Any]) -> set[int]:
    return {place["page"] for place in paragraph["source"]}


def test_a_conversion_gives_what_the_workbench_wrote(
    worked: Worked, server: Server, tmp_path: Path
) -> None:
    again = shutil.copytree(server.folder, tmp_path / "again")
    convert(again, "--force")
    for name, (_, after) in worked.items():
        assert json.loads((again / name).read_bytes()) == after


def test_with_another_grammar_corrections_stand_or_are_told(
    worked: Worked, server: Server, tmp_path: Path
) -> None:
    corrected = shutil.copytree(server.folder, tmp_path / "corrected")
    plain = shutil.copytree(
        server.folder, tmp_path / "plain", ignore=shutil.ignore_patterns("corrections")
    )
    for folder in (corrected, plain):
        convert(folder, "--force", "--grammar", "base")
    for name, (before, _) in worked.items():
        found, bare = (json.loads((folder / name).read_bytes()) for folder in (corrected, plain))
        told = [one for one in found["problems"] if one["code"] == "correction_conflict"]
        assert len(found["corrections"]) + len(told) == 3
        assert without_work(found, before) == without_work(bare, before)
        short = before["source"]["sha256"][:16]
        assert kept(corrected, short) == kept(server.folder, short)


def test_a_conflict_is_shown_with_both_texts(server: Server, at_desk: Callable[..., Page]) -> None:
    place = server.folder / "corrections" / f"{MEETING}.json"
    place.parent.mkdir(exist_ok=True)
    entry = {"node": "p9", "field": "text", "before": "As an earlier program read it", "after": "x"}
    sha256 = json.loads((server.folder / "ctoc-cop-wg.4-2021-6.json").read_bytes())["source"][
        "sha256"
    ]
    content = {"name": "ctoc-cop-wg.4-2021-6.txt", "sha256": sha256, "corrections": [entry]}
    place.write_text(json.dumps(content), encoding="utf-8")
    try:
        page = at_desk(server, f"/report/{MEETING}")
        card = page.locator(".problem", has_text="A correction that does not fit")
        text = card.text_content() or ""
        assert "As an earlier program read it" in text
        now = page.text_content("#p9 .text") or ""
        assert now[:40] in text
        asked = "/api/reports?problems=conflicts"
        wait(lambda: [one["id"] for one in server.ask("GET", asked).json["reports"]] == [MEETING])
    finally:
        place.unlink()


def test_the_same_on_a_page_that_is_a_file(
    browser: Browser, rapporteur: Command, tmp_path: Path
) -> None:
    from browser import visit

    folder = tmp_path / "out"
    folder.mkdir()
    shutil.copy(ROOT / "samples" / "a-hrc-99-99.pdf", folder)
    convert(folder)
    place = folder / "a-hrc-99-99.json"
    before = json.loads(place.read_bytes())
    rapporteur("review", "out/a-hrc-99-99.pdf", "-o", "page.html")
    found = visit(browser, (tmp_path / "page.html").as_uri())
    page = found.page
    officers_work(page, before)
    assert page.inner_text("#repair-1 .flag") == "taken back"
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
    convert(folder)
    after = json.loads(place.read_bytes())
    assert [one["field"] for one in after["corrections"]] == ["role", "split", "undo"]
    assert not [one for one in after["problems"] if one["code"] == "correction_conflict"]
    assert after["entities"]["people"][0]["role"] == ROLE
    assert kept(folder)["marks"][0]["state"] == "checked"


# --- two people, undo, lists ---------------------------------------------------------------------


def test_two_who_change_one_node_are_told(server: Server, at_desk: Callable[..., Page]) -> None:
    ana = at_desk(server, f"/report/{REVIEW}")
    ben = at_desk(server, f"/report/{REVIEW}")
    count = ana.evaluate(COUNT)
    for page, name in ((ana, "ana"), (ben, "ben")):
        page.evaluate(f"document.getElementById('ui-who').value = '{name}'")
        choose(page, "p5")
        page.keyboard.press("e")
        page.fill("#ui-field-text", f"The words of {name}.")
    ana.keyboard.press("Control+Enter")
    saved(ana, count + 1)
    until(ben, "!document.getElementById('ui-notice').hidden")
    assert "ana changed" in ben.inner_text("#ui-notice")
    ben.keyboard.press("Control+Enter")
    until(ben, "document.getElementById('ui-form-error')?.textContent")
    assert "The words of ana." in ben.inner_text("#ui-form-error")
    assert ben.input_value("#ui-field-text") == "The words of ben."
    of_p5 = [one["by"] for one in kept(server.folder)["corrections"] if one["node"] == "p5"]
    assert of_p5 == ["ana"]
    ben.keyboard.press("Escape")
    ben.locator("#ui-notice button", has_text="Show it now").click()
    until(ben, "document.querySelector('#p5 .text')?.textContent.startsWith('The words of ana.')")
    # What others do is seen where no form is open, and the page stays where it is.
    choose(ben, "p6")
    text = next(one["text"] for one in report_of(server)["paragraphs"] if one["id"] == "p6")
    assert server.correct("p6", "text", text, "Changed from elsewhere.", by="carl").status == 200
    until(ben, "document.querySelector('#p6 .text')?.textContent === 'Changed from elsewhere.'")
    assert ben.evaluate("location.hash") == "#p6"


def report_of(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = server.ask("GET", f"/api/reports/{REVIEW}").json
    return found


def test_undo_add_remove_and_what_nobody_has_checked(
    server: Server, at_desk: Callable[..., Page]
) -> None:
    page = at_desk(server, f"/report/{MEETING}")
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
    page.evaluate("document.getElementById('ui-tab-people').click()")
    page.locator('[data-add="officers"]').click()
    page.fill("#ui-field-role", "Clerk of the meeting")
    page.fill("#ui-field-country", "Norway")
    page.keyboard.press("Control+Enter")
    saved(page, 1)
    page.locator(".node.row", has_text="Clerk of the meeting").click()
    page.keyboard.press("e")
    page.get_by_role("button", name="Remove").click()
    saved(page, 2)
    assert page.locator(".node.row", has_text="Clerk of the meeting").count() == 0
    fields = [one["field"] for one in kept(server.folder, MEETING)["corrections"]]
    assert fields == ["add", "remove"]


def test_the_keyboard_alone_suffices(server: Server, at_desk: Callable[..., Page]) -> None:
    page = at_desk(server)
    keys = page.keyboard
    keys.press("/")
    keys.type("CTOC")
    until(page, "document.querySelectorAll('#ui-table tbody tr').length === 1")
    tab_to(page, "document.activeElement.matches('#ui-table tbody a')")
    keys.press("Enter")
    page.wait_for_selector("html[data-ready] #ui-sheets", timeout=patience(120_000))
    count = page.evaluate(COUNT)
    keys.press("3")
    keys.press("j")
    keys.press("e")
    until(page, "document.activeElement.id === 'ui-field-role'")
    keys.press("End")
    keys.type(" by keys")
    keys.press("Control+Enter")
    saved(page, count + 1)
    keys.press("w")
    until(page, "document.getElementById('ui-wrong').ariaPressed === 'true'")
    keys.press("m")
    keys.type("A note by keys")
    keys.press("Control+Enter")
    until(page, "document.querySelector('.flag.f-wrong')?.textContent.includes('A note by keys')")
    tab_to(page, "document.activeElement.id === 'ui-report-checked'")
    keys.press("Enter")
    until(page, "document.getElementById('ui-report-checked').ariaPressed === 'true'")
    keys.press("z")
    saved(page, count)


def tab_to(page: Page, condition: str) -> None:
    for _ in range(120):
        if page.evaluate(condition):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no tab stop leads there: {condition}")


def test_a_document_that_is_dropped_is_converted(
    server: Server, at_desk: Callable[..., Page], tmp_path: Path
) -> None:
    page = at_desk(server)
    place = tmp_path / "dropped.txt"
    place.write_text("1. The Chair opened the meeting.\n\n2. All left.\n")
    page.set_input_files("#ui-files", place)
    page.wait_for_selector("#ui-jobs a", timeout=patience(120_000))
    page.locator("#ui-jobs a").click()
    page.wait_for_selector("html[data-ready] #ui-sheets", timeout=patience(120_000))
    assert "The Chair opened the meeting." in page.inner_text("#p1")


def test_recommendations_lead_to_their_place(server: Server, at_desk: Callable[..., Page]) -> None:
    page = at_desk(server, "/tables?what=recommendations")
    page.select_option('[data-filter="state_under_review"]', "Iceland")
    until(page, "document.getElementById('ui-shown').textContent === '23'")
    link = page.locator("#ui-table tbody a").first
    target = link.get_attribute("href")
    assert target
    link.click()
    page.wait_for_selector("html[data-ready] #ui-sheets", timeout=patience(120_000))
    node = target.split("#")[1]
    until(page, f"document.querySelector('[aria-current=true]')?.id === {json.dumps(node)}")


@pytest.mark.parametrize("path", VIEWS)
def test_every_view_is_for_everyone(
    server: Server, at_desk: Callable[..., Page], path: str
) -> None:
    """Nothing is wider than the window, and axe finds nothing serious, light or dark."""
    from browser import faults

    page = at_desk(server, path)
    for width in (1440, 1024, 400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1440, "height": 900})
    if "/report/" in path:
        choose(page, "p7")
        page.keyboard.press("e")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    until(page, "document.documentElement.hasAttribute('data-dark')")
    assert faults(page, contrast_only=True) == []
