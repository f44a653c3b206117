"""Samples against their outputs: what is reported, what is rewritten, and what a word does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import Command, Result

TEXT = """Report of the Panel on Harbour Safety

I.  Opening

1.  The Panel met in Portville to speak of moorings and of lamps.

2.  It adopted the proposals and motions set out below.

II.  Proposals

Proposal 1

Port States should inspect moorings once a year.

Motion 2
Port States should count the gulls in every harbour.

Proposal 3

Port States should light lamps before dusk.

III.  Closing

3.  The Panel thanked its hosts.
"""
FAMILY = r"""
id = "harbour"
title = "Panel on Harbour Safety"
extends = "base"

[[rules]]
id = "harbour.detect"
role = "detect"
pattern = '''Panel on Harbour Safety'''
examples = [{ text = "Report of the Panel on Harbour Safety" }]
rejects = ["Report of the Committee on Harbours"]

[[rules]]
id = "harbour.proposal"
role = "label"
value = "recommendation"
pattern = '''^(?P<label>(?:Proposal|Motion)\s+(?P<number>\d{1,2}))(?=\s*$)\s*'''
examples = [{ text = "Proposal 2", groups = { number = "2" } }]
rejects = ["Proposal 2 was withdrawn", "The proposal"]
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A person's own folders: samples, a grammar, and room for outputs."""
    for name in ("samples/sub", "grammars"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "samples" / "one.txt").write_text(TEXT)
    (tmp_path / "samples" / "sub" / "two.txt").write_text(TEXT.replace("Motion", "Proposal"))
    (tmp_path / "samples" / "README.md").write_text("Where they come from.")
    (tmp_path / "samples" / "one.truth.json").write_text("{}")
    (tmp_path / "grammars" / "harbour.toml").write_text(FAMILY)
    return tmp_path


ARGUMENTS = ("--grammars", "grammars", "--no-entities", "--jobs", "1")


@pytest.fixture
def run(rapporteur: Command, place: Path) -> Any:
    """Run `regress` in the place, after its outputs were converted."""
    made = rapporteur("convert", "samples", "-o", "outputs", *ARGUMENTS, "-q")
    assert made.returncode == 0

    def again(*arguments: object) -> Result:
        return rapporteur("regress", *ARGUMENTS, *arguments)

    return again


def output(place: Path, name: str = "one.json") -> Path:
    return place / "outputs" / name


def groups(result: Result, name: str = "one.json") -> dict[str, Any]:
    """Return the groups of changes of a report, of a comparison as JSON."""
    (report,) = [one for one in json.loads(result.stdout)["reports"] if one["name"] == name]
    return {group["key"]: group for group in report["groups"]}


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*.json")
    }  # fmt: skip


def test_what_convert_wrote_is_up_to_date(run: Any, place: Path) -> None:
    before = tree(place / "outputs")
    result = run()
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "2 of 2 reports are identical\n"
    assert run("--update").returncode == 0
    assert tree(place / "outputs") == before


def test_update_writes_what_convert_writes(run: Any, place: Path) -> None:
    before = {path: content for path, (content, _) in tree(place / "outputs").items()}
    shutil.rmtree(place / "outputs")
    result = run("--update")
    assert result.returncode == 0
    assert result.stdout.splitlines()[:2] == ["+ report  one.json", "+ report  sub/two.json"]
    assert result.stderr.splitlines() == [
        "rapporteur: rewrote outputs/one.json",
        "rapporteur: rewrote outputs/sub/two.json",
    ]
    assert {path: content for path, (content, _) in tree(place / "outputs").items()} == before


def test_a_word_of_a_rule_shows_as_the_paragraphs_that_it_touches(run: Any, place: Path) -> None:
    """Motions have no label any more: that paragraph alone is another, in that report alone."""
    grammar = place / "grammars" / "harbour.toml"
    grammar.write_text(FAMILY.replace("|Motion", "|Petition"))
    result = run("--format", "json")
    assert result.returncode == 1
    found = groups(result)
    touched = [change["old"] for change in found["paragraphs"]["changes"] if change["old"]]
    assert touched == ["r2"]
    assert [change["old"] for change in found["recommendations"]["changes"]] == ["rec-2"]
    told = {"paragraphs", "recommendations", "removed", "problems", "quality", "generator"}
    assert not set(found) - told
    assert set(groups(result, "sub/two.json")) == {"generator"}


