"""The samples and the truth about them agree with each other."""

import importlib
import json
import re
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
CTOC, UPR = "ctoc-cop-wg.4-2021-6-typeset", "a-hrc-99-99"
RAW = "ctoc-cop-wg.4-2021-6"
WRAPPED = "\ufffe"  # what pdfium makes of a hyphen at a line end


def load(stem, kind="truth"):
    return json.loads((SAMPLES / f"{stem}.{kind}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=[CTOC, UPR])
def stem(request):
    return request.param


@pytest.fixture(scope="module")
def truth(stem):
    return load(stem)


@pytest.fixture(scope="module")
def typeset():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SAMPLES))
        yield importlib.import_module("typeset").typeset


@pytest.fixture(scope="module")
def raw():
    return (SAMPLES / f"{RAW}.txt").read_text(encoding="utf-8")


def page_texts(path):
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def body_of(path, symbol, job):
    """All text of a PDF but heads, feet and footnotes, on one line."""
    pages = (text.split("_" * 18)[0] for text in page_texts(path))
    lines = chain.from_iterable(text.splitlines() for text in pages)
    furniture = re.compile(rf"{re.escape(symbol)}|(\d+/\d+ )?({re.escape(job)})?( ?\d+/\d+)?|\d+")
    return " ".join(line for line in lines if not furniture.fullmatch(line.strip()))


def squeezed(text):
    """The text without blanks and without the hyphens that may or may not be of line ends."""
    return re.sub(rf"[\s{WRAPPED}-]", "", text)


def leaves(node):
    yield node
    for item in node["items"]:
        yield from leaves(item)


def path_of(section):
    own = section["label"] or section["title"]
    return f"{section['parent']}/{own}" if section["parent"] else own


def mended(raw):
    for damage in reversed(load(RAW, "damage")):
        raw = raw[: damage["start"]] + damage["after"] + raw[damage["end"] :]
    return raw


def reading_order(truth):
    """Every heading, label and text of the truth, in the order of the report."""
    headed = set()
    for paragraph in truth["paragraphs"]:
        for section in truth["sections"]:
            path = path_of(section)
            if path not in headed and f"{paragraph['section']}/".startswith(f"{path}/"):
                headed.add(path)
                yield f"{section['label']}. {section['title']}"
        named = paragraph["kind"] == "recommendation"
        yield f"Recommendation {paragraph['number']}" if named else f"{paragraph['number']}."
        for node in leaves(paragraph):
            yield node.get("label", "")
            yield node["text"]
        if (named, paragraph["number"]) == (False, truth["agenda"]["paragraph"]):
            yield from agenda_lines(truth["agenda"]["entries"])


def agenda_lines(entries):
    for entry in entries:
        yield f"{entry['number']}. {entry['title']}{':' if entry['items'] else '.'}"
        for item in entry["items"]:
            yield f"{item['label']} {item['title']}{'.' if item is entry['items'][-1] else ';'}"


def test_every_damage_stands_where_the_list_says(raw):
    damages = load(RAW, "damage")
    assert len(damages) == 33
    assert [damage["start"] for damage in damages] == sorted(d["start"] for d in damages)
    for damage in damages:
        assert raw[damage["start"] : damage["end"]] == damage["before"]
        assert raw.count("\n", 0, damage["start"]) + 1 == damage["line"]
        assert damage["before"] != damage["after"]


def test_mended_text_and_truth_are_the_same_to_the_last_character(raw):
    truth = load(CTOC)
    text = mended(raw).replace(truth["document"]["job_number"], "")
    text = re.sub(r"_{18}\n1\n", "", text).replace("of the meeting. 1\n", "of the meeting. ")
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(reading_order(truth)))


def test_truth_has_the_counts_that_the_report_has():
    truth = load(CTOC)
    paths = [path_of(section) for section in truth["sections"]]
    assert ", ".join(paths) == (
        "I, II, II/A, II/B, III, III/A, III/B, III/C, IV, IV/A, IV/B, IV/C, IV/D, IV/E, V"
    )
    recs = truth["recommendations"]
    items = {rec["number"]: [item["label"] for item in rec["items"]] for rec in recs}
    assert list(items) == [str(number) for number in range(1, 17)]
    assert {number: labels for number, labels in items.items() if labels} == {
        "2": ["(a)", "(b)", "(c)", "(d)"],
        "7": ["(a)", "(b)", "(c)"],
        "10": ["(a)", "(b)", "(c)"],
    }
    assert [entry["number"] for entry in truth["agenda"]["entries"]] == list("12345")


