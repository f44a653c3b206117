"""One document gives JSON or one line that says why not; many do so each by itself."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from conftest import Command
from rapporteur.batch.convert import convert
from rapporteur.batch.engine import PROCESSES, convert_all, engine
from rapporteur.batch.inputs import Document, find
from rapporteur.batch.outcome import Facts, Options, Outcome, Task
from rapporteur.batch.outputs import Stream
from rapporteur.batch.workers import Here, Order
from rapporteur.errors import DamagedPdfError, EngineError, GrammarError
from rapporteur.report import Report

DOCUMENT = Document("x/a.pdf", "x/a.pdf", "a")
BYTES = b"1.  The meeting was opened."
TASK = Task(DOCUMENT, content=BYTES)


def ignore(_: str) -> None:
    """Take the name of a stage."""


def tiny_report(name: str) -> Report:
    """Return a report of one page with nothing in it."""
    lists = (
        "parts sections paragraphs recommendations agenda attendance statements mentions citations"
        " footnotes tables repairs problems"
    )
    nothing: dict[str, Any] = {
        "document": {"symbols": [], "family": "base", "original_languages": []}
        | dict.fromkeys(("title", "body", "language", "distribution", "date", "job_number")),
        "meeting": {"officers": []}
        | dict.fromkeys(("body", "ordinal", "session", "place", "start", "end", "meetings_held")),
        "entities": {"people": [], "countries": [], "organizations": []},
    }
    return Report.model_validate(
        nothing
        | {key: [] for key in lists.split()}
        | {
            "schema_version": "1.1",
            "generator": {
                "name": "rapporteur",
                "version": "0",
                "grammar": "base",
                "grammar_hash": "0",
                "model": None,
            },
            "source": {
                "name": name,
                "sha256": "0",
                "media_type": "text/plain",
                "pages": 1,
                "reader": "plain",
            },
            "quality": {"coverage": 1.0, "characters": 0, "pages": 1}
            | dict.fromkeys(("paragraphs", "repairs", "problems"), 0),
        }
    )


@pytest.fixture
def flow(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put functions in the place of `parse` and `stage`."""

    def install(**functions: Callable[..., Any]) -> None:
        for place in ("rapporteur.run", "rapporteur.run.stages"):
            module = ModuleType(place)
            module.__dict__.update(functions)
            monkeypatch.setitem(sys.modules, place, module)

    return install


def failing(error: BaseException) -> Callable[..., Any]:
    def parse(*_: object, **__: object) -> None:
        raise error

    return parse


def test_a_report_is_dumped_with_its_facts(flow: Callable[..., None]) -> None:
    asked = {}

    def run(content: bytes, **options: object) -> SimpleNamespace:
        asked.update(options, content=content)
        return SimpleNamespace(report=tiny_report(str(options["name"])))

    flow(run=run)
    outcome = convert(TASK, ignore, Options(grammar="upr", reader="pdfium", entities=False))
    assert outcome.content is not None
    assert outcome.content.startswith(b'{\n  "schema_version": "1.1",\n')
    assert outcome.content.endswith(b"}\n")
    assert outcome.facts == Facts("base", 1, 0, 0, 0, 0, 0, 1.0)
    assert outcome.failure is None
    assert outcome.source == hashlib.sha256(BYTES).digest()
    assert callable(asked.pop("begin"))
    assert asked == {
        "content": BYTES,
        "name": "a.pdf",
        "grammar": "upr",
        "reader": "pdfium",
        "entities": False,
        "grammars_dir": None,
        "model": None,
        "corrections": [],
        "ocr": "auto",
        "ocr_languages": "eng",
        "beside": None,
    }


def test_a_line_has_one_line_feed(flow: Callable[..., None]) -> None:
    flow(run=lambda _, **options: SimpleNamespace(report=tiny_report("a.pdf")))
    content = convert(TASK, ignore, Options(one_line=True)).content
    assert content is not None
    assert content.count(b"\n") == 1
    assert content.endswith(b"}\n")


def test_a_stage_gives_what_it_found(flow: Callable[..., None]) -> None:
    flow(stage=lambda content, stage, **_: {"stage": stage, "found": ["é"]})
    outcome = convert(TASK, ignore, Options(stage="repair", one_line=True))
    assert outcome.content == '{"stage":"repair","found":["é"]}\n'.encode()
    assert outcome.facts is None


@pytest.mark.parametrize(
    ("error", "name", "reason"),
    [
        (
            DamagedPdfError("a.pdf", "the PDF is cut short", "fetch it again"),
            "DamagedPdfError",
            "the PDF is cut short; fetch it again",
        ),
        (GrammarError("g.toml", "x.y", "bad\npattern"), "GrammarError", "g.toml: x.y: bad pattern"),
        (
            ZeroDivisionError("by zero"),
            "ZeroDivisionError",
            "ZeroDivisionError: by zero; this is a fault of the program, --debug shows where",
        ),
        (RecursionError("deep"), "RecursionError", None),
    ],
)
def test_an_error_is_one_line(
    flow: Callable[..., None], error: BaseException, name: str, reason: str | None
) -> None:
    flow(run=failing(error))
    failure = convert(TASK, ignore, Options()).failure
    assert failure is not None
    assert (failure.shown, failure.error) == ("x/a.pdf", name)
    assert reason in {None, failure.reason}
    assert "\n" not in failure.reason
    assert "Traceback" not in failure.reason


