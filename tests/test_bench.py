"""The programs beside the package: figures find their way into the pages."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

import batch
import bench
import damage
import kinds
import looked
import parity
import readme

PAGE = """# Accuracy

## By hand

Some words.

| key | gold | F1 |
|---|---:|---:|
| headings | 10 | **0.900** |
| items | 4 | 1.000 |

| other | table |
|---|---|
"""


def test_figures_stand_between_their_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x -->\nold\n<!-- /x -->\nb\n")
    readme.put_between_marks(page, "x", "new\n")
    readme.put_between_marks(page, "x", "newer\n")
    assert page.read_text() == "a\n<!-- x -->\nnewer\n<!-- /x -->\nb\n"


def test_the_readme_has_the_marks(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    shutil.copy(root / "README.md", page)
    for mark in ("bench", "accuracy"):
        readme.put_between_marks(page, mark, f"figures of {mark}\n")
    text = page.read_text(encoding="utf-8")
    assert "figures of bench\n<!-- /bench -->" in text
    assert "figures of accuracy\n<!-- /accuracy -->" in text


def test_columns_are_copied() -> None:
    table = readme.first_table(PAGE, "## By hand")
    assert readme.columns(table, ("key", "F1")) == (
        "| key | F1 |\n|---|---:|\n| headings | **0.900** |\n| items | 1.000 |"
    )
    with pytest.raises(ValueError, match="recall"):
        readme.columns(table, ("key", "recall"))


def test_files_are_spread_over_the_sizes(tmp_path: Path) -> None:
    for size in range(10):
        (tmp_path / f"{size}.pdf").write_bytes(b"x" * size)
    found = bench.by_size([tmp_path / "none", tmp_path])
    assert [path.stem for path in bench.spread(found, 5)] == ["0", "2", "4", "6", "8"]
    assert bench.spread(found, 10) == found


def test_no_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no PDF files in"):
        bench.by_size([tmp_path])


def test_every_task_does_something(root: Path) -> None:
    sample = root / "samples" / "a-hrc-99-99.pdf"
    for name, task in bench.TASKS.items():
        took, result = bench.seconds(task, sample)
        assert took > 0, name
        assert (result is not None) is (task is bench.pdfplumber_text)


def test_kinds_and_stages_are_told_beside_the_yardstick() -> None:
    tasks = {kinds.YARDSTICK: 2.0, kinds.STRUCTURE: 8.0, kinds.WHOLE: 16.0}
    boats = kinds.Kind(3, 1000, Counter(tasks), Counter(read=4.0, tag=12.0))
    lines = kinds.told({"boats": boats}).splitlines()
    assert "| boats | 3 | 1,000 | 500 | 125 | 0.25 | 62 | 0.12 |" in lines
    assert "| tag | 12.00 |" in lines


def test_every_stage_is_timed(root: Path) -> None:
    found = kinds.stages(root / "samples" / "a-hrc-99-99.pdf")
    assert list(found) == ["read", "strip", "repair", "segment", "tag", "extract", "assemble"]
    assert all(seconds >= 0 for seconds in found.values())
    assert sum(found.values()) > 0


def case(message: str, *, seen: bool, code: str = "number_gap") -> looked.Case:
    cause = "" if seen else "dot left out"
    return looked.Case("atlantis", 3, code, message, "it is so", seen, cause)


def test_the_cases_that_were_looked_at_can_be_read() -> None:
    cases = looked.load_cases()
    assert len(cases) == len({one.problem for one in cases}) >= 30
    assert all(one.shows and bool(one.cause) != one.seen for one in cases)


def test_what_is_reported_and_what_was_looked_at_are_told_apart() -> None:
    reported = [("atlantis", "number_gap", f"{n} follows") for n in (3, 5, 9)]
    reported.append(("atlantis", "footnote_empty", "has no text"))
    cases = [
        case("3 follows", seen=True),
        case("5 follows", seen=False),
        case("7 follows", seen=False),
        case("has no text", seen=True, code="footnote_empty"),
    ]
    section = looked.section(reported, cases)
    told = " ".join(section.split())
    assert "of 4 reported problems were looked at, 3 of them of numbering" in told
    assert "A person sees 2 of them there too; 2 were faults of ours, of which 1 are mended" in told
    assert "Of the 3 problems of numbering that are reported now 2 were looked at" in told
    assert "| dot left out | 2 | 1 | atlantis |" in section
    assert section.endswith("Reported and not looked at: number_gap 1.")


def test_ratios_come_first() -> None:
    cores = batch.CORES
    runs = {
        "structure, 1 process": [batch.Run(seconds, 40.0, 70.0) for seconds in (9, 10, 30)],
        f"structure, {cores} processes": [batch.Run(5, 41.0, 71.0)] * 3,
        "tool, to Markdown": [batch.Run(20, 900.0, 0.0)] * 3,
    }
    lines = batch.comparison(runs, pages=500).splitlines()
    assert lines[0] == f"- structure, {cores} processes against one: 2.00 ×"
    assert lines[1].endswith("against tool, to Markdown: 4.00 ×")
    assert "| structure, 1 process | 10.0 | 50 | 9.0 to 30.0 | 70 MB |" in lines
    assert "| tool, to Markdown | 20.0 | 25 | 20.0 to 20.0 | 900 MB |" in lines


def test_a_batch_is_timed_with_all_its_processes(root: Path, tmp_path: Path) -> None:
    found = batch.grow([root / "samples" / "a-hrc-99-99.pdf"], 10, tmp_path)
    assert len(list((tmp_path / "10").iterdir())) == 10
    (line,) = batch.growth(found).splitlines()[2:]
    assert line.startswith("| 10 | ")
    assert found[10].seconds > 0
    assert found[10].child > 20


def test_the_page_of_performance_has_its_marks(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    shutil.copy(root / "docs" / "performance.md", page)
    for mark in ("batch", "kinds", "database"):
        readme.put_between_marks(page, mark, "figures\n")
        assert f"figures\n<!-- /{mark} -->" in page.read_text(encoding="utf-8")


def test_parity_counts_what_two_reports_share(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parity.f1(["1", "2"], ["2", "3"]) == 0.5
    assert parity.f1([], []) is None
    assert parity.norm("Côte d’Ivoire, II.") == "cotedivoireii"
    monkeypatch.setattr(parity.shutil, "which", lambda _: None)
    assert parity.section(Path("nowhere")).strip().endswith(parity.NOT_MEASURED)


SOUND = (
    "The keepers of the long-term lights considered the report, and the winds were noted. They "
    "also thanked all members of the harbour board for the long-term plan of the northern moles, "
    "and/or the southern ones, in document A/XYZ/2031/4 of that year, which was adopted."
)


def test_damage_stands_at_known_places_and_is_counted() -> None:
    damaged, mends = damage.damage(SOUND, "one")
    assert {kind for _, kind in mends} == set(damage.KINDS)
    mended = damaged
    for mend, _ in sorted(mends, key=lambda one: -one[0].start):
        assert damaged[mend.start : mend.end] != mend.after
        mended = mended[: mend.start] + mend.after + mended[mend.end :]
    assert mended == SOUND
    counts = damage.Counts()
    damage.count(SOUND, "one", counts)
    assert counts.damaged.total() == len(mends)
    assert counts.mended.total() > 0
    assert counts.spoilt == 0


def test_hyphens_that_a_tool_took_are_counted() -> None:
    counts = damage.Counts()
    laid = (
        "It has long-term lights.\nThe keepers of the long-\nterm moles and the well-\nknown sea."
    )
    printed = laid.replace("-\n", "")
    damage.count_taken(laid, printed, printed.replace("longterm moles", "long-term moles"), counts)
    damage.count_taken(laid, printed, printed, counts)
    assert (counts.taken, counts.back) == (2, 1)
