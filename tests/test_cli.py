"""The commands as a person runs them: what stands on stdout and stderr, on disk, the status."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from conftest import Command
from patience import patience

REPORT = """Report of the working group on the mending of nets

I.  Opening of the meeting

1.  The working group met in Riverton from 3 to 5 May 2011.

2.  The working group recommended the following:

(a)  Nets should be mended in winter;

(b)  Needles should be kept dry.
"""
Process = Callable[..., subprocess.CompletedProcess[str]]
PROSE = "The working group took note of the nets, the needles and the boats of the lake."


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of documents that take seconds to convert."""
    folder = tmp_path / "many"
    folder.mkdir()
    body = "\n\n".join(f"{number}.  {PROSE}" for number in range(1, 400))
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"Report {number}\n\n{body}\n")
    return folder


def sample_pdf(root: Path) -> Path:
    return root / "samples" / "a-hrc-99-99.pdf"


def tree(folder: Path) -> list[str]:
    """Return the files below a folder but for what a batch keeps for the next one."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    kept = (".rapporteur.", ".reports.jsonl.part")
    return sorted(str(path.relative_to(folder)) for path in paths if not path.name.startswith(kept))


def failures(folder: Path) -> dict[str, str]:
    entries = json.loads((folder / "failures.json").read_text(encoding="utf-8"))
    return {Path(entry["input"]).name: entry["error"] for entry in entries}


# What comes out


def test_one_document_is_printed(rapporteur: Command, good: Path) -> None:
    result = rapporteur("convert", good, "--no-entities")
    report = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert report["source"]["name"] == "good.txt"
    assert [paragraph["number"] for paragraph in report["paragraphs"]][-2:] == ["1", "2"]
    assert result.stdout.endswith("}\n")
    assert str(good.parent) not in result.stdout


def test_a_folder_is_mirrored(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    below = tmp_path / "in" / "sub" / "b.txt"
    below.parent.mkdir(parents=True)
    below.write_text(REPORT)
    good.rename(tmp_path / "in" / "a.txt")
    result = rapporteur("convert", "in", "-o", "out", "--no-entities")
    assert result.returncode == 0
    assert result.stdout == ""
    assert "2 reports" in result.stderr
    assert tree(tmp_path / "out") == ["a.json", "sub/b.json"]
    assert (tmp_path / "out" / "a.json").read_bytes() != b""


def test_twice_changes_nothing(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(REPORT)
    arguments = ("convert", good, "b.txt", "missing.txt", "-o", "out", "--no-entities")
    rapporteur(*arguments, "--jobs", 1)
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (tmp_path / "out").rglob("*.js*")
    }
    rapporteur(*arguments, "--jobs", 2)
    after = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.js*")}
    assert {path: content for path, (content, _) in before.items()} == after
    assert len(after) == 3
    report = tmp_path / "out" / "good.json"
    assert report.stat().st_mtime_ns == before[report][1]


def test_lines_on_stdout_in_order(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(REPORT)
    result = rapporteur("convert", good, "gone.txt", "b.txt", "--format", "jsonl", "--no-entities")
    names = [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()]
    assert names == ["good.txt", "b.txt"]
    assert result.returncode == 1
    assert result.stderr == "rapporteur: gone.txt: no such file or folder; check the path\n"


def test_lines_in_a_file(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    result = rapporteur("convert", good, "-o", "out", "--format", "jsonl", "--no-entities")
    assert result.returncode == 0
    assert tree(tmp_path / "out") == ["reports.jsonl"]
    lines = (tmp_path / "out" / "reports.jsonl").read_text().splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["good.txt"]


def test_a_glob_that_the_shell_left_alone(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    assert rapporteur("convert", "*.txt", "-o", "out", "--no-entities").returncode == 0
    assert tree(tmp_path / "out") == ["good.json"]


@pytest.mark.parametrize(
    "stage", ["read", "strip", "repair", "segment", "tag", "extract", "assemble"]
)
def test_each_stage_can_be_looked_at(rapporteur: Command, good: Path, stage: str) -> None:
    result = rapporteur("convert", good, "--stop-after", stage, "--no-entities")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) is not None


def test_a_summary_counts_failures_by_cause(rapporteur: Command, good: Path) -> None:
    for name, content in (("b.txt", b""), ("c.pdf", b"no PDF"), ("d.txt", b"x"), ("d.pdf", b"x")):
        (good.parent / name).write_bytes(content)
    told = rapporteur("convert", good.parent, "nowhere.pdf", "-o", "out", "--no-entities").stderr
    assert "failed: 2 output, 2 input (1 EmptySourceError, 1 NotPdfError), 1 path\n" in told


def test_quiet_leaves_one_line(rapporteur: Command, good: Path) -> None:
    told = rapporteur("convert", good, "-o", "out", "-q", "--no-entities").stderr
    assert told == "rapporteur: 1 converted (1 new), 0 unchanged, 0 failed\n"


def test_schema(rapporteur: Command) -> None:
    schema = json.loads(rapporteur("schema").stdout)
    assert schema["title"] == "Report"
    assert "schema_version" in schema["required"]


def test_version(rapporteur: Command) -> None:
    assert rapporteur("--version").stdout.split()[0] == "rapporteur"


def test_grammars_are_listed_and_checked(rapporteur: Command) -> None:
    listed = rapporteur("grammars")
    assert "base < en\t" in listed.stdout
    assert listed.stdout == rapporteur("grammars", "list").stdout
    checked = rapporteur("grammars", "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "all do what their examples say" in checked.stdout


# Bad input: each fails with one line, the rest is converted


def bad_pdf(root: Path, path: Path, kind: str) -> None:
    whole = sample_pdf(root).read_bytes()
    if kind == "encrypted":
        writer = PdfWriter(clone_from=PdfReader(sample_pdf(root)))
        writer.encrypt("secret", algorithm="AES-256")
        writer.write(path)
    elif kind == "picture":
        canvas = Canvas(str(path), pagesize=A4)
        canvas.drawInlineImage(Image.new("L", (600, 800), 200), 0, 0, *A4)
        canvas.save()
    else:
        path.write_bytes({"cut": whole[:900], "lie": b"once upon a time", "empty": b""}[kind])


@pytest.mark.parametrize(
    ("kind", "error", "word"),
    [
        ("empty", "EmptySourceError", "empty"),
        ("lie", "NotPdfError", "no PDF"),
        ("cut", "DamagedPdfError", "damaged"),
        ("encrypted", "EncryptedPdfError", "password"),
        ("picture", "NoTextLayerError", "OCR"),
    ],
)
def test_a_bad_pdf_fails_alone(
    rapporteur: Command, root: Path, good: Path, tmp_path: Path, kind: str, error: str, word: str
) -> None:
    bad_pdf(root, tmp_path / "bad.pdf", kind)
    result = rapporteur("convert", "bad.pdf", good, "-o", "out", "--no-entities", "-q")
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("rapporteur: bad.pdf: ")
    assert word in lines[0]
    line = "rapporteur: 1 converted (1 new), 0 unchanged, 1 failed; see out/failures.json"
    assert lines[1] == line
    assert failures(tmp_path / "out") == {"bad.pdf": error}
    assert tree(tmp_path / "out") == ["failures.json", "good.json"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "EmptySourceError"),
        (b" \n\t\n", "EmptySourceError"),
        (bytes(range(256)) * 40, "BinaryTextError"),
    ],
)
def test_a_bad_text_fails_alone(
    rapporteur: Command, good: Path, tmp_path: Path, content: bytes, error: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    result = rapporteur("convert", "bad.txt", good, "-o", "out", "--no-entities")
    assert result.returncode == 1
    assert failures(tmp_path / "out") == {"bad.txt": error}
    assert "good.json" in tree(tmp_path / "out")


def test_paths_without_documents_fail_alone(
    rapporteur: Command, good: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    arguments = ("gone.pdf", "empty", "*.docx", good, "-o", "out", "--no-entities")
    result = rapporteur("convert", *arguments)
    assert result.returncode == 1
    assert failures(tmp_path / "out") == {
        "gone.pdf": "FileNotFoundError",
        "empty": "NoDocumentsError",
        "*.docx": "NoDocumentsError",
    }
    assert "good.json" in tree(tmp_path / "out")


def test_a_run_without_failures_removes_the_list(
    rapporteur: Command, good: Path, tmp_path: Path
) -> None:
    rapporteur("convert", good, "gone.pdf", "-o", "out", "--no-entities")
    assert "failures.json" in tree(tmp_path / "out")
    rapporteur("convert", good, "-o", "out", "--no-entities")
    assert tree(tmp_path / "out") == ["good.json"]


def test_two_inputs_of_one_name_fail(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "sub/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT)
    arguments = ("a.txt", "b.txt", "sub/a.txt", "-o", "out", "--no-entities")
    result = rapporteur("convert", *arguments)
    assert result.returncode == 1
    assert "a.txt: its output a.json is also that of sub/a.txt;" in result.stderr
    assert tree(tmp_path / "out") == ["b.json", "failures.json"]


def test_a_page_of_very_many_characters(rapporteur: Command, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(PROSE * 1300)
    result = rapporteur("convert", "long.txt", "--no-entities")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["quality"]["characters"] > 80_000


# Wrong usage: nothing is done


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--grammar", "nets"], "unknown grammar 'nets'; known: "),
        (["--grammars", "nowhere"], "nowhere: no such folder; --grammars takes a folder"),
        (["--model", "xx_none"], "--model xx_none: no such spaCy model is installed"),
        (["--no-entities", "--model", "x"], "--no-entities wants none"),
        (["-o", "good.txt"], "-o good.txt: -o names a folder; for a file: rapporteur convert"),
        (["-o", "good.txt/out"], "-o good.txt/out: cannot write there: Not a directory"),
        (["second.txt"], "more than one document: give -o DIR for files or --format jsonl"),
        (["gone.txt"], "more than one document"),
        (["--reader", "eyes"], "eyes"),
        (["--stop-after", "dinner"], "dinner"),
        (["--jobs", "0"], "--jobs"),
        (["--format", "xml"], "xml"),
        (["--unknown"], "--unknown"),
    ],
)
def test_wrong_usage_is_told(
    rapporteur: Command, good: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "second.txt").write_text(REPORT)
    result = rapporteur("convert", "good.txt", *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert tree(tmp_path) == ["good.txt", "second.txt"]


def test_one_document_named_twice_is_one(rapporteur: Command, good: Path) -> None:
    assert rapporteur("convert", good, "good.txt", "--no-entities").returncode == 0


def test_without_a_path_it_is_wrong_usage(rapporteur: Command) -> None:
    result = rapporteur("convert")
    assert result.returncode == 2
    assert result.stdout == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_ours(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    result = rapporteur("convert", good, "-o", "locked", "--no-entities")
    assert result.returncode == 2
    assert "locked: cannot write there: Permission denied" in result.stderr


RULE = """
id = "nets"
title = "Reports on nets"
extends = "base"
[[rules]]
id = "nets.knot"
role = "annotation"
pattern = '''{pattern}'''
examples = [ {{ text = "a knot" }} ]
rejects = [ "a bow" ]
"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id = [", "nets.toml: cannot be read"),
        ("id = 'nets'\ntitle = 'x'\ncolour = 'red'", "nets.toml: colour: unknown key"),
        ("id = 'nets'\ntitle = 'x'\nextends = 'rope'", "nets.toml: cannot extend 'rope'"),
        (RULE.format(pattern="(knot"), "nets.toml: nets.knot: bad pattern: missing )"),
        (RULE.format(pattern="bow"), "nets.toml: nets.knot: does not match its example 'a knot'"),
        (RULE.format(pattern="knot|bow"), "nets.toml: nets.knot: matches what it must reject"),
    ],
)
def test_a_broken_grammar_stops_the_program(
    rapporteur: Command, good: Path, tmp_path: Path, content: str, message: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "nets.toml").write_text(content)
    mine = tmp_path / "mine"
    result = rapporteur("convert", good, "--grammars", mine, "--no-entities")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"rapporteur: error: {mine}/")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    checked = rapporteur("grammars", "check", "--grammars", mine)
    assert checked.returncode != 0
    assert message in checked.stderr


