"""The review page in a real browser: what a person does with it, by mouse and by keyboard.

Every test ends with no complaint: no console message, no dialog, no request to anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import text_run
from conftest import ROOT
from rapporteur.run import Run, run
from rapporteur.view.review.page import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from browser import Visit

SAMPLES = ["a-hrc-99-99.pdf", "ctoc-cop-wg.4-2021-6-typeset.pdf", "ctoc-cop-wg.4-2021-6.txt"]
REAL = ["upr/benin2012.pdf", "meetings/A_HRC_59_60.pdf", "meetings/E_CN.3_2025_7.pdf"]
TABS = (
    "text",
    "recommendations",
    "people",
    "names",
    "attendance",
    "document",
    "repairs",
    "removed",
    "problems",
    "notes",
    "changes",
)
Built = tuple[str, Run]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Built]:
    """Build the page of a document once; give its address and what was found in it."""
    folder = tmp_path_factory.mktemp("pages")
    pages: dict[Path, Built] = {}

    def page(source: Path) -> Built:
        if source not in pages:
            found = run(source)
            place = folder / f"{source.stem}{source.suffix}.html"
            place.write_bytes(build(found, source.read_bytes()))
            pages[source] = place.as_uri(), found
        return pages[source]

    return page


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages; when the test ends, none of them may have complained."""
    from browser import visit

    visits: list[Visit] = []

    def open_page(address: str, **how: object) -> Page:
        visits.append(visit(browser, address, **how))  # type: ignore[arg-type]
        return visits[-1].page

    yield open_page
    for each in visits:
        each.page.context.close()
    assert [complaint for each in visits for complaint in each.complaints] == []


@pytest.fixture
def sample(built: Callable[[Path], Built], opened: Callable[..., Page]) -> Page:
    """The page of the sample review."""
    return opened(built(ROOT / "samples" / "a-hrc-99-99.pdf")[0])


def source_of(name: str, request: pytest.FixtureRequest) -> Path:
    if name in SAMPLES:
        return ROOT / "samples" / name
    corpus: Path = request.getfixturevalue("corpus")
    return corpus / name


def shown_box(page: Page, node: str) -> dict[str, float]:
    """Return where the chosen box stands, in points of its page, as a person sees it."""
    selector = f'.box.on[data-node="{node}"]'
    page.wait_for_selector(selector)
    return page.eval_on_selector(
        selector,
        """box => {
            const paper = box.parentElement.getBoundingClientRect();
            const here = box.getBoundingClientRect();
            const number = box.closest('.sheet').dataset.page;
            const scale = JSON.parse(document.getElementById('ui-data').textContent)
                .pages[number - 1][0] / paper.width;
            return { page: Number(number), x0: (here.left - paper.left) * scale,
                     top: (here.top - paper.top) * scale, x1: (here.right - paper.left) * scale,
                     bottom: (here.bottom - paper.top) * scale };
        }""",
    )


