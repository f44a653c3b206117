"""The review page as built: every text escaped, every place right, every document in the index."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from builders import LEFT, RIGHT, block, line, printed, source_run, text_run
from conftest import ROOT, Command
from rapporteur.report import Mention
from rapporteur.text import Span
from rapporteur.view.review import html, pictures
from rapporteur.view.review.marks import Mark, Marker, plain
from rapporteur.view.review.naming import category
from rapporteur.view.review.page import build
from rapporteur.view.review.reading import reading
from rapporteur.view.review.sheets import sheets
from rapporteur.view.review.spots import line_box, node_at, spots

TEXT = """I. Opening

1. The Committee met at Geneva on 5 May 2031 and took note of docu ment A/1/2.

2. It decided:
(a) To meet again;
(b) To publish the report.
It thanked the Chair.

II. Close

3. The meeting was closed.
"""


class Reader(HTMLParser):
    """The elements of a page and its text, as a browser would see them."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]


def page_of(text: str) -> Reader:
    return Reader(build(text_run(text), text.encode()))


def mention(start: int, end: int, kind: str = "country", entity: str | None = None) -> Mention:
    return Mention(
        node="p1", start=start, end=end, text="", kind=kind, entity=entity, rule="t.t"
    )  # fmt: skip


# --- marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("no name", [], ("no name",)),
        ("in Chad now", [(3, 7)], ("in ", ("Chad",), " now")),
        ("Chad", [(0, 4)], (("Chad",),)),
        ("Bank of Chad", [(8, 12), (0, 12)], (("Bank of ", ("Chad",)),)),
        ("𝔘𝔫 Chad", [(3, 7)], ("𝔘𝔫 ", ("Chad",))),
        ("Chad Mali", [(0, 4), (5, 9)], (("Chad",), " ", ("Mali",))),
    ],
)
def test_names_are_marked_where_they_stand(text, spans, expected) -> None:
    pieces = Marker([mention(*span) for span in spans], {}).pieces("p1", text)
    assert nested(pieces) == expected


def nested(pieces: tuple[str | Mark, ...]) -> tuple[object, ...]:
    return tuple(each if isinstance(each, str) else nested(each.pieces) for each in pieces)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30))))
def test_no_letter_is_lost_or_doubled_by_marks(text: str, spans: list[tuple[int, int]]) -> None:
    found = [mention(a, min(a + n, len(text))) for a, n in spans if a < len(text)]
    assert plain(Marker(found, {}).pieces("p1", text)) == text


def test_a_mark_says_what_is_meant() -> None:
    marker = Marker([mention(0, 4, entity="TCD"), mention(5, 6, "date")], {"TCD": "Chad"})
    first, _, second = marker.pieces("p1", "CHAD 5")
    assert (first.hint, second.hint) == ("country: Chad", "date")


# --- escaping ------------------------------------------------------------------------------------


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner, max_size=4)))
def test_data_survives_and_has_no_meaning_in_html(value: object) -> None:
    text = str(html.as_data(value))
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!-- <img src=x onerror=alert(1)> -->",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% for x in y %}",
    "javascript:alert(1)",
    "]]><svg/onload=alert(1)>",
    "&lt;b&gt; &amp;",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_text_of_a_document_never_becomes_markup(words: str) -> None:
    calm = page_of(TEXT.replace("Geneva", "Gen"))
    angry = page_of(TEXT.replace("Geneva", words))
    tags = [tag for tag, _ in calm.tags]
    assert [tag for tag, _ in angry.tags if tag != "mark"] == [t for t in tags if t != "mark"]
    assert " ".join(words.split()) in " ".join("".join(angry.words).split())
    assert not [name for _, attrs in angry.tags for name in attrs if name.startswith("on")]


def test_links_lead_inside_the_page_only() -> None:
    page = page_of(TEXT.replace("Geneva", "https://x.example and javascript:alert(1)"))
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert len(links) > 5
    assert [link for link in links if not link.startswith("#")] == []


