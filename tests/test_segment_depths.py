"""How deep headings stand: what encloses what, and which title goes on in the rows below it."""

from __future__ import annotations

from builders import Printed, block, body, headings, line, printed
from rapporteur import parse
from titled import LONG


def titles(text: str) -> list[tuple[int, str | None, str]]:
    found = parse(text.encode(), name="report.txt", entities=False)
    return [(one.level, one.label, one.title) for one in found.sections]


def page(*rows: Printed) -> list[tuple[int, str | None, str]]:
    """The headings of a printed page on which prose follows each row."""
    flat: list[Printed] = []
    for row in rows:
        flat += [row, *block(f"More. {LONG} {LONG}")]
    return headings(body(printed(flat)))


# --- the page ----------------------------------------------------------------------------------


def test_titles_stand_inside_the_enclosure_above_them() -> None:
    found = page(
        line("Annex", x=60.0, size=12.0, bold=True),
        line("Enclosure", x=60.0, size=12.0, bold=True),
        line("Care of moles", bold=True, gap=9.0), line("Lamps", italic=True, gap=9.0),
        line("Care of quays", bold=True, gap=9.0),
    )  # fmt: skip
    assert [(level, title) for level, _, title in found[-3:]] == [
        (2, "Care of moles"), (3, "Lamps"), (2, "Care of quays"),
    ]  # fmt: skip


def test_what_is_set_like_most_chapters_encloses_none() -> None:
    found = page(
        line("II. HARBOUR/91", bold=False),
        line("Notes", size=14.0, bold=True), line("I. Work", size=14.0, bold=True),
        line("II. Staff", size=14.0, bold=True), line("Keepers", size=14.0, bold=True),
    )  # fmt: skip
    assert [level for level, label, _ in found if label] == [1, 1, 1]


def test_a_title_set_like_one_that_opened_above_larger_ones_is_inside_these() -> None:
    found = page(
        line("Board of Harbours", bold=True), line("Messages", size=14.0, bold=True),
        line("Peru", size=12.0, bold=True), line("Quays", bold=True),
        line("Chad", size=12.0, bold=True), line("Moles", bold=True),
    )  # fmt: skip
    assert [level for level, _, _ in found] == [1, 2, 3, 4, 3, 4]


def test_plain_type_between_an_annex_and_a_heading_is_its_title() -> None:
    flat = [
        *block(f"More. {LONG} {LONG}"),
        line("Annex I", size=12.0, bold=True, gap=9.0),
        line("Acts of the fourth session", gap=9.0),
        line("A. Care of moles", size=12.0, bold=True, gap=9.0),
        *block(f"More. {LONG} {LONG}"),
    ]
    assert (1, "Annex I", "Acts of the fourth session") in headings(body(printed(flat)))


def test_a_title_inside_the_sentence_of_an_act_stands_in_the_act() -> None:
    flat = [
        line("A. Acts", size=12.0, bold=True, gap=9.0),
        line("Draft resolution I", bold=True, gap=9.0),
        line("Care of moles", bold=True),
        *block(f"More. {LONG} {LONG}"[:-1] + ","),
        line("Lamps", bold=True, gap=9.0),
        *block(f"More. {LONG} {LONG}"),
        line("Summary of the Chair", bold=True, gap=9.0),
        *block(f"More. {LONG} {LONG}"),
        line("Draft resolution II", bold=True, gap=9.0),
        line("Care of quays", bold=True),
        *block(f"More. {LONG} {LONG}"),
        line("Voting", bold=True, gap=9.0),
        *block(f"More. {LONG} {LONG}"),
    ]
    assert [(level, title) for level, _, title in headings(body(printed(flat)))] == [
        (1, "Acts"), (2, "Care of moles"), (3, "Lamps"), (3, "Summary of the Chair"),
        (2, "Care of quays"), (2, "Voting"),
    ]  # fmt: skip


def test_of_two_titles_set_alike_without_text_between_the_first_encloses_the_second() -> None:
    more = block(f"More. {LONG} {LONG}")
    found = headings(body(printed([
        line("Annex", x=60.0, size=14.0, bold=True), line("Care of moles", size=14.0, bold=True),
        line("Lamps", bold=True, gap=9.0), line("Oil for lamps", bold=True, gap=9.0), *more,
        line("Glass for lamps", bold=True, gap=9.0), *more,
        line("Ropes", bold=True, gap=9.0), line("Hemp", bold=True, gap=9.0), *more,
    ])))  # fmt: skip
    assert [(level, title) for level, _, title in found[1:]] == [
        (2, "Lamps"), (3, "Oil for lamps"), (3, "Glass for lamps"), (2, "Ropes"), (3, "Hemp"),
    ]  # fmt: skip


