"""The command line. stdout carries data, stderr everything else.

Exit status: 0 all is well; 1 some inputs failed, the rest is done; 2 wrong usage, nothing is
done; 130 interrupted; 141 the reader of stdout went away.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from rapporteur import batch, inputs, outputs, show
from rapporteur.convert import Facts, Options
from rapporteur.crew import cores
from rapporteur.errors import RapporteurError
from rapporteur.inputs import Document, Failure

Reports = list[tuple[str, Facts]]

app = typer.Typer(
    name="rapporteur",
    help="Turns UN reports (PDF or text) into checked, structured JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would take more time to import than all the rest
)


class Reader(StrEnum):
    """Who reads a PDF."""

    AUTO = "auto"
    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


class Stage(StrEnum):
    """The stages of the flow, in order."""

    READ = "read"
    STRIP = "strip"
    REPAIR = "repair"
    SEGMENT = "segment"
    TAG = "tag"
    EXTRACT = "extract"
    ASSEMBLE = "assemble"


class Form(StrEnum):
    """One indented file for each report, or one line for each."""

    JSON = "json"
    JSONL = "jsonl"


class TableForm(StrEnum):
    """For people, or for machines."""

    TABLE = "table"
    JSON = "json"


class Action(StrEnum):
    """What to do with the grammars."""

    LIST = "list"
    CHECK = "check"


def _say(message: str) -> None:
    typer.echo(f"rapporteur: {message}", err=True)


def _usage(message: str) -> NoReturn:
    """Say what is wrong with the command and end with status 2."""
    _say(f"error: {message}")
    raise typer.Exit(2)


def _emit(content: bytes) -> None:
    """Write `content` to stdout; raises `OSError`."""
    with outputs.naming("stdout"):
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@contextmanager
def _orderly() -> Iterator[None]:
    """End the command with a line and a status where Python would show a traceback."""
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except RapporteurError as error:
        _usage(inputs.one_line(str(error)))
    except BrokenPipeError:
        # The interpreter flushes stdout once more when it ends; that must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(141) from None
    except OSError as error:
        _say(f"error: {error.filename}: {error.strerror}" if error.filename else f"error: {error}")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        _say("interrupted; what was written before is whole")
        raise typer.Exit(130) from None
    finally:
        signal.signal(signal.SIGTERM, previous)


def _show_version(wanted: bool) -> None:
    if wanted:
        from rapporteur import __version__

        _emit(f"rapporteur {__version__}\n".encode())
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """Turn UN reports (PDF or text) into checked, structured JSON."""


GrammarsDir = Annotated[
    Path | None,
    typer.Option("--grammars", metavar="DIR", help="Add the grammar files of this folder."),
]


@app.command()
def convert(  # noqa: PLR0913 - one argument for each option
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders or globs (.pdf, .txt)."),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Write DIR/<name>.json, mirroring subfolders."
        ),
    ] = None,
    *,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes to use. [default: cores]")
    ] = None,
    reader: Annotated[Reader, typer.Option(help="Who reads a PDF.")] = Reader.AUTO,
    grammar: Annotated[
        str | None, typer.Option(metavar="ID", help="Use this grammar, do not detect one.")
    ] = None,
    grammars: GrammarsDir = None,
    form: Annotated[
        Form, typer.Option("--format", help="A file each, or one line each.")
    ] = Form.JSON,
    stop_after: Annotated[
        Stage | None, typer.Option(help="Print what this stage finds, as JSON.")
    ] = None,
    no_entities: Annotated[
        bool, typer.Option("--no-entities", help="Structure only; spaCy is not loaded.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="Add the entities of this spaCy model.")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print no summary.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a fault arose.")] = False,
) -> None:
    """Convert documents into JSON.

    One document without -o is printed. Exit status: 0 all converted; 1 some failed, each is
    named with its reason on stderr and in DIR/failures.json; 2 wrong usage.
    """
    options = Options(
        grammar=grammar,
        grammars_dir=grammars,
        reader=reader.value,
        entities=not no_entities,
        model=model,
        stage=stop_after.value if stop_after else None,
        one_line=form is Form.JSONL,
    )
    with _orderly():
        _check(options)
        work = _Work(options, jobs or cores(), quiet=quiet, debug=debug)
        documents, failures = inputs.find(paths)
        for failure in failures:
            work.tell(failure)
        if output is None:
            failures += work.to_stdout(documents, len(failures))
        else:
            failures = work.to_folder(documents, failures, output)
        raise typer.Exit(1 if failures else 0)


def _check(options: Options) -> None:
    """Refuse a grammar or a model that is not there before any document is touched."""
    if options.model and not options.entities:
        _usage("--model adds entities, --no-entities wants none; give one of them")
    if options.model and find_spec(options.model) is None and not Path(options.model).exists():
        _usage(f"--model {options.model}: no such spaCy model is installed; pip install it first")
    if options.grammars_dir:
        from rapporteur.grammar import check

        if faults := check(options.grammars_dir):
            _usage(inputs.one_line(faults[0]))
    if options.grammar:
        from rapporteur.grammar import choose

        choose(options.grammar, options.grammars_dir)


@dataclass(frozen=True, slots=True)
class _Work:
    """How the documents of one command are converted, and how much is said about it."""

    options: Options
    jobs: int
    quiet: bool
    debug: bool

    def tell(self, failure: Failure) -> None:
        """Name a failure on stderr."""
        _say(f"{failure.shown}: {failure.reason}")
        if self.debug and failure.trace:
            typer.echo(failure.trace, err=True)

    def to_stdout(self, documents: list[Document], missing: int) -> list[Failure]:
        """Print the results; return what failed."""
        if len(documents) + missing > 1 and not self.options.one_line:
            _usage("more than one document: give -o DIR for files or --format jsonl for lines")
        return self._deliver(documents, outputs.Lines(_emit))[1]

    def to_folder(
        self, documents: list[Document], failures: list[Failure], folder: Path
    ) -> list[Failure]:
        """Write the results and `failures.json` into `folder`; return all failures."""
        if reason := outputs.why_not_writable(folder):
            _usage(f"-o {folder}: cannot write there: {reason}; give another folder")
        if self.options.one_line:
            with outputs.Replacement(folder / outputs.REPORTS) as file:
                reports, failed = self._deliver(documents, outputs.Lines(file.write))
        else:
            suffix = f".{self.options.stage}.json" if self.options.stage else ".json"
            documents, clashing = outputs.split_clashes(documents, suffix)
            for failure in clashing:
                self.tell(failure)
            reports, failed = self._deliver(documents, outputs.Folder(folder, suffix))
            failed = clashing + failed
        self._conclude(folder, reports, failures + failed)
        return failures + failed

    def _deliver(
        self, documents: list[Document], sink: batch.Sink
    ) -> tuple[Reports, list[Failure]]:
        reports, failures = [], []
        outcomes = batch.deliver(batch.convert_all(documents, self.options, self.jobs), sink)
        with closing(outcomes):
            for outcome in show.with_progress(outcomes, len(documents)):
                if outcome.failure:
                    failures.append(outcome.failure)
                    self.tell(outcome.failure)
                elif outcome.facts:
                    reports.append((outcome.document.shown, outcome.facts))
        return reports, failures

    def _conclude(self, folder: Path, reports: Reports, failures: list[Failure]) -> None:
        outputs.record(folder, failures)
        if reports and not self.quiet:
            show.summary(reports)
        if failures:
            _say(f"{len(failures)} failed; see {folder / outputs.FAILURES}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of the report."""
    from rapporteur.report import json_schema

    with _orderly():
        _emit(json.dumps(json_schema(), indent=2, ensure_ascii=False).encode() + b"\n")


