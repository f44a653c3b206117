"""What `rapporteur diff` says of two reports: each kind of change, and nothing beside it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import text_report
from conftest import ROOT
from rapporteur.compare.diff.changes import Change, Difference, Field, Group
from rapporteur.compare.diff.compare import compare
from rapporteur.compare.diff.words import compare_words, with_context
from rapporteur.report import Report

TEXT = """Report of the Committee on Lighthouses

I.  Opening

1.  The Committee met in Portville from 3 to 5 May 2011 to speak of lamps, lenses and keepers.

2.  The session was opened by the Chair, who recalled the storms of the winter before.

II.  Lamps

3.  Some speakers held that lamps should be lit before dusk, others that this wasted oil.

4.  The Committee decided to ask keepers of the following:

(a)  How long a lamp burns on one filling;

(b)  Whether the lens had been cleaned in the month before;

(c)  Which birds had struck the glass.

5.  It was noted that the towers of the northern coast needed paint.

A.  Lenses

6.  A study of lenses was presented by its authors and discussed at length.

7.  The Committee thanked the authors and asked for a second study.
"""
ADDED = "One delegation offered to host the next session in a harbour town of its choice."


def reports(old: str, new: str) -> Difference:
    return compare(text_report(old), text_report(new))


def where(found: Difference, key: str, action: str | None = None) -> list[str]:
    return [c.where for c in found.group(key).changes if action in (None, c.action)]


def only(group: Group) -> Change:
    (change,) = group.changes
    return change


def field(change: Change, name: str) -> Field:
    (found,) = [one for one in change.fields if one.name == name]
    return found


def keys(found: Difference) -> set[str]:
    return {group.key for group in found.groups}


@cache
def sample(name: str) -> str:
    return (ROOT / "outputs" / f"{name}.json").read_text(encoding="utf-8")


def data(name: str = "ctoc-cop-wg.4-2021-6-typeset") -> dict[str, Any]:
    return json.loads(sample(name))


def changed(change: Callable[[dict[str, Any]], object], name: str = "a-hrc-99-99") -> Difference:
    """Compare a sample with a copy to which `change` was done."""
    old, new = data(name), data(name)
    change(new)
    return compare(Report.model_validate(old), Report.model_validate(new))


def leave(value: dict[str, Any], key: str, index: int) -> None:
    del value[key][index]


# Texts


def test_nothing() -> None:
    found = reports(TEXT, TEXT)
    assert (found.identical, found.same, found.groups) == (True, True, ())


def test_a_word() -> None:
    found = reports(TEXT, TEXT.replace("before dusk", "after dusk"))
    change = only(found.group("paragraphs"))
    assert (change.where, change.action, change.old, change.new) == ("3", "changed", "p3", "p3")
    words = field(change, "text").words
    assert [(run.sign, run.text) for run in words if run.sign != "="] == [
        ("-", "before"),
        ("+", "after"),
    ]
    assert not found.same
    assert keys(found) <= {"paragraphs", "quality", "source"}


def test_a_paragraph_put_in_renumbers_the_rest() -> None:
    head, tail = TEXT.split("3.  Some")
    rest = "3.  Some" + tail
    for number in range(7, 2, -1):
        rest = rest.replace(f"\n{number}.  ", f"\n{number + 1}.  ")
    new = f"{head}3.  {ADDED}\n\n4.  Some" + rest.removeprefix("3.  Some")
    group = reports(TEXT, new).group("paragraphs")
    change = only(group)
    assert (change.action, change.where, change.text) == ("added", "3", ADDED)
    (run,) = group.renumbered
    assert (run.old, run.new, run.count) == (("3", "7"), ("4", "8"), 5)
    back = reports(new, TEXT).group("paragraphs")
    assert (only(back).action, only(back).where, only(back).text) == ("removed", "3", ADDED)
    assert [one.count for one in back.renumbered] == [5]


def test_a_paragraph_that_moves() -> None:
    old = "\n\n".join(f"{n}.  {s}" for n, s in enumerate(SENTENCES, 1))
    order = [*SENTENCES[1:5], SENTENCES[0], *SENTENCES[5:]]
    new = "\n\n".join(f"{n}.  {s}" for n, s in enumerate(order, 1))
    found = reports(old, new)
    change = only(found.group("paragraphs"))
    assert (change.action, change.where, change.old) == ("moved", "5", "p1")


def test_an_item() -> None:
    new = TEXT.replace("birds had struck", "gulls had struck")
    change = only(reports(TEXT, new).group("paragraphs"))
    assert (change.where, change.fields) == ("4", ())
    (inner,) = change.inner
    assert (inner.kind, inner.where, inner.action) == ("item", "(c)", "changed")


def test_an_item_put_in_shifts_the_others() -> None:
    lettered = TEXT.replace("(c)  ", "(d)  ").replace("(b)  ", "(c)  ")
    new = lettered.replace("(c)  Wh", "(b)  Who had trimmed the wick;\n\n(c)  Wh")
    change = only(reports(TEXT, new).group("paragraphs"))
    (inner,) = change.inner
    assert (inner.action, inner.where) == ("added", "(b)")
    (run,) = change.renumbered
    assert (run.old, run.new) == (("(b)", "(c)"), ("(c)", "(d)"))


def test_a_heading_renamed() -> None:
    found = reports(TEXT, TEXT.replace("II.  Lamps", "II.  Lanterns"))
    change = only(found.group("sections"))
    assert (change.action, change.old, change.new) == ("changed", "s-II", "s-II")
    assert (field(change, "title").before, field(change, "title").after) == ("Lamps", "Lanterns")
    assert "paragraphs" not in keys(found)


def test_a_heading_removed() -> None:
    found = reports(TEXT, TEXT.replace("A.  Lenses\n\n", ""))
    assert where(found, "sections", "removed") == ["A Lenses"]
    assert where(found, "paragraphs", "changed") == ["6", "7"]
    moved = [field(change, "section").after for change in found.group("paragraphs").changes]
    assert moved == ["s-II", "s-II"]


def test_a_heading_put_in_renumbers_the_rest() -> None:
    new = TEXT.replace("II.  Lamps", "II.  Oil\n\nIII.  Lamps")
    found = reports(TEXT, new)
    assert where(found, "sections", "added") == ["II Oil"]
    (run,) = found.group("sections").renumbered
    assert (run.old, run.new) == (("s-II", "s-II.A"), ("s-III", "s-III.A"))
    assert "paragraphs" not in keys(found)


def test_a_text_cut_in_two_is_the_same_paragraph() -> None:
    """What a wrong label rule does: the paragraph is known by its number and beginning."""
    old = "1.  The Committee met.\n\n2.  " + " ".join(SENTENCES)
    new = "1.  The Committee met.\n\n2.  " + SENTENCES[0]
    change = only(reports(old, new).group("paragraphs"))
    assert (change.action, change.where) == ("changed", "2")


# Every other kind, each by one edit of a sample


def add_state(report: dict[str, Any]) -> None:
    report["recommendations"][0]["states"].append("TGO")


def change_word(note: dict[str, Any]) -> None:
    note["text"] = note["text"].replace("212", "213")


def rename_person(report: dict[str, Any]) -> None:
    report["entities"]["people"][0]["name"] = "Ragnheiður Ísleifs"


def other_id(report: dict[str, Any]) -> None:
    """A person gets another id; all that refer to it follow."""
    for mention in report["mentions"]:
        if mention["entity"] == "thordur-hallsson":
            mention["entity"] = "thordur"
    report["entities"]["people"][1]["id"] = "thordur"


TABLE = {"id": "t1", "title": "Oil", "section": None, "header": ["a", "b"], "rows": [["1", "2"]],
         "source": []}  # fmt: skip
PROBLEM = {"code": "number_gap", "severity": "warning", "message": "14 follows 12", "node": "p14",
           "page": 3}  # fmt: skip

EDITS: dict[str, tuple[Callable[[dict[str, Any]], object], str, str, list[str]]] = {
    "symbol": (lambda r: r["document"]["symbols"].append("A/1"), "document", "changed",
               ["document"]),
    "date": (lambda r: r["document"].update(date=None), "document", "changed", ["document"]),
    "session": (lambda r: r["meeting"].update(ordinal=9), "meeting", "changed", ["meeting"]),
    "part": (lambda r: r["parts"][1].update(title="Who came"), "parts", "changed", ["Annex"]),
    "paragraph kind": (lambda r: r["paragraphs"][4].update(kind="unnumbered"), "paragraphs",
                       "changed", ["5"]),
    "rule": (lambda r: r["paragraphs"][4].update(rule="base.other"), "paragraphs", "changed",
             ["5"]),
    "box": (lambda r: r["paragraphs"][4]["source"][0].update(page=9), "paragraphs", "changed",
            ["5"]),
    "state": (add_state, "recommendations", "changed", ["38.1"]),
    "position": (lambda r: r["recommendations"][1].update(position="noted"), "recommendations",
                 "changed", ["38.2"]),
    "recommendation": (lambda r: leave(r, "recommendations", 2), "recommendations", "removed",
                       ["38.3"]),
    "statement": (lambda r: r["statements"][0]["members"].pop(), "statements", "changed", ["p15"]),
    "attendance": (lambda r: r["attendance"].append(
        {"category": "ngos", "paragraph": "p3", "members": [{"name": "Net", "entity": None}]}),
        "attendance", "added", ["ngos p3"]),
    "agenda": (lambda r: r["agenda"].append({"number": "1", "title": "Nets", "items": []}),
               "agenda", "added", ["1"]),
    "person": (rename_person, "people", "changed", ["ragnheidur-isleifsdottir"]),
    "country": (lambda r: leave(r["entities"], "countries", 5), "countries", "removed", ["CIV"]),
    "organization": (lambda r: r["entities"]["organizations"][0].update(type="ngo"),
                     "organizations", "changed",
                     ["working-group-on-the-universal-periodic-review"]),
    "mention": (lambda r: leave(r, "mentions", 0), "mentions", "changed", ["1"]),
    "mention's place": (lambda r: r["mentions"][0].update(start=5), "mentions", "changed", ["1"]),
    "citation": (lambda r: r["citations"][0].update(number="5/2"), "citations", "changed",
                 ["resolution-5-1-human-rights-council"]),
    "footnote": (lambda r: change_word(r["footnotes"][1]), "footnotes",
                 "changed", ["1"]),
    "table": (lambda r: r["tables"].append(TABLE), "tables", "added", ["t1"]),
    "repair": (lambda r: leave(r, "repairs", 0), "repairs", "removed",
               ["repair.line_hyphen_dropped"]),
    "problem": (lambda r: r["problems"].append(PROBLEM), "problems", "added", ["number_gap"]),
    "coverage": (lambda r: r["quality"].update(coverage=0.5), "quality", "changed", ["quality"]),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "key", "action", "named"), EDITS.values(), ids=EDITS)
def test_one_edit_is_one_change(
    edit: Callable[[dict[str, Any]], object], key: str, action: str, named: list[str]
) -> None:
    found = changed(edit)
    assert keys(found) == {key}
    assert [change.where for change in found.group(key).changes] == named
    assert only(found.group(key)).action == action
    assert not found.same


def test_a_table_cell() -> None:
    old, new = data(), data()
    old["tables"], new["tables"] = [TABLE], [TABLE | {"rows": [["1", "3"]]}]
    change = only(compare(*map(Report.model_validate, (old, new))).group("tables"))
    rows = field(change, "rows")
    assert (rows.removed, rows.added) == (("1 | 2",), ("1 | 3",))


def test_a_removed_piece_without_a_page() -> None:
    """Word files and web pages have no pages: such a piece is called by its kind."""
    old = data()
    for piece in old["removed"]:
        piece["page"] = None
    new = copy.deepcopy(old)
    gone = new["removed"].pop()
    found = compare(Report.model_validate(old), Report.model_validate(new))
    assert only(found.group("removed")).where == gone["kind"]


def test_references_follow_a_renamed_id() -> None:
    found = changed(other_id)
    assert keys(found) == {"people"}
    (run,) = found.group("people").renumbered
    assert (run.old[0], run.new[0]) == ("thordur-hallsson", "thordur")


@pytest.mark.parametrize(
    "edit",
    [
        lambda r: r["generator"].update(version="9.9.9", grammar_hash="0"),
        lambda r: r["source"].update(name="other.pdf", sha256="0"),
        lambda r: r.update(schema_version="1.9"),
    ],
)
def test_how_it_was_made_is_told_apart(edit: Callable[[dict[str, Any]], object]) -> None:
    found = changed(edit)
    assert (found.identical, found.same) == (False, True)
    assert len(found.groups) == 1


def test_places_count_only_in_reports_of_one_file() -> None:
    def edit(report: dict[str, Any]) -> None:
        report["source"]["sha256"] = "0"
        for paragraph in report["paragraphs"]:
            for place in paragraph["source"]:
                place["start"] += 7

    assert keys(changed(edit)) == {"source"}


def test_names_in_a_new_paragraph_follow_from_it() -> None:
    new = data("a-hrc-99-99")
    old = copy.deepcopy(new)
    leave(old, "paragraphs", 20)
    for key in ("statements", "mentions"):
        old[key] = [one for one in old[key] if "p21" not in (one.get("paragraph"), one.get("node"))]
    for entity in (*old["entities"]["countries"], *old["entities"]["organizations"]):
        entity["paragraphs"] = [node for node in entity["paragraphs"] if node != "p21"]
    found = compare(*map(Report.model_validate, (old, new)))
    assert where(found, "paragraphs") == ["21"]
    assert keys(found) == {"paragraphs", "statements"}


# Laws

SENTENCES = [
    f"{subject} {verb} {thing} {time}."
    for subject, verb in (("The Chair", "recalled"), ("Two speakers", "regretted"))
    for thing, time in (
        ("the storms of the winter", "when three lamps failed"),
        ("the cost of oil", "which had risen in every port"),
        ("the letters of the keepers", "that were read out in the session"),
        ("a study of birds", "made on the northern towers"),
    )
]


def document(sentences: list[str]) -> Report:
    return text_report("\n\n".join(f"{n}.  {s}" for n, s in enumerate(sentences, 1)) + "\n")


@given(st.data())
@settings(max_examples=30)
def test_an_edit_of_one_paragraph_is_that_paragraph(drawn: st.DataObject) -> None:
    index = drawn.draw(st.integers(0, len(SENTENCES) - 1))
    words = SENTENCES[index].split()
    at = drawn.draw(st.integers(1, len(words) - 2))
    edited = list(SENTENCES)
    edited[index] = " ".join([*words[:at], "entirely", *words[at + 1 :]])
    found = compare(document(SENTENCES), document(edited))
    assert where(found, "paragraphs") == [str(index + 1)]
    change = only(found.group("paragraphs"))
    added = [run.text for run in field(change, "text").words if run.sign == "+"]
    assert added == ["entirely"]


@given(st.data())
@settings(max_examples=25)
def test_each_edit_of_many_is_counted_once(drawn: st.DataObject) -> None:
    """Paragraphs of a sample are taken out, put in and edited, and all get other numbers."""
    report = data("a-hrc-99-99")
    paragraphs = report["paragraphs"]
    chosen = drawn.draw(st.lists(st.integers(0, len(paragraphs) - 1), unique=True, max_size=8))
    gone, edited = set(chosen[::2]), set(chosen[1::2])
    for index in edited:
        paragraphs[index]["text"] = f"Mindful of gulls, {paragraphs[index]['text']}"
    left = [each for index, each in enumerate(paragraphs) if index not in gone]
    put_in = drawn.draw(st.lists(st.sampled_from(SENTENCES), unique=True, max_size=4))
    for sentence in put_in:
        new = paragraphs[0] | {"id": sentence, "text": sentence, "footnotes": [], "items": []}
        left.insert(drawn.draw(st.integers(0, len(left))), new)
    report["paragraphs"] = [
        each | {"id": f"q{n}", "number": str(n), "items": []} for n, each in enumerate(left)
    ]
    before = data("a-hrc-99-99")
    before["paragraphs"] = [each | {"items": []} for each in before["paragraphs"]]
    found = compare(*map(Report.model_validate, (before, report)))
    counts = found.group("paragraphs").counts()
    assert (counts["removed"], counts["added"], counts["changed"], counts["moved"]) == (
        len(gone), len(put_in), len(edited), 0,
    )  # fmt: skip


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES)))
@settings(max_examples=40)
def test_there_and_back_counts_the_same(old: list[str], new: list[str]) -> None:
    one, other = base_report(old), base_report(new)
    there, back = compare(one, other), compare(other, one)
    turned = {"added": "removed", "removed": "added"}
    counts = {
        group.key: {turned.get(a, a): n for a, n in group.counts().items()}
        for group in there.groups
    }
    assert counts == {group.key: group.counts() for group in back.groups}
    assert compare(one, one).groups == ()


def base_report(sentences: list[str]) -> Report:
    """Return a report of numbered paragraphs without converting a document."""
    report = data("a-hrc-99-99")
    like = report["paragraphs"][0]
    lists = ("recommendations", "statements", "mentions", "citations", "footnotes", "repairs")
    report |= {key: [] for key in lists}
    report["entities"] = {"people": [], "countries": [], "organizations": []}
    report["paragraphs"] = [
        like | {"id": f"p{n}", "number": str(n), "text": sentence}
        for n, sentence in enumerate(sentences, 1)
    ]
    return Report.model_validate(report)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every text and number in a report."""
    if isinstance(value, dict):
        return [leaf for key, one in value.items() for leaf in leaves(one, (*path, key))]
    if isinstance(value, list):
        return [leaf for i, one in enumerate(value) for leaf in leaves(one, (*path, i))]
    return [path] if isinstance(value, str | int | float) else []


