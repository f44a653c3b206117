"""What people try that cannot be, and the one line that says what to do instead."""

from __future__ import annotations

import errno
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Command
from pdfs import pdf, text
from rapporteur.batch.convert import failure_of
from rapporteur.batch.inputs import Document, find
from rapporteur.batch.outputs import write
from rapporteur.batch.workers import Loss, Order, Worker
from rapporteur.errors import GrammarError, RapporteurError, ReadError, masked, one_line
from rapporteur.readers import read
from rapporteur.run import parse

REPORT = "I.  Opening\n\n1.  The group met in Riverton.\n\n2.  It closed.\n"


@pytest.fixture
def place(tmp_path: Path, root: Path, rapporteur: Command) -> Path:
    """A folder with a document, its report, and a database."""
    (tmp_path / "nets.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "nets.pdf").write_bytes(pdf(text("1.  The group met in Riverton.")))
    (tmp_path / "gold.json").write_text('{"a": 1}', encoding="utf-8")
    truth = root / "samples" / "a-hrc-99-99.truth.json"
    (tmp_path / "truth.json").write_bytes(truth.read_bytes())
    done = rapporteur("convert", "nets.txt", "-o", "out", "--no-entities", "--to", "sqlite:///r.db")
    assert done.returncode == 0, done.stderr
    return tmp_path


CASES = {
    "load nets.pdf --to sqlite:///r.db": "convert it first: rapporteur convert",
    "convert out/nets.json --no-entities": "this is a report already, not a document; see it with",
    "convert nets.txt -o x.json": "-o names a folder; for a file: rapporteur convert FILE > x.json",
    "convert nets.txt --to x.csv": "a file, not a database; rapporteur export REPORTS --to DIR",
    "convert nets.txt --format csv": "--format csv: convert writes JSON; then: rapporteur export",
    "search a b --db sqlite:///r.db": "put the words into one, as in: rapporteur search 'a b'",
    "search a --db sqlite:///r.db --format csv": "for a file: rapporteur table recommendations",
    "search --db sqlite:///r.db -- -x": "'-x' only says what must not be there; add a word",
    "evaluate truth.json out/nets.json": "is what a sample was typeset from, not gold",
    "evaluate out/nets.json out/nets.json": "is a report, not gold",
    "evaluate gold.json out/nets.json": "is no gold: it has none of the keys that are scored",
    "show out/nets.json --position accepted": "no recommendation accepted; there is ",
    "review https://example.org/nets.pdf": "a URL: give -o DIR for the pages of what is there",
    "export out --to sqlite:///r.db": "a database is filled by rapporteur load REPORTS --to URL",
    "load out --to postgresql://me:fish@bone@host/nets": "an @ inside the password is written %40",
    "convert nets.txt --grammar uppr": "unknown grammar 'uppr'; did you mean 'upr'?",
    "show https://example.org/nets.pdf": "https://example.org/nets.pdf: this is a URL; save what",
    "show nets.txt --timeout 1e-9": "nets.txt: took longer than 1e-09 s; look at the document, or",
    "show nets.txt --memory 1": "nets.txt: needed more than 1 MB; look at the document, or give a",
    "diff nets.txt nets.txt --memory 1": "nets.txt: needed more than 1 MB; look at the document",
    "review nets.txt --timeout 1e-9": "nets.txt: it took longer than 1e-09 s; give a longer --time",
    "review nets.txt --memory 1": "nets.txt: it needed more than 1 MB; give a higher --memory",
    "load https://example.org/nets.json": "https://example.org/nets.json: this is a URL; save what",
}


@pytest.mark.parametrize("command", CASES)
def test_one_line_says_what_to_do_instead(place: Path, rapporteur: Command, command: str) -> None:
    done = rapporteur(*command.replace("'", "").split())
    assert done.returncode in {1, 2}
    assert CASES[command] in done.stderr
    assert "Traceback" not in done.stderr
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert len([line for line in said if "0 new" not in line]) == 1


def test_gold_of_another_form_is_named(place: Path, rapporteur: Command) -> None:
    (place / "odd.json").write_text('{"symbols": 7}', encoding="utf-8")
    done = rapporteur("evaluate", "odd.json", "out/nets.json")
    assert done.returncode == 2
    assert "has another form than gold" in done.stderr
    assert "docs/evaluate.md" in done.stderr


def test_a_missing_backend_is_named_with_what_to_install(
    place: Path, rapporteur: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    done = rapporteur("convert", "https://me:secret@example.org/a.pdf", "-q")
    assert "save the document and give the file, or pip install aiohttp requests" in done.stderr
    assert "secret" not in done.stderr


def test_tables_for_spreadsheets_are_what_export_makes(place: Path, rapporteur: Command) -> None:
    assert rapporteur("export", "out", "--to", "tables").returncode == 0
    assert (place / "tables" / "documents.csv").exists()


# --- passwords ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("s3://key:geheim@bucket/a.pdf", "s3://key:***@bucket/a.pdf"),
        ("postgresql://me:ge@heim@host:port/x", "postgresql://me:***@host:port/x"),
        ("https://h/a.pdf?sig=geheim&x=1", "https://h/a.pdf?sig=***&x=1"),
        ("https://h/?X-Amz-Signature=geheim", "https://h/?X-Amz-Signature=***"),
        ("postgresql:/me:geheim@host/x", "postgresql:/me:***@host/x"),
        ("https://host:8080/a@b", "https://host:8080/a@b"),
        ("postgresql://me@host/x", "postgresql://me@host/x"),
        ("12:30 to 13:00, see a@b", "12:30 to 13:00, see a@b"),
    ],
)
def test_passwords_are_masked_in_every_line(given: str, shown: str) -> None:
    assert masked(given) == shown
    assert one_line(given) == shown


