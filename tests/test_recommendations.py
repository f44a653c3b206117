"""Recommendations of all families: which blocks are such, whom they ask, how, and for what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, line, printed, source_run, text_report
from rapporteur.extract.modality import understand, understand_imperative
from rapporteur.knowledge.grammar import choose
from rapporteur.report import Item, Recommendation

BASE = choose("base")


def item(label: str, text: str) -> Item:
    return Item(id=f"p1.{label}", label=f"({label})", text=text, items=[], tail=None, footnotes=[])


def found(text: str) -> list[Recommendation]:
    return text_report(text, grammar="base").recommendations


# --- which blocks ------------------------------------------------------------------------------


def test_marked_blocks_with_their_items() -> None:
    one, two = found(
        """\
II. Recommendations

4. The Working Group adopted the recommendations set out below, which States should read.

Recommendation 1
States parties should inspect moorings.

Recommendation 2
Port authorities are encouraged to train pilots, including by:
(a) Holding courses;
(b) Paying for them.
"""
    )
    assert (one.number, one.paragraph, one.modality) == ("1", "r1", "should")
    assert [part.label for part in two.items] == ["(a)", "(b)"]
    assert [action.verb for action in two.actions] == ["train", "hold", "pay"]


def test_paragraphs_below_a_heading_that_recommend() -> None:
    report = found(
        """\
I. Statements

1. One speaker said that States should inspect moorings.

II. Conclusions and recommendations

2. The Panel took note of the statements.

3. It should be noted that moorings rust.

4. The Panel recommends that the Secretariat prepare a paper.

A. Funds

5. Member States should fund inspections.
"""
    )
    assert [(r.number, r.paragraph) for r in report] == [(None, "p4"), (None, "p5")]
    assert report[0].id == "rec-p4"


def test_the_items_of_a_list_of_recommendations_each_stand_alone() -> None:
    report = found(
        """\
II. Recommendations

4. The Working Group made the following recommendations:

(a) States parties should inspect moorings;

(b) The Secretariat should prepare a paper.

5. The Panel urges States parties:

(a) To inspect moorings;

