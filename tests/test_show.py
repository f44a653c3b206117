"""`rapporteur show`: what a person sees of a report on the terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Command
from rapporteur.view.terminal import OutputLine, Piece, render

UPR, CTOC = "a-hrc-99-99.json", "ctoc-cop-wg.4-2021-6-typeset.json"


@pytest.fixture
def outputs(root: Path) -> Path:
    return root / "outputs"


def data(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def said_of(path: Path, tmp_path: Path, **changes: Any) -> Path:
    """Write a copy of a report with some of its top keys replaced."""
    copy = tmp_path / "copy.json"
    copy.write_text(json.dumps(data(path) | changes), encoding="utf-8")
    return copy


# The whole


@pytest.mark.parametrize(
    "line",
    [
        "symbol  A/HRC/99/99",
        "under review  Iceland",
        "troika  Botswana, Republic of Korea, Uruguay",
        "  I  Summary of the proceedings of the review process · paras 5–37",
        "    B  Interactive dialogue and responses by the State under review · paras 14–37",
        "recommendations  23",
        "coverage  1.0000",
        "14 supported, 5 under_consideration, 4 noted",
        "… 18 more: --recommendations",
    ],
)
def test_the_whole_in_short(rapporteur: Command, outputs: Path, line: str) -> None:
    result = rapporteur("show", outputs / UPR)
    assert (result.returncode, result.stderr) == (0, "")
    assert line in result.stdout.splitlines()


def test_officers_and_meeting(rapporteur: Command, outputs: Path) -> None:
    lines = rapporteur("show", outputs / CTOC).stdout.splitlines()
    assert "Chair  Manizha Bakhtari (Afghanistan)" in lines
    assert "held  Vienna, 2021-10-12 – 2021-10-13" in lines


def test_problems_are_all_named(rapporteur: Command, outputs: Path, tmp_path: Path) -> None:
    problems = [
        {"code": "number_gap", "severity": "warning", "message": "lacks", "node": None, "page": n}
        for n in range(1, 40)
    ]
    path = said_of(outputs / UPR, tmp_path, problems=problems)
    lines = rapporteur("show", path).stdout.splitlines()
    told = [line for line in lines if line.startswith("warning  ")]
    assert told == [f"warning  number_gap: lacks (page {n})" for n in range(1, 40)]


def test_a_document_is_converted_first(rapporteur: Command, root: Path, outputs: Path) -> None:
    shown = rapporteur("show", root / "samples" / "a-hrc-99-99.pdf")
    assert shown.stdout == rapporteur("show", outputs / UPR).stdout


# Parts


def test_a_section_with_what_is_below(rapporteur: Command, outputs: Path) -> None:
    lines = rapporteur("show", outputs / CTOC, "--section", "IV").stdout.splitlines()
    titles = [line for line in lines if line.startswith(("IV ", "A ", "B ", "C ", "D ", "E "))]
    assert titles[0] == "IV Organization of the meeting"
    assert len(titles) == 6
    numbers = [line.split("  ")[0] for line in lines if line[:1].isdigit()]
    within = [p for p in data(outputs / CTOC)["paragraphs"] if str(p["section"])[:4] == "s-IV"]
    assert numbers == [p["number"] for p in within if p["number"]]
    assert len(numbers) > 10


@pytest.mark.parametrize("name", ["II.A", "s-II.A", "ii.a", "II.A."])
def test_ways_to_name_a_section(rapporteur: Command, outputs: Path, name: str) -> None:
    result = rapporteur("show", outputs / CTOC, "--section", name)
    assert result.stdout.startswith("A Recommendations on successful strategies")


def test_a_title_names_a_section(rapporteur: Command, outputs: Path) -> None:
    result = rapporteur("show", outputs / CTOC, "--section", "attendance")
    assert result.stdout.startswith("D Attendance\n")


def test_a_title_that_stands_twice_asks_for_an_id(
    rapporteur: Command, outputs: Path, tmp_path: Path
) -> None:
    sections = [s | {"label": None, "title": "Matters"} for s in data(outputs / CTOC)["sections"]]
    path = said_of(outputs / CTOC, tmp_path, sections=sections)
    result = rapporteur("show", path, "--section", "Matters")
    assert result.returncode == 1
    assert "several sections; give one of the ids s-I, s-II, " in result.stderr


@pytest.mark.parametrize("name", ["2", "p2", "2."])
def test_a_paragraph(rapporteur: Command, outputs: Path, name: str) -> None:
    said = next(p for p in data(outputs / CTOC)["paragraphs"] if p["id"] == "p2")
    lines = rapporteur("show", outputs / CTOC, "--paragraph", name).stdout.splitlines()
    assert lines[0] == f"2  {said['text']}"
    assert "printed  page 1" in lines
    assert "section  I: Introduction" in lines


def test_a_number_that_stands_twice_says_so(rapporteur: Command, outputs: Path) -> None:
    lines = rapporteur("show", outputs / CTOC, "--paragraph", "1").stdout.splitlines()
    assert "id  p1" in lines
    assert "same number  r1" in lines


@pytest.mark.parametrize("name", ["2(b)", "2 (b)", "r2.b"])
def test_an_item(rapporteur: Command, outputs: Path, name: str) -> None:
    result = rapporteur("show", outputs / CTOC, "--paragraph", name)
    assert result.stdout.startswith("(b)  Establishing or developing specialized")


def test_footnotes_follow_their_paragraph(rapporteur: Command, outputs: Path) -> None:
    report = data(outputs / UPR)
    note = next(note for note in report["footnotes"] if note["paragraph"])
    result = rapporteur("show", outputs / UPR, "--paragraph", note["paragraph"])
    assert f"note {note['marker']}  {note['text']}" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--section", "IX"), "no section 'IX'; the report has I, II, II.A"),
        (("--paragraph", "99"), "the report has paragraphs 1–49 and recommendations 1–16"),
        (("--position", "noted"), "no recommendation noted; there is 16 no position"),
        (("--by", "Chile"), "no recommendation by Chile; the report names no recommending State"),
    ],
)
def test_what_is_not_there(
    rapporteur: Command, outputs: Path, arguments: tuple[str, str], told: str
) -> None:
    result = rapporteur("show", outputs / CTOC, *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


# Recommendations


@pytest.mark.parametrize("name", ["Kenya", "kenya", "KEN", "ke", "Republic of Kenya"])
def test_recommendations_of_a_state(rapporteur: Command, outputs: Path, name: str) -> None:
    result = rapporteur("show", outputs / UPR, "--recommendations", "--by", name)
    wanted = [r for r in data(outputs / UPR)["recommendations"] if "KEN" in r["states"]]
    lines = result.stdout.splitlines()
    assert lines[0] == f"{len(wanted)} of 23 recommendations by Kenya"
    assert [line for line in lines if line[:1].isdigit()][1:] == [
        f"{r['number']}  {r['text']}" for r in wanted
    ]
    assert "  Jamaica, Kenya, Philippines · supported · page 7" in lines


def test_an_official_name_with_a_bracket(rapporteur: Command, outputs: Path) -> None:
    result = rapporteur("show", outputs / UPR, "--by", "Iran (Islamic Republic of)")
    assert "recommendations by Iran (Islamic Republic of)" in result.stdout


def test_recommendations_of_a_position(rapporteur: Command, outputs: Path) -> None:
    result = rapporteur("show", outputs / UPR, "--position", "under consideration")
    assert result.stdout.startswith("5 of 23 recommendations under consideration\n")
    assert " · noted" not in result.stdout


def test_a_state_that_is_none_is_wrong_usage(rapporteur: Command, outputs: Path) -> None:
    result = rapporteur("show", outputs / UPR, "--by", "Frnace")
    assert (result.returncode, result.stdout) == (2, "")
    assert "no State is called 'Frnace'; near are: France" in result.stderr


def test_two_things_at_once_are_wrong_usage(rapporteur: Command, outputs: Path) -> None:
    result = rapporteur("show", outputs / UPR, "--section", "I", "--by", "Kenya")
    assert result.returncode == 2
    assert "give one" in result.stderr


# Bad input


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("gone.json", None, "no such file"),
        ("gone.pdf", None, "no such file"),
        ("bad.json", b"{", "is no JSON"),
        ("list.json", b"[]", "no report"),
        ("other.json", b'{"a": 1}', "it has no schema_version"),
        ("bytes.json", b"\xff\xfe", "is no JSON"),
        ("many.jsonl", b"{}\n{}\n", "many reports, a line each"),
        ("empty.txt", b"", "the file is empty"),
        ("half.json", b'{"schema_version": "9.0"}', "is no report of schema"),
    ],
)
def test_what_cannot_be_read(
    rapporteur: Command, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = rapporteur("show", name)
    assert (result.returncode, result.stdout) == (2, "")
    assert name in result.stderr
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


# Text of a document steers nothing

HOSTILE = (
    "[red]x[/red] [link=http://e.example]y[/link] \x1b[31mz\x1b]0;t\x07 :smile: \u202eback [/]"
)


def hostile(outputs: Path, tmp_path: Path) -> Path:
    report = data(outputs / CTOC)
    for paragraph in report["paragraphs"]:
        paragraph["text"] = HOSTILE
    for section in report["sections"]:
        section["title"] = HOSTILE
    return said_of(outputs / CTOC, tmp_path, **report)


@pytest.mark.parametrize("arguments", [(), ("--section", "I"), ("--paragraph", "2")])
def test_hostile_text_is_shown_as_it_is(
    rapporteur: Command, outputs: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    shown = rapporteur("show", hostile(outputs, tmp_path), *arguments).stdout
    assert "[red]x[/red] [link=http://e.example]y[/link] [31mz ]0;t :smile: back [/]" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def on_a_terminal(*arguments: object) -> str:
    """Return what a command prints on a terminal of 80 columns."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "rapporteur", *map(str, arguments)],
        stdout=follower,
        env=environment,
    ):
        os.close(follower)
        chunks = []
        while True:
            try:
                chunk = os.read(leader, 4096)
            except OSError:  # Linux: the other end is closed
                break
            if not chunk:
                break
            chunks.append(chunk)
    os.close(leader)
    return b"".join(chunks).decode("utf-8")


def test_on_a_terminal_it_is_coloured_and_folded(outputs: Path, tmp_path: Path) -> None:
    shown = on_a_terminal("show", hostile(outputs, tmp_path), "--paragraph", "2")
    assert "[red]x[/red]" in shown
    assert "\x1b[1m2" in shown  # the label, in bold
    assert "\x1b[31m" not in shown
    assert "\x1b]0;" not in shown
    whole = on_a_terminal("show", outputs / UPR)
    seen = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in whole.splitlines()]
    assert len(seen) > 50
    assert max(map(len, seen)) <= 80


@given(st.text(), st.text())
def test_an_entry_is_one_line(label: str, text: str) -> None:
    shown = render([OutputLine((Piece(text), Piece(text, "red")), label, 1)]).decode("utf-8")
    assert shown.count("\n") == 1
    assert shown[:-1].isprintable()
