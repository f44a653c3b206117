"""Scores of UPR recommendations against rows that others typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rapporteur.compare.evaluate import Score, evaluate, evaluate_paths, load_gold
from rapporteur.compare.evaluate.normal import letters
from rapporteur.compare.evaluate.rows import Fit, fit_of, read_printed, read_row, same_number
from rapporteur.compare.evaluate.upr import AS_PRINTED, IN_NOTE, NOT_IN_PRINT

Data = dict[str, Any]


def _row(number: str, text: str, *recommending: str, **more: Any) -> Data:
    return {"file": "upr/pondland2012.pdf", "symbol": "A/XYZ/9/7", "number": number, "text": text,
            "recommending": list(recommending), "decision": "support",
            "found_in_pdf_text": True} | more  # fmt: skip


def _entry(number: str, text: str, *states: str, position: str | None = "supported") -> Data:
    return {"number": number, "text": text, "items": [], "states": list(states),
            "position": position}  # fmt: skip


def _score(key: str, rows: list[Data], entries: list[Data], **more: Any) -> Score:
    gold = {"file": "upr/pondland2012.pdf", "rows": rows, "print": more.pop("print", "")}
    return evaluate(gold, {"recommendations": entries, **more}).total(key)


@pytest.mark.parametrize(
    ("number", "text", "read"),
    [
        ("9.1", "Keep ponds (Peru);", ("9.1", "keepponds")),
        ("9", "1. Keep ponds (Peru);", ("9.1", "keepponds")),
        ("", "96.1.2Keep ponds (Peru);", ("96.1.2", "keepponds")),
        ("96.4.1", "96.5. Keep ponds (Peru);", ("96.5", "keepponds")),
        ("96.4", "5 ponds be kept (Peru);", ("96.4", "5pondsbekept")),
        ("9.1", "Keep ponds (Peru)3; );", ("9.1", "keepponds")),
        ("9.1", "Keep ponds (None);", ("9.1", "keepponds")),
        ("9.1", "Keep (Chad) and clean ponds (Peru);", ("9.1", "keepandcleanponds")),
    ],
)
def test_rows_are_read(number: str, text: str, read: tuple[str, str]) -> None:
    row = read_row(_row(number, text))
    assert (row.number, row.core) == read


@pytest.mark.parametrize(
    ("text", "recommending", "states"),
    [
        ("Keep ponds (Peru, Chad);", ["Pondland"], {"PER", "TCD"}),
        ("Keep (Peru) or clean ponds (Chad);", ["Chad"], {"PER", "TCD"}),
        ("Keep ponds (Peruu);", ["Peru"], {"PER"}),
        ("Keep ponds;", ["South Korea", "NA"], {"KOR"}),
        ("Keep ponds (None);", ["NA"], set()),
    ],
)
def test_states_of_a_row(text: str, recommending: list[str], states: set[str]) -> None:
    assert read_row(_row("9.1", text, *recommending)).states == states


@pytest.mark.parametrize(
    ("row", "printed", "same"),
    [
        ("97.3", "97.3", True),
        ("97.3.1", "97.3", True),
        ("97.31", "97.3", False),
        ("44.7", "7", True),
        ("44.7.2", "7", True),
        ("44.17", "7", False),
        ("", "7", False),
        ("44.7", "", False),
    ],
)
def test_numbers(row: str, printed: str, same: bool) -> None:
    assert same_number(row, printed) is same


LONG = "Continue to protect the ponds and the small rivers of the northern highlands"


@pytest.mark.parametrize(
    ("row", "printed", "fit"),
    [
        (f"{LONG} (Peru);", LONG, Fit.WHOLE),
        (f"{LONG.lower()}, (Peru);", LONG, Fit.WHOLE),
        (f"{LONG} (Peru);", f"{LONG} (Peru); clean the lakes", Fit.PART),
        (f"{LONG}s (Peru);", LONG, Fit.NEAR),
        ("Sign the treaty on all the ponds (Peru)",
         "Sign (Peru)/ratify (Chad) the treaty on lakes and on all large rivers and the ponds",
         Fit.RESPELLED),
        ("Dig a well in each village (Peru)", LONG, Fit.NONE),
    ],
)  # fmt: skip
def test_how_a_row_stands_in_a_recommendation(row: str, printed: str, fit: Fit) -> None:
    assert fit_of(read_row(_row("9.1", row)), read_printed(_entry("9.1", printed))) is fit


TWO = [_row("9.1", f"{LONG} (Peru);"), _row("9.2", "Dig a well for every mountain village (Chad).")]
BOTH = [_entry("9.1", LONG, "PER"), _entry("9.2", "Dig a well for every mountain village", "TCD")]


def test_what_is_right_is_right_in_every_key() -> None:
    gold = {"file": "upr/pondland2012.pdf", "rows": TWO}
    scores = evaluate(gold, {"recommendations": BOTH}).totals()
    assert {score.key: (score.hits, len(score.slips)) for score in scores} == {
        "texts found": (2, 0),
        "row texts exact": (2, 0),
        "recommendations": (2, 0),
        "whole texts exact": (2, 0),
        "punctuation exact": (2, 0),
        "recommendation states": (2, 0),
        "recommendation numbers": (2, 0),
        "positions": (2, 0),
        "free of leaks": (2, 0),
    }


def test_a_compound_is_compared_with_all_its_rows() -> None:
    rows = [
        _row("9.1", f"{LONG} (Peru);"),
        _row("9.1.1", "to dig a well in every village (Chad);"),
    ]
    entry = _entry("9.1", f"{LONG} (Peru) and to dig a well in every village", "PER", "TCD")
    assert _score("texts found", rows, [entry]).hits == 2
    assert _score("whole texts exact", rows, [entry]).f1 == 1.0
    assert _score("recommendation states", rows, [entry]).f1 == 1.0
    more = _entry("9.1", f"{entry['text']}; and here begins what no row holds", "PER", "TCD")
    assert _score("whole texts exact", rows, [more]).f1 == 0.0


def test_one_number_for_two_recommendations_run_together() -> None:
    run_on = [
        _entry("9.1", f"{LONG} (Peru); 9.2 Dig a well for every mountain village", "PER", "TCD")
    ]
    (slip,) = _score("whole texts exact", TWO, run_on, print=run_on[0]["text"]).slips
    assert slip.cause == "rows of several numbers in one recommendation"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (f"{LONG}; Note from the secretariat of ponds", "text goes on after the gold's end"),
        (LONG[:-3], "text cut short"),
        (LONG.replace("the small", "the 7 small"), "footnote call or page number in the text"),
        (LONG.replace("ponds", "pnods"), "a few letters differ"),
    ],
)
def test_what_differs_gets_a_cause(text: str, cause: str) -> None:
    (slip,) = _score("whole texts exact", [TWO[0]], [_entry("9.1", text, "PER")]).slips
    assert slip.cause == cause


def test_the_document_itself_tells_who_has_what_is_printed() -> None:
    entry = _entry("9.1", LONG.replace("small rivers", "rivers"), "PER")
    printed = f"9.1 {entry['text']} (Peru);"
    (slip,) = _score("whole texts exact", [TWO[0]], [entry], print=printed).slips
    assert slip.cause == AS_PRINTED
    (slip,) = _score("whole texts exact", [TWO[0]], [entry], print=f"9.1 {LONG} (Peru)").slips
    assert slip.cause == "a few letters differ"


def test_a_sentence_that_follows_in_print_is_not_excused() -> None:
    entry = _entry("9.1", f"{LONG} (Peru); Pondland noted that too", "PER")
    (slip,) = _score("whole texts exact", [TWO[0]], [entry], print=entry["text"]).slips
    assert slip.cause == "text goes on after the gold's end"


def test_rows_that_are_not_in_print_are_left_out_and_counted() -> None:
    rows = [*TWO, _row("9.3", "Ratify the pond treaty (Peru);", found_in_pdf_text=False)]
    score = _score("texts found", rows, BOTH)
    assert (score.gold, score.excluded) == (2, {NOT_IN_PRINT: 1})


def test_a_row_in_a_footnote_is_left_out_and_its_recommendation_is_none_the_worse() -> None:
    entry = _entry("9.1", "Improve the care of all standing waters in every province", "PER")
    note = {"text": f"The recommendation as read in the room: “{LONG}” (Peru)."}
    found = _score("texts found", [TWO[0]], [entry], footnotes=[note])
    assert (found.gold, found.excluded) == (0, {IN_NOTE: 1})
    taken = _score("recommendations", [TWO[0]], [entry], footnotes=[note])
    assert (taken.given, taken.excluded) == (0, {IN_NOTE: 1})


@pytest.mark.parametrize(
    ("entry", "cause"),
    [
        (_entry("4.1", "The delegation spoke of its many ponds"), "like no row of the gold"),
        (
            _entry("9.2", "Plant trees along the river", "PER"),
            "row of that number has another text",
        ),
    ],
)
def test_a_false_recommendation_is_extra(entry: Data, cause: str) -> None:
    score = _score("recommendations", TWO, [BOTH[0], entry])
    assert (score.hits, [slip.cause for slip in score.extra]) == (1, [cause])


def test_a_number_that_the_gold_leaves_out_is_told_apart() -> None:
    rows = [TWO[0], _row("9.3", "Dig a well for every mountain village (Chad).")]
    extra = _entry("9.2", "Plant trees along the river", "PER")
    (slip,) = _score("recommendations", rows, [extra]).slips
    assert slip.cause == "number left out by the gold"
    printed = "9.2 Plant trees along the river (Peru)"
    (slip,) = _score("recommendations", rows, [extra], print=printed).slips
    assert slip.cause == "printed so, with its States; the gold has no such row"


def test_a_row_of_which_only_the_beginning_stands_there_is_missing() -> None:
    (slip,) = _score("texts found", [TWO[0]], [_entry("9.1", LONG[:-20], "PER")]).slips
    assert slip.cause == "text cut short"


def test_a_row_that_is_a_state_alone_adds_that_to_its_number() -> None:
    rows = [TWO[0], _row("9.1.1", "(Chad);", found_in_pdf_text=False)]
    entries = [_entry("9.1", LONG, "PER", "TCD"), _entry("9.2", "")]
    assert _score("recommendation states", rows, entries).f1 == 1.0


def test_half_of_a_row_is_no_false_recommendation() -> None:
    halves = [_entry("9.1", LONG[:40], "PER"), _entry("9.1", LONG[40:], "PER")]
    assert _score("recommendations", [TWO[0]], halves).precision == 1.0
    assert _score("texts found", [TWO[0]], halves).hits == 0


@pytest.mark.parametrize(
    ("states", "cause"),
    [
        ((), "no State found"),
        (("PER",), "State missing"),
        (("PER", "TCD", "CHL"), "State too many"),
        (("PER", "CHL"), "other States"),
    ],
)
def test_sets_of_states_are_exact(states: tuple[str, ...], cause: str) -> None:
    row = _row("9.1", f"{LONG} (Peru, Chad);")
    (slip,) = _score("recommendation states", [row], [_entry("9.1", LONG, *states)]).slips
    assert slip.cause == cause


@pytest.mark.parametrize(
    ("decision", "position", "right"),
    [
        ("support", "supported", True),
        ("consider", "under_consideration", True),
        ("reject", "noted", True),
        ("implemented", "supported", True),
        ("consider", "supported", False),
        ("support", None, False),
    ],
)
def test_positions(decision: str, position: str | None, right: bool) -> None:
    row = _row("9.1", f"{LONG} (Peru);", decision=decision)
    score = _score("positions", [row], [_entry("9.1", LONG, "PER", position=position)])
    assert (score.hits, len(score.slips)) == ((1, 0) if right else (0, 1))


def test_numbers_of_the_report_are_compared() -> None:
    entries = [_entry("1", LONG, "PER"), _entry("9.5", BOTH[1]["text"], "TCD")]
    score = _score("recommendation numbers", TWO, entries)
    assert (score.hits, [slip.found for slip in score.slips]) == (1, ["9.5"])


@pytest.mark.parametrize(
    "text", [f"{LONG} A/XYZ/9/7 and lakes", f"{LONG}3", f"{LONG}; GE.12-12345"]
)
def test_leaks_are_counted_once_a_recommendation(text: str) -> None:
    score = _score("free of leaks", TWO, [_entry("9.1", text, "PER"), BOTH[1]])
    assert (score.hits, len(score.extra)) == (1, 1)


@pytest.mark.parametrize(("typed", "leaks"), [("over  years", 0), ("over years", 1)])
def test_a_number_is_no_leak_where_the_gold_has_a_hole(typed: str, leaks: int) -> None:
    row = _row("9.1", f"{LONG} {typed} (Peru);")
    entry = _entry("9.1", f"{LONG} over 12 years", "PER")
    assert len(_score("free of leaks", [row], [entry]).extra) == leaks


@pytest.mark.parametrize("typed", ["non.pond", "non-pond", "Non-pond", "‘non–pond’", "non_pond"])
def test_signs_that_the_gold_types_otherwise(typed: str) -> None:
    row = _row("9.1", f"Protect {typed} waters of the whole country (Peru);")
    entry = _entry("9.1", "Protect non-pond waters of the whole country", "PER")
    if row["text"].isascii():
        assert _score("punctuation exact", [row], [entry]).f1 == 1.0
    joined = _entry("9.1", "Protect nonpond waters of the whole country", "PER")
    assert _score("whole texts exact", [row], [joined]).f1 == 1.0
    assert not _score("punctuation exact", [row], [joined]).hits


def test_rows_are_put_together_by_file(tmp_path: Path) -> None:
    other = {**TWO[0], "file": "upr/lakeland2010.pdf"}
    gold = tmp_path / "rows.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row in [*TWO, other]), encoding="utf-8")
    report = tmp_path / "out" / "pondland2012.json"
    report.parent.mkdir()
    report.write_text(json.dumps({"recommendations": BOTH}), encoding="utf-8")
    evaluation = evaluate_paths(gold, report.parent)
    assert evaluation.total("texts found").hits == 2
    assert evaluation.absent == ("lakeland2010",)
    assert evaluate_paths(gold, report).total("texts found").gold == 2


def test_the_real_rows_are_read(corpus: Path) -> None:
    """Held against the corpus: every row has a number and a text, nearly all name a State."""
    golds = load_gold(corpus / "gold" / "upr_recommendations.jsonl")
    rows = [read_row(row) for gold in golds for row in gold["rows"]]
    assert len(rows) == 16_992
    assert all(row.core == letters(row.core) and (row.core or not row.in_print) for row in rows)
    assert sum("." not in row.number for row in rows) <= 1
    assert sum(not row.states for row in rows) <= 12
