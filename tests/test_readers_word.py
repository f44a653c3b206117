"""The Word reader: what Word counts, hides, tracks and links, as text with its structure."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rapporteur import parse
from rapporteur.errors import ReadError
from rapporteur.readers import read
from rapporteur.source import Source
from word_sample import set_as_word
from words import NAMES, definition, level, listed, num, packed, paragraph, table, tc, word

SAMPLES = Path(__file__).parents[1] / "samples"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "word"


def lines(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for page in source.pages for line in page.lines]


def text_of(body: str, **parts: str) -> list[str]:
    return lines(read(word(body, **parts), name="x.docx"))


OUTLINE = definition(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    level(2, "lowerLetter", "(%3)"),
)
PLAIN = definition(1, level(0, "decimal", "%1."), level(1, "lowerRoman", "(%2)"))
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
BULLETS = definition(2, level(0, "bullet", "\uf0b7"), level(1, "bullet", "–"))


@pytest.mark.parametrize(
    ("places", "printed"),
    [
        ([(1, 0), (1, 0), (1, 1), (1, 1), (1, 0)], ["1.", "2.", "(i)", "(ii)", "3."]),
        ([(1, 1)], ["(i)"]),
        ([(1, 0), (1, 1), (1, 0), (1, 1)], ["1.", "(i)", "2.", "(i)"]),
        ([(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."]),  # two lists, one definition: it goes on
        ([(1, 0), (3, 0), (3, 0)], ["1.", "1.", "2."]),  # a list that begins anew
        ([(4, 0), (4, 1), (4, 1), (4, 2)], ["I.", "1.1", "1.2", "(a)"]),
        ([(4, 0), (4, 1), (4, 0), (4, 1)], ["I.", "1.1", "II.", "2.1"]),
        ([(5, 0), (5, 1)], ["•", "–"]),
    ],
)  # fmt: skip
def test_numbers_are_counted_as_word_counts_them(
    places: list[tuple[int, int]], printed: list[str]
) -> None:
    numbering = OUTLINE + PLAIN + BULLETS
    numbering += num(1, 1) + num(2, 1) + num(3, 1, RESTART) + num(4, 0) + num(5, 2)
    body = "".join(listed("The ship sailed.", *place) for place in places)
    assert text_of(body, numbering=numbering) == [f"{one}\tThe ship sailed." for one in printed]


def test_a_style_gives_number_and_level_of_a_heading() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered heading"/>'
        '<w:basedOn w:val="Heading2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    linked = definition(
        0,
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="Numbered"/>'),
    )
    body = listed("Ports", 1, 0, "Heading1") + paragraph("Cranes", "Numbered")
    body += paragraph("Tides", "Numbered") + listed("No number", 0, 0, "Numbered")
    source = read(word(body, styles=styles, numbering=linked + num(1, 0)), name="x.docx")
    assert lines(source) == ["1.\tPorts", "1.1\tCranes", "1.2\tTides", "No number"]
    assert [line.tagged for line in source.pages[0].lines] == [1, 2, 2, 2]


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    runs = (
        "<w:ins><w:r><w:t> and new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> and old</w:delText></w:r></w:del>"
    )
    source = read(word(paragraph("The pier", runs=runs)), name="x.docx")
    assert lines(source) == ["The pier and new"]
    assert source.warnings == (("tracked_changes", "2 tracked changes are read as if accepted"),)


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", "The pier"),
        ("<w:r><w:noBreakHyphen/><w:t>head</w:t></w:r>", "The pier-head"),
        ("<w:r><w:softHyphen/><w:t>s</w:t></w:r>", "The piers"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "The pier•"),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>'
                '<w:fldChar w:fldCharType="separate"/><w:t>, 4</w:t>'
                '<w:fldChar w:fldCharType="end"/></w:r>'
            ),
            "The pier, 4",
        ),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t> 7</w:t></w:r></w:fldSimple>', "The pier 7"),
        (
            (
                "<mc:AlternateContent><mc:Choice><w:r><w:t>, new</w:t></w:r></mc:Choice>"
                "<mc:Fallback><w:r><w:t>, old</w:t></w:r></mc:Fallback></mc:AlternateContent>"
            ),
            "The pier, new",
        ),
    ],
)
def test_a_run_gives_what_is_printed(run: str, shown: str) -> None:
    assert text_of(paragraph("The pier", runs=run)) == [shown]


def test_a_text_box_stands_behind_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    run = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph("The pier", runs=run) + paragraph("Behind")) == [
        "The pier",
        "In a box",
        "Behind",
    ]


@pytest.mark.parametrize(("text", "zone"), [("*\tA/91/5.", "note"), ("The pier", None)])
def test_a_starred_text_in_a_box_is_a_note(text: str, zone: str | None) -> None:
    box = f"<w:r><w:drawing><w:txbxContent>{paragraph(text)}</w:txbxContent></w:drawing></w:r>"
    lines = read(word(paragraph("The harbour", runs=box)), name="x.docx").pages[0].lines
    assert [line.zone for line in lines] == [None, zone]


def test_merged_cells_keep_their_columns() -> None:
    wide = tc("Both", '<w:gridSpan w:val="2"/>')
    below = tc("", "<w:vMerge/>")
    rows = [wide, "Right"], [tc("Tall", '<w:vMerge w:val="restart"/>'), "a", "b"], [below, "c", "d"]
    source = read(word(paragraph("Ports") + table(*rows)), name="x.docx")
    cells = {
        source.text[line.start : line.end]: (line.cell.row, line.cell.column)
        for line in source.pages[0].lines
        if line.cell
    }
    assert cells == {
        "Both": (0, 0), "Right": (0, 2), "Tall": (1, 0), "a": (1, 1), "b": (1, 2), "c": (2, 1),
        "d": (2, 2),
    }  # fmt: skip


def test_rows_that_word_repeats_are_one_head() -> None:
    changes = tc("Changes", '<w:gridSpan w:val="2"/>')
    rows = ["", changes], ["", "New", "Total"], ["Oil", "2", "12"]
    report = parse(word(paragraph("Ports") + table(*rows, heads=2)), name="x.docx", entities=False)
    assert [(t.header, t.rows) for t in report.tables] == [
        (["", "Changes New", "Total"], [["Oil", "2", "12"]])
    ]


def test_footnotes_are_linked_to_their_calls() -> None:
    call = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    own = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    text = paragraph(runs=f"{own}<w:r><w:t> See the chart.</w:t></w:r>")
    note = f'<w:footnote w:id="7">{text}</w:footnote>'
    body = paragraph("1.\tThe pilots met.", runs=call) + paragraph("2.\tThey sailed.")
    report = parse(word(body, footnotes=note), name="x.docx", entities=False)
    assert [(p.number, p.text, p.footnotes) for p in report.paragraphs] == [
        ("1", "The pilots met.", ["fn1"]),
        ("2", "They sailed.", []),
    ]
    assert [(n.marker, n.text) for n in report.footnotes] == [("1", "See the chart.")]


def test_a_paragraph_set_deeper_than_an_item_goes_on_with_it() -> None:
    def at(text: str, left: int) -> str:
        return paragraph(text, inside=f'<w:ind w:left="{left}"/>')

    body = at("1.\tThe keepers asked for:", 0) + at("(a)\tOil, as follows:", 600)
    body += at("a.\tWhale oil for the north", 1200) + at("b.\tRape oil for the south", 1200)
    body += at("(b)\tWicks.", 600) + at("2.\tThey sailed.", 0)
    report = parse(word(body), name="x.docx", entities=False)
    assert [(i.label, i.text) for i in report.paragraphs[0].items] == [
        ("(a)", "Oil, as follows: a. Whale oil for the north b. Rape oil for the south"),
        ("(b)", "Wicks."),
    ]


def test_the_head_of_a_first_section_alone_is_the_masthead() -> None:
    """LibreOffice makes the first page of a file a section of its own."""

    def section(name: str) -> str:
        return f'<w:sectPr><w:headerReference w:type="default" r:id="r-{name}"/></w:sectPr>'

    head = paragraph("K/2031/4") + paragraph("Distr.: General") + paragraph("Original: English")
    first = paragraph("Report of the Board", inside=section("header1"))
    body = first + paragraph("The pilots met in the spring.")
    running = paragraph("K/2031/4")
    data = word(body + section("header2"), header1=head, header2=running)
    assert parse(data, name="x.docx", entities=False).document.symbols == ["K/2031/4"]
    source = read(word(body + section("header1"), header1=head), name="x.docx")
    assert [line.zone for page in source.pages for line in page.lines][:1] != ["front"]


def test_the_title_is_set_larger_than_that_of_the_item() -> None:
    def sized(text: str, size: int, level: int = 0) -> str:
        run = f'<w:r><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r>'
        return f'<w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>{run}</w:p>'

    front = paragraph("K/2031/4") + paragraph("Distr.: General") + sized("Ninth session", 24)
    front += paragraph("Agenda item 7") + sized("Lamps and lenses", 24, 1)
    text = paragraph("1.\tThe keepers met in the spring, and spoke of lamps.")
    data = word(front + sized("Upkeep of lamps in the north", 28) + text)
    document = parse(data, name="x.docx", entities=False).document
    assert document.title == "Upkeep of lamps in the north"
    assert document.item_titles == ["Lamps and lenses"]


def test_heads_feet_and_contents_are_no_text() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="r-header1"/>'
        '<w:footerReference w:type="default" r:id="r-footer1"/></w:sectPr>'
    )
    contents = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>Ports 3</w:t></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = paragraph(runs=contents) + paragraph("Cranes\t4", runs=end)
    body += paragraph("Ports", "Heading1") + paragraph("The pilots met.") + section
    data = word(body, header1=paragraph("A/91/7"), footer1=paragraph("31-12345"))
    report = parse(data, name="x.docx", entities=False)
    assert [s.title for s in report.sections] == ["Ports"]
    assert [p.text for p in report.paragraphs] == ["The pilots met."]
    assert report.quality.coverage == 1.0


def test_lines_of_a_heading_are_one_heading() -> None:
    body = paragraph("Part two", "HCh") + paragraph("Ports", "HCh") + paragraph("They met.")
    body += paragraph("Cranes", "Heading1") + paragraph("Tides", "Heading1") + paragraph("So.")
    report = parse(word(body), name="x.docx", entities=False)
    assert [(s.label, s.title) for s in report.sections] == [
        ("Part two", "Ports"),
        (None, "Cranes"),
        (None, "Tides"),
    ]


def sized(text: str, size: int, style: str = "HCh") -> str:
    run = f'<w:r><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r>'
    return paragraph(style=style, runs=run)


def test_the_title_ends_where_the_type_changes() -> None:
    front = sized("United Nations", 20, "Normal") + sized("A/91/6 (Sect. 4)", 20, "Normal")
    front += sized("Distr.: General", 20, "Normal")
    body = front + sized("Budget of the ports", 28) + sized("Part II", 24, "Heading2")
    body += sized("Seas", 24, "Heading2") + sized("Section 4", 28) + sized("Tides", 28, "Heading1")
    body += sized("Dues", 28, "Heading1") + sized("Wind", 24, "Heading2")
    report = parse(word(body + paragraph("They met.")), name="x.docx", entities=False)
    assert report.document.title == "Budget of the ports"
    assert [(s.level, s.label, s.title) for s in report.sections] == [
        (1, "Part II", "Seas"),
        (2, "Section 4", "Tides"),
        (2, None, "Dues"),
        (3, None, "Wind"),
    ]


def test_a_table_right_below_the_masthead_is_no_title() -> None:
    body = paragraph("A/91/7") + paragraph("Distr.: General")
    body += table([tc("Port"), tc("Dues")], [tc("Salt"), tc("4")])
    report = parse(word(body), name="x.docx", entities=False)
    assert report.document.title is None
    assert [found.header for found in report.tables] == [["Port", "Dues"]]


@pytest.mark.parametrize("stem", ["ctoc-cop-wg.4-2021-6-typeset", "a-hrc-99-99"])
def test_a_sample_names_the_same_people_and_bodies_as_word_and_as_pdf(stem: str) -> None:
    """Sections, paragraphs, items and recommendations of both are compared in test_run."""
    truth = json.loads((SAMPLES / f"{stem}.truth.json").read_text(encoding="utf-8"))
    as_word = parse(set_as_word(truth), name=f"{stem}.docx")
    as_pdf = parse(SAMPLES / f"{stem}.pdf")
    assert as_word.source.media_type.endswith("wordprocessingml.document")
    assert as_word.entities.people
    assert as_word.entities == as_pdf.entities
    assert as_word.citations == as_pdf.citations
    assert as_word.meeting == as_pdf.meeting
    assert as_word.statements == as_pdf.statements


def test_a_number_that_a_tab_sets_off_numbers_a_paragraph() -> None:
    body = paragraph("4.5 per cent of the dues were paid.")
    body += paragraph("4.1\tThe Office met.") + paragraph("4.2\tIt will:")
    body += paragraph("(a)\tLower the dues;") + paragraph("(b)\tMend the pier.")
    report = parse(word(body), name="x.docx", entities=False)
    assert [(p.kind, p.number, [i.label for i in p.items]) for p in report.paragraphs] == [
        ("unnumbered", None, []),
        ("numbered", "4.1", []),
        ("numbered", "4.2", ["(a)", "(b)"]),
    ]


BAD = {
    "zip of something else": (
        packed({"xl/workbook.xml": "<x/>"}),
        "this zip file is no Word",
    ),
    "cut off": (word(paragraph("x" * 5000))[:900], "cut off or damaged"),
    "no zip": (b"nothing of the kind", "this is no Word file"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "needs a password",
    ),
    "broken part": (packed({"word/document.xml": "<w:document"}), "document.xml is broken"),
    "no text": (word(paragraph()), "has no text"),
    "entities": (
        packed(
            {
                "word/document.xml": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
                + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
                + f"]><w:document {NAMES}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p>"
                "</w:body></w:document>"
            }
        ),
        "defines entities",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gives_one_line(case: str) -> None:
    data, reason = BAD[case]
    with pytest.raises(ReadError, match=reason) as caught:
        read(data, name="x.docx")
    assert "\n" not in str(caught.value)


def test_a_part_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.readers.word.package.LARGEST", 10_000)
    with pytest.raises(ReadError, match="unpacks to"):
        read(word(paragraph("x") * 1000), name="x.docx")


def test_many_empty_paragraphs_are_nothing() -> None:
    empty = '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:rPr><w:b/></w:rPr></w:pPr></w:p>'
    body = "<w:p/>" * 50_000 + empty * 50_000 + paragraph("The end.")
    assert lines(read(word(body), name="x.docx")) == ["The end."]


def test_what_a_file_refers_to_outside_is_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r-out"/></w:sectPr>'
    picture = (
        '<w:r><w:pict><v:imagedata xmlns:v="urn:v" r:href="http://127.0.0.1:9/x"/></w:pict></w:r>'
    )
    include = '<w:fldSimple w:instr="INCLUDETEXT http://127.0.0.1:9/x"><w:r><w:t>.</w:t></w:r></w:fldSimple>'
    assert text_of(paragraph("The pier", runs=picture + include) + section) == ["The pier."]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no Word files of the corpus here")
@pytest.mark.slow
def test_sections_of_a_budget_say_what_their_styles_say(tmp_path: Path) -> None:
    for path in sorted(CORPUS.glob("*.docx")):
        report = parse(path, entities=False)
        assert report.quality.coverage == 1.0, path.name
        (tmp_path / f"{path.stem}.json").write_text(report.model_dump_json(), encoding="utf-8")
    score = CORPUS.parents[1] / "tools" / "word_score.py"
    command = [sys.executable, str(score), str(tmp_path), str(CORPUS)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = dict(zip(*[iter(said.splitlines()[-1].split()[1:])] * 2, strict=True))
    assert float(found["paragraphs"]) >= 0.995, json.dumps(found)
    assert float(found["ends"]) >= 0.995
    assert float(found["headings"]) >= 0.93
