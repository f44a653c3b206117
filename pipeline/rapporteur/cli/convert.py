"""`rapporteur convert`: documents in, JSON out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from rapporteur.batch import inputs, output_folder, outputs, progress, urls
from rapporteur.batch.account import PROMETHEUS, Account, known_failures
from rapporteur.batch.engine import LONGEST, MOST_MEMORY, PROCESSES, Engine, Sink, convert_all
from rapporteur.batch.engine import engine as engine_of
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.outcome import Options, Outcome
from rapporteur.batch.report_files import CORRECTIONS
from rapporteur.batch.urls import is_url, local
from rapporteur.batch.workers import cores
from rapporteur.cli.choices import OcrUse, OutputFormat, Preferred, Reader, Stage, form_of
from rapporteur.cli.console import (
    GrammarsDir,
    LogForm,
    Memory,
    NoEntities,
    Timeout,
    emit,
    orderly,
    refuse,
    require_sound,
    say,
    telling,
    tells_json,
)
from rapporteur.errors import EngineError, PlaceError, StoreError, one_line

if TYPE_CHECKING:
    from rapporteur.store.load import Loader


FILES = (".json", ".jsonl", ".ndjson", ".csv", ".html", ".pdf", ".txt")
"""What ends so is meant as a file."""
NAMED = 3
"""So many files that are left out are named, the others counted."""


def convert(  # noqa: PLR0913 - one argument for each option
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders, globs or URLs (.pdf, .txt, .docx, .html, .doc …).",
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help="Write DIR/<name>.json, mirroring subfolders; a folder or a URL.",
        ),
    ] = None,
    *,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes to use. [default: cores]")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--to", metavar="URL", help="Load the reports into this database, too."),
    ] = None,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring an older database up to date first.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Convert unchanged documents, too; write over edited results."
        ),
    ] = False,
    timeout: Timeout = LONGEST,
    memory: Memory = MOST_MEMORY,
    engine: Annotated[
        str,
        typer.Option(metavar="NAME", help="processes, here, dask or dask://HOST:PORT."),
    ] = PROCESSES,
    reader: Annotated[Reader, typer.Option(help="Who reads a PDF.")] = Reader.AUTO,
    ocr: Annotated[
        OcrUse, typer.Option(help="Read pages that are pictures with tesseract, none, or all.")
    ] = OcrUse.AUTO,
    ocr_languages: Annotated[
        str, typer.Option(metavar="CODES", help="Languages for tesseract, such as eng+fra.")
    ] = "eng",
    prefer: Annotated[
        Preferred | None,
        typer.Option(help="Take only this file of a document that is .docx and .pdf."),
    ] = None,
    grammar: Annotated[
        str | None, typer.Option(metavar="ID", help="Use this grammar, do not detect one.")
    ] = None,
    grammars: GrammarsDir = None,
    form: Annotated[
        OutputFormat,
        typer.Option(
            "--format", parser=form_of, metavar="json|jsonl", help="A file each, or one line each."
        ),
    ] = OutputFormat.JSON,
    stop_after: Annotated[
        Stage | None, typer.Option(help="Print what this stage finds, as JSON.")
    ] = None,
    no_entities: NoEntities = False,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="Add the entities of this spaCy model.")
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="People's corrections. [default: corrections/ in the folder of -o]"
        ),
    ] = None,
    run_files: Annotated[
        list[Path] | None,
        typer.Option(
            "--run",
            metavar="FILE",
            help="Write what the run did, as .json or .prom. [default: <DIR>.run.json]",
        ),
    ] = None,
    known: Annotated[
        Path | None,
        typer.Option(
            "--known-failures", metavar="FILE", help="Failures that are no news: status 0."
        ),
    ] = None,
    log_format: Annotated[
        LogForm, typer.Option(help="Lines on stderr for people, or as JSON for programs.")
    ] = LogForm.TEXT,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say it in one line, and name new failures only.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a fault arose.")] = False,
) -> None:
    """Convert documents into JSON.

    One document without -o is printed. Into a folder, documents that have not changed since the
    last run are left out, and a run that was cut off is gone on with. Exit status: 0 all
    converted; 1 some failed, each is named with its reason on stderr and in DIR/failures.json;
    2 wrong usage.
    """
    options = Options(
        grammar=grammar,
        grammars_dir=grammars,
        reader=reader.value,
        ocr=ocr.value,
        ocr_languages=ocr_languages,
        entities=not no_entities,
        model=model,
        stage=stop_after.value if stop_after else None,
        one_line=form is OutputFormat.JSONL,
        corrections=_corrections(corrections, output),
    )
    with telling(log_format), orderly():
        account = Account(known_failures(known) if known else frozenset())
        _check(options, output, url)
        documents, failures = inputs.find(paths)
        documents = _paired(documents, prefer)
        size = min(jobs or cores(), max(1, len(documents)))
        chosen = engine_of(
            engine, size, options, timeout=timeout or None, memory=memory * 10**6 or None
        )
        _require_corrections(options, chosen)
        work = _Work(options, chosen, account, quiet=quiet, debug=debug)
        work.name_left_out(inputs.left_out(paths, output))
        for failure in failures:
            work.tell(failure)
        with _accounted(account, _run_files(run_files or [], output)):
            with _loader(url, migrate=migrate, quiet=quiet) as loader:
                if output is not None:
                    work.to_folder(documents, failures, output, loader, force=force)
                elif loader is not None:
                    work.to_database(documents, failures, loader)
                else:
                    work.to_stdout(documents, len(failures))
            account.ended = True
        if output is not None or url is not None or known is not None:
            seen = account.failures and output is not None
            where = f"; see {output.rstrip('/')}/{outputs.FAILURES}" if output and seen else ""
            say(f"{account.line()}{where}", seconds=account.seconds)
        raise typer.Exit(1 if account.news else 0)


def _run_files(given: list[Path], output: str | None) -> list[Path]:
    """Return where it is told what the run did: where that was asked for, and beside the output.

    Not in the output folder: whatever ends in `.json` there is a report.
    """
    for path in given:
        urls.refuse(str(path), outputs.SEND)
    if output is None or is_url(output) or any(path.suffix != PROMETHEUS for path in given):
        return given
    folder = Path(local(output)).absolute()
    return [*given, folder.with_name(f"{folder.name}.run.json")]


@contextmanager
def _accounted(account: Account, files: list[Path]) -> Iterator[None]:
    """Write the account at the end, however the run ends; a file that cannot be is no failure."""
    try:
        yield
    finally:
        for path in files:
            try:
                account.write(path)
            except OSError as error:
                say(
                    f"{path}: cannot be written: {error.strerror}; name another file with --run",
                    "warning",
                )


def _paired(documents: list[Document], prefer: Preferred | None) -> list[Document]:
    """Return the documents, those that are two files as one; say so, for it may surprise."""
    paired = inputs.pair(documents, prefer.value if prefer else None)
    if count := len(documents) - len(paired):
        one = next(document for document in documents if document not in paired)
        more = f" (and {count - 1} more)" if count > 1 else ""
        taken = f"only the .{prefer.value} is read" if prefer else (
            "text and structure are the Word file's, places the PDF's; --prefer docx|pdf takes one"
        )  # fmt: skip
        say(f"{one.output}: .docx and .pdf are one document{more}: {taken}")
    return paired


def _corrections(given: Path | None, output: str | None) -> Path | None:
    """Return the folder of corrections: the one given, or that in the output folder."""
    if given is not None and not given.is_dir():
        refuse(f"--corrections {given}: no such folder; give the folder of the corrections")
    if given is not None or output is None or is_url(output):
        return given
    return Path(local(output)) / CORRECTIONS


def _require_corrections(options: Options, engine: Engine) -> None:
    """Refuse to convert where people's corrections could not be seen: on another machine."""
    folder = options.corrections
    if engine.remote and folder is not None and any(folder.glob("*.json")):
        refuse(f"{folder}: a cluster cannot see these corrections; convert with --engine processes")


