"""The laws of `Text`: nothing gets lost, and every character knows where it comes from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.errors import EditError
from rapporteur.text import Edit, Span, Text, TextRun

CONTENTS = st.text(st.sampled_from("abc é\n-.1"), max_size=40)
REPLACEMENTS = st.text(st.sampled_from("XYZ"), max_size=4)
EMPTY = st.just("")


@st.composite
def edited(draw: st.DrawFn, replacements: st.SearchStrategy[str] = REPLACEMENTS):
    """A text and edits of it that do not overlap; some insert, some delete, some replace."""
    content = draw(CONTENTS)
    return content, draw(edits_of(len(content), replacements))


@st.composite
def edits_of(draw: st.DrawFn, size: int, replacements: st.SearchStrategy[str] = REPLACEMENTS):
    cuts = sorted(draw(st.lists(st.integers(0, size), max_size=12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [
        Edit(start, end, draw(replacements), f"case.rule{index}")
        for index, (start, end) in enumerate(pairs)
        if index == 0 or pairs[index - 1] != (start, end)
    ]


def spliced(content: str, edits: list[Edit]) -> str:
    """What `apply` must give, made the plain way: from the last edit to the first."""
    for edit in reversed(edits):
        content = content[: edit.start] + edit.replacement + content[edit.end :]
    return content


def spans_of(size: int) -> st.SearchStrategy[tuple[int, int]]:
    pair = st.tuples(st.integers(0, size), st.integers(0, size))
    return pair.map(lambda two: (min(two), max(two)))


def covered(text: Text, start: int, end: int) -> set[int]:
    return {at for span in text.source_spans(start, end) for at in range(span.start, span.end)}


@given(CONTENTS)
def test_no_edit_changes_nothing(content):
    text = Text.of(content)
    assert text.apply([]) == text
    assert text.content == content


@given(edited())
def test_apply_gives_what_splicing_gives(case):
    content, edits = case
    assert Text.of(content).apply(edits).content == spliced(content, edits)


@given(edited())
def test_the_order_in_which_edits_are_given_does_not_matter(case):
    content, edits = case
    assert Text.of(content).apply(edits[::-1]) == Text.of(content).apply(edits)


@given(edited())
def test_runs_are_contiguous_ordered_and_not_empty(case):
    content, edits = case
    text = Text.of(content).apply(edits)
    at = source = 0
    for run in text.runs:
        assert run.start == at
        assert run.size > 0
        assert run.source >= source
        at, source = run.start + run.size, run.source + run.source_size
    assert at == len(text)
    assert source <= len(content)


@given(edited())
def test_neighbouring_copied_runs_of_one_piece_are_one_run(case):
    content, edits = case
    runs = Text.of(content).apply(edits).runs
    for one, other in pairwise(runs):
        touching = one.source + one.source_size == other.source
        assert not (one.copied and other.copied and touching)


@given(edited())
def test_copied_characters_equal_their_source(case):
    content, edits = case
    text = Text.of(content).apply(edits)
    for run in text.runs:
        if run.copied:
            assert run.size == run.source_size
            copy = text.content[run.start : run.start + run.size]
            assert copy == content[run.source : run.source + run.source_size]


@given(edited())
def test_nothing_is_lost(case):
    """Every source character stands behind the text, or in an edit that replaced it."""
    content, edits = case
    text = Text.of(content).apply(edits)
    gone = {at for edit in edits for at in range(edit.start, edit.end)}
    assert covered(text, 0, len(text)) | gone == set(range(len(content)))


@given(edited(EMPTY))
def test_what_is_removed_stands_behind_nothing(case):
    content, edits = case
    text = Text.of(content).apply(edits)
    gone = {at for edit in edits for at in range(edit.start, edit.end)}
    assert covered(text, 0, len(text)) == set(range(len(content))) - gone


@given(st.data())
def test_edits_compose(data):
    """Two steps map each character of the result through the text between to the source."""
    content, first = data.draw(edited())
    middle = Text.of(content).apply(first)
    second = data.draw(edits_of(len(middle)))
    twice = middle.apply(second)
    over = Text.of(middle.content).apply(second)
    assert twice.content == over.content
    for at in range(len(twice)):
        if _copied(over, at):
            through = over.source_at(at)
            assert covered(twice, at, at + 1) == covered(middle, through, through + 1)


@given(st.data())
def test_a_replacement_in_two_steps_stands_for_all_that_it_replaced(data):
    content, first = data.draw(edited())
    middle = Text.of(content).apply(first)
    start, end = data.draw(spans_of(len(middle)))
    twice = middle.apply([Edit(start, end, "Q", "case.last")])
    assert covered(twice, start, start + 1) >= covered(middle, start, end)


def _copied(text: Text, at: int) -> bool:
    return next(run.copied for run in text.runs if run.start <= at < run.start + run.size)


@given(st.data())
def test_every_span_maps_to_ordered_pieces_of_the_source(data):
    content, edits = data.draw(edited())
    text = Text.of(content).apply(edits)
    start, end = data.draw(spans_of(len(text)))
    pieces = text.source_spans(start, end)
    assert all(0 <= piece.start < piece.end <= len(content) for piece in pieces)
    assert all(a.end < b.start for a, b in pairwise(pieces))


@given(st.data())
def test_the_pieces_of_a_copied_span_spell_it(data):
    content, edits = data.draw(edited(EMPTY))
    text = Text.of(content).apply(edits)
    start, end = data.draw(spans_of(len(text)))
    pieces = text.source_spans(start, end)
    assert "".join(content[p.start : p.end] for p in pieces) == text.content[start:end]


@given(st.data())
def test_a_slice_is_the_same_text_with_the_same_source(data):
    content, edits = data.draw(edited())
    text = Text.of(content).apply(edits)
    start, end = data.draw(spans_of(len(text)))
    part = text.slice(start, end)
    assert part.content == text.content[start:end]
    assert part.source_spans(0, len(part)) == text.source_spans(start, end)
    for at in range(len(part)):
        assert covered(part, at, at + 1) == covered(text, start + at, start + at + 1)


@given(edited())
def test_locate_undoes_source_at_on_copied_characters(case):
    content, edits = case
    text = Text.of(content).apply(edits)
    for run in text.runs:
        for at in range(run.start, run.start + run.size) if run.copied else ():
            assert text.content[at] == content[text.source_at(at)]
            assert text.locate(text.source_at(at)) == at


@given(edited(EMPTY))
def test_locate_finds_the_first_character_that_is_left(case):
    content, edits = case
    text = Text.of(content).apply(edits)
    left = sorted(covered(text, 0, len(text)))
    for source in range(len(content)):
        expected = sum(at < source for at in left)
        assert text.locate(source) == expected


@given(edited())
def test_source_at_never_goes_back(case):
    content, edits = case
    text = Text.of(content).apply(edits)
    places = [text.source_at(at) for at in range(len(text) + 1)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 3, "", "a.one"), Edit(2, 4, "", "a.two")],
        [Edit(0, 4, "", "a.one"), Edit(1, 2, "x", "a.two")],
        [Edit(1, 4, "", "a.one"), Edit(2, 2, "x", "a.two")],
        [Edit(3, 2, "", "a.two")],
        [Edit(-1, 2, "", "a.two")],
        [Edit(4, 7, "", "a.two")],
        [Edit(7, 7, "x", "a.two")],
    ],
    ids=["overlap", "inside", "insert inside", "backwards", "before", "over the end", "behind"],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits):
    with pytest.raises(EditError, match=r"^a\.two: .* 6 characters$"):
        Text.of("abcdef").apply(edits)


def test_edits_may_touch():
    text = Text.of("abcdef").apply([Edit(0, 2, "X", "a.one"), Edit(2, 4, "", "a.two")])
    assert text.content == "Xef"


def test_a_word_broken_over_lines_knows_both_halves():
    text = Text.of("a co-\nordinated plan").apply([Edit(4, 6, "", "case.hyphen")])
    assert text.content == "a coordinated plan"
    assert text.source_spans(2, 13) == [Span(2, 4), Span(6, 15)]


def test_an_insertion_stands_between_its_neighbours():
    text = Text.of("WorkingGroup").apply([Edit(7, 7, " ", "case.space")])
    assert text.runs[1] == TextRun(7, 1, 7, 0, copied=False)
    assert text.source_spans(7, 8) == []
    assert text.source_at(7) == 7
    assert [text.locate(at) for at in (6, 7, 8)] == [6, 8, 9]


def test_an_empty_text_has_no_runs():
    assert Text.of("").runs == ()
    assert Text.of("ab").apply([Edit(0, 2, "", "case.all")]).runs == ()
    assert Text.of("").locate(0) == Text.of("").source_at(0) == 0
