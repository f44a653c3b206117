"""Many documents: each is delivered or fails by itself, in the order in which they were named."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from rapporteur.convert import Options, Outcome, convert
from rapporteur.crew import Crew
from rapporteur.inputs import Document, Failure


class Sink(Protocol):
    """Where results go."""

    def put(self, document: Document, content: bytes) -> Failure | None:
        """Take a result; return what went wrong with this one, raise what stops the rest too."""


def convert_all(documents: Sequence[Document], options: Options, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of each document, in order; a process that dies costs only its own.

    One document is converted in this process, more in up to `jobs` others.
    """
    work = partial(convert, options=options)
    if len(documents) < 2:
        yield from map(work, documents)
        return
    load = ["rapporteur.run", *(["spacy"] if options.entities else [])]
    with Crew(min(jobs, len(documents)), work, _lost, load) as crew:
        yield from crew.run(documents)


def _lost(document: Document) -> Outcome:
    reason = "the process that converted it died; it may need more memory than there is"
    return Outcome(document, failure=Failure(document.shown, "ProcessDied", reason))


def deliver(outcomes: Iterable[Outcome], sink: Sink) -> Generator[Outcome]:
    """Yield each outcome when `sink` has its content, without it; what cannot be put has failed."""
    for outcome in outcomes:
        failure = outcome.failure
        if outcome.content is not None:
            failure = sink.put(outcome.document, outcome.content)
        yield replace(outcome, content=None, failure=failure)
