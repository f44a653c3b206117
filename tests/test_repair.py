from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.errors import GrammarError
from rapporteur.knowledge import words
from rapporteur.readers import read
from rapporteur.repair import repair
from rapporteur.repair.score import Case, Mend, load_cases, sample_case, score_repairs
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit, Text

TABLE = Path(__file__).parent / "data" / "repair_cases.toml"
CASES = load_cases(TABLE)


def mended(text: str, *, geometry: bool = False) -> str:
    return Text.of(text).apply(repair(Text.of(text), geometry=geometry)).content


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text.strip()[:40])
def test_labelled_case(case: Case) -> None:
    faults = {rule: s for rule, s in score_repairs([case]).items() if s.wrong or s.missed}
    assert not faults


def test_table_has_damage_of_every_rule_and_sound_texts() -> None:
    labelled = {mend.rule for case in CASES for mend in case.mends}
    assert len(labelled) >= 20
    assert sum(not case.mends for case in CASES) >= 15


def test_sample_is_mended_and_no_sound_word_changed(root: Path) -> None:
    name = "ctoc-cop-wg.4-2021-6"
    case = sample_case(root / "samples" / f"{name}.txt", root / "samples" / f"{name}.damage.json")
    scores = score_repairs([case])
    assert sum(score.right for score in scores.values()) == len(case.mends) >= 33
    assert sum(score.wrong + score.missed for score in scores.values()) == 0


def test_score_counts_wrong_and_missed() -> None:
    text = "The kno wn facts and the unmen ded clau se."
    at = text.index("kno wn")
    quiet = text.index("facts")
    case = Case(
        text,
        (
            Mend(at, at + 6, "unknown", "repair.split_word"),
            Mend(quiet, quiet + 5, "acts", "repair.ligature"),
        ),
        geometry=False,
        scope=len(text),
    )
    scores = score_repairs([case])
    assert (scores["repair.ligature"].right, scores["repair.ligature"].missed) == (0, 1)
    split = scores["repair.split_word"]
    assert split.missed == 1
    assert split.wrong >= 2
    assert split.precision == 0.0
    assert split.recall == 0.0


def test_every_edit_has_rule_and_evidence() -> None:
    for case in CASES:
        for edit in repair(Text.of(case.text), geometry=case.geometry):
            assert edit.rule.startswith("repair.")
            assert edit.evidence


def test_repairs_that_need_each_other() -> None:
    text = "The ﬁ nancial invest\u00adments were long\u00a0-\nterm. The financial year ended."
    assert mended(text).startswith("The financial investments were long -\nterm")
    assert mended("A non\u2011\ngovernmental body and an e\ufb03 cient one. Efficient ones.") == (
        "A non-governmental body and an efficient one. Efficient ones."
    )


def test_a_text_without_apostrophes_may_have_lost_them() -> None:
    lost = "The State s report and the member s view. States and members were named."
    assert mended(lost) == lost
    kept = "The Board’s view: State s and member s agreed. States and members were named."
    assert mended(kept) == (
        "The Board’s view: States and members agreed. States and members were named."
    )


def test_a_text_full_of_unknown_words_is_left_alone() -> None:
    noise = " ".join(f"qzx{chr(97 + n % 26)}{chr(97 + n % 7)}w vrtk" for n in range(60))
    assert mended(f"{noise} the committ ee") == f"{noise} the committ ee"
    assert mended("the committ ee met") == "the committee met"


def test_lines_from_a_layout_are_never_taken_for_glued() -> None:
    text = next(case.text for case in CASES if "data driven tasks with care" in case.text)
    assert "data-driven tasks" in mended(text)
    assert "data driven tasks" in mended(text, geometry=True)


def test_long_tokens_and_many_breaks_stay_cheap() -> None:
    assert repair(Text.of("x" * 100_000), geometry=False) == []
    assert len(repair(Text.of("co-\n" * 2_000), geometry=False)) == 1_999
    assert repair(Text.of(""), geometry=True) == []


def test_neighbours_are_words_with_one_blank_between() -> None:
    vocabulary = Vocabulary(
        "A pier head. (pier head) pier  head, pier\nhead, xpier head, pier heads"
    )
    assert vocabulary.spaced("pier", "head") == 2
    assert vocabulary.spaced("head", "pier") == 0