def test_a_title_right_above_the_first_numeral_encloses_the_series() -> None:
    more = block(f"More. {LONG} {LONG}")
    found = headings(body(printed([
        line("Annex", x=60.0, size=14.0, bold=True), line("Care of moles", size=14.0, bold=True),
        line("Pledges of the keepers", bold=True, gap=9.0),
        line("I. Lamps", bold=True, gap=9.0), *more, line("II. Ropes", bold=True, gap=9.0), *more,
    ])))  # fmt: skip
    assert [(level, title) for level, _, title in found[1:]] == [
        (2, "Pledges of the keepers"), (3, "Lamps"), (3, "Ropes"),
    ]  # fmt: skip


def test_titles_above_several_numerals_of_a_series_part_it_and_enclose_none() -> None:
    more = block(f"More. {LONG} {LONG}")
    found = headings(body(printed([
        line("Harbours", size=16.0, bold=True), *more,
        line("Segment on lamps", bold=True, gap=9.0), line("I. Oil", bold=True, gap=9.0), *more,
        line("Segment on ropes", bold=True, gap=9.0), line("II. Hemp", bold=True, gap=9.0), *more,
    ])))  # fmt: skip
    assert len({level for level, _, _ in found[1:]}) == 1


def test_a_known_title_in_one_of_several_larger_sections_is_inside_it() -> None:
    found = page(
        line("Peru", size=14.0, bold=True), line("Lamps", bold=True),
        line("Chad", size=14.0, bold=True), line("Introduction", bold=True),
        line("Ropes", bold=True), line("Fiji", size=14.0, bold=True),
    )  # fmt: skip
    assert [(level, title) for level, _, title in found] == [
        (1, "Peru"), (2, "Lamps"), (1, "Chad"), (2, "Introduction"), (2, "Ropes"), (1, "Fiji"),
    ]  # fmt: skip


# --- plain text --------------------------------------------------------------------------------


def test_a_title_goes_on_below_a_row_that_ends_in_a_comma() -> None:
    text = (
        f"Chapter I\nAnchor Bay, Blue Cove,\nPort Clara, the Salt Islands and the Western\n"
        f"Moles\n1. {LONG}\n2. {LONG}"
    )
    assert titles(text) == [
        (1, "I", "Anchor Bay, Blue Cove, Port Clara, the Salt Islands and the Western Moles")
    ]


def test_entries_below_a_title_with_a_colon_are_part_of_it() -> None:
    items = "(a) Dredging of the channels and\nof the basins\n(b) Lamps of the moles"
    text = f"Chapter I\nOpening\n1. {LONG}\nChapter II\nDebate:\n{items}\n2. {LONG}\n3. {LONG}"
    assert titles(text)[1] == (
        1, "II", "Debate: (a) Dredging of the channels and of the basins (b) Lamps of the moles",
    )  # fmt: skip
    ended = items.replace("basins", "basins;").replace("moles", "moles.")
    assert titles(text.replace(items, ended))[1] == (1, "II", "Debate:")


def test_the_item_of_a_title_parts_it_from_no_title_below() -> None:
    text = (
        f"I. Opening\n\n1. {LONG}\n\nII. Summary\n\nCare of the moles\n\n(Agenda item 2)\n\n"
        f"Place of the fourth meeting of the keepers\n\n2. {LONG}\n\n3. {LONG}"
    )
    assert titles(text)[2:] == [
        (2, None, "Care of the moles"), (3, None, "Place of the fourth meeting of the keepers"),
    ]  # fmt: skip


def test_titles_whose_numbers_go_on_with_that_of_one_above_are_inside_it() -> None:
    step = "Step {0}.1\n\n{2}. {1}\n\nStep {0}.a\n\n{3}. {1}"
    lamp = "Lamp {0}. Light of the moles\n\n{4}. {1}\n\n" + step
    lamps = [lamp.format(one, LONG, at + 1, at + 2, at) for one, at in ((1, 2), (2, 5))]
    text = "\n\n".join([f"I. Lamps\n\n1. {LONG}", *lamps])
    assert [(level, title) for level, _, title in titles(text)[1:]] == [
        (2, "Lamp 1. Light of the moles"), (3, "Step 1.1"), (3, "Step 1.a"),
        (2, "Lamp 2. Light of the moles"), (3, "Step 2.1"), (3, "Step 2.a"),
    ]  # fmt: skip


def test_a_title_that_stands_right_below_another_once_of_two_times_is_not_always_inside() -> None:
    text = (
        f"I. Harbours\n\nCare of moles\n\n1. {LONG}\n\nOil of lamps\n\n2. {LONG}\n\n"
        f"II. Quays\n\nOther care\n\nOil of lamps\n\n3. {LONG}"
    )
    assert [(level, title) for level, _, title in titles(text)] == [
        (1, "Harbours"), (2, "Care of moles"), (2, "Oil of lamps"),
        (1, "Quays"), (2, "Other care"), (3, "Oil of lamps"),
    ]  # fmt: skip


