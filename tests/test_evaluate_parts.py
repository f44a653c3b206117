"""The parts of the scorer: folding, alignment, State lists, scores."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.compare.evaluate.align import ALIKE, EXACT, align, compare_counts, compare_sets
from rapporteur.compare.evaluate.damage import (
    CALL,
    HEAD,
    LOST,
    NOTE,
    cause,
    holes,
    leaks,
    stray_digits,
)
from rapporteur.compare.evaluate.normal import (
    begins,
    closes,
    folded,
    letters,
    name_key,
    organization_key,
)
from rapporteur.compare.evaluate.score import DocumentScore, Evaluation, Score, Slip
from rapporteur.compare.evaluate.states import state_brackets, states_of, without_states
from rapporteur.compare.evaluate.view import item_key, label_key, part_key


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("the  Commission’s\nwork", "the Commission's work"),
        ("2012–2015", "2012-2015"),
        ("co\u00adoperation", "cooperation"),
        ("“ﬁrst”", '"first"'),
        ("Case Stays", "Case Stays"),
    ],
)
def test_folding(text: str, same: str) -> None:
    assert folded(text) == same


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("I.", "I"),
        ("(a)", "a"),
        ("a)", "a"),
        ("Item 2 (a)", "Item 2 (a)"),
        ("", None),
        (None, None),
    ],
)
def test_labels_of_headings_have_no_brackets_around_them(label, bare) -> None:
    assert label_key(label) == bare


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_letters_beyond_ascii_fall_out_whole() -> None:
    assert letters("Côte d’Ivoire") == letters("C™te dÕIvoire") == "ctedivoire"


def test_starts_and_ends() -> None:
    assert begins("The Chair’s draft was adopted.", "The Chair's draft")
    assert not begins("the Chair's draft", "The Chair's draft")
    assert closes("… for the year 2011 – 2012.", "2011 – 2012.")


def test_names_are_compared_without_case_and_article() -> None:
    assert name_key("the Holy See") == name_key("Holy See")
    assert organization_key("Office of Lakes (OFL)") == organization_key("office of lakes")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("body", ("body", 1)),
        ("annex", ("annex", 1)),
        ("Annex II", ("annex", 2)),
        ("annex-3", ("annex", 3)),
        ("Annex IX.", ("annex", 9)),
        ("Appendix B", ("appendix", 2)),
        (None, ("body", 1)),
    ],
)
def test_part_keys(name: str | None, key: tuple[str, int]) -> None:
    assert part_key(name) == key


@pytest.mark.parametrize(
    ("label", "key"), [("(a)", "(a)"), ("a)", "(a)"), ("b.", "(b)"), ("•", "•"), ("–", "•")]
)
def test_item_keys(label: str, key: str) -> None:
    assert item_key(label) == key


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("France", ("FRA",)),
        ("Brazil; Chile", ("BRA", "CHL")),
        ("Bosnia and Herzegovina and Peru", ("BIH", "PER")),
        ("Iran (Islamic Republic of), the Netherlands", ("IRN", "NLD")),
        ("Bolivarian Republic of Venezuela", ("VEN",)),
        ("C™te dÕIvoire, Cote d'Ivoire", ("CIV",)),
        ("Democratic PeopleÕs Republic of Korea", ("PRK",)),
        ("South Korea", ("KOR",)),
        ("State of Palestine, The Holy See", ("PSE", "VAT")),
        ("Guinea-Bissau, Guinea", ("GNB", "GIN")),
        ("moratorium", None),
        ("Norway and others", None),
        ("CEDAW", None),
        ("", None),
    ],
)
def test_lists_of_states(text: str, codes: tuple[str, ...] | None) -> None:
    assert states_of(text) == codes


def test_only_brackets_of_states_are_set_aside() -> None:
    text = "Ratify the treaty (ABC) (Iran (Islamic Republic of)) and report (Chad, Peru)."
    assert [codes for *_, codes in state_brackets(text)] == [("IRN",), ("TCD", "PER")]
    assert folded(without_states(text)) == "Ratify the treaty (ABC) and report ."


def _worth(one: str, other: str) -> float:
    return EXACT if one == other else ALIKE * (one.lower() == other.lower())


def test_alignment_keeps_order_and_prefers_what_is_right() -> None:
    assert align("abca", "abXca", _worth) == [(0, 0), (1, 1), (None, 2), (2, 3), (3, 4)]
    assert align("Aa", "a", _worth) == [(0, None), (1, 0)]


def _longest(one: str, other: str) -> int:
    """The longest common subsequence, by trying all of them."""
    for size in range(min(len(one), len(other)), 0, -1):
        if set(combinations(one, size)) & set(combinations(other, size)):
            return size
    return 0


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_alignment_is_complete_and_best(one: str, other: str) -> None:
    pairs = align(one, other, _worth)
    assert [i for i, _ in pairs if i is not None] == list(range(len(one)))
    assert [j for _, j in pairs if j is not None] == list(range(len(other)))
    right = sum(i is not None and j is not None and one[i] == other[j] for i, j in pairs)
    assert right == _longest(one, other)


def test_sets_and_counts() -> None:
    score = compare_sets("k", [("a", "A"), ("b", "B")], [("b", "B"), ("c", "C"), ("d", "D")], "d")
    assert (score.hits, len(score.missed), len(score.extra)) == (1, 1, 1)
    counted = compare_counts("k", "p", ["•", "•", "•"], ["•", "•", "(a)"])
    assert (counted.hits, len(counted.missed), len(counted.extra)) == (2, 1, 1)


def test_a_wrong_answer_counts_against_both_and_a_missed_one_against_recall() -> None:
    score = Score("k", 6, (Slip("p", "x", "y"), Slip("p", "x", None), Slip("p", "z", None)))
    assert (score.precision, score.recall) == (6 / 7, 6 / 9)
    assert score.f1 == pytest.approx(2 * score.precision * score.recall / (6 / 7 + 6 / 9))
    assert Score("k").f1 == 1.0


def test_totals_add_up_and_name_the_document() -> None:
    one = DocumentScore("one", (Score("k", 1, (Slip("p", "x", None),)), Score("none")))
    two = DocumentScore("two", (Score("k", 2, (), {"why": 3}),))
    (total,) = Evaluation((one, two)).totals()
    assert (total.hits, total.slips[0].place, total.excluded) == (3, "one: p", {"why": 3})
    assert Evaluation((one, two)).only(["two"]).total("k").hits == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Protect all lakes A/XYZ/9/7 and rivers", HEAD),
        ("Protect all lakes GE.10-12345 and rivers", HEAD),
        ("Protect all lakes Page 12 and rivers", HEAD),
        ("Protect lakes; The recommendation as read during the dialogue: Protect ponds", NOTE),
        ("Protect lakes 3 As this was first put by its authors in writing", NOTE),
        ("Follow up recommendations read with care on page 12 of A/XYZ/9/77", None),
    ],
)
def test_leaks(text: str, kind: str | None) -> None:
    note = "As this was first put by its authors in writing."
    assert list(leaks(text, ["A/XYZ/9/7"], [note])) == ([kind] if kind else [])


def test_a_footnote_that_begins_like_the_recommendation_is_no_leak() -> None:
    note = "Protect all the lakes of the country, and its ponds."
    text = "Protect all the lakes of the country, and its rivers"
    assert list(leaks(text, [], [note], letters(text))) == []
    assert list(leaks(f"Dig wells {text}", [], [note], "digwells")) == [NOTE]


def test_a_number_that_was_taken_out_of_the_gold_is_no_leak() -> None:
    typed = "Protect lakes for  years and ponds"
    places = [len(letters(typed[:at])) for at in holes(typed)]
    assert not stray_digits(letters(typed), "protectlakesfor12yearsandponds", places)
    assert stray_digits(letters(typed), "protectlakesfor12yearsandponds3", places)
    assert cause(letters(typed), "protectlakesfor12yearsandponds", places) == LOST
    assert list(holes("Protect lakes for years ")) == []


def test_causes() -> None:
    assert cause("protectlakes", "protectlakes3") == CALL
    assert cause("protectlakes", "protectlakesandmore") == "text goes on after the gold's end"
    assert cause("protectlakes", "protect") == "text cut short"
    assert cause("protectlakes", "lakes") == "beginning of the text lost"
    assert cause("protectlakes", "protetclakes") == "a few letters differ"
    assert not stray_digits("article12", "article1234567")
