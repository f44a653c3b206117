"""One document gives JSON or one line that says why not; many do so each by itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from rapporteur.batch import convert_all, deliver
from rapporteur.convert import Facts, Options, Outcome, convert
from rapporteur.errors import DamagedPdfError, GrammarError
from rapporteur.inputs import Document, Failure, find
from rapporteur.report import Report

DOCUMENT = Document(Path("x/a.pdf"), "x/a.pdf", Path("a"))


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
            "schema_version": "1.0",
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
        for place in ("rapporteur.run", "rapporteur.stages"):
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

    def parse(path: Path, **options: object) -> Report:
        asked.update(options, path=path)
        return tiny_report(str(options["name"]))

    flow(parse=parse)
    outcome = convert(DOCUMENT, Options(grammar="upr", reader="pdfium", entities=False))
    assert outcome.content is not None
    assert outcome.content.startswith(b'{\n  "schema_version": "1.0",\n')
    assert outcome.content.endswith(b"}\n")
    assert outcome.facts == Facts("base", 1, 0, 0, 0, 0, 0, 1.0)
    assert outcome.failure is None
    assert asked == {
        "path": DOCUMENT.path,
        "name": "a.pdf",
        "grammar": "upr",
        "reader": "pdfium",
        "entities": False,
        "grammars_dir": None,
        "model": None,
    }


def test_a_line_has_one_line_feed(flow: Callable[..., None]) -> None:
    flow(parse=lambda path, **_: tiny_report(path.name))
    content = convert(DOCUMENT, Options(one_line=True)).content
    assert content is not None
    assert content.count(b"\n") == 1
    assert content.endswith(b"}\n")


def test_a_stage_gives_what_it_found(flow: Callable[..., None]) -> None:
    flow(stage=lambda path, stage, **_: {"stage": stage, "found": ["é"]})
    outcome = convert(DOCUMENT, Options(stage="repair", one_line=True))
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
        (MemoryError(), "MemoryError", "MemoryError: there is not enough memory; use fewer --jobs"),
        (RecursionError("deep"), "RecursionError", None),
    ],
)
def test_an_error_is_one_line(
    flow: Callable[..., None], error: BaseException, name: str, reason: str | None
) -> None:
    flow(parse=failing(error))
    failure = convert(DOCUMENT, Options()).failure
    assert failure is not None
    assert (failure.shown, failure.error) == ("x/a.pdf", name)
    assert reason in {None, failure.reason}
    assert "\n" not in failure.reason
    assert "Traceback" not in failure.reason


def test_only_an_unexpected_error_keeps_its_trace(flow: Callable[..., None]) -> None:
    flow(parse=failing(KeyError("x")))
    unexpected = convert(DOCUMENT, Options()).failure
    flow(parse=failing(DamagedPdfError("a", "b", "c")))
    expected = convert(DOCUMENT, Options()).failure
    assert unexpected is not None
    assert "KeyError" in (unexpected.trace or "")
    assert expected is not None
    assert expected.trace is None


def test_an_interrupt_is_no_failure(flow: Callable[..., None]) -> None:
    flow(parse=failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        convert(DOCUMENT, Options())


def test_one_document_is_converted_here(flow: Callable[..., None]) -> None:
    flow(parse=lambda path, **_: tiny_report(path.name))
    (outcome,) = convert_all([DOCUMENT], Options(), jobs=4)
    assert outcome.content is not None


def test_no_document_gives_nothing() -> None:
    assert list(convert_all([], Options(), jobs=4)) == []


def test_many_documents_come_in_order(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.txt", "missing.txt", "a.txt")]
    for path in (paths[0], paths[2]):
        path.write_text("Report\n\nI.  Opening\n\n1.  The meeting was opened.\n")
    documents = [Document(path, path.name, Path(path.stem)) for path in paths]
    outcomes = list(convert_all(documents, Options(entities=False), jobs=2))
    assert [outcome.document for outcome in outcomes] == documents
    assert [outcome.failure is None for outcome in outcomes] == [True, False, True]


def test_what_a_sink_refuses_has_failed() -> None:
    failure = Failure("x/a.pdf", "OSError", "no space left")
    put = []

    def refuse(document: Document, content: bytes) -> Failure:
        put.append(content)
        return failure

    earlier = Outcome(DOCUMENT, failure=Failure("x/a.pdf", "ReadError", "unreadable"))
    written = Outcome(DOCUMENT, b"{}", Facts("base", 1, 0, 0, 0, 0, 0, 1.0))
    outcomes = list(deliver([earlier, written], SimpleNamespace(put=refuse)))
    assert put == [b"{}"]
    assert outcomes[0] == earlier
    assert (outcomes[1].content, outcomes[1].failure) == (None, failure)


def test_no_real_document_is_a_fault_of_ours(corpus: Path) -> None:
    """Scans, damaged files, other languages: a report, or a reason that names the cause."""
    documents, missing = find([str(corpus / "robustness")])
    outcomes = list(convert_all(documents, Options(entities=False), jobs=2))
    assert not missing
    assert len(outcomes) == len(documents) > 0
    assert [o.failure for o in outcomes if o.failure and o.failure.trace] == []
    assert {o.failure.error for o in outcomes if o.failure} <= {"NoTextLayerError"}
