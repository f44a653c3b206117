"""The body: ids that people can read, places that can be found, footnotes linked to their calls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    Printed,
    block,
    body,
    line,
    nodes,
    plain,
    printed,
    source_run,
    text_report,
)
from rapporteur.body import Ids, Places
from rapporteur.body.ids import slug
from rapporteur.body.notes import Notes, NoteText
from rapporteur.report import Item, Paragraph, Report
from rapporteur.source import Source
from rapporteur.strip.calls import Call
from rapporteur.text import Span, Text
from work import steps

PROSE = (
    "The Committee recalled that the programme had been extended at its previous session and"
    " noted that the secretariat would report on its progress before the end of the biennium,"
    " including on the arrangements that had been made for the regional offices."
)
NOTE_TOP = 700.0
STROKE = (113.4, NOTE_TOP - 4, 213.4)


# --- ids ---------------------------------------------------------------------------------------


def test_ids_are_handed_out_once() -> None:
    ids = Ids()
    assert [ids.new("p1"), ids.new("p1"), ids.new("p1-2"), ids.new("p1"), ids.next("u")] == [
        "p1", "p1-2", "p1-2-2", "p1-3", "u1",
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["p1", "p1-2", "p1-2-2", "u", "u1", "s-I"]), max_size=30))
def test_ids_are_unique_whatever_is_wished_for(wishes: list[str]) -> None:
    ids = Ids()
    given_out = [ids.next(wish) if wish == "u" else ids.new(wish) for wish in wishes]
    assert len(set(given_out)) == len(given_out)


IDS = {
    "paragraphs": ("1. It met.\n2. It rose.", ["p1", "p2"]),
    "unnumbered": ("It met.\n\nIt rose.", ["u1", "u2"]),
    "items": (
        "1. It met:\n(a) To see:\n(i) Ports;\n(ii) Piers;\n(b) To rise.",
        ["p1", "p1.a", "p1.a.i", "p1.a.ii", "p1.b"],
    ),
    "bullets": ("1. It met:\n• To see;\n• To rise.", ["p1", "p1.b1", "p1.b2"]),
    "dashes": ("1. It met:\n– To see;\n– To rise.", ["p1", "p1.d1", "p1.d2"]),
    "recommendations": ("1. It met.\nRecommendation 1\nStates should rise.", ["p1", "r1"]),
    "sections": (
        "I. Work\n1. It met.\nA. Ports\n2. It saw.\nB. Piers\n3. It rose.",
        ["p1", "p2", "p3", "s-I", "s-I.A", "s-I.B"],
    ),
    "a section without a label": ("Introduction\n1. It met.", ["p1", "s-introduction"]),
    "annex": (
        "1. It met.\nAnnex I\nPorts\n1. It saw.\nSome more on it all.",
        ["annex-1.p1", "p1", "s-annex-i"],
    ),
    "bis": ("1. It met.\n2. It saw.\n2 bis. It ate.\n3. It rose.", ["p1", "p2", "p2-bis", "p3"]),
}


@pytest.mark.parametrize(("text", "expected"), IDS.values(), ids=IDS)
def test_ids_tell_where_a_node_stands(text: str, expected: list[str]) -> None:
    found = sorted(nodes(body(plain(text))))
    assert found == sorted(expected)


def test_ids_have_letters_without_accents() -> None:
    assert slug("Présentation générale") == "presentation-generale"


def test_two_sections_of_one_label_have_two_ids() -> None:
    found = body(plain("1. It met.\nI. Ports\n2. It saw.\nI. Piers\n3. It rose."))
    assert [section.id for section in found.sections] == ["s-I", "s-I-2"]
    assert [each.section for each in found.paragraphs] == [None, "s-I", "s-I-2"]


# --- places ------------------------------------------------------------------------------------


def cut(source: Source, found: Paragraph) -> Iterator[str]:
    """The text of each place of a paragraph, cut out of its page."""
    for place in found.source:
        page = source.pages[place.page - 1]
        yield source.text[page.start : page.end][place.start : place.end]


def test_places_count_in_the_text_of_their_page() -> None:
    source = plain("1. It met in\fVienna.\n2. It rose.\f3. It met again.")
    found = body(source).paragraphs
    assert [list(cut(source, one)) for one in found] == [
        ["1. It met in", "Vienna."], ["2. It rose."], ["3. It met again."],
    ]  # fmt: skip
    assert [[place.page for place in one.source] for one in found] == [[1, 2], [2], [3]]
    assert all(place.bbox is None for one in found for place in one.source)


def test_the_box_of_a_block_holds_its_lines() -> None:
    source = printed(block("1. " + PROSE), block("2. " + PROSE))
    lines = source.pages[0].lines
    half = len(lines) // 2
    for paragraph, own in zip(body(source).paragraphs, (lines[:half], lines[half:]), strict=True):
        (place,) = paragraph.source
        boxes = [each.box for each in own if each.box]
        assert place.bbox == (
            min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes),
        )  # fmt: skip


def test_places_of_items_belong_to_their_paragraph() -> None:
    source = plain("1. It met:\n(a) To see;\n(b) To rise.")
    assert list(cut(source, body(source).paragraphs[0])) == [source.text]


@given(st.lists(st.integers(0, 60), min_size=2, max_size=2))
def test_a_span_has_one_place_on_each_page_that_it_touches(ends: list[int]) -> None:
    source = plain("One page of it.\nIt has lines.\fAnother page.\nAnd more.\fThe last.")
    start, end = sorted(min(at, len(source.text)) for at in ends)
    for place in Places(source).of([Span(start, end)]):
        page = source.pages[place.page - 1]
        inside = source.text[page.start + place.start : page.start + place.end]
        assert inside == source.text[max(start, page.start) : min(end, page.end)].strip("\n\f")


# --- footnotes ---------------------------------------------------------------------------------


def note(text: str, top: float | None = None) -> Printed:
    return line(text, size=8.5, top=top, gap=0.0)


def noted(*rows: object, notes: tuple[str, ...], page: int = 1) -> list[Printed]:
    """A page: prose, the rows, and footnotes `marker text` at its foot."""
    found = [line("A page begins here.", top=90.0, page=page), *block(PROSE)]
    for row in rows:
        found += [row] if isinstance(row, Printed) else list(row)  # type: ignore[call-overload]
    marked = [text.partition(" ")[::2] for text in notes]
    tops = [NOTE_TOP, *[None] * len(marked)]
    for (mark, text), top in zip(marked, tops, strict=False):
        found.append(note(f"^{{{mark}}} {text}", top))
    return found


def footed(*pages: list[Printed]) -> Report:
    rules = dict.fromkeys(range(1, len(pages) + 1), STROKE)
    return source_run(printed(*pages, rules=rules)).report


def links(report: Report) -> list[tuple[str, str | None]]:
    return [(footnote.id, footnote.paragraph) for footnote in report.footnotes]


def called(report: Report) -> dict[str, list[str]]:
    """The footnotes that each paragraph and item names as its own."""
    found: dict[str, list[str]] = {}
    queue: list[Paragraph | Item] = list(report.paragraphs)
    while queue:
        one = queue.pop(0)
        if one.footnotes:
            found[one.id] = one.footnotes
        queue += one.items
    return found


def test_a_footnote_knows_the_paragraph_that_calls_it() -> None:
    report = footed(
        noted(
            line("1. It met in Vienna.^{1}"), line("2. It rose at noon."), line("3. It saw.^{2}"),
            notes=("1 See its report.", "2 Ibid."),
        )
    )  # fmt: skip
    assert links(report) == [("fn1", "p1"), ("fn2", "p3")]
    assert called(report) == {"p1": ["fn1"], "p3": ["fn2"]}
    texts = nodes(report)
    assert (texts["p1"], texts["fn1"]) == ("It met in Vienna.", "See its report.")


def test_a_footnote_may_be_called_in_an_item() -> None:
    items = (line("(a) To meet;^{1}", x=141.7), line("(b) To rise.", x=141.7))
    report = footed(noted(line("1. It decided:"), *items, notes=("1 In Vienna.",)))
    assert links(report) == [("fn1", "p1.a")]
    assert called(report) == {"p1.a": ["fn1"]}


def test_a_footnote_may_be_called_in_a_heading() -> None:
    title = line("I. Work of the session^{1}", size=14.0, bold=True, x=90.0)
    report = footed(noted(title, block("1. " + PROSE), notes=("1 Held in Vienna.",)))
    assert links(report) == [("fn1", "s-I")]
    assert nodes(report)["s-I"] == "Work of the session"


def test_several_footnotes_of_one_paragraph_stand_in_the_order_of_their_calls() -> None:
    report = footed(
        noted(line("1. It met,^{1} it saw^{2} and it rose.^{3}"), notes=("1 A.", "2 B.", "3 C."))
    )
    assert called(report) == {"p1": ["fn1", "fn2", "fn3"]}
    assert nodes(report)["p1"] == "It met, it saw and it rose."


def test_stars_on_two_pages_are_two_footnotes() -> None:
    report = footed(
        noted(line("1. It met.^{*}"), notes=("* One.",)),
        noted(line("2. It rose.^{*}"), notes=("* Two.",), page=2),
    )
    assert links(report) == [("fn-star", "p1"), ("fn-star-2", "p2")]


def test_numbers_that_start_anew_in_an_annex_mean_the_footnotes_of_the_annex() -> None:
    annex = line("Annex", size=14.0, bold=True)
    report = footed(
        noted(line("1. It met.^{1}"), notes=("1 One.",)),
        noted(page=2, notes=()),
        noted(page=3, notes=()),
        noted(annex, line("1. It rose.^{1}"), notes=("1 Two.",), page=4),
    )
    assert links(report) == [("fn1", "p1"), ("fn1-2", "annex-1.p1")]
    assert [footnote.part for footnote in report.footnotes] == ["body", "annex-1"]


def test_a_footnote_over_two_pages_is_one_with_two_places() -> None:
    below = [line("2. A page begins.", top=90.0, page=2), *block(PROSE)]
    rest = note("ninth session.", NOTE_TOP)
    first = noted(line("1. It met.^{1}"), notes=("1 See the report of the",))
    report = footed(first, [*below, rest])
    (footnote,) = report.footnotes
    assert footnote.text == "See the report of the ninth session."
    assert [place.page for place in footnote.source] == [1, 2]


def test_a_footnote_that_nothing_calls_is_kept_and_named_a_problem() -> None:
    text = [line("1. It met."), line("2. It rose.")]
    report = footed(noted(*text, notes=("1 See its report.",)))
    assert links(report) == [("fn1", None)]
    assert [(problem.code, problem.node) for problem in report.problems] == [
        ("footnote_uncalled", "fn1")
    ]


def test_linking_takes_steps_in_proportion_to_the_footnotes() -> None:
    assert linking(200) < 12 * linking(25)


def linking(count: int) -> int:
    """Count the steps of linking footnotes, of which each page has its first."""
    text = Text.of("x" * count)
    texts = [NoteText("1", Span(at, at + 1), at + 1) for at in range(count)]
    calls = [Call(at, at + 1, "1", "base.footnote_call", at + 1) for at in range(count)]
    notes = Notes(text, texts, calls, text)
    found = steps(lambda: notes.number(Ids()))
    assert notes.call_at == [(at, at) for at in range(count)]
    return found


def test_footnotes_of_plain_text_are_linked_too() -> None:
    report = text_report(
        "1. It met in Vienna.1 It rose.\n__________\n1 See its report.\f2. It ate."
    )
    assert links(report) == [("fn1", "p1")]
    assert nodes(report)["p1"] == "It met in Vienna. It rose."
    assert report.footnotes[0].text == "See its report."


# --- printed lines -----------------------------------------------------------------------------


def test_lines_begin_where_the_text_of_their_node_has_them() -> None:
    made = body(plain(f"1. {PROSE[:90]}\n{PROSE[91:170]}\n\n2. {PROSE[:80]}\n"))
    starts = made.line_starts()
    assert list(starts) == list(made.lines)
    assert len(starts) == len(made.lines) > 0
    assert "p99" not in starts
    for paragraph in made.paragraphs:
        lines = made.lines[paragraph.id]
        assert starts[paragraph.id] == tuple(one.start for one in lines)
        assert paragraph.text == " ".join(one.text for one in lines)