def test_a_good_grammar_is_added(rapporteur: Command, good: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "nets.toml").write_text(RULE.format(pattern="knot"))
    mine = tmp_path / "mine"
    assert "nets < base < en\t" in rapporteur("grammars", "list", "--grammars", mine).stdout
    arguments = ("--grammars", mine, "--grammar", "nets", "--no-entities")
    report = json.loads(rapporteur("convert", good, *arguments).stdout)
    assert report["generator"]["grammar"] == "nets"


# When the world goes wrong


def test_a_full_disk_on_stdout(process: Process, good: Path) -> None:
    with Path("/dev/full").open("w") as full:
        arguments = ("convert", good, "--no-entities")
        result = process(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 1
    assert result.stderr == "rapporteur: error: stdout: No space left on device\n"


def test_no_stdout_at_all(process: Process, good: Path) -> None:
    result = process("convert", good, "--no-entities", preexec_fn=lambda: os.close(1))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_disk_that_is_full(process: Process, good: Path, tmp_path: Path, form: str) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    body = "\n\n".join(f"{number}.  {PROSE}" for number in range(1, 200))
    good.write_text(f"Report\n\n{body}\n")
    (tmp_path / "out").mkdir()
    old = tmp_path / "out" / ("good.json" if form == "json" else "reports.jsonl")
    old.write_text("old")
    arguments = ("convert", good, "-o", "out", "--no-entities", "--format", form)
    result = process(
        *arguments, preexec_fn=limit, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    )
    assert result.returncode == 1
    assert f"out/{old.name}" in result.stderr
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert old.read_text() == "old"
    assert set(tree(tmp_path / "out")) <= {old.name, "failures.json"}


def test_a_reader_that_goes_away(many: Path) -> None:
    command = [sys.executable, "-m", "rapporteur", "convert", str(many), "--no-entities"]
    with subprocess.Popen(
        [*command, "--format", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=patience(60)) == 141


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_cleanly(many: Path, tmp_path: Path, sent: signal.Signals) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "rapporteur", "convert", str(many), "-o", str(out)]
    with subprocess.Popen(
        [*command, "--no-entities", "--jobs", "2"],
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + patience(60)
        while not list(out.glob("*.json")) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, sent) if sent is signal.SIGINT else process.send_signal(sent)
        assert process.stderr is not None
        assert b"rapporteur: interrupted; " in (said := process.stderr.read())
        assert said.endswith(
            b" of 60 documents are done and kept; the same command goes on from there\n"
        )
        assert said.count(b"\n") == 1
        assert process.wait(timeout=patience(60)) == 130
    written = tree(out)
    assert 0 < len(written) < 60
    assert not [name for name in written if not name.endswith(".json") or name.startswith(".")]
    for name in written:
        json.loads((out / name).read_bytes())


def test_a_fault_of_ours_is_named_without_a_traceback(
    rapporteur: Command, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("rapporteur.run.run", fail)
    for arguments, shown in (([], False), (["--debug"], True)):
        result = rapporteur("convert", good, "--engine", "here", *arguments)
        assert result.returncode == 1
        assert "ZeroDivisionError: division by zero; this is a fault of the pro" in result.stderr
        assert ("Traceback" in result.stderr) is shown


def test_evaluate_says_what_is_missing(rapporteur: Command) -> None:
    result = rapporteur("evaluate", "gone.json", "gone")
    assert result.returncode == 2
    assert result.stderr.startswith("rapporteur: error: ")
    assert "gone.json" in result.stderr


# What is large or strange, but no failure


def test_a_document_of_five_hundred_pages(rapporteur: Command, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "long.pdf"), pagesize=A4)
    for page in range(1, 501):
        canvas.drawString(70, 700, f"{page}.  {PROSE}")
        canvas.drawString(70, 40, str(page))
        canvas.showPage()
    canvas.save()
    result = rapporteur("convert", "long.pdf", "--no-entities")
    report = json.loads(result.stdout)
    assert (report["quality"]["pages"], report["quality"]["coverage"]) == (500, 1.0)
    assert [p["number"] for p in report["paragraphs"]] == [str(page) for page in range(1, 501)]


FRENCH = """Rapport du groupe de travail sur la réparation des filets

I.  Ouverture de la réunion

1.  Le groupe de travail s'est réuni à Rivière du 3 au 5 mai 2011 sous la présidence de son doyen.

2.  Il a pris note des filets, des aiguilles et des bateaux du lac, et a prié le secrétariat de les
faire réparer avant l'hiver, dans la limite des ressources disponibles.
"""


def test_another_language_is_parsed_and_told(rapporteur: Command, tmp_path: Path) -> None:
    (tmp_path / "filets.txt").write_text(FRENCH, encoding="utf-8")
    result = rapporteur("convert", "filets.txt", "--no-entities")
    report = json.loads(result.stdout)
    assert result.returncode == 0
    assert [p["number"] for p in report["paragraphs"]][-2:] == ["1", "2"]
    assert "language" in {problem["code"] for problem in report["problems"]}


def test_the_commands_are_told_of_in_whole_sentences(rapporteur: Command) -> None:
    told = rapporteur("--help").stdout.split("Commands:")[1]
    assert "..." not in told
    assert all(entry.endswith(".") for entry in re.split(r"\n  (?=\S)", told.rstrip())[1:])


def test_shells_can_complete(rapporteur: Command) -> None:
    assert "--install-completion" in rapporteur("--help").stdout