def test_numbered_paragraphs_run_without_a_gap(truth):
    numbers = [p["number"] for p in truth["paragraphs"] if p["kind"] == "numbered"]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_sections_of_paragraphs_exist(truth):
    known = {path_of(section) for section in truth["sections"]} | {None}
    assert {paragraph["section"] for paragraph in truth["paragraphs"]} <= known
    parents = {section["parent"] for section in truth["sections"]}
    assert parents <= known


def test_recommendations_repeat_their_paragraphs(truth):
    blocks = [p for p in truth["paragraphs"] if p["kind"] == "recommendation"]
    recs = truth["recommendations"]
    assert [rec["number"] for rec in recs] == [block["number"] for block in blocks]
    for rec, block in zip(recs, blocks, strict=True):
        assert rec["items"] == block["items"]
        assert block["text"].startswith(rec["text"])
        assert bool(rec["states"]) == bool(re.fullmatch(r" \(.+\)[;.]", bracket(rec, block)))


def bracket(rec, block):
    return block["text"].removeprefix(rec["text"])


def test_every_footnote_is_called_once_where_it_says(truth):
    for note in truth["footnotes"]:
        if note["after"]:
            called = [
                node
                for paragraph in truth["paragraphs"]
                if paragraph["number"] == note["paragraph"]
                for node in leaves(paragraph)
                if node.get("label") == note["item"] and note["after"] in node["text"]
            ]
            assert len(called) == 1
            assert called[0]["text"].count(note["after"]) == 1


def test_members_stand_in_their_paragraphs(truth):
    texts = {p["number"]: p["text"] for p in truth["paragraphs"] if p["kind"] == "numbered"}
    for entry in truth["attendance"]:
        assert all(member in texts[entry["paragraph"]] for member in entry["members"])
    for entry in truth["statements"]:
        for member in entry["members"]:
            assert re.sub(r" \(.*", "", member) in texts[entry["paragraph"]]


def test_text_layer_holds_the_truth(stem, truth):
    document = truth["document"]
    text = body_of(SAMPLES / f"{stem}.pdf", document["symbols"][0], document["job_number"])
    for note in truth["footnotes"]:
        if note["after"]:
            text = text.replace(note["after"] + note["marker"], note["after"])
    layer = squeezed(text)
    for section in truth["sections"]:
        assert squeezed(section["title"]) in layer
    for paragraph in truth["paragraphs"]:
        for node in leaves(paragraph):
            assert squeezed(node["text"]) in layer
            assert squeezed(node["tail"] or "") in layer


def test_words_are_broken_at_line_ends_in_both_ways(truth, stem):
    words = " ".join(node["text"] for p in truth["paragraphs"] for node in leaves(p))
    pages = "".join(page_texts(SAMPLES / f"{stem}.pdf"))
    broken = re.findall(rf"([A-Za-z]+){WRAPPED}([A-Za-z]+)", pages)
    soft = [pair for pair in broken if "".join(pair) in words]
    true = [pair for pair in broken if "-".join(pair) in words]
    assert len(soft) >= 5
    assert len(true) >= 3
    assert len(soft) + len(true) == len(broken)


def test_text_runs_over_page_ends(stem):
    last = [re.split(r"\r\n_{18}", text)[0][-1] for text in page_texts(SAMPLES / f"{stem}.pdf")]
    assert any(char not in ".:;*" for char in last[2:])


def test_setting_twice_gives_the_same_bytes(typeset, truth, tmp_path):
    once, again = tmp_path / "once.pdf", tmp_path / "again.pdf"
    assert typeset(truth, once) == typeset(truth, again)
    assert once.read_bytes() == again.read_bytes()


def test_samples_are_what_the_script_sets(typeset, stem, truth, tmp_path):
    """If this fails: `.venv/bin/python samples/typeset.py`, look at the pages, commit."""
    typeset(truth, tmp_path / "fresh.pdf")
    assert page_texts(tmp_path / "fresh.pdf") == page_texts(SAMPLES / f"{stem}.pdf")
