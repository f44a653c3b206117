"""Small tables of names and values that recur, in text whose white a tool lost."""

from __future__ import annotations

import pytest

from rapporteur import Report, parse
from rapporteur.readers.plain_entries import text_width
from rapporteur.readers.plain_forms import form_rows

ADVICE = (
    "The keepers of the harbours asked that the lights of the moles be mended before the winter,\n"
    "when the masters of the pilots have to come home beside the channel in the night, and that\n"
    "the buoys of the northern islands be laid anew.\n"
)
NAMES = ["Office in charge", "State of work", "Urgency", "Day when due"]
VALUES = [
    ["Keepers of the North", "Begun", "High", "May 2031"],
    ["Masters of Pilots", "Not begun", "Low", "June 2032"],
    ["Keepers of the North", "Done", "Low", "May 2033"],
    ["Board of Lights, with all\nits harbours", "Begun", "High", "July 2031"],
]


def rows_of(pages: list[list[str]]) -> list[set[int]]:
    return form_rows(pages, text_width(pages))


def report(text: str) -> Report:
    return parse(text.encode(), name="harbours.txt", entities=False)


def beside(values: list[str], blanks: str) -> str:
    return "\n".join(f"{name}{blanks}{one}" for name, one in zip(NAMES, values, strict=True))


def apart(values: list[str]) -> str:
    return "\n".join([*NAMES, "", *values])


def pages(forms: list[str]) -> str:
    parts = [
        f"In paragraph {count + 20}, {ADVICE}{form}\n{count}. {ADVICE}"
        for count, form in enumerate(forms, start=1)
    ]
    return f"A. Lights and buoys\n{ADVICE}" + "".join(parts)


@pytest.mark.parametrize(
    "forms",
    [
        [beside(values, " ") for values in VALUES],
        [beside(values, " " * 12) for values in VALUES],
        [f"{apart(values)}\n" for values in VALUES],
    ],
    ids=["beside", "with white", "names first"],
)
def test_rows_of_forms_are_no_headings(forms: list[str]) -> None:
    read = report(pages(forms))
    assert [one.title for one in read.sections] == ["Lights and buoys"]
    assert [one.number for one in read.paragraphs if one.number] == ["1", "2", "3", "4"]
    whole = [one.text for one in read.paragraphs if one.text.startswith("Office in charge")]
    assert len(whole) == len(VALUES)
    assert all(one.endswith(values[-1]) for one, values in zip(whole, VALUES, strict=True))


def test_a_last_name_that_some_forms_lack_is_of_the_form() -> None:
    forms = [f"{beside(values, ' ')}\nDay put off {values[-1]}" for values in VALUES]
    lines = pages(forms).split("\n")
    rows = [lines[at] for at in sorted(rows_of([lines])[0])]
    assert sum(row.startswith("Day put off") for row in rows) == len(VALUES)
    assert not any(row.startswith(("In paragraph", "1.", "2.")) for row in rows)


@pytest.mark.parametrize(
    "block",
    [
        "Kenya\nPeru\nTogo",
        "DP/77/4\nChapter II\nLights of the moles",
        "Lights,\nBuoys,\nMoles.",
        "1. Lights\n2. Buoys\n3. Moles",
    ],
    ids=["twice only", "running heads", "sentences", "numbers"],
)
def test_what_does_not_recur_as_names_do_is_no_form(block: str) -> None:
    times = 2 if block.startswith("Kenya") else 4
    assert rows_of([f"{ADVICE * 4}{block}\n{ADVICE}".split("\n")] * times) == [set()] * times


def test_without_running_text_nothing_is_told() -> None:
    assert rows_of([beside(VALUES[0], " ").split("\n")] * 4) == [set()] * 4