def test_only_an_unexpected_error_keeps_its_trace(flow: Callable[..., None]) -> None:
    flow(run=failing(KeyError("x")))
    unexpected = convert(TASK, ignore, Options()).failure
    flow(run=failing(DamagedPdfError("a", "b", "c")))
    expected = convert(TASK, ignore, Options()).failure
    assert unexpected is not None
    assert "KeyError" in (unexpected.trace or "")
    assert expected is not None
    assert expected.trace is None


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()])
def test_what_is_for_the_process_is_no_failure(
    flow: Callable[..., None], error: BaseException
) -> None:
    flow(run=failing(error))
    with pytest.raises(type(error)):
        convert(TASK, ignore, Options())


def test_a_failure_names_the_stage(flow: Callable[..., None]) -> None:
    def run(_: bytes, begin: Callable[[str], None], **__: object) -> None:
        begin("repair")
        raise ValueError("torn")

    flow(run=run)
    announced: list[str] = []
    failure = convert(TASK, announced.append, Options()).failure
    assert failure is not None
    assert (failure.stage, failure.cause) == ("repair", "fault")
    assert announced == ["read", "repair"]


def test_a_known_source_is_left_alone(flow: Callable[..., None]) -> None:
    flow(run=failing(AssertionError("it is converted")))
    known = hashlib.sha256(BYTES).digest()
    outcome = convert(Task(DOCUMENT, known, BYTES), ignore, Options())
    assert (outcome.unchanged, outcome.content, outcome.failure) == (True, None, None)
    assert convert(Task(DOCUMENT, b"other", BYTES), ignore, Options()).failure is not None


def convert_here(documents: Iterable[Document], name: str) -> list[Outcome]:
    """Return the outcomes of an engine, with what it gave to be put; pictures are not read."""
    put: list[bytes] = []
    options = Options(entities=False, ocr="never")
    with engine(name, 2, options, timeout=60, memory=None) as chosen:
        outcomes = list(convert_all(documents, chosen, Stream(put.append)))
    assert len(put) == sum(outcome.failure is None for outcome in outcomes)
    return outcomes


@pytest.mark.parametrize("name", [PROCESSES, "here"])
def test_many_documents_come_in_order(tmp_path: Path, name: str) -> None:
    paths = [tmp_path / name for name in ("b.txt", "missing.txt", "a.txt")]
    for path in (paths[0], paths[2]):
        path.write_text("Report\n\nI.  Opening\n\n1.  The meeting was opened.\n")
    documents = [Document(str(path), path.name, path.stem) for path in paths]
    outcomes = convert_here(documents, name)
    assert [outcome.document for outcome in outcomes] == documents
    assert [outcome.failure is None for outcome in outcomes] == [True, False, True]
    assert all(outcome.content is None for outcome in outcomes)


def test_no_document_gives_nothing() -> None:
    assert convert_here([], PROCESSES) == []


class Elsewhere(Here[Task, Outcome]):
    """An engine that sees other files under the same paths."""

    remote = True

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Yield the outcome of each task."""
        for task in tasks:
            Path(task.document.place).write_text("Report\n\n1.  Another meeting was opened.\n")
            yield convert(task, ignore, Options(entities=False))


def test_a_worker_looks_for_no_file_of_its_own(tmp_path: Path) -> None:
    document = Document(str(tmp_path / "gone.txt"), "gone.txt", "gone")
    put: list[bytes] = []
    order = Order(partial(convert, options=Options()), lambda *_: Outcome(document))
    (outcome,) = convert_all([document], Elsewhere(order), Stream(put.append))
    assert outcome.failure is not None
    assert outcome.failure.reason == "no such file; check the path"
    assert put == []


@pytest.mark.parametrize("name", ["threads", "dusk", "dask:8786", ""])
def test_an_unknown_engine_is_refused(name: str) -> None:
    with pytest.raises(EngineError, match="unknown; give processes, here, dask or dask://"):
        engine(name, 1, Options(), timeout=None, memory=None)


def test_no_real_document_is_a_fault_of_ours(corpus: Path) -> None:
    """Scans, damaged files, other languages: a report, or a reason that names the cause."""
    documents, missing = find([str(corpus / "robustness")])
    outcomes = convert_here(documents, PROCESSES)
    assert not missing
    assert len(outcomes) == len(documents) > 0
    assert [o.failure for o in outcomes if o.failure and o.failure.trace] == []
    assert {o.failure.error for o in outcomes if o.failure} <= {"NoTextLayerError"}


def test_a_pipe_is_no_document_and_is_counted_by_its_cause(
    rapporteur: Command, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    result = rapporteur("convert", "pipe.txt", "gone.txt", "-o", "out", "--no-entities")
    assert result.returncode == 1
    assert "pipe.txt: this is a pipe or a device" in result.stderr
    assert "failed: 1 path, 1 input" in result.stderr
