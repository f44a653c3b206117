"""docs/reviews.md: its commands run one after the other, as a person would type them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from openpyxl import load_workbook

from conftest import ROOT, Command

PAGE = ROOT / "docs" / "reviews.md"
LINES = re.findall(r"^rapporteur .*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
ANSWER = """\
United Nations                                          A/HRC/99/99/Add.1
General Assembly                                        Distr.: General
                                                        3 June 2031
                                                        Original: English

Human Rights Council
Ninety-ninth session

Report of the Working Group on the Universal Periodic Review

Iceland

Addendum

Views on conclusions and/or recommendations, voluntary commitments and replies presented by the
State under review

1. Iceland accepts recommendation {number}.
"""


def test_the_commands_make_what_they_say(rapporteur: Command, tmp_path: Path) -> None:
    number = prepared(tmp_path, rapporteur)
    for line in LINES:
        done = rapporteur(*shlex.split(line)[1:])
        differs = line.startswith("rapporteur reconcile")
        assert done.returncode == (1 if differs else 0), (line, done.stderr)
    sheet = load_workbook(tmp_path / "recommendations.xlsx").worksheets[0]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    final = {row[head.index("number")]: row[head.index("final_position")] for row in rows}
    assert final[number] == "supported"
    assert len(rows) > 10
    for name in ("recommendations-only.xlsx", "people.xlsx", "statements.csv", "differences.html"):
        assert (tmp_path / name).stat().st_size > 0


def prepared(folder: Path, rapporteur: Command) -> str:
    """Put a report, an answer and a list into the folder; return what is answered."""
    (folder / "reviews").mkdir()
    shutil.copy(ROOT / "samples" / "a-hrc-99-99.pdf", folder / "reviews" / "report.pdf")
    table = rapporteur("table", "recommendations", ROOT / "outputs" / "a-hrc-99-99.json", "-o", "-")
    number = next(re.finditer(r"\b\d+\.\d+\b", table.stdout))[0]
    answer = ANSWER.format(number=number)
    (folder / "reviews" / "answer.txt").write_text(answer, encoding="utf-8")
    listed = f"number,recommendation\n{number},Paint the ferries (Chad)\n"
    (folder / "list.csv").write_text(listed, encoding="utf-8")
    return number