def _check(options: Options, output: str | None, url: str | None) -> None:
    """Refuse what is not there or cannot be written before any document is touched."""
    if output is not None and not is_url(output):
        folder = Path(local(output))
        if folder.suffix.lower() in FILES and not folder.is_dir():
            refuse(
                f"-o {folder}: -o names a folder; for a file: rapporteur convert FILE > {folder}"
            )
        if reason := outputs.why_not_writable(folder):
            refuse(f"-o {folder}: cannot write there: {reason}; give another folder")
    if url is not None and (options.stage or options.one_line):
        refuse("--to loads whole reports; leave --stop-after and --format jsonl out")
    if options.model and not options.entities:
        refuse("--model adds entities, --no-entities wants none; give one of them")
    if options.model and find_spec(options.model) is None and not Path(options.model).exists():
        refuse(f"--model {options.model}: no such spaCy model is installed; pip install it first")
    require_sound(options.grammars_dir)
    if options.grammar:
        from rapporteur.knowledge.grammar import choose

        choose(options.grammar, options.grammars_dir)


@dataclass(frozen=True, slots=True)
class _Work:
    """How the documents of one command are converted, and how much is said about it."""

    options: Options
    engine: Engine
    account: Account
    quiet: bool
    debug: bool

    def tell(self, failure: Failure, seconds: float | None = None) -> None:
        """Count a failure and name it on stderr; one that is known need not be, when quiet."""
        self.account.failures.append(failure)
        if not (self.quiet and self.account.is_known(failure)):
            say(failure.reason, "error", failure.shown, failure.stage, seconds)
        if self.debug and failure.trace:
            typer.echo(failure.trace, err=True)

    def name_left_out(self, files: list[str]) -> None:
        """Name files that are of no known kind: the first few, and how many more."""
        self.account.left_out = files
        if files and not self.quiet:
            more = f" and {len(files) - NAMED:,} more" if len(files) > NAMED else ""
            what = f"left out, not {inputs.NAMED}: {', '.join(files[:NAMED])}{more}"
            say(what, "warning")

    def to_stdout(self, documents: list[Document], missing: int) -> None:
        """Print the results."""
        if len(documents) + missing > 1 and not self.options.one_line:
            refuse("more than one document: give -o DIR for files or --format jsonl for lines")
        self._deliver(documents, outputs.Stream(emit), progress.Tally(len(documents)))

    def to_database(
        self, documents: list[Document], failures: list[Failure], loader: Loader
    ) -> None:
        """Load the results; `failures` are those before any document."""
        from rapporteur.store.sink import Loading

        tally = progress.Tally(len(documents))
        for failure in failures:
            tally.fail(failure)
        try:
            self._deliver(documents, Loading(loader, tell=self._note), tally)
        except (KeyboardInterrupt, OSError, EngineError, PlaceError, StoreError) as error:
            _stop(error, tally)
        self._sum_up(tally)

    def to_folder(
        self,
        documents: list[Document],
        failures: list[Failure],
        place: str,
        loader: Loader | None,
        *,
        force: bool,
    ) -> None:
        """Write the results and `failures.json` into a folder, load them if there is a `loader`."""
        if not self.options.one_line:
            documents, clashing = outputs.split_clashes(
                documents, output_folder.suffix(self.options)
            )
            for failure in clashing:
                self.tell(failure)
            failures = failures + clashing
        tally = progress.Tally(len(documents))
        for failure in failures:
            tally.fail(failure)
        with output_folder.opened(place, self.options, anew=force) as there:
            try:
                self._deliver(documents, self._both(there, loader), tally)
                there.finish()
                self.account.gone = there.gone()
                outputs.record(there.files, self.account.failures)
            except (KeyboardInterrupt, OSError, EngineError, PlaceError, StoreError) as error:
                with suppress(OSError, PlaceError):
                    outputs.record(there.files, self.account.failures)
                _stop(error, tally)
        self._sum_up(tally)
        if self.account.gone and not self.quiet:
            count = len(self.account.gone)
            results = "1 result has" if count == 1 else f"{count:,} results have"
            say(f"{results} no document any more; rapporteur prune {place} names them")

    def _sum_up(self, tally: progress.Tally) -> None:
        if not (self.quiet or tells_json()):
            progress.summary(tally)

    def _deliver(self, documents: list[Document], sink: Sink, tally: progress.Tally) -> None:
        """Put the results into `sink`, and what is to be said of them on stderr."""
        bar = not tells_json()
        lines = (lambda _: None) if self.quiet else say
        with self.engine, closing(convert_all(documents, self.engine, sink)) as outcomes:
            for outcome in progress.counted(outcomes, tally, lines, bar=bar):
                self.account.add(outcome)
                if outcome.failure:
                    self.tell(outcome.failure, outcome.seconds)
                else:
                    self._tell_done(outcome)

    def _tell_done(self, outcome: Outcome) -> None:
        """Say what a person should know of a result; programs are told of each."""
        shown = outcome.document.shown
        if tells_json() and not self.quiet:
            done = "unchanged" if outcome.unchanged else outcome.change or "converted"
            say(done, document=shown, seconds=outcome.seconds)
        for line in outcome.told:
            self._note(line, shown)

    def _note(self, line: str, document: str) -> None:
        if not self.quiet:
            say(line, "warning", document)

    def _both(self, there: output_folder.Destination, loader: Loader | None) -> Sink:
        """Return the sink of a folder, which loads what it takes if there is a `loader`."""
        if loader is None:
            return there.sink
        from rapporteur.store.sink import Loading

        return Loading(loader, there.sink, there.files, self._note)


@contextmanager
def _loader(url: str | None, *, migrate: bool, quiet: bool) -> Iterator[Loader | None]:
    """Give what loads into the database at `url`, and say what it did; nothing without one."""
    if url is None:
        yield None
        return
    from rapporteur.store.load import Loader

    with Loader(url, migrate=migrate) as loader:
        yield loader
    if not quiet:
        puts = ("new", "replaced", "unchanged")
        say("loaded: " + ", ".join(f"{loader.done[put]:,} {put}" for put in puts))


def _stop(error: BaseException, tally: progress.Tally) -> NoReturn:
    """Say why a batch stops before its end and how to go on; end with the status for it."""
    if isinstance(error, KeyboardInterrupt):
        why = "interrupted"
    elif isinstance(error, OSError) and error.filename:
        why = f"error: {error.filename}: {error.strerror}"
    else:
        why = f"error: {one_line(str(error))}"
    done = f"{tally.done:,} of {tally.total:,} documents are done and kept"
    say(f"{why}; {done}; the same command goes on from there", "error")
    raise typer.Exit(130 if isinstance(error, KeyboardInterrupt) else 1)