@pytest.mark.parametrize(
    "command",
    [
        "convert s3://key:geheim@nowhere/a.pdf -o out",
        "convert ftp://key:geheim@127.0.0.1:1/a.pdf -o out",
        "convert nets.txt --to postgresql://me:geheim@host:port/x",
        "load out --to mysql://me:geheim@host/x",
        "search nets --db postgresql://me:geheim@127.0.0.1:1/x",
        "export out --to postgresql://me:geheim@host/x",
        "serve https://me:geheim@host/x",
        "prune postgresql://me:geheim@host/x",
        "table paragraphs out -o https://me:geheim@host/x.csv",
        "evaluate https://me:geheim@host/x out",
        "diff https://me:geheim@host/x out",
        "join https://me:geheim@host/x out/nets.json",
        "grammars check --grammars https://me:geheim@host/x",
        "convert nets.txt --known-failures https://me:geheim@host/x",
        "convert nets.txt -o out --run https://me:geheim@host/x",
        "diff out/nets.json out/nets.json -o https://me:geheim@host/x",
        "review nets.txt -o https://me:geheim@host/x.html",
        "corrections check https://me:geheim@host/x",
        "reconcile out/nets.json https://me:geheim@host/x",
        "export out --to https://me:geheim@host/x",
    ],
)
def test_no_command_shows_a_password(place: Path, rapporteur: Command, command: str) -> None:
    done = rapporteur(*command.split())
    assert done.returncode in {1, 2}, done.stderr
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stdout + done.stderr
    kept = place / "out" / "failures.json"
    assert not list(place.glob("https:*"))  # nor is a folder made of a URL
    assert not kept.exists() or "geheim" not in kept.read_text(encoding="utf-8")


# --- files and folders ----------------------------------------------------------------------------


def test_globs_do_not_follow_links_in_circles(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "nets.txt").write_text(REPORT, encoding="utf-8")
        (tmp_path / name / "one").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / name / "two").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "no.txt").write_text(REPORT, encoding="utf-8")
    documents, failures = find([f"{tmp_path}/**/*.txt"])
    assert [document.output for document in documents] == ["a/nets", "b/nets"]
    assert not failures
    assert len(find([f"{tmp_path}/**"])[0]) == 2