def test_the_page_allows_its_own_script_only() -> None:
    page = build(text_run(TEXT), b"").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in rules
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)


# --- structure -----------------------------------------------------------------------------------


def test_every_node_has_its_id_once() -> None:
    ids = page_of(TEXT).ids
    assert {"s-I", "p1", "p2", "p2.a", "p2.b", "s-II", "p3", "page-1"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_link_has_its_target() -> None:
    run = text_run((ROOT / "samples" / "ctoc-cop-wg.4-2021-6.txt").read_text())
    page = Reader(build(run, b""))
    links = {attrs["href"] or "" for tag, attrs in page.tags if tag == "a"}
    assert len(links) > 100
    assert {link[1:] for link in links} <= set(page.ids)


def test_commitments_stand_below_the_recommendations_and_lead_into_the_text() -> None:
    text = (
        "Report of the Working Group on the Universal Periodic Review\nChad\n\n"
        "II. Conclusions and/or recommendations\n\n1. Chad accepted the list below:\n"
        "1.1. Paint the ships (Mali);\n\nIII. Voluntary commitments\n\n2. Chad will paint <all>.\n"
    )
    page = Reader(build(text_run(text), text.encode()))
    cards = [attrs for tag, attrs in page.tags if tag == "article" and attrs.get("data-spot")]
    listed = [card["id"] for card in cards if not str(card["id"]).startswith("removed")]
    assert listed == ["rec-1.1", "com-p2"]
    assert cards[1]["data-spot"] == "p2"
    assert "Chad will paint <all>." in page.words


def test_the_text_comes_in_the_order_of_the_print() -> None:
    entries = [entry.value.id for entry in reading(text_run(TEXT).report)]
    assert entries == ["s-I", "p1", "p2", "s-II", "p3"]


# --- places --------------------------------------------------------------------------------------


def test_items_and_paragraphs_have_boxes_of_their_own() -> None:
    rows = [
        block("1. The Working Group met in the large hall and took the following decisions:"),
        line("(a) To meet again;", x=LEFT + 20),
        line("(b) To close.", x=LEFT + 20),
    ]
    run = source_run(printed(*rows))
    found = {spot.node: spot for spot in spots(run)}
    assert [found[node].kind for node in ("p1", "p1.a", "p1.b")] == ["paragraph", "item", "item"]
    own, first, second = (found[node].box for node in ("p1", "p1.a", "p1.b"))
    assert own[3] < first[1] < first[3] < second[1]
    assert first[0] == LEFT + 20


def test_a_block_over_two_pages_has_a_box_on_each() -> None:
    words = "1. The delegation described the measures that had been taken in every region, and"
    run = source_run(printed(block(words, full=True), block("thanked all.", page=2, gap=0.0)))
    assert [spot.page for spot in spots(run) if spot.node == "p1"] == [1, 2]


def test_a_repair_has_a_box_on_its_letters() -> None:
    source = printed(line("one two three four", full=True))
    (row,) = source.pages[0].lines
    x0, top, x1, bottom = line_box(row, Span(9, 18))
    assert (top, bottom) == (row.box[1], row.box[3])
    assert x0 == pytest.approx((LEFT + RIGHT) / 2)
    assert x1 == pytest.approx(RIGHT)
    narrow = line_box(row, Span(4, 4))
    assert narrow[2] - narrow[0] == pytest.approx(3.0)


def test_a_repair_knows_the_node_that_it_mends() -> None:
    run = text_run(TEXT)
    (repair,) = [each for each in run.report.repairs if "docu" in context(run, each)]
    assert node_at(spots(run), repair.page, repair.start) == "p1"


def context(run, repair) -> str:
    return run.source.text[max(0, repair.start - 6) : repair.end]


@pytest.mark.parametrize("text", [TEXT, TEXT + "\f4. More text.\n", "1. One.\n"])
def test_the_stretches_of_a_page_are_the_page(text: str) -> None:
    run = text_run(text)
    pages = sheets(run.source, spots(run))
    read = ["".join(stretch.text for stretch in page) for page in pages]
    assert read == [run.source.text[page.start : page.end] for page in run.source.pages]


def test_a_stretch_knows_what_it_became() -> None:
    run = text_run(TEXT)
    (page,) = sheets(run.source, spots(run))
    owner = dict.fromkeys(("p1", "p2.a", "s-II"), "")
    for stretch in page:
        if stretch.node in owner:
            owner[stretch.node] += stretch.text
    assert owner["p2.a"].strip() == "(a) To meet again;"
    assert owner["s-II"].strip() == "II. Close"
    assert [stretch.text for stretch in page if stretch.repair] == [" "]


# --- pictures ------------------------------------------------------------------------------------


def test_a_grey_page_is_kept_without_colour_and_without_loss() -> None:
    page = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(page).text((10, 10), "Resolution", fill=(20, 20, 24))
    assert not pictures.is_coloured(page)
    content = pictures.encoded(page)
    assert content[8:12] == b"WEBP"


def test_colour_stays() -> None:
    page = Image.new("RGB", (40, 40), "white")
    page.putpixel((3, 3), (0, 158, 219))
    assert pictures.is_coloured(page)


# --- the command ---------------------------------------------------------------------------------


def test_one_document(rapporteur: Command, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    result = rapporteur("review", "report.txt", "-o", "out/page.html", "--no-entities")
    assert (result.returncode, result.stdout) == (0, "")
    assert b'id="p2.a"' in (tmp_path / "out" / "page.html").read_bytes()


def test_one_document_without_a_place(rapporteur: Command, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    result = rapporteur("review", "report.txt", "--no-entities")
    assert "report.review.html" in result.stderr
    assert (tmp_path / "report.review.html").is_file()


def test_a_folder_has_an_index_and_one_failure_spares_the_rest(
    rapporteur: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a & <b>.txt").write_text(TEXT)
    (folder / "sub" / "two.txt").write_text(TEXT)
    (folder / "bad.pdf").write_text("<script>no pdf</script>")
    result = rapporteur("review", folder, "-o", "out", "--no-entities", "--jobs", "1")
    assert result.returncode == 1
    assert "2 reviewed, 1 failed" in result.stderr
    index = Reader((tmp_path / "out" / "index.html").read_bytes())
    links = [attrs["href"] for tag, attrs in index.tags if tag == "a"]
    assert links[1:] == ["a%20%26%20%3Cb%3E.html", "sub/two.html"]
    assert (tmp_path / "out" / "a & <b>.html").is_file()
    assert "bad.pdf" in "".join(index.words)
    assert len(index.scripts) == 1
    assert json.loads((tmp_path / "out" / "failures.json").read_text())[0]["error"] == "NotPdfError"


def test_a_document_named_like_the_index_fails(rapporteur: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "index.txt").write_text(TEXT)
    result = rapporteur("review", "in", "-o", "out", "--no-entities")
    assert result.returncode == 1
    assert "the index page" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["gone.pdf", "-o", "out"], 1, "no such file"),
        (["a.txt", "b.txt"], 2, "give -o DIR"),
        (["a.txt", "--grammar", "nets"], 2, "unknown grammar"),
        (["empty.txt", "-o", "x.html"], 1, "the file is empty"),
    ],
)
def test_what_is_wrong_is_said(
    rapporteur: Command, tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    result = rapporteur("review", *arguments)
    assert result.returncode == status
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "x.html").exists()


def test_the_same_document_gives_the_same_page() -> None:
    assert build(text_run(TEXT), b"") == build(text_run(TEXT), b"")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("igos", "Intergovernmental organizations"),
        ("un_entities", "United Nations entities"),
        ("permanent_observers", "Permanent observers"),
    ],
)
def test_categories_have_names_for_people(key: str, name: str) -> None:
    assert category(key) == name
