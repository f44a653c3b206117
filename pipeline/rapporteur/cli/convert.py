"""`rapporteur convert`: documents in, JSON out."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from rapporteur import batch, inputs, outputs, progress
from rapporteur.cli.console import GrammarsDir, NoEntities, emit, orderly, refuse, say
from rapporteur.convert import Facts, Options
from rapporteur.crew import cores
from rapporteur.inputs import Document, Failure

Reports = list[tuple[str, Facts]]


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
    no_entities: NoEntities = False,
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
    with orderly():
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
        refuse("--model adds entities, --no-entities wants none; give one of them")
    if options.model and find_spec(options.model) is None and not Path(options.model).exists():
        refuse(f"--model {options.model}: no such spaCy model is installed; pip install it first")
    if options.grammars_dir:
        from rapporteur.grammar import check

        if faults := check(options.grammars_dir):
            refuse(inputs.one_line(faults[0]))
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
        say(f"{failure.shown}: {failure.reason}")
        if self.debug and failure.trace:
            typer.echo(failure.trace, err=True)

    def to_stdout(self, documents: list[Document], missing: int) -> list[Failure]:
        """Print the results; return what failed."""
        if len(documents) + missing > 1 and not self.options.one_line:
            refuse("more than one document: give -o DIR for files or --format jsonl for lines")
        return self._deliver(documents, outputs.Lines(emit))[1]

    def to_folder(
        self, documents: list[Document], failures: list[Failure], folder: Path
    ) -> list[Failure]:
        """Write the results and `failures.json` into `folder`; return all failures."""
        if reason := outputs.why_not_writable(folder):
            refuse(f"-o {folder}: cannot write there: {reason}; give another folder")
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
            for outcome in progress.with_progress(outcomes, len(documents)):
                if outcome.failure:
                    failures.append(outcome.failure)
                    self.tell(outcome.failure)
                elif outcome.facts:
                    reports.append((outcome.document.shown, outcome.facts))
        return reports, failures

    def _conclude(self, folder: Path, reports: Reports, failures: list[Failure]) -> None:
        outputs.record(folder, failures)
        if reports and not self.quiet:
            progress.summary(reports)
        if failures:
            say(f"{len(failures)} failed; see {folder / outputs.FAILURES}")
