"""The audit says what is lost, what does not add up, and nothing of what is in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, body, line, plain, printed, source_run, text_report
from rapporteur.assemble.audit import coverage, far_notes, numbering, uncalled, unplaced
from rapporteur.report import Footnote, Place
from rapporteur.text import Span

SOURCE = plain("1. It met in Vienna.\n\n2. It rose.\f3. It ate.")


def missing(*covered: tuple[int, int]) -> list[str]:
    _, lost, _ = coverage(SOURCE, [Span(*pair) for pair in covered])
    return [SOURCE.text[span.start : span.end] for span in lost]


# --- coverage ----------------------------------------------------------------------------------


def test_all_of_a_source_is_covered_by_all_of_it() -> None:
    assert coverage(SOURCE, [Span(0, len(SOURCE.text))])[:2] == (1.0, [])


def test_nothing_is_covered_by_nothing() -> None:
    share, lost, total = coverage(SOURCE, [])
    assert share == 0.0
    assert total == len("".join(SOURCE.text.split()))
    assert [SOURCE.text[span.start : span.end] for span in lost] == SOURCE.text.split()


def test_blanks_need_no_cover() -> None:
    words = [(2, 2)]
    at = 0
    for word in SOURCE.text.split():
        at = SOURCE.text.index(word, at)
        words.append((at, at + len(word)))
        at += len(word)
    assert missing(*words) == []


def test_a_single_lost_letter_is_found() -> None:
    vienna = SOURCE.text.index("Vienna")
    end = len(SOURCE.text)
    assert missing((0, vienna + 2), (vienna + 3, end)) == ["e"]


def test_spans_may_overlap_and_come_in_any_order() -> None:
    end = len(SOURCE.text)
    assert missing((10, end), (0, 12), (3, 5)) == []


@given(st.lists(st.tuples(st.integers(0, 43), st.integers(0, 43)), max_size=8))
def test_the_share_is_that_of_the_characters_that_are_covered(pairs: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), min(max(pair), len(SOURCE.text))) for pair in pairs]
    covered = {at for span in spans for at in range(span.start, span.end)}
    letters = [at for at, letter in enumerate(SOURCE.text) if not letter.isspace()]
    share, lost, total = coverage(SOURCE, spans)
    assert total == len(letters)
    assert share == pytest.approx(sum(at in covered for at in letters) / total)
    assert (share == 1.0) == (not lost)


def test_lost_text_is_an_error_on_each_page_that_lost_some() -> None:
    _, lost, _ = coverage(SOURCE, [Span(0, 13)])
    problems = unplaced(SOURCE, lost)
    assert [(problem.code, problem.severity, problem.page) for problem in problems] == [
        ("unplaced_text", "error", 1), ("unplaced_text", "error", 2),
    ]  # fmt: skip
    assert problems[0].message == "text in no block: 'Vienna. 2. It rose.'"
    assert problems[1].message == "text in no block: '3. It ate.'"


def test_the_message_on_lost_text_stays_short() -> None:
    source = plain("word " * 400)
    _, lost, _ = coverage(source, [])
    (problem,) = unplaced(source, lost)
    assert len(problem.message) < 90


# --- numbers -----------------------------------------------------------------------------------


def numbers(text: str) -> list[tuple[str, str]]:
    """Code and message of each problem with the numbers of a plain text."""
    return [(problem.code, problem.message) for problem in numbering(body(plain(text)))]


SOUND = {
    "one run": "1. A.\n2. B.\n3. C.",
    "an extract": "17. A.\n18. B.",
    "unnumbered text between": "1. A.\n\nText between.\n\n2. B.",
    "parts": "1. A.\n2. B.\nAnnex I\nPorts\n1. C.\n2. D.\nAnnex II\nPiers\n1. E.",
    "bis": "1. A.\n2. B.\n2 bis. C.\n2 ter. D.\n3. E.",
    "recommendations beside paragraphs": (
        "1. A.\nRecommendation 1\nStates should meet.\nRecommendation 2\nStates should rise.\n2. B."
    ),
    "a draft resolution inside": (
        "1. A.\n2. B.\n3. C.\nII. Draft\n1. Takes note;\n2. Requests it.\nIII. End\n4. D.\n5. E."
    ),
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_numbers_that_are_in_order_are_no_problem(text: str) -> None:
    assert numbers(text) == []


UNSOUND = {
    "gap": ("1. A.\n\n2. B.\n\n4. C.\n\n5. D.", [("number_gap", "4 follows 2 in its series")]),
    "repeat": (
        "1. A.\n\n2. B.\n\n2. C.\n\n3. D.", [("number_repeated", "2 follows 2 in its series")],
    ),
    "gap at the end": ("1. A.\n\n2. B.\n\n4. C.", [("number_gap", "4 follows 2 in its series")]),
    "two gaps": (
        "1. A.\n\n3. B.\n\n4. C.\n\n6. D.\n\n7. E.",
        [("number_gap", "3 follows 1 in its series"), ("number_gap", "6 follows 4 in its series")],
    ),
    "recommendations": (
        "1. A.\nRecommendation 1\nStates should meet.\nRecommendation 3\nStates should rise.",
        [("number_gap", "3 follows 1 in its series")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNSOUND.values(), ids=UNSOUND)
def test_gaps_and_repeats_are_problems(text: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(text) == expected


def test_a_problem_with_a_number_names_its_paragraph_and_page() -> None:
    (problem,) = numbering(body(plain("1. A.\n\n2. B.\f4. C.\n\n5. D.")))
    assert (problem.severity, problem.node, problem.page) == ("warning", "p4", 2)


# --- footnotes ---------------------------------------------------------------------------------


def footnote(marker: str, text: str, paragraph: str | None) -> Footnote:
    return Footnote(
        id=f"fn{marker}", marker=marker, text=text, part="body", paragraph=paragraph, source=[]
    )


@pytest.mark.parametrize(
    ("note", "masthead", "codes"),
    [
        (footnote("1", "See it.", "p1"), "", []),
        (footnote("1", "", "p1"), "", ["footnote_empty"]),
        (footnote("1", "See it.", None), "", ["footnote_uncalled"]),
        (footnote("*", "Not edited.", None), "Report of the Board*", []),
        (footnote("*", "Not edited.", None), "Report of the Board", ["footnote_uncalled"]),
        (footnote("", "Lost.", None), "Report of the Board", ["footnote_uncalled"]),
        (footnote("1", "", None), "", ["footnote_empty", "footnote_uncalled"]),
    ],
)
def test_footnotes_need_text_and_a_call(note: Footnote, masthead: str, codes: list[str]) -> None:
    problems = uncalled([note], masthead)
    assert [problem.code for problem in problems] == codes
    assert all((problem.severity, problem.node) == ("info", note.id) for problem in problems)


@pytest.mark.parametrize(("pages", "codes"), [([3], []), ([3, 4], []), ([3, 5], ["footnote_far"])])
def test_a_footnote_takes_text_of_its_page_and_the_next(pages: list[int], codes: list[str]) -> None:
    source = [Place(page=page, start=0, end=5, bbox=None) for page in pages]
    note = footnote("1", "See it.", "p1").model_copy(update={"source": source})
    assert [problem.code for problem in far_notes([note])] == codes


@pytest.mark.parametrize("star", ["*", "∗"])
def test_a_star_in_the_title_of_the_masthead_calls_its_footnote(star: str) -> None:
    """Some fonts have a star of their own; in the reports it is one."""
    rows = [
        line("Distr.: General", top=60.0), line("11 October 2031"),
        line(f"Report of the Board {star}", bold=True, size=14.0),
        line("Introduction", bold=True), block("1. " + "The Board met in public. " * 12),
        line(f"^{{{star}}} Issued without editing.", size=8.0, top=720.0),
    ]  # fmt: skip
    report = source_run(printed(*rows)).report
    assert [note.marker for note in report.footnotes] == ["*"]
    assert report.problems == []


# --- in the report -----------------------------------------------------------------------------


def test_a_sound_text_has_no_problems() -> None:
    report = text_report("I. Work\n1. It met:\n(a) In Vienna;\n(b) In Rome.\n2. It rose.")
    assert report.problems == []
    assert (report.quality.coverage, report.quality.problems) == (1.0, 0)


def test_the_report_counts_its_problems_and_its_text() -> None:
    report = text_report("1. It met.\n\n2. It saw.\n\n4. It rose.")
    assert [problem.code for problem in report.problems] == ["number_gap"]
    assert report.quality.problems == 1
    assert report.quality.paragraphs == 3
    assert report.quality.characters == len("1.Itmet.2.Itsaw.4.Itrose.")


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The page that you look for is not here.", True),
        ("1. The page that you look for is not here.", True),
        ("1. It met in Vienna.\n2. It rose.", False),
        ("I. Work\n\nIt met in Vienna.", False),
        ("A/91/23\n\nIt met in Vienna.", False),
    ],
)
def test_what_looks_like_no_report_is_told(text: str, doubted: bool) -> None:
    codes = {problem.code for problem in text_report(text).problems}
    assert ("no_structure" in codes) == doubted
