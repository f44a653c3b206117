"""A report against a list of its recommendations: what agrees, what not, why, who errs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from builders import text_report
from conftest import Command
from rapporteur.assemble.join import join
from rapporteur.compare.reconcile import as_html, as_json, as_text, read_list, reconcile
from rapporteur.errors import ListError
from rapporteur.report import Report
from rapporteur.run import parse

REVIEW = """\
Report of the Working Group on the Universal Periodic Review
Iceland

I. Conclusions and/or recommendations

1. The following recommendations enjoy the support of Iceland:
1.1. Ratify the convention on harbours (Brazil);
1.2. Train the pilots of the port (Norway, Chad);
1.10. Mend the nets (Kenya).
"""
CSV = """\
number,recommendation,recommending_states,final_position
1.1,{first},Brazil,{position}
1.2,Train the pilots of the port,{states},supported
1.10,Mend the nets,Kenya,supported
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return text_report(REVIEW)


def written(
    folder: Path,
    first: str = "Ratify the convention on harbours",
    position: str = "supported",
    states: str = "Norway; Chad",
) -> Path:
    path = folder / "list.csv"
    path.write_text(CSV.format(first=first, position=position, states=states), encoding="utf-8-sig")
    return path


def test_what_agrees_is_counted(report: Report, tmp_path: Path) -> None:
    found = reconcile(report, read_list(written(tmp_path)))
    assert (found.shared, found.agree, found.differences) == (3, 3, ())


@pytest.mark.parametrize(
    ("change", "of", "cause", "fault"),
    [
        ({"first": "Ratify theconvention on harbours"}, "text", "spacing", "list"),
        ({"first": "Ratify the convention on (harbours"}, "text", "a lost bracket", "list"),
        ({"first": "Ratify the convention on harbours;"}, None, None, None),
        ({"first": "ratify the Convention - on harbours"}, "text", "other signs or capitals", None),
        ({"first": "Ratify the convenxtion on harbours"}, "text", "a misprint", "list"),
        ({"first": "Ratify the convention on airports"}, "text", "other words", None),
        ({"first": "Paint all boats of the coast blue"}, "text", "another text", None),
        ({"first": "Ratify the convention on harbours and then lower every fee in all ports"},
         "text", "one text goes on", None),
        ({"states": "Norway"}, "States", "States missing in the list", "list"),
        ({"states": "Norway; Chad; Peru"}, "States", "States missing in the report", "report"),
        ({"states": "Norway; Peru"}, "States", "other States", None),
        ({"position": "noted"}, "position", "noted in the list, supported in the report", None),
        ({"position": ""}, None, None, None),
        ({"position": "Already implemented"}, None, None, None),
    ],
)  # fmt: skip
def test_a_difference_has_its_cause(
    report: Report, tmp_path: Path, change: dict[str, str], of: str | None, cause: str, fault: str
) -> None:
    found = reconcile(report, read_list(written(tmp_path, **change)))
    told = [(one.of, one.cause, one.fault) for one in found.differences]
    assert told == ([(of, cause, fault)] if of else [])


def test_what_only_one_side_has_is_told(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("No;Text\n1.1;Ratify the convention on harbours (Brazil)\n9.9;Sail (Chad)\n")
    found = reconcile(report, read_list(path))
    assert [(one.number, one.cause) for one in found.differences] == [
        ("9.9", "only in the list"), ("1.2", "only in the report"), ("1.10", "only in the report"),
    ]  # fmt: skip


def test_a_word_list_has_number_and_text_in_one_cell(report: Report, tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=0, cols=3)
    rows = [
        ("Recommendation", "Position", "Themes"),
        ("Theme: Ports", "Theme: Ports", "Theme: Ports"),
        (
            "1.1 Ratify the convention on harbours (Brazil);\nSource of position: Para. 3",
            "Noted",
            "",
        ),
        ("1.10. Mend the nets (Kenya).", "Supported", "G4"),
    ]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "list.docx"
    document.save(str(path))
    entries = read_list(path)
    assert [(e.number, e.text, set(e.states), e.position) for e in entries] == [
        ("1.1", "Ratify the convention on harbours", {"BRA"}, "noted"),
        ("1.10", "Mend the nets", {"KEN"}, "supported"),
    ]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Number", "Recommendation", "Position"])
    book.active.append(["1.10", "Mend the nets (Kenya)", "Not accepted"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    (entry,) = read_list(path)
    assert (entry.number, entry.position) == ("1.10", "rejected")


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("list.txt", b"1.1 Ratify", "is no list; give a .docx, .xlsx or .csv"),
        ("list.csv", b"\xff\xfe1", "is not UTF-8"),
        ("list.csv", b"", "has no row with the number and the text"),
        ("list.csv", b"a,b\n1,2\n", "has no row with the number and the text"),
        ("list.xlsx", b"PK", "is damaged or no .xlsx file"),
        ("list.docx", b"PK", "is damaged or no .docx file"),
    ],
)
def test_bad_lists_give_one_line(tmp_path: Path, name: str, content: bytes, wrong: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ListError, match=wrong) as caught:
        read_list(path)
    assert "\n" not in str(caught.value)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="cannot read it"):
        read_list(tmp_path / "none.csv")


def test_it_is_shown_in_three_forms(report: Report, tmp_path: Path) -> None:
    path = written(tmp_path, first="Ratify <the> convention on harbours")
    found = reconcile(report, read_list(path))
    assert b"3 recommendations stand in both; 2 agree" in as_text(found)
    assert json.loads(as_json(found))["differences"][0]["number"] == "1.1"
    assert b"&lt;the&gt;" in as_html(found)
    assert b"<the>" not in as_html(found)


def test_the_command_ends_as_it_says(rapporteur: Command, report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_bytes(report.to_json())
    written(tmp_path)
    same = rapporteur("reconcile", "report.json", "list.csv")
    assert (same.returncode, same.stdout.splitlines()[0][:20]) == (0, "3 recommendations st")
    written(tmp_path, position="noted")
    assert rapporteur("reconcile", "report.json", "list.csv", "--json").returncode == 1
    wrong = rapporteur("reconcile", "report.json", "none.csv")
    assert wrong.returncode == 2
    assert len(wrong.stderr.splitlines()) == 1


def test_the_list_of_ohchr_agrees_with_the_report(corpus: Path) -> None:
    folder = corpus / "lists"
    if not folder.is_dir():
        pytest.skip("the corpus has no thematic list")
    whole, addendum = (
        parse(folder / name, entities=False)
        for name in ("A_HRC_28_15.pdf", "A_HRC_28_15_Add.1.pdf")
    )
    found = reconcile(join(whole, [addendum]), read_list(folder / "A_HRC_28_15_thematic_list.docx"))
    assert found.shared == 163
    assert not [one for one in found.differences if one.of == "position"]
