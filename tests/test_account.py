"""What a night is told in the morning: what was done, what failed, what of it is news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Command
from rapporteur.batch import outputs

REPORT = "I.  Opening\n\n1.  The group met in Riverton.\n\n2.  It closed.\n"
NIGHT = ("convert", "in", "-o", "out", "--no-entities", "-q", "--run", "run.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document that is sound and one that is not."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "nets.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "broken.pdf").write_bytes(b"no pdf")
    return tmp_path


def test_yesterdays_failures_are_no_news(folder: Path, rapporteur: Command) -> None:
    first = rapporteur(*NIGHT, "--known-failures", "run.json")
    assert first.returncode == 1
    assert "1 converted (1 new), 0 unchanged, 1 failed" in first.stderr
    second = rapporteur(*NIGHT, "--known-failures", "run.json")
    assert second.returncode == 0
    assert "0 converted, 1 unchanged, 1 failed, 1 of them known" in second.stderr
    (folder / "in" / "empty.txt").write_bytes(b"")
    third = rapporteur(*NIGHT, "--known-failures", "run.json")
    assert third.returncode == 1
    told = json.loads((folder / "run.json").read_bytes())
    assert (told["failed"], told["failed_new"]) == (2, 1)
    assert told["by_cause"] == {"input": 2}
    news = {one["input"]: one["new"] for one in told["failures"]}
    assert news == {"in/broken.pdf": False, "in/empty.txt": True}


def test_a_failures_file_will_do_as_well(folder: Path, rapporteur: Command) -> None:
    command = ("convert", "in", "-o", "out", "--no-entities", "-q")
    assert rapporteur(*command).returncode == 1
    assert rapporteur(*command, "--known-failures", "out/failures.json").returncode == 0


def test_prometheus_can_read_what_a_run_did(folder: Path, rapporteur: Command) -> None:
    rapporteur(*NIGHT[:-1], "run.prom")
    lines = dict(line.split() for line in (folder / "run.prom").read_text().splitlines())
    assert lines["rapporteur_run_converted"] == "1"
    assert lines["rapporteur_run_failed_new"] == "1"
    assert int(lines["rapporteur_run_finished_timestamp_seconds"]) > 0


def test_a_file_that_lists_no_failures_is_refused(folder: Path, rapporteur: Command) -> None:
    (folder / "odd.json").write_text("[1]", encoding="utf-8")
    done = rapporteur(*NIGHT, "--known-failures", "odd.json")
    assert done.returncode == 2
    assert "odd.json: lists no failures; give a failures.json, or what --run wrote" in done.stderr
    assert not (folder / "out").exists()


def test_beside_the_output_it_is_told_what_the_run_did(folder: Path, rapporteur: Command) -> None:
    rapporteur(*NIGHT[:-2])
    told = json.loads((folder / "out.run.json").read_bytes())
    assert (told["ended"], told["new"], told["failed_new"]) == (True, 1, 1)
    (folder / "out.run.json").unlink()
    rapporteur(*NIGHT)
    assert not (folder / "out.run.json").exists()


def test_lines_for_programs(folder: Path, rapporteur: Command) -> None:
    lines = rapporteur(*NIGHT[:5], "--log-format", "json").stderr.splitlines()
    told = [json.loads(line) for line in lines]
    keys = {"time", "level", "document", "stage", "seconds", "message"}
    assert all(one.keys() == keys for one in told)
    assert [(one["level"], one["document"], one["stage"]) for one in told] == [
        ("error", "in/broken.pdf", "read"), ("info", "in/nets.txt", None), ("info", None, None),
    ]  # fmt: skip
    assert told[1]["message"] == "new"
    assert told[1]["seconds"] > 0
    assert told[2]["message"].startswith("1 converted (1 new), 0 unchanged, 1 failed")
    refused = rapporteur("convert", "in", "-o", "out", "--log-format", "json", "--grammar", "none")
    assert (refused.returncode, json.loads(refused.stderr)["level"]) == (2, "error")


def test_a_night_without_news_is_one_line(folder: Path, rapporteur: Command) -> None:
    rapporteur(*NIGHT[:-2])
    again = rapporteur(*NIGHT[:-2], "--known-failures", "out.run.json")
    assert again.stderr.splitlines() == [
        "rapporteur: 0 converted, 1 unchanged, 1 failed, 1 of them known; see out/failures.json"
    ]


def test_a_run_that_was_stopped_says_so(
    folder: Path, rapporteur: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outputs.Local, "write", _interrupt)
    assert rapporteur(*NIGHT).returncode == 130
    assert json.loads((folder / "run.json").read_bytes())["ended"] is False


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