def in_view(page: Page, selector: str, within: str) -> bool:
    """Tell whether an element stands inside the visible part of another."""
    return page.evaluate(
        """([one, other]) => {
            const a = document.querySelector(one).getBoundingClientRect();
            const b = document.querySelector(other).getBoundingClientRect();
            return a.bottom > b.top && a.top < b.bottom;
        }""",
        [selector, within],
    )


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds (the page's own policy forbids what Playwright offers)."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never true: {condition}")


def current(page: Page) -> str | None:
    return page.evaluate("document.querySelector('[aria-current]')?.id")


# --- both sides follow each other ----------------------------------------------------------------


@pytest.mark.parametrize("name", [*SAMPLES[:2], *REAL])
def test_a_click_on_a_paragraph_shows_its_box_on_its_page(
    name: str,
    built: Callable[[Path], Built],
    opened: Callable[..., Page],
    request: pytest.FixtureRequest,
) -> None:
    address, found = built(source_of(name, request))
    page = opened(address)
    plain = [each for each in found.report.paragraphs if len(each.source) == 1 and not each.items]
    for paragraph in (plain[0], plain[len(plain) // 2], plain[-1]):
        (place,) = paragraph.source
        text = page.locator(f"[id='{paragraph.id}'] p.text").first
        text.scroll_into_view_if_needed()
        text.click(position={"x": 2, "y": 8})
        box = shown_box(page, paragraph.id)
        assert box["page"] == place.page
        for edge, value in zip(("x0", "top", "x1", "bottom"), place.bbox, strict=True):
            assert box[edge] == pytest.approx(value, abs=4)
        assert in_view(page, f'.box.on[data-node="{paragraph.id}"]', "#ui-sheets")
        assert page.input_value("#ui-page") == str(place.page)


def test_a_click_on_a_box_shows_its_paragraph(sample: Page) -> None:
    sample.keyboard.press("]")
    sample.keyboard.press("]")
    sample.locator('.sheet[data-page="3"] .box[data-node="p7"]').click()
    assert current(sample) == "p7"
    assert in_view(sample, "#p7", "#ui-panel-text")
    until(sample, "location.hash === '#p7'")


def test_the_smaller_of_two_boxes_can_be_clicked(sample: Page) -> None:
    """An item lies inside nothing that hides it."""
    item = sample.evaluate("document.querySelector('.item').id")
    sample.goto(f"{sample.url}#{item}")
    sample.wait_for_selector(f'.box.on[data-node="{item}"]').click()
    assert current(sample) == item


def test_a_text_file_has_its_stretches(
    built: Callable[[Path], Built], opened: Callable[..., Page]
) -> None:
    page = opened(built(ROOT / "samples" / SAMPLES[2])[0])
    page.locator("#p12 p.text").click()
    words = page.eval_on_selector_all(".stretch.on", "all => all.map(e => e.textContent).join('')")
    assert words.startswith("12. Following the presentations")
    assert in_view(page, ".stretch.on", "#ui-sheets")
    page.locator('.stretch[data-node="p13"]').first.click()
    assert current(page) == "p13"


# --- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "tab", "spot"),
    [("p5", "text", "p5"), ("rec-6.3", "recommendations", "r6.3"), ("fn1", "notes", "fn1")],
)
def test_an_address_leads_to_its_place(
    built: Callable[[Path], Built], opened: Callable[..., Page], at: str, tab: str, spot: str
) -> None:
    address, found = built(ROOT / "samples" / "a-hrc-99-99.pdf")
    if at.startswith("rec-"):
        recommendation = found.report.recommendations[2]
        at, spot = recommendation.id, recommendation.paragraph
    page = opened(f"{address}#{at}")
    assert current(page) == at
    assert page.locator(f"#ui-tab-{tab}").get_attribute("aria-selected") == "true"
    assert shown_box(page, spot)
    assert in_view(page, f"[id='{at}']", f"#ui-panel-{tab}")


def test_an_address_of_a_page_and_one_of_nothing(
    built: Callable[[Path], Built], opened: Callable[..., Page]
) -> None:
    address, _ = built(ROOT / "samples" / "a-hrc-99-99.pdf")
    page = opened(f"{address}#page-4")
    assert page.input_value("#ui-page") == "4"
    page = opened(f"{address}#p9999")
    assert "no p9999" in page.inner_text("#ui-status")


def test_going_back_goes_back(sample: Page) -> None:
    sample.evaluate("location.hash = '#p3'")
    until(sample, "document.querySelector('[aria-current]')?.id === 'p3'")
    sample.evaluate("location.hash = '#p9'")
    until(sample, "document.querySelector('[aria-current]')?.id === 'p9'")
    sample.go_back()
    until(sample, "document.querySelector('[aria-current]')?.id === 'p3'")


# --- filters and search --------------------------------------------------------------------------


def test_a_kind_of_names_can_be_hidden(sample: Page) -> None:
    mark = sample.locator("#ui-panel-text .m-country").first
    line = "element => getComputedStyle(element).borderBottomStyle"
    assert mark.evaluate(line) == "dotted"
    sample.locator('.chip[data-kind="country"]').click()
    assert mark.evaluate(line) == "none"
    assert sample.locator("#ui-panel-text .m-organization").first.evaluate(line) == "dashed"


def test_recommendations_by_state_and_position(
    built: Callable[[Path], Built], opened: Callable[..., Page]
) -> None:
    address, found = built(ROOT / "samples" / "a-hrc-99-99.pdf")
    page = opened(address)
    page.keyboard.press("2")
    all_of_them = found.report.recommendations
    state = all_of_them[0].states[0]
    wanted = [each.id for each in all_of_them if state in each.states]
    page.select_option("#ui-state", state)
    shown = page.eval_on_selector_all(
        ".recommendation.card", "all => all.filter(e => !e.hidden).map(e => e.id)"
    )
    assert shown == wanted
    assert page.inner_text("#ui-shown") == f"{len(wanted)} of {len(all_of_them)}"


def test_a_search_counts_and_goes_through_its_matches(
    built: Callable[[Path], Built], opened: Callable[..., Page]
) -> None:
    address, found = built(ROOT / "samples" / "ctoc-cop-wg.4-2021-6.txt")
    page = opened(address)
    page.keyboard.press("/")
    page.keyboard.type("TRAFFICKING in")
    count = sum(text.lower().count("trafficking in") for text in texts(found))
    until(page, f"document.getElementById('ui-count').textContent === '1 of {count} found'")
    assert page.evaluate("CSS.highlights.get('matches').size") == count
    assert page.inner_text("#ui-count").startswith("1 of ")
    page.keyboard.press("Enter")
    assert page.inner_text("#ui-count").startswith("2 of ")
    painted = page.evaluate("[...CSS.highlights.get('match')].map(String)")
    assert [each.lower() for each in painted] == ["trafficking in"]
    page.keyboard.press("Shift+Enter")
    assert page.inner_text("#ui-count").startswith("1 of ")
    page.keyboard.press("Escape")
    assert page.inner_text("#ui-count") == ""
    assert page.evaluate("CSS.highlights.size") == 0


def texts(found: Run) -> list[str]:
    from builders import nodes

    shown = {note.id for note in found.report.footnotes}
    agenda = [title for item in found.report.agenda for title in titles(item)]
    return [text for node, text in nodes(found.report).items() if node not in shown] + agenda


def titles(item: object) -> list[str]:
    return [item.title, *(title for inner in item.items for title in titles(inner))]


def test_letters_are_found_without_their_accents(sample: Page) -> None:
    sample.keyboard.press("2")
    sample.fill("#ui-query", "cote d")
    until(sample, "document.getElementById('ui-count').textContent.includes('found')")
    assert sample.inner_text("#ui-count") != "0 found"


# --- keyboard ------------------------------------------------------------------------------------


def test_everything_by_keyboard_alone(sample: Page) -> None:
    keys = sample.keyboard
    keys.press("Tab")
    assert sample.evaluate("document.activeElement.className") == "skip"
    keys.press("j")
    first = current(sample)
    keys.press("j")
    keys.press("j")
    assert current(sample) not in {first, None}
    assert sample.evaluate("document.activeElement.id") == current(sample)
    keys.press("k")
    keys.press("k")
    assert current(sample) == first
    before = int(sample.input_value("#ui-page"))
    keys.press("]")
    assert sample.input_value("#ui-page") == str(before + 1)
    keys.press("7")
    assert sample.evaluate("document.activeElement.id") == "ui-tab-repairs"
    keys.press("ArrowRight")
    assert sample.is_visible("#ui-panel-removed")
    keys.press("ArrowRight")
    assert sample.is_visible("#ui-panel-problems")
    keys.press("Home")
    assert sample.is_visible("#ui-panel-text")
    keys.press("?")
    assert sample.is_visible("#ui-help")
    keys.press("Escape")
    assert not sample.is_visible("#ui-help")
    keys.press("b")
    assert sample.get_attribute("#ui-boxes", "aria-pressed") == "false"


def test_single_keys_can_be_switched_off(sample: Page) -> None:
    sample.keyboard.press("?")
    sample.locator("#ui-keys").uncheck()
    sample.keyboard.press("Escape")
    sample.keyboard.press("6")
    assert sample.is_visible("#ui-panel-text")


def test_a_letter_typed_in_the_search_is_a_letter(sample: Page) -> None:
    sample.focus("#ui-query")
    sample.keyboard.type("b2")
    assert sample.input_value("#ui-query") == "b2"
    assert sample.get_attribute("#ui-boxes", "aria-pressed") == "true"


# --- looks ---------------------------------------------------------------------------------------


def test_dark_and_light(sample: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = sample.evaluate(ground)
    sample.keyboard.press("t")
    assert sample.evaluate(ground) == light
    sample.keyboard.press("t")
    assert sample.inner_text("#ui-theme") == "Colours: dark"
    assert sample.evaluate(ground) != light


def test_nothing_is_wider_than_the_window(
    built: Callable[[Path], Built], opened: Callable[..., Page]
) -> None:
    address, _ = built(ROOT / "samples" / "a-hrc-99-99.pdf")
    for width in (1440, 1024, 420):
        page = opened(f"{address}#p5", width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert in_view(page, "#p5", "#ui-panel-text")


def test_paper_holds_the_text_alone(sample: Page) -> None:
    sample.emulate_media(media="print")
    assert not sample.is_visible(".printed")
    assert not sample.is_visible(".tabs")
    assert sample.is_visible("#p3")
    height = "document.getElementById('ui-panel-text').getBoundingClientRect().height"
    assert sample.evaluate(height) > 3000


def test_only_pages_near_the_window_are_drawn(
    built: Callable[[Path], Built], opened: Callable[..., Page], request: pytest.FixtureRequest
) -> None:
    address, found = built(source_of(REAL[0], request))
    page = opened(address)
    page.wait_for_selector(".sheet img")
    assert 1 <= page.locator(".sheet img").count() <= 6
    page.evaluate(f"location.hash = '#page-{found.report.source.pages}'")
    page.wait_for_selector(f'.sheet[data-page="{found.report.source.pages}"] img')
    until(page, "!document.querySelector('.sheet[data-page=\"1\"] img')")


@pytest.mark.parametrize(("name", "dark"), [(SAMPLES[0], False), (SAMPLES[2], True)])
def test_no_serious_fault_for_those_who_cannot_see(
    built: Callable[[Path], Built], opened: Callable[..., Page], name: str, dark: bool
) -> None:
    """The page as a whole, then what each tab adds; in the other colours, what can be read."""
    from browser import faults

    page = opened(built(ROOT / "samples" / name)[0], dark=dark)
    assert faults(page) == []
    for tab in TABS:
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.evaluate(f"document.getElementById('ui-tab-{tab}').click()")
        assert page.is_visible(f"#ui-panel-{tab}")
        assert faults(page, f"#ui-panel-{tab}") == []
        page.emulate_media(color_scheme="light" if dark else "dark")
        if not dark or tab in ("attendance", "notes"):  # of which the other sample has none
            assert faults(page, f"#ui-panel-{tab}", contrast_only=True) == []
    page.keyboard.press("?")
    assert faults(page, "#ui-help") == []


def test_axe_sees_faults(opened: Callable[..., Page], tmp_path: Path) -> None:
    from browser import faults

    place = tmp_path / "bad.html"
    place.write_text("<html data-ready><title>x</title><img src='data:,'><button></button></html>")
    page = opened(place.as_uri())
    assert {each["id"] for each in faults(page)} >= {"image-alt", "button-name"}


# --- hostile documents ---------------------------------------------------------------------------

HOSTILE = """I. <script>alert(1)</script>

1. The Chair said </script><script>alert(2)</script> and "onmouseover="alert(3)".<!-- and
on <img src=x onerror=alert(4)> and <svg onload=alert(5)> javascript:alert(6).

2. See [link](javascript:alert(7)) and <a href="javascript:alert(8)">this</a> at A/1/<b>2.

3. The delegates \u202edna\u200f \u2066dna\u2028 &lt;script&gt; ]]> 'x' onfocus=alert(9) autofocus
decided: (a) <iframe srcdoc="<script>alert(10)</script>">;

II. " style="position:fixed" id="ui-panel-text
"""


def test_a_hostile_document_runs_nothing(opened: Callable[..., Page], tmp_path: Path) -> None:
    place = tmp_path / "hostile.html"
    found = text_run(HOSTILE)
    place.write_bytes(build(found, b""))
    page = opened(place.as_uri())
    for number in range(1, 9):
        page.keyboard.press(str(number))
        page.keyboard.press("j")
    assert page.locator("main img, main svg, iframe, main a[href^=javascript]").count() == 0
    kinds = page.eval_on_selector_all("script", "all => all.map(e => e.type)")
    assert kinds == ["application/json", "application/json", "module"]
    (first, *_) = found.report.paragraphs
    page.keyboard.press("1")
    assert page.text_content(f"[id='{first.id}'] p.text") == first.text


def test_a_script_that_came_in_all_the_same_would_not_run(
    opened: Callable[..., Page], browser: Browser, tmp_path: Path
) -> None:
    """The policy of the page stands behind the escaping."""
    from browser import visit

    content = build(text_run("1. The words stand here.\n"), b"").decode()
    evil = "<script>document.title = 'taken'</script><img src='https://x.example/'>"
    place = tmp_path / "evil.html"
    shown = content.replace("The words stand here.</p>", f"{evil}</p>")
    assert shown != content
    place.write_text(shown, encoding="utf-8")
    found = visit(browser, place.as_uri())
    assert "taken" not in found.page.title()
    assert any("Content Security Policy" in complaint for complaint in found.complaints)
    found.page.context.close()


# --- the index -----------------------------------------------------------------------------------


def test_the_index_searches_sorts_and_leads_on(
    opened: Callable[..., Page], rapporteur: Callable[..., object], tmp_path: Path
) -> None:
    from browser import faults

    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in (("b #1", "The Chair spoke."), ("a", "All left."), ("c", "<b>None</b>")):
        (folder / f"{name}.txt").write_text(f"1. {words}\n\n2. More.\n" * len(name))
    (folder / "bad.pdf").write_text("no pdf")
    rapporteur("review", "in", "-o", "out", "--no-entities", "--jobs", "1")
    page = opened((tmp_path / "out" / "index.html").as_uri())
    assert faults(page) == []
    assert "bad.pdf" in page.inner_text(".failures")
    names = "all => all.filter(e => !e.hidden).map(e => e.querySelector('.symbol').textContent)"
    page.locator("th button").first.click()
    page.locator("th button").first.click()
    assert page.eval_on_selector_all("tbody tr", names) == ["c", "b #1", "a"]
    page.fill("#ui-query", "b #")
    until(page, "document.getElementById('ui-shown').textContent === '1 of 3'")
    assert page.eval_on_selector_all("tbody tr", names) == ["b #1"]
    page.locator("tbody a:visible").click()
    page.wait_for_selector("html[data-ready]")
    assert "The Chair spoke." in page.inner_text("#p1")