(b) To fund inspections.
"""
    )
    assert [(r.paragraph, r.addressees) for r in report] == [
        ("p4.a", ["States parties"]),
        ("p4.b", ["the Secretariat"]),
        ("p5", ["States parties"]),
    ]
    assert [(action.verb, action.text) for action in report[2].actions] == [
        ("inspect", "To inspect moorings"),
        ("fund", "To fund inspections"),
    ]


@pytest.mark.parametrize(
    "title", ["Implementation of recommendations", "Statements", "Conclusions", "Adoption"]
)
def test_other_headings_hold_no_recommendations(title: str) -> None:
    assert found(f"II. {title}\n\n1. States parties should inspect moorings.\n") == []


# --- how and whom ------------------------------------------------------------------------------

ASKED = [
    ("States parties should ratify it.", ["States parties"], "should"),
    ("The Secretariat shall report on it.", ["the Secretariat"], "shall"),
    ("States parties are strongly encouraged to share data.", ["States parties"], "encouraged"),
    ("The Secretariat is requested to prepare a paper.", ["the Secretariat"], "requested"),
    ("The Conference may wish to consider it.", ["the Conference"], "may"),
    ("Observers are invited to attend.", ["Observers"], "invited"),
    ("The Group urges the Secretary-General to act.", ["the Secretary-General"], "urged"),
    ("The Group calls upon all States to act.", ["all States"], "called_upon"),
    ("The Group recommends that the Board adopt it.", ["the Board"], "recommended"),
    ("The Group recommended that States parties should adopt it.", ["States parties"], "should"),
    ("States parties and the Secretariat should act.", ["States parties", "the Secretariat"],
     "should"),
    ("In line with article 5, States parties should act.", ["States parties"], "should"),
    ("The Forum calls upon Chile and Peru to act.", ["Chile", "Peru"], "called_upon"),
    ("The Office on Drugs and Crime (UNODC) should act.", ["the Office on Drugs and Crime (UNODC)"],
     "should"),
    ("Training should cover moorings.", [], "should"),
    ("Moorings rust.", [], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "addressees", "modality"), ASKED)
def test_who_is_asked_and_how(text: str, addressees: list[str], modality: str | None) -> None:
    asked = understand(text, [], BASE)
    assert (list(asked.addressees), asked.modality) == (addressees, modality)


# --- what for ----------------------------------------------------------------------------------

ACTIONS = [
    ("States should ensure access and adopt a plan.",
     [("ensure", "ensure access"), ("adopt", "adopt a plan")]),
    ("States should, where possible, adopt a plan.", [("adopt", "adopt a plan")]),
    ("The Secretariat is requested to prepare a paper and to report on it.",
     [("prepare", "prepare a paper"), ("report", "report on it")]),
    ("States should support and use research.", [("support", "support and use research")]),
]  # fmt: skip
IMPERATIVE = [
    ("Ratify the Convention", "ratify", [("ratify", "Ratify the Convention")]),
    ("Sign and ratify the Convention", "sign",
     [("sign", "Sign and ratify the Convention"), ("ratify", "Sign and ratify the Convention")]),
    ("Further strengthen the law", "strengthen", [("strengthen", "Further strengthen the law")]),
    ("To promptly adopt a law", "adopt", [("adopt", "To promptly adopt a law")]),
    ("In line with the Covenant, abolish fees", "abolish",
     [("abolish", "abolish fees")]),
    ("Sign it (Togo); ratify it (Mali)", "sign",
     [("sign", "Sign it (Togo)"), ("ratify", "ratify it (Mali)")]),
    ("Recommended that Iceland strengthen its law", "strengthen",
     [("strengthen", "Recommended that Iceland strengthen its law")]),
]  # fmt: skip


LEADING = [
    ("To swiftly consider mending, as soon as possible, the nets", "consider"),
    ("To mend its nets, in accordance with its rules", "mend"),
    ("Further its efforts", "further"),
    ("Prior to the next review, take steps on nets", "take"),
    ("During the talks, hear the pilots", "hear"),
    ("With a view to saving cod, herring and eel, continue its efforts", "continue"),
    ("Appeal to the guild, as well as to the pilots", "appeal"),
    ("Iceland should fully train its pilots", "train"),
    ("That the report be published", None),
    ("All nets be mended", None),
    ("Ratification of the Convention", None),
]


@pytest.mark.parametrize(("text", "verb"), LEADING)
def test_the_leading_verb_stands_behind_phrases_and_adverbs(text: str, verb: str | None) -> None:
    assert understand_imperative(text, [], BASE).modality == verb


@pytest.mark.parametrize(("text", "actions"), ACTIONS)
def test_each_coordinated_verb_is_an_action(text: str, actions: list[tuple[str, str]]) -> None:
    made = understand(text, [], BASE).actions
    assert [(action.verb, action.text) for action in made] == actions


@pytest.mark.parametrize(("text", "modality", "actions"), IMPERATIVE)
def test_recommendations_to_a_state_lead_with_a_verb(
    text: str, modality: str, actions: list[tuple[str, str]]
) -> None:
    asked = understand_imperative(text, [], BASE)
    assert asked.modality == modality
    assert [(action.verb, action.text) for action in asked.actions] == actions


def test_items_inherit_who_is_asked_and_how() -> None:
    items = [item("a", "Strengthening the law;"), item("b", "Ensuring access; and")]
    asked = understand("States parties should act, including by:", items, BASE)
    assert (asked.addressees, asked.modality) == (("States parties",), "should")
    assert [action.verb for action in asked.actions][-2:] == ["strengthen", "ensure"]


@given(st.text(alphabet="Sates should adopt, and (ratify); to the", max_size=80))
def test_actions_are_cut_out_of_the_text(text: str) -> None:
    made = understand_imperative(text, [], BASE).actions
    assert all(action.verb == action.verb.lower() for action in made)
    assert all(word in text for action in made for word in action.text.split())


COUNTED = """I. Recommendations
1. The Working Group on Dams met in Vienna and adopted the following {} recommendations:
Recommendation 1
States parties should inspect dams once a year.
Recommendation 2
States parties should publish what they find.
"""


@pytest.mark.parametrize(
    ("stated", "problems"), [("two", 0), ("2", 0), ("three", 1), ("12", 1), ("above-mentioned", 0)]
)
def test_a_stated_number_of_recommendations_is_checked(stated: str, problems: int) -> None:
    report = text_report(COUNTED.format(stated))
    assert len(report.recommendations) == 2
    assert sum(p.code == "count_mismatch" for p in report.problems) == problems


def test_a_recommendation_with_a_title_is_a_section_that_holds_it() -> None:
    rows = [
        line("A. Matters for action", x=90.0, bold=True, size=12.0),
        line("Recommendation 1", bold=True), line("Harbour lights", bold=True),
        block("The Committee recommends that States, in particular coastal States:"),
        line("(a) Maintain lights;", x=130.0), line("(b) Train keepers.", x=130.0),
        line("Recommendation 2", bold=True), line("Lighthouses", bold=True),
        block("Having considered the report, the Committee requests its publication."),
        block("The secretariat should also print a chart of all lights of the region."),
    ]  # fmt: skip
    report = source_run(printed(*rows)).report
    assert [(s.label, s.title) for s in report.sections[1:]] == [
        ("Recommendation 1", "Harbour lights"),
        ("Recommendation 2", "Lighthouses"),
    ]
    first, second = report.recommendations
    assert (first.number, [item.label for item in first.items]) == ("1", ["(a)", "(b)"])
    assert second.number == "2"
    assert second.text.startswith("Having considered")
    assert second.text.endswith("of the region.")
