"""The HTML reader: what a browser shows of a document, and nothing of the site around it."""

from __future__ import annotations

import pytest

from rapporteur import parse
from rapporteur.errors import ReadError
from rapporteur.readers import read
from rapporteur.source import Source


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def lines(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for page in source.pages for line in page.lines]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>The  ship\n sailed.</p><p>It came.</p>", ["The ship sailed.", "It came."]),
        ("<div>The ship<div>sailed</div>home</div>", ["The ship", "sailed", "home"]),
        ("<p>One<br>Two</p>", ["One", "Two"]),
        ("<p>The <b>sh</b>ip</p>", ["The ship"]),
        ("<nav>Home</nav><script>x()</script><style>p{}</style><p>Text</p>", ["Text"]),
        ("<header>Site</header><p>Text</p><footer>Terms</footer>", ["Text"]),
        ("<article><header><p>Title</p></header><p>Text</p></article>", ["Title", "Text"]),
        ('<div class="cookie-banner">We use cookies</div><p>Text</p>', ["Text"]),
        ('<div role="dialog">Accept</div><p hidden>No</p><p>Text</p>', ["Text"]),
        ('<p style="display: none">No</p><p>Text</p>', ["Text"]),
        ("<div>Menu</div><main><p>Text</p></main>", ["Text"]),
        ("<p>Pilots &amp; tugs</p><!-- no -->", ["Pilots & tugs"]),
        ("<ol><li>a<li>b</ol><ol start=4><li>c</ol>", ["1.\ta", "2.\tb", "4.\tc"]),
        ("<ol type=a><li>a<li value=5>b<li>c</ol>", ["a.\ta", "e.\tb", "f.\tc"]),
        ("<ul><li>a<ol type=i><li>b</ol></ul>", ["•\ta", "i.\tb"]),
        ("<ol style='list-style: none'><li>(a) Dues</ol>", ["(a) Dues"]),
        ("<pre>a\n  b</pre>", ["a", "b"]),
    ],
)
def test_what_a_browser_shows(body: str, shown: list[str]) -> None:
    assert lines(read(page(body), name="x.html")) == shown


def test_cells_keep_their_columns() -> None:
    body = (
        "<table><tr><th rowspan=2>Port</th><th colspan=2>Dues</th></tr>"
        "<tr><td>2031</td><td>2032</td></tr><tr><td>North</td><td>7</td><td>8</td></tr></table>"
    )
    source = read(page(body), name="x.html")
    cells = [(line.cell.row, line.cell.column) for line in source.pages[0].lines if line.cell]
    assert cells == [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]


def test_rows_of_a_head_are_one_head() -> None:
    names = "<tr><th></th><th>New</th><th>All</th></tr>"
    head = f"<thead><tr><th></th><th colspan=2>Changes</th></tr>{names}</thead>"
    row = "<tbody><tr><td>Oil</td><td>2</td><td>12</td></tr></tbody>"
    report = parse(page(f"<p>Lamps</p><table>{head}{row}</table>"), name="x.html", entities=False)
    assert [(t.header, t.rows) for t in report.tables] == [
        (["", "Changes New", "All"], [["Oil", "2", "12"]])
    ]


def test_a_table_that_lays_out_the_page_is_text() -> None:
    source = read(page("<table><tr><td><p>One</p><p>Two</p></td></tr></table>"), name="x.html")
    assert [line.cell for line in source.pages[0].lines] == [None, None]


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ('<sup><a href="#n1">1</a></sup>', '<p id="n1">See the chart. <a href="#c1">back</a></p>'),
        (
            '<a href="#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference">[1]</span></a>',
            '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> See the chart.</p></div>',
        ),
        ('<a role="doc-noteref" href="#n">1</a>', '<ol><li id="n">See the chart.</li></ol>'),
        ('<sup><a href="#n">1</a></sup>', '<p id="n"><sup>1</sup> See the chart.</p>'),
        ('<sup><a href="#n">1</a></sup>', '<p id="n">1. See the chart.</p>'),
        ('<sup><a href="#n">1</a></sup>', '<p id="n">(1) See the chart.</p>'),
    ],
)
def test_footnotes_are_linked_to_their_calls(call: str, note: str) -> None:
    body = f"<h2>I. Ports</h2><p>1. The pilots met.{call}</p><p>2. They sailed.</p>{note}"
    report = parse(page(body), name="x.html", entities=False)
    assert [s.title for s in report.sections] == ["Ports"]
    assert [(p.number, p.text, p.footnotes) for p in report.paragraphs] == [
        ("1", "The pilots met.", ["fn1"]),
        ("2", "They sailed.", []),
    ]
    assert [(n.marker, n.text) for n in report.footnotes] == [("1", "See the chart.")]
    assert report.source.media_type == "text/html"
    assert report.quality.coverage == 1.0


@pytest.mark.parametrize("name", ["utf-8", "cp1252", "iso-8859-1"])
def test_the_encoding_is_the_one_that_the_page_names(name: str) -> None:
    data = f'<html><meta charset="{name}"><p>Île de Gorée</p></html>'.encode(name)
    assert lines(read(data, name="x.html")) == ["Île de Gorée"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (page("<script>x()</script>"), "shows no text"),
        (page("<div>" * 5000 + "x"), "nested too deeply"),
    ],
)
def test_a_bad_page_gives_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read(data, name="x.html")
    assert "\n" not in str(caught.value)


def test_a_page_of_many_megabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.readers.html.LARGEST", 1000)
    with pytest.raises(ReadError, match="more than any document needs"):
        read(page("x" * 2000), name="x.html")


def test_a_note_may_begin_with_its_number_as_a_word() -> None:
    call, note = '<sup><a href="#n">1</a></sup>', '<p id="n">1 March was calm.</p>'
    report = parse(page(f"<p>The pilots met.{call}</p>{note}"), name="x.html", entities=False)
    assert [(n.marker, n.text) for n in report.footnotes] == [("1", "1 March was calm.")]


def test_a_caption_is_the_title_of_its_table_and_letters_of_lists_are_labels() -> None:
    body = """<h2>I. Dues</h2><p>1. Keepers tell:</p>
    <ol type="a"><li>How long a lamp burns;</li><li>Which birds struck the glass.</li></ol>
    <table><caption>Dues by port</caption><tr><th>Port</th><th>Dues</th></tr>
    <tr><td>North</td><td>10</td></tr></table>"""
    report = parse(page(body), name="x.html", entities=False)
    assert [one.title for one in report.tables] == ["Dues by port"]
    assert [(item.label, item.text) for item in report.paragraphs[0].items] == [
        ("a.", "How long a lamp burns;"),
        ("b.", "Which birds struck the glass."),
    ]
