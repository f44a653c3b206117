"""`rapporteur review`: pages on which a person sees what was read beside what is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch import inputs, outputs
from rapporteur.batch.engine import LONGEST, MOST_MEMORY, Limits
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.outcome import Options
from rapporteur.batch.urls import is_url
from rapporteur.batch.workers import cores
from rapporteur.cli.choices import Reader
from rapporteur.cli.console import (
    GrammarsDir,
    Memory,
    NoEntities,
    Timeout,
    orderly,
    refuse,
    require_sound,
    say,
)
from rapporteur.errors import one_line

if TYPE_CHECKING:
    from rapporteur.view.review.folder import Reviewed

SUFFIX = ".review.html"


def review(  # noqa: PLR0913 - one argument for each option
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="A file, or files, folders, globs (.pdf, .docx, .html, .txt)."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|DIR",
            help="The page of one document [default: <name>.review.html], or the folder for"
            " the pages of many and their index.html.",
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
    no_entities: NoEntities = False,
    timeout: Timeout = LONGEST,
    memory: Memory = MOST_MEMORY,
    corrections: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Show the reports as the corrections there make them."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a fault arose.")] = False,
) -> None:
    """Write a page that shows each document as printed beside what was read from it.

    Each page is one HTML file that needs no network. Exit status: 0 all written; 1 some failed,
    each is named on stderr and on the index page; 2 wrong usage.
    """
    options = Options(
        grammar=grammar,
        grammars_dir=grammars,
        reader=reader.value,
        entities=not no_entities,
        corrections=corrections,
    )
    with orderly():
        require_sound(grammars)
        _check(options)
        work = _Work(options, Limits(timeout, memory), jobs or cores(), debug)
        if len(paths) == 1 and Path(paths[0]).is_file():
            failed = work.one(paths[0], output)
        elif output is None and is_url(paths[0]):
            refuse(f"{one_line(paths[0])}: a URL: give -o DIR for the pages of what is there")
        elif output is None:
            refuse("more than one document: give -o DIR for their pages and an index.html")
        else:
            failed = work.many(paths, output)
        raise typer.Exit(1 if failed else 0)


def _check(options: Options) -> None:
    """Refuse a grammar that is not there before any document is touched."""
    if options.grammar:
        from rapporteur.knowledge.grammar import choose

        choose(options.grammar, options.grammars_dir)


@dataclass(frozen=True, slots=True)
class _Work:
    options: Options
    limits: Limits
    jobs: int
    debug: bool

    def one(self, path: str, output: Path | None) -> bool:
        """Write the page of one document; tell whether that failed."""
        from rapporteur.view.review.folder import review_all

        documents, _ = inputs.find([path])
        (reviewed,) = review_all(documents, self.options, 1, self.limits)
        if reviewed.content is None:
            assert reviewed.failure
            self._tell(reviewed.failure)
            return True
        name = Path(path).stem + SUFFIX
        place = output or Path(name)
        if place.is_dir():
            place /= name
        outputs.write(place, reviewed.content)
        say(f"{documents[0].shown}: review it in {place}")
        return False

    def many(self, paths: list[str], folder: Path) -> bool:
        """Write a page for each document and the index; tell whether something failed."""
        from rapporteur.view.review import folder as pages

        if reason := outputs.why_not_writable(folder):
            refuse(f"-o {folder}: cannot write there: {reason}; give another folder")
        documents, failures = inputs.find(paths)
        documents, clashing = outputs.split_clashes(inputs.pair(documents, "docx"), pages.SUFFIX)
        failures = [*failures, *clashing]
        for failure in failures:
            self._tell(failure)
        reviewed = list(self._deliver(documents, folder))
        failures += [each.failure for each in reviewed if each.failure]
        outputs.write(folder / pages.INDEX, pages.index(folder, reviewed, failures))
        outputs.record(outputs.Local(folder), failures)
        done = sum(each.failure is None for each in reviewed)
        say(f"{done} reviewed, {len(failures)} failed; see {folder / pages.INDEX}")
        return bool(failures)

    def _deliver(self, documents: list[Document], folder: Path) -> Iterator[Reviewed]:
        """Write pages as they are built; yield each outcome when its page stands."""
        from rapporteur.view.review import folder as pages

        outcomes = pages.review_all(documents, self.options, self.jobs, self.limits)
        with closing(outcomes):
            for number, each in enumerate(outcomes, 1):
                failure = each.failure
                if each.content is not None:
                    failure = _put(folder / outputs.target(each.document, pages.SUFFIX), each)
                if failure:
                    self._tell(failure)
                elif sys.stderr.isatty():
                    say(f"{number} of {len(documents)}: {each.document.shown}")
                yield each.written(failure)

    def _tell(self, failure: Failure) -> None:
        say(f"{failure.shown}: {failure.reason}")
        if self.debug and failure.trace:
            typer.echo(failure.trace, err=True)


def _put(place: Path, reviewed: Reviewed) -> Failure | None:
    """Write a page, or return why that was not possible."""
    try:
        outputs.write(place, reviewed.content or b"")
    except OSError as error:
        reason = one_line(f"cannot write {place}: {error.strerror or error}")
        return Failure(reviewed.document.shown, type(error).__name__, reason, "output")
    return None