@pytest.mark.parametrize("size", [240, 250, 255])
def test_names_near_the_limit_can_be_written(tmp_path: Path, size: int) -> None:
    path = tmp_path / ("n" * (size - 5) + ".json")
    write(path, b"{}")
    assert path.read_bytes() == b"{}"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_too_long_for_its_output_is_told(
    tmp_path: Path, rapporteur: Command
) -> None:
    (tmp_path / ("n" * 251 + ".txt")).write_text(REPORT, encoding="utf-8")
    done = rapporteur("convert", ".", "-o", "out", "--no-entities", "-q")
    assert done.returncode == 1
    assert (
        "its name is too long for the file system; give the document a shorter one" in done.stderr
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("1.  The naïve group met.\n".encode() + b"2.  It has a b\xd0d byte.\n", "naïve group"),
        (b"1.  The group met in Cura\xe7ao.\n2.  It closed.\n", "Curaçao"),
    ],
)
def test_one_bad_byte_does_not_change_the_encoding(content: bytes, said: str) -> None:
    source = read(content, name="nets.txt")
    assert said in source.text
    assert all("cp857" not in message for _, message in source.warnings)


# --- documents ------------------------------------------------------------------------------------


def test_a_number_alone_above_a_lettered_line_is_read() -> None:
    page = pdf(text("1.", "(a)  Nets are mended;", "(b)  Nets are kept.", "2.  It closed."))
    report = parse(page, entities=False, name="nets.pdf")
    assert "Nets are mended" in report.to_json().decode()
    assert report.quality.coverage == 1.0


@pytest.mark.slow
def test_a_paragraph_may_have_more_than_a_million_characters() -> None:
    sentence = "The Working Group on Nets met in Riverton and recalled the mending of nets, "
    report = parse(f"1.  {sentence * 14_000}as before.\n".encode(), name="long.txt")
    assert max(len(paragraph.text) for paragraph in report.paragraphs) > 1_000_000


# --- grammars -------------------------------------------------------------------------------------

FAMILY = 'id = "harbour"\ntitle = "Harbours"\nextends = "base"\n'
RULE = """
[[rules]]
id = "harbour.more"
role = "{role}"
pattern = '''{pattern}'''
examples = [{{ text = "{example}" }}]
rejects = ["nothing of the kind"]
"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            FAMILY + "[define]\na = '''x(?&b)'''\nb = '''(?&a)?y'''\n",
            "define: calls itself, which never ends: a, b",
        ),
        (
            FAMILY + RULE.format(role="detect", pattern="(" * 9000 + "a" + ")" * 9000, example="a"),
            "harbour.more: bad pattern: nested too deeply; say parts of it in [define]",
        ),
        (FAMILY + "a = " + "[" * 9000 + "]" * 9000, "cannot be read: nested too deeply"),
        (
            FAMILY + RULE.format(role="detectt", pattern="quay", example="quay"),
            "harbour.more: unknown role 'detectt'",
        ),
        (
            FAMILY
            + RULE.format(role="label", pattern="quay", example="quay")
            + 'value = "decimals"\n',
            "harbour.more: ",
        ),
        (
            FAMILY + RULE.format(role="detect", pattern="^(?:x|xx)+$", example="xx"),
            "harbour.more: takes more than 2 s on a longer text like 'xx'",
        ),
    ],
    ids=["recursive", "deep", "deep toml", "role", "label", "catastrophic"],
)
def test_a_bad_grammar_is_refused_before_any_document(
    place: Path, rapporteur: Command, content: str, said: str
) -> None:
    (place / "mine").mkdir()
    (place / "mine" / "harbour.toml").write_text(content, encoding="utf-8")
    done = rapporteur("grammars", "check", "--grammars", place / "mine")
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    done = rapporteur("convert", "nets.txt", "--grammars", place / "mine", "--no-entities")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr or "harbour.more" in done.stderr


@pytest.mark.parametrize("command", ["show nets.txt", "review nets.txt", "diff nets.txt nets.txt"])
def test_a_rule_that_takes_too_long_is_refused_everywhere(
    place: Path, rapporteur: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("rapporteur.knowledge.rules._LONGEST_SEARCH", 0.2)
    slow = RULE.format(role="detect", pattern="^(?:x|xx)+$", example="xx")
    (place / "mine").mkdir()
    (place / "mine" / "harbour.toml").write_text(FAMILY + slow, encoding="utf-8")
    done = rapporteur(*command.split(), "--grammars", place / "mine", "--no-entities")
    assert (done.returncode, done.stdout) == (2, "")
    assert "harbour.more: takes more than" in done.stderr


# --- from Python ----------------------------------------------------------------------------------

SCRIPT = """
import rapporteur
from rapporteur.errors import RapporteurError

