"""What the page and its neighbours say of each chunk, before anything is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.captions import Caption, find_captions
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.counted import find_candidates
from rapporteur.segment.entries import list_headings
from rapporteur.segment.headings import Heading, HeadingFinder
from rapporteur.segment.numbers import Candidate
from rapporteur.segment.rows import Metrics
from rapporteur.segment.said_titles import said_titles
from rapporteur.segment.settle import (
    settle_acts,
    settle_enclosing,
    settle_holding,
    settle_known,
    settle_larger,
    settle_recommendations,
    settle_siblings,
)
from rapporteur.segment.terms import Term
from rapporteur.segment.title_depths import settle_depths
from rapporteur.segment.title_numbers import repeated_titles
from rapporteur.segment.title_signs import opens_act
from rapporteur.segment.titles import find_titles

Headings = list[Heading | None]
Rule = Callable[[Sequence[Heading | None]], Headings]
"""What chunks say of one another as headings: it gives the headings as they are then."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known of a chunk.

    `headings` are what the page, or its wording, shows it to be, `why` by which terms: most are
    none, and those whose label may be numeral or letter are two. `number` is what the page says of
    the number at its start. `bare` is the chunk if that number is no label; `caption` and
    `bare_caption` say whether the chunk, with and without it, names a table.

    `parts_section` says that as a heading it would part two paragraphs, the second one behind the
    table that it stands on. `counted_below` says that the next chunk begins with a number, `below`
    is that chunk if it looks like no heading, `bare_below` says that it has no label and opens no
    act. `annotation`
    and `unit` say that its wording is that of an annotation, or of what a table counts.
    """

    chunk: Chunk
    headings: tuple[Heading, ...]
    why: tuple[str, ...]
    number: Candidate | None
    bare: Chunk
    caption: Caption | None
    bare_caption: Caption | None
    parts_section: bool
    counted_below: bool
    below: Chunk | None
    bare_below: bool
    annotation: bool
    unit: bool

    @property
    def heading(self) -> Heading | None:
        """The likeliest of the headings that it may be."""
        return self.headings[0] if self.headings else None

    def read_as(self, *headings: Heading) -> Evidence:
        """Return what is known of the chunk if it can be no other heading than these."""
        return replace(self, headings=headings)

    @cached_property
    def running(self) -> bool:
        """Whether nothing makes it anything but running text, unless it is what is open above."""
        special = self.chunk.in_table or self.chunk.drawn or bool(self.headings)
        return not (special or self.caption is not None or self.annotation or self.unit)

    @cached_property
    def unlabelled(self) -> Evidence:
        """What is known of the chunk if its number is no label."""
        return replace(self, chunk=self.bare, caption=self.bare_caption)


def gather(
    chunks: Sequence[Chunk],
    finder: HeadingFinder,
    contents: Sequence[str],
    recurring: Mapping[int, int],
) -> list[Evidence]:
    """Return what is known of each chunk.

    `contents` are lines of the table of contents, `recurring` the starts and ends of titles of
    plain text that recur.
    """
    metrics, grammar = finder.metrics, finder.grammar
    terms = _terms(chunks, metrics, grammar, contents, recurring)
    headings, reasons = _headings(chunks, finder, terms)
    at = [
        index
        for index, chunk in enumerate(chunks)
        if headings[index] is None and chunk.label("decimal") and not chunk.in_table
    ]
    numbers = dict(zip(at, find_candidates(chunks, headings, at, metrics, grammar), strict=True))
    captions = find_captions(chunks, headings, metrics, grammar)
    found = []
    for index, chunk in enumerate(chunks):
        number = numbers.get(index)
        bare = chunk if number is None else without_number(chunk)
        after = index + 1
        plain = after < len(chunks) and headings[after] is None
        caption = captions.of(index, chunk)
        found.append(
            Evidence(
                chunk=chunk,
                headings=_readings(finder.of(chunk), headings[index]),
                why=tuple(reasons[index]),
                number=number,
                bare=bare,
                caption=caption,
                bare_caption=caption if number is None else captions.of(index, bare),
                parts_section=captions.parts_section(index),
                counted_below=after in numbers,
                below=chunks[after] if plain else None,
                bare_below=after < len(chunks) and _is_bare(chunks[after], grammar),
                annotation=_is_note(chunk.text, grammar),
                unit=grammar.fits("caption_unit", chunk.text),
            )
        )
    return found


def _is_bare(chunk: Chunk, grammar: Grammar) -> bool:
    return not chunk.labels and not opens_act(chunk.text, grammar)


def _is_note(text: str, grammar: Grammar) -> bool:
    """Say whether a text reads like an annotation, or what says where figures come from."""
    return grammar.fits("annotation", text) or grammar.fits("source_note", text)


def without_number(chunk: Chunk) -> Chunk:
    """Return a chunk as it is if its number is no label."""
    return replace(chunk, labels=tuple(lab for lab in chunk.labels if lab.style != "decimal"))


def _readings(shown: tuple[Heading, ...], likeliest: Heading | None) -> tuple[Heading, ...]:
    """Return the headings that a chunk may be if its neighbours show what the likeliest is."""
    if likeliest is None:
        return ()
    return shown if shown and shown[0] is likeliest else (likeliest,)


def _headings(
    chunks: Sequence[Chunk], finder: HeadingFinder, terms: Sequence[tuple[Term, Rule]]
) -> tuple[Headings, list[list[str]]]:
    """Return what each chunk likeliest is as a heading, and the terms that made it so, in order."""
    found: Headings = [next(iter(finder.of(chunk)), None) for chunk in chunks]
    reasons = [[heading.rule] if heading else [] for heading in found]
    for name, term in terms:
        before, found = found, term(found)
        for index, (old, new) in enumerate(zip(before, found, strict=True)):
            if new is not old and new != old:
                reasons[index].append(name)
    return found, reasons


def _terms(
    chunks: Sequence[Chunk],
    metrics: Metrics,
    grammar: Grammar,
    contents: Sequence[str],
    recurring: Mapping[int, int],
) -> list[tuple[Term, Rule]]:
    """Return the terms by which neighbours tell what a heading is, each with its name."""
    in_text: list[tuple[Term, Rule]] = [
        (Term.SAID_BY_THE_FILE, lambda found: said_titles(chunks, found, metrics, grammar)),
        (
            Term.STANDS_LIKE_A_TITLE,
            lambda found: find_titles(chunks, found, metrics, grammar, contents, recurring),
        ),
        (Term.DEPTH, lambda found: settle_depths(chunks, found, grammar)),
    ]
    return [
        (Term.BEHIND_NUMBERS, lambda found: repeated_titles(chunks, found, grammar)),
        *([] if metrics.geometry else in_text),
        (Term.BOLD_ENTRY, lambda found: list_headings(chunks, found, contents)),
        (
            Term.TITLED_RECOMMENDATION,
            lambda found: settle_recommendations(chunks, found, metrics, grammar),
        ),
        (Term.ACT, lambda found: settle_acts(chunks, found, grammar)),
        (Term.INSIDE, settle_known),
        (Term.HEADS, lambda found: settle_enclosing(chunks, found, grammar)),
        (Term.HEADS, settle_holding),
        (Term.SIBLING, settle_siblings),
        (Term.LARGER, settle_larger),
    ]