def test_no_change_goes_unseen() -> None:
    """Of every key of the report, one value is changed alone."""
    shapes = {tuple("*" if isinstance(step, int) else step for step in path): path
              for path in leaves(data("a-hrc-99-99"))}  # fmt: skip
    old = Report.model_validate(data("a-hrc-99-99"))
    unseen = []
    for path in shapes.values():
        report = data("a-hrc-99-99")
        at: Any = report
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = other(path, at[path[-1]])
        found = compare(old, Report.model_validate(report))
        unseen += [] if found.groups else [path]
    assert len(shapes) > 100
    assert unseen == []


def other(path: tuple[Any, ...], value: Any) -> Any:
    if path[-1] == "kind":
        return next(kind for kind in KINDS[path[0]] if kind != value)
    return f"{value}x" if isinstance(value, str) else value + 1


KINDS = {
    "paragraphs": ("numbered", "unnumbered"),
    "mentions": ("person", "country"),
    "citations": ("document", "decision"),
    "removed": ("running_head", "masthead"),
}


# Words


@given(st.text(alphabet="ab ,.", max_size=30), st.text(alphabet="ab ,.", max_size=30))
def test_the_runs_spell_both_texts(before: str, after: str) -> None:
    runs = compare_words(before, after)
    assert "".join(run.text for run in runs if run.sign != "+") == before
    assert "".join(run.text for run in runs if run.sign != "-") == after
    assert all(one.sign != other.sign for one, other in pairwise(runs))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b c", "a x c", "a [b|x] c"),
        ("a b c", "a c", "a [b |]c"),
        ("one two", "three four", "[one two|three four]"),
        ("the Trafficki ng", "the Trafficking", "the [Trafficki ng|Trafficking]"),
        ("nets, and", "nets; and", "nets[,|;] and"),
        ("", "new", "[|new]"),
    ],
)
def test_words(before: str, after: str, shown: str) -> None:
    runs = [*compare_words(before, after)]
    text = ""
    while runs:
        run = runs.pop(0)
        if run.sign == "=":
            text += run.text
            continue
        gone = run.text if run.sign == "-" else ""
        come = run.text if run.sign == "+" else ""
        if runs and runs[0].sign == "+":
            come = runs.pop(0).text
        text += f"[{gone}|{come}]"
    assert text == shown


def test_context_is_cut_to_what_is_near() -> None:
    words = [f"w{n}" for n in range(40)]
    edited = [*words]
    edited[20] = "new"
    runs = with_context(compare_words(" ".join(words), " ".join(edited)))
    assert runs[0].text == "… w12 w13 w14 w15 w16 w17 w18 w19 "
    assert runs[-1].text == " w21 w22 w23 w24 w25 w26 w27 w28 …"


def test_huge_texts_are_told_as_replaced() -> None:
    old, new = ("a b " * 60_000, "c d " * 60_000)
    runs = compare_words(old, new)
    assert [run.sign for run in runs] == ["-", "+", "="]