def test_neighbours_are_counted_in_one_go() -> None:
    """However many are asked for: a text four times as long asks for four times as many."""
    vocabulary = Vocabulary("the old pier and the new pier")
    assert vocabulary.spaced("old", "pier") == 1
    vocabulary.content = ""
    assert vocabulary.spaced("new", "pier") == 1


def test_lexicon_comes_without_its_package() -> None:
    known = words.lexicon()
    assert known.count("notwithstanding") > 0
    assert known.strength("stic") is words.Strength.NONE
    assert "symspellpy" not in sys.modules


def test_a_bad_lexicon_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lexicon").mkdir()
    file = tmp_path / "lexicon" / "words.toml"
    monkeypatch.setattr(words, "shipped_folder", lambda: tmp_path)
    words.lexicon.cache_clear()
    try:
        with pytest.raises(GrammarError, match=r"words\.toml"):
            words.lexicon()
        file.write_text('prefixes = ["non"]\n', encoding="utf-8")
        with pytest.raises(GrammarError, match="must have exactly the keys"):
            words.lexicon()
    finally:
        words.lexicon.cache_clear()


# Words, fragments and signs that the rules look at, put together at random.
FRAGMENTS = """
    the of and committee Committee commit tee com mittee o f t he risk s re lated co operation
    twenty fourth twenty-fourth COVID 19 Secretary General SecretaryGeneral follow up non
    compliance technology facilitated technology-facilitated A/HRC/WG.6/18/ AFG/1 1. 2. 128.
    https://example.org/a/ b.html ( ) . , ; - – • ﬁ nancial May 20 31 and or / invest igation de
    la los et
"""
PARTS = st.sampled_from(FRAGMENTS.split())
JOINTS = st.sampled_from(
    [" ", " ", " ", "\n", "-\n", "- ", " -", "-", "", "\f", "\n\n", "\u00ad\n", "\u00ad", "\ufffe"]
)
TEXTS = st.lists(st.tuples(PARTS, JOINTS), max_size=40).map(
    lambda pairs: "".join(part + joint for part, joint in pairs)
)
KEPT_OUT = str.maketrans("", "", " \n\f\u00a0-\u00ad\ufffe")


def letters(text: str) -> str:
    return text.replace("ﬁ", "fi").translate(KEPT_OUT)


@given(text=TEXTS, geometry=st.booleans())
def test_repairing_twice_changes_nothing_more(text: str, geometry: bool) -> None:
    once = mended(text, geometry=geometry)
    assert repair(Text.of(once), geometry=geometry) == []


@given(text=TEXTS, geometry=st.booleans())
def test_only_blanks_hyphens_and_listed_signs_change(text: str, geometry: bool) -> None:
    assert letters(mended(text, geometry=geometry)) == letters(text)


@given(text=TEXTS, geometry=st.booleans())
def test_the_original_can_be_had_back(text: str, geometry: bool) -> None:
    edits = repair(Text.of(text), geometry=geometry)
    result = Text.of(text).apply(edits).content
    back: list[Edit] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        before = text[edit.start : edit.end]
        back.append(Edit(start, start + len(edit.replacement), before, "undo"))
        shift += len(edit.replacement) - len(before)
    assert Text.of(result).apply(back).content == text


@given(content=st.text(max_size=200), geometry=st.booleans())
def test_any_text_can_be_repaired(content: str, geometry: bool) -> None:
    edits = repair(Text.of(content), geometry=geometry)
    assert all(one.end <= two.start for one, two in pairwise(edits))
    Text.of(content).apply(edits)


@pytest.mark.parametrize("name", ["thailand2011.pdf", "belize2013.pdf", "japan2012.pdf"])
def test_sound_reports_stay_sound(corpus: Path, name: str) -> None:
    path = corpus / "upr" / name
    if not path.is_file():
        pytest.skip(f"no {name} in the corpus")
    text = Text.of(read(path).text)
    edits = repair(text, geometry=True)
    assert not [edit for edit in edits if edit.rule in {"repair.split_word", "repair.lost_hyphen"}]
    assert not [edit for edit in edits if edit.rule == "repair.line_hyphen_dropped"]