def test_a_note_in_two_rows_is_no_title_of_an_annex() -> None:
    text = (
        f"I. Opening\n     1. {LONG}\f"
        "Annex\n"
        "                                        [Original: Arabic, Chinese, English,\n"
        "                                                        French and Spanish]\n\n"
        f"          Care of the moles\n\n     1. {LONG}\n     2. {LONG}"
    )
    assert (1, "Annex", "Care of the moles") in titles(text)


ACT = "The Council,\nRecalling its appeal of 2030 on the lamps of the moles and of the quays,"


def test_titles_stand_in_the_act_that_goes_on_around_them() -> None:
    text = (
        f"A. Acts\n\nDraft resolution I\nCare of the moles\n{ACT}\n\nLamps\n\n"
        "1. Requests the Board to mend the lamps of the moles and those of the northern quays;\n\n"
        "Channels\n\n2. Thanks the keepers of all the channels for the care they have taken.\n\n"
        f"Draft resolution II\nCare of the quays\n{ACT}\n1. Thanks the keepers of the quays.\n"
    )
    assert titles(text) == [
        (1, "A", "Acts"), (2, "Draft resolution I", "Care of the moles"), (3, None, "Lamps"),
        (3, None, "Channels"), (2, "Draft resolution II", "Care of the quays"),
    ]  # fmt: skip


def test_titles_that_recur_stand_inside_those_that_do_not() -> None:
    parts = []
    for place, name in enumerate(("Moles of the north", "Lamps of the quays", "Channels")):
        first = 3 * place + 1
        parts.append(
            f"{name}\n\n{first}. {LONG}\n\nAdvice to keepers\n\n{first + 1}. {LONG}\n\n"
            f"Advice to the Board\n\n{first + 2}. {LONG}"
        )
    text = "I. Opening\n\n" + "\n\n".join(parts)
    assert [level for level, _, _ in titles(text)] == [1, *[2, 3, 3] * 3]


def test_one_title_that_recurs_stands_beside_the_others() -> None:
    parts = [
        f"{name}\n\n{2 * place + 1}. {LONG}\n\nPledges\n\n{2 * place + 2}. {LONG}"
        for place, name in enumerate(("Moles of the north", "Lamps of the quays"))
    ]
    text = "I. Opening\n\n" + "\n\n".join(parts)
    assert [level for level, _, _ in titles(text)] == [1, 2, 2, 2, 2]


def test_the_name_of_a_group_of_entries_that_count_on_is_no_title() -> None:
    text = (
        f"I. Opening\n\n1. {LONG}\n\nII. Next session\n\n2. The agenda is set out below.\n\n"
        "Provisional agenda of the fifth session of the Council\n\n"
        "1. Election of officers.\n2. Adoption of the agenda.\n\nPart on moles\n\n"
        "3. Care of the moles.\n4. Lamps of the quays.\n\n"
        f"III. Close\n\n3. {LONG}\n\n4. {LONG}"
    )
    assert "Part on moles" not in [title for _, _, title in titles(text)]


def test_the_agenda_of_an_act_without_a_name_stands_in_it() -> None:
    text = (
        f"A. Acts\n\nReport of the Council on its fourth session\n\n1. {LONG}\n\n"
        "2. The Council approves the agenda of its fifth session, set out below:\n\n"
        "Provisional agenda of the fifth session of the Council\n\n"
        f"1. Election of officers.\n2. Care of the moles.\n\nB. Close\n\n3. {LONG}"
    )
    assert [level for level, _, _ in titles(text)] == [1, 2, 3, 1]


def test_a_title_right_above_the_first_of_several_acts_encloses_them_and_these_their_parts() -> (
    None
):
    first = f"Draft resolution A\n\nCare of lamps\n\nThe Council,\n\n1. {LONG}"
    second = f"Draft resolution B\n\nCare of moles\n\nThe Council,\n\nI\n\nStorms\n\n1. {LONG}"
    second += f"\n\nSpring storms\n\n2. {LONG}\n\nII\n\nTides\n\n3. {LONG}"
    text = f"I. Debate\n\n1. {LONG}\n\nQuestions of harbours\n\n{first}\n\n{second}"
    assert titles(f"{text}\n\nII. Closing\n\n2. {LONG}") == [
        (1, "I", "Debate"), (2, None, "Questions of harbours"),
        (3, "Draft resolution A", "Care of lamps"), (3, "Draft resolution B", "Care of moles"),
        (4, "I", "Storms"), (5, None, "Spring storms"), (4, "II", "Tides"), (1, "II", "Closing"),
    ]  # fmt: skip


def test_a_title_right_above_a_decision_of_a_session_encloses_it() -> None:
    decision = f"Care of moles\nDecision 487 (EX-LXIV)\n{LONG}"
    text = f"A. Other business\n{decision}\n\nB. Closing\n1. {LONG}"
    assert titles(text) == [
        (1, "A", "Other business"), (2, None, "Care of moles"),
        (3, None, "Decision 487 (EX-LXIV)"), (1, "B", "Closing"),
    ]  # fmt: skip