def test_one_word_of_a_shipped_rule(root: Path, tmp_path: Path) -> None:
    """A developer changes one word in grammars/: the sixteen paragraphs with that label show."""
    for name in ("pipeline", "grammars", "samples", "outputs"):
        shutil.copytree(root / name, tmp_path / name)
    base = tmp_path / "grammars" / "base.toml"
    grammar = base.read_text(encoding="utf-8")
    word = "pattern = '''^(?P<label>Recommendation"
    assert grammar.count(word) == 1
    command = "regress --format json --no-entities --jobs 1 --outputs outputs"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "pipeline")}

    def told(arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rapporteur", *arguments.split()],
            check=False, capture_output=True, text=True, cwd=tmp_path, env=environment,
        )  # fmt: skip

    assert told(f"{command} --update").returncode == 0
    base.write_text(grammar.replace(word, word.replace("Recomm", "Comm")), encoding="utf-8")
    result = told(command)
    assert result.returncode == 1, result.stderr
    shown = groups(Result(1, result.stdout, ""), "ctoc-cop-wg.4-2021-6-typeset.json")
    kept = json.loads((tmp_path / "outputs/ctoc-cop-wg.4-2021-6-typeset.json").read_text())
    labelled = [p["id"] for p in kept["paragraphs"] if p["rule"] == "base.recommendation_label"]
    assert len(labelled) == 16
    assert [change["old"] for change in shown["paragraphs"]["changes"]] == labelled
    assert set(groups(Result(1, result.stdout, ""), "a-hrc-99-99.json")) == {"generator"}


def test_other_bytes_that_say_the_same(run: Any, place: Path) -> None:
    report = json.loads(output(place).read_text())
    output(place).write_text(json.dumps(report))
    result = run()
    assert result.returncode == 1
    assert "one.json: the same report, but not in the bytes" in result.stderr
    assert run("--update").returncode == 0
    assert run().returncode == 0


def test_another_version_is_told_as_such(run: Any, place: Path) -> None:
    report = json.loads(output(place).read_text())
    report["generator"] |= {"version": "0.0.1", "grammar_hash": "0"}
    output(place).write_text(json.dumps(report, indent=2))
    result = run()
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "= one.json  generator: version, grammar_hash",
        "1 of 2 reports are identical, 1 more say the same",
    ]


def test_an_output_that_is_no_report(run: Any, place: Path) -> None:
    output(place).write_text("[]")
    result = run()
    assert result.returncode == 1
    assert "one.json: is JSON, but no report" in result.stderr
    assert run("--update").returncode == 0


def test_an_output_without_a_sample_is_left(run: Any, place: Path) -> None:
    (place / "samples" / "one.txt").unlink()
    result = run("--update")
    assert result.returncode == 1
    assert "- report  one.json" in result.stdout
    assert "outputs/one.json: no sample has this output; remove it" in result.stderr
    assert output(place).is_file()


def test_a_sample_without_an_output(run: Any, place: Path) -> None:
    output(place).unlink()
    result = run()
    assert result.returncode == 1
    assert "+ report  one.json" in result.stdout
    assert not output(place).exists()


def test_a_sample_that_fails(run: Any, place: Path) -> None:
    (place / "samples" / "empty.txt").write_bytes(b"")
    result = run("--update")
    assert result.returncode == 1
    assert "empty.txt: the file is empty" in result.stderr
    assert [one["error"] for one in json.loads(output(place, "failures.json").read_text())] == [
        "EmptySourceError"
    ]
    assert run().returncode == 1


def test_two_samples_with_one_output(run: Any, place: Path) -> None:
    shutil.copy(place / "samples" / "one.txt", place / "samples" / "one.pdf")
    result = run()
    assert result.returncode == 1
    assert "its output one.json is also that of" in result.stderr


def test_as_a_page(run: Any, place: Path) -> None:
    (place / "samples" / "one.txt").write_text(TEXT.replace("gulls", "terns"))
    result = run("--format", "html", "-o", "page.html")
    assert (result.returncode, result.stdout) == (1, "")
    page = (place / "page.html").read_text()
    assert "<del>gulls</del><ins>terns</ins>" in page
    assert "1 of 2 reports are identical." in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--samples", "gone"), "--samples gone: no such folder"),
        (("--samples", "samples/one.txt"), "--samples samples/one.txt: no such folder"),
        (("--grammars", "gone"), "gone: no such folder"),
    ],
)
def test_wrong_usage(run: Any, arguments: tuple[str, str], told: str) -> None:
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