def tell(**limits):
    try:
        report = rapporteur.parse("{document}", entities=False, **limits)
        print([paragraph.number for paragraph in report.paragraphs])
    except RapporteurError as error:
        print(error)

tell(timeout=600, memory=2000)
tell(timeout=1e-9)
tell(memory=1)
"""


def test_a_script_may_set_limits_to_a_document(tmp_path: Path) -> None:
    """It need not guard what it does by its name: it is not run again in other processes."""
    (tmp_path / "nets.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "ask.py").write_text(SCRIPT.format(document="nets.txt"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "ask.py"], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "['1', '2']",
        "nets.txt: took longer than 1e-09 s; look at the document, or give a longer timeout",
        "nets.txt: needed more than 1 MB; look at the document, or give more memory",
    ]


@pytest.mark.parametrize(
    "error",
    [ReadError("nets.pdf", "is a net", "mend it"), GrammarError("nets.toml", "nets.a", "is torn")],
)
def test_errors_come_whole_from_other_processes(error: RapporteurError) -> None:
    came = pickle.loads(pickle.dumps(error))
    assert (type(came), str(came), vars(came)) == (type(error), str(error), vars(error))


# --- processes ------------------------------------------------------------------------------------


def _dies(size: int, announce: Callable[[str], None]) -> str:
    """Die as native code does that gets no memory, or for another reason with little of it."""
    announce("read")
    held = bytearray(size)
    time.sleep(0.3)
    os.abort()
    return str(len(held))


def _lost(_: object, loss: Loss) -> str:
    return f"{loss.cause} {loss.detail}"


def _of_want(size: int) -> str:
    worker = Worker(Order(_dies, _lost, memory=400 * 10**6))
    try:
        return worker.do(size)
    finally:
        worker.dismiss()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc to look into")
def test_a_death_by_want_of_memory_is_told_as_one() -> None:
    assert _of_want(300 * 10**6) == "memory 400"
    assert _of_want(10**6) == "crash SIGABRT"


def _says(words: str, announce: Callable[[str], None]) -> str:
    """Say something as native code does; die if the words are of an end."""
    announce("read")
    os.write(2, words.encode())
    if "end" in words:
        os.abort()
    return words


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be handed on")
@pytest.mark.parametrize(
    ("words", "result", "told"),
    [
        ("a net is old\n", "a net is old\n", "a net is old\n"),
        ("the end of a net\n", "crash SIGABRT", "the end of a net\n" * 2),
        ("memory allocation of 84 bytes failed\nthe end\n", "memory 400", ""),
        ("terminate called: std::bad_alloc\nthe end\n", "memory 400", ""),
    ],
)
def test_what_native_code_says_is_passed_on_but_for_want_of_memory(
    capsys: pytest.CaptureFixture[str], words: str, result: str, told: str
) -> None:
    """It is told as such already, by who asked for the limit."""
    worker = Worker(Order(_says, _lost, memory=400 * 10**6))
    try:
        assert worker.do(words) == result
    finally:
        worker.dismiss()
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError("libnets.so: failed to map segment from shared object"), True),
        (ImportError("nets.so: cannot allocate memory in static TLS block"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (OSError(errno.ENOENT, "No such file or directory"), False),
        (ValueError("failed to map segment"), False),
    ],
)
def test_what_cannot_be_loaded_for_want_of_memory_is_told_as_such(
    error: Exception, told: bool
) -> None:
    document = Document("nets.pdf", "nets.pdf", "nets")
    if told:
        with pytest.raises(MemoryError):
            failure_of(document, error, "read")
    else:
        assert failure_of(document, error, "read").cause == "fault"


def test_a_terminal_that_closes_ends_a_batch_in_good_order(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(REPORT * 40, encoding="utf-8")
    command = [sys.executable, "-m", "rapporteur", "convert", ".", "-o", "out", "--jobs", "1"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as batch:
        while not list(tmp_path.glob("out/*.json")):
            time.sleep(0.05)
        batch.send_signal(signal.SIGHUP)
        _, told = batch.communicate()
    assert batch.returncode == 130
    assert "interrupted" in told
    for path in tmp_path.glob("out/[0-9]*.json"):
        json.loads(path.read_bytes())