@app.command()
def grammars(
    action: Annotated[Action, typer.Argument(help="What to do.")] = Action.LIST,
    *,
    folder: GrammarsDir = None,
) -> None:
    """List the grammars, or check that every rule does what its examples say."""
    with _orderly():
        if action is Action.LIST:
            _list_grammars(folder)
        else:
            _check_grammars(folder)


def _list_grammars(folder: Path | None) -> None:
    from rapporteur.grammar import load_grammars

    for grammar in load_grammars(folder).values():
        lineage = " < ".join(grammar.lineage)
        _emit(f"{lineage}\t{len(grammar.rules)} rules\t{grammar.title}\n".encode())


def _check_grammars(folder: Path | None) -> None:
    from rapporteur.grammar import check, load_grammars

    faults = check(folder)
    for fault in faults:
        _say(inputs.one_line(fault))
    if faults:
        raise typer.Exit(1)
    rules = {rule.id for grammar in load_grammars(folder).values() for rule in grammar.rules}
    _emit(f"{len(rules)} rules, all do what their examples say\n".encode())


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file, or a folder of them.")],
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="A report, or a folder of them.")],
    *,
    form: Annotated[
        TableForm, typer.Option("--format", help="For people or for machines.")
    ] = TableForm.TABLE,
) -> None:
    """Print how right reports are: precision, recall and F1, with each miss and extra."""
    with _orderly():
        from rapporteur import evaluate

        evaluate.main(gold, pred, form.value)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
