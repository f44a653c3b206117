"""One document in two files: the text is the Word file's, the places are the PDF's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rapporteur import Report, parse
from rapporteur.batch.inputs import Document, Preferred, pair
from rapporteur.body.beside import matched
from rapporteur.cli import app
from word_sample import set_as_word

SAMPLES = Path(__file__).parents[1] / "samples"
STEM = "ctoc-cop-wg.4-2021-6-typeset"


def truth() -> dict[str, Any]:
    return json.loads((SAMPLES / f"{STEM}.truth.json").read_text(encoding="utf-8"))


def both(changed: dict[str, Any]) -> Report:
    name = f"{STEM}.docx"
    return parse(set_as_word(changed), name=name, beside=SAMPLES / f"{STEM}.pdf", entities=False)


@pytest.fixture(scope="module")
def report() -> Report:
    return both(truth())


def test_the_text_is_that_of_the_word_file(report: Report) -> None:
    alone = parse(set_as_word(truth()), name=f"{STEM}.docx", entities=False)
    assert [p.text for p in report.paragraphs] == [p.text for p in alone.paragraphs]
    assert report.source.sha256 == alone.source.sha256
    assert report.source.beside is not None
    assert report.source.beside.name == f"{STEM}.pdf"
    assert report.source.beside.matched > 0.98
    assert report.quality.coverage == 1.0


def test_the_places_are_those_of_the_pdf(report: Report) -> None:
    printed = parse(SAMPLES / f"{STEM}.pdf", entities=False)
    where = {p.number: p.source for p in printed.paragraphs if p.kind == "numbered"}
    for paragraph in report.paragraphs:
        if paragraph.kind != "numbered":
            continue
        pages = [place.page for place in where[paragraph.number]]
        assert [place.page for place in paragraph.source] == pages
        for place, other in zip(paragraph.source, where[paragraph.number], strict=True):
            assert place.bbox is not None
            assert other.bbox is not None
            assert abs(place.bbox[1] - other.bbox[1]) < 1
    assert report.source.pages == printed.source.pages


def test_what_differs_is_a_problem() -> None:
    changed = truth()
    text = changed["paragraphs"][0]["text"]
    changed["paragraphs"][0]["text"] = text.replace("principal", "only", 1)
    told = [p for p in both(changed).problems if p.code == "files_differ"]
    assert [p.message for p in told] == [f"Word file 'only', {STEM}.pdf 'principal'"]
    assert told[0].page == 1


def test_a_paragraph_that_one_file_lacks_is_one_problem() -> None:
    changed = truth()
    paragraph = changed["paragraphs"][3]
    begin = " ".join(paragraph["text"].split()[:4]).lower().replace(",", "")
    paragraph["text"] = "The pilots of the outer harbour asked for lamps that nobody had to trim."
    told = [p for p in both(changed).problems if p.code == "files_differ"]
    assert [p.message.partition(",")[0] for p in told] == [
        "Word file '4 the pilots of the outer harbour asked for lamps that nobod … (15 words)'",
        "Word file ''",
    ]
    assert f"{STEM}.pdf '4 {begin}" in told[1].message
    assert told[1].page is not None


def test_files_that_agree_have_no_such_problem(report: Report) -> None:
    assert [p.message for p in report.problems if p.code == "files_differ"] == []


def test_another_document_is_told() -> None:
    found = parse(
        set_as_word(truth()), name="x.docx", beside=SAMPLES / "a-hrc-99-99.pdf", entities=False
    )
    told = [p for p in found.problems if p.code == "files_differ"]
    assert [p.severity for p in told] == ["error"]
    assert "it is another document" in told[0].message


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("a b c d e", "a b c d e", [0, 1, 2, 3, 4]),
        ("a b c d x e", "a b c d y e", [0, 1, 2, 3, None, 5]),
        ("a b c d", "", [None] * 4),
        ("", "a", []),
        ("note one two three a b c d", "a b c d note one two three", [4, 5, 6, 7, 0, 1, 2, 3]),
    ],
)
def test_words_are_matched(one: str, other: str, found: list[int | None]) -> None:
    assert matched(one.split(), other.split()) == found


def document(place: str) -> Document:
    return Document(place, place, place.rpartition(".")[0])


@pytest.mark.parametrize(
    ("places", "prefer", "left"),
    [
        (["a.docx", "a.pdf"], None, [("a.docx", "a.pdf")]),
        (["a.pdf", "a.docx", "b.pdf"], None, [("a.docx", "a.pdf"), ("b.pdf", None)]),
        (["a.docx", "a.pdf"], "docx", [("a.docx", None)]),
        (["a.docx", "a.pdf"], "pdf", [("a.pdf", None)]),
        (["a.docx", "x/a.pdf"], None, [("a.docx", None), ("x/a.pdf", None)]),
        (["a.txt", "a.pdf"], None, [("a.txt", None), ("a.pdf", None)]),
        (
            ["a.txt", "a.pdf", "a.docx"],
            None,
            [("a.txt", None), ("a.pdf", None), ("a.docx", None)],
        ),
    ],
)
def test_files_of_one_name_are_one_document(
    places: list[str], prefer: Preferred | None, left: list[tuple[str, str | None]]
) -> None:
    found = pair(map(document, places), prefer)
    assert sorted((one.place, one.beside) for one in found) == sorted(left)


@pytest.mark.parametrize(
    ("options", "reader", "said"),
    [
        ([], "word", "places the PDF's; --prefer docx|pdf takes one"),
        (["--prefer", "docx"], "word", "only the .docx is read"),
        (["--prefer", "pdf"], "pdfium", "only the .pdf is read"),
    ],
)
def test_a_folder_with_both_gives_one_report(
    options: list[str], reader: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.docx").write_bytes(set_as_word(truth()))
    (tmp_path / "in" / "x.pdf").write_bytes((SAMPLES / f"{STEM}.pdf").read_bytes())
    asked = ["convert", str(tmp_path / "in"), "-o", str(tmp_path), "-q", "--no-entities"]
    done = CliRunner().invoke(app, [*asked, "--engine", "here", *options])
    assert done.exit_code == 0, done.output
    assert "x: .docx and .pdf are one document" in done.stderr
    assert said in done.stderr
    report = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert report["source"]["reader"] == reader
    assert bool(report["source"]["beside"]) == (not options)
