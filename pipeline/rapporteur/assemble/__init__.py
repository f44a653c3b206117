"""Assemble the report and prove what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from rapporteur.assemble import audit
from rapporteur.body import Beside, Body, Places
from rapporteur.errors import DISTRIBUTION
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import (
    SCHEMA_VERSION,
    BesideInfo,
    Entities,
    Generator,
    OcrInfo,
    Problem,
    Quality,
    Removed,
    RemovedKind,
    Repair,
    Report,
    SourceInfo,
)
from rapporteur.segment.blocks import Outline
from rapporteur.source import Source
from rapporteur.strip import Piece
from rapporteur.text import Edit, Span, Text

if TYPE_CHECKING:
    from rapporteur.extract import Facts
    from rapporteur.strip import Stripped
    from rapporteur.tag import Tagged

Repaired = tuple[Text, Sequence[Edit]]


@dataclass(frozen=True, slots=True)
class Outlined:
    """What the stages up to segment found of one document.

    `repaired` are the running text and the footnotes before repair, each with its repairs.
    """

    source: Source
    grammar: Grammar
    stripped: Stripped
    repaired: tuple[Repaired, ...]
    text: Text
    outline: Outline
    places: Places


def assemble(found: Outlined, body: Body, facts: Facts, tagged: Tagged | None) -> Report:
    """Return the report; `problems` tells what does not add up, `quality` what is covered."""
    source, stripped = found.source, found.stripped
    share, missing, characters = audit.coverage(source, _covered(found, body))
    removed = _removed(source, found.places, [*stripped.removed, *_unsaid(body)])
    repairs = [r for before, edits in found.repaired for r in _repairs(source, before, edits)]
    problems = _problems(found, body, facts, tagged, missing, removed)
    quality = Quality(
        coverage=share, placed=audit.placed(share, characters, removed), characters=characters,
        pages=source.page_count, paragraphs=len(body.paragraphs), repairs=len(repairs),
        problems=len(problems),
    )  # fmt: skip
    return Report(
        schema_version=SCHEMA_VERSION,
        generator=_generator(found.grammar, tagged),
        source=_source(source, found.places),
        document=facts.document,
        meeting=facts.meeting,
        parts=list(body.parts),
        sections=list(body.sections),
        paragraphs=list(body.paragraphs),
        recommendations=list(facts.recommendations),
        commitments=list(facts.commitments),
        responses=list(facts.responses),
        agenda=list(facts.agenda),
        attendance=list(facts.attendance),
        statements=list(facts.statements),
        entities=_entities(tagged),
        mentions=list(tagged.mentions) if tagged else [],
        citations=list(tagged.citations) if tagged else [],
        footnotes=list(body.footnotes),
        tables=list(body.tables),
        repairs=repairs,
        removed=removed,
        problems=problems,
        quality=quality,
    )


def _problems(
    found: Outlined,
    body: Body,
    facts: Facts,
    tagged: Tagged | None,
    missing: Sequence[Span],
    removed: Sequence[Removed],
) -> list[Problem]:
    """Return what the stages were unsure of, in their order."""
    return [
        *_warnings(found.source),
        *audit.differing(found.places),
        *audit.unplaced(found.source, missing),
        *audit.prose_removed(removed, found.grammar),
        *audit.numbering(body),
        *_doubts(found.source, found.text, found.outline),
        *audit.uncalled(body.footnotes, _masthead(found.source, found.stripped)),
        *audit.far_notes(body.footnotes),
        *facts.problems,
        *(tagged.problems if tagged else ()),
    ]


def _covered(found: Outlined, body: Body) -> list[Span]:
    """Return what of the source stands in texts, was removed, or was repaired away."""
    return [*body.covered, *_cut(found.stripped), *_replaced(found.repaired)]


def _masthead(source: Source, stripped: Stripped) -> str:
    lines = (source.text[line.start : line.end] for line in stripped.masthead)
    return "\n".join(lines).replace("∗", "*")


def _cut(stripped: Stripped) -> list[Span]:
    """Return what a named rule removed or set apart; footnotes stand in the output."""
    return [Span(edit.start, edit.end) for edit in stripped.edits]


_RULES: dict[RemovedKind, str] = {
    "label": "base.word_of_label", "running_head": "base.repeated_table_head",
}  # fmt: skip


def _unsaid(body: Body) -> Iterator[Piece]:
    """Yield what the body covers, but no text of it says."""
    return (Piece(span.start, span.end, kind, _RULES[kind]) for kind, span in body.unsaid)


def _removed(source: Source, places: Places, pieces: Iterable[Piece]) -> list[Removed]:
    """Return what stands in no text, each piece with its place."""
    found = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.end)):
        for span in places.parts(Span(piece.start, piece.end)):
            place = places.of([span])[0]
            found.append(
                Removed(
                    rule=piece.rule,
                    kind=piece.kind,
                    text=source.text[span.start : span.end],
                    page=place.page,
                    start=place.start,
                    end=place.end,
                    bbox=place.bbox,
                )
            )
    return found


def _replaced(repaired: Iterable[Repaired]) -> list[Span]:
    return [
        span
        for before, edits in repaired
        for edit in edits
        for span in before.source_spans(edit.start, edit.end)
    ]


def _repairs(source: Source, before: Text, edits: Iterable[Edit]) -> list[Repair]:
    found = []
    for edit in edits:
        place = before.source_of(edit)
        page = source.page_of(place.start)
        found.append(
            Repair(
                rule=edit.rule,
                before=before.content[edit.start : edit.end],
                after=edit.replacement,
                page=page.number,
                start=place.start - page.start,
                end=min(place.end, page.end) - page.start,
            )
        )
    return found


def _generator(grammar: Grammar, tagged: Tagged | None) -> Generator:
    return Generator(
        name="rapporteur",
        version=_version(),
        grammar=grammar.id,
        grammar_hash=grammar.hash,
        model=tagged.model if tagged else None,
    )


@cache
def _version() -> str:
    return version(DISTRIBUTION)


def _source(source: Source, places: Places) -> SourceInfo:
    return SourceInfo(
        name=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        pages=(places.printed if isinstance(places, Beside) else source).page_count,
        reader=source.reader,
        ocr=OcrInfo(**asdict(source.ocr)) if source.ocr else None,
        beside=_beside(places) if isinstance(places, Beside) else None,
    )


def _beside(places: Beside) -> BesideInfo:
    pdf = places.printed
    return BesideInfo(
        name=pdf.name, sha256=pdf.sha256, reader=pdf.reader, matched=round(places.share, 3)
    )


def _entities(tagged: Tagged | None) -> Entities:
    if tagged is None:
        return Entities(people=[], countries=[], organizations=[])
    return Entities(
        people=list(tagged.people),
        countries=list(tagged.countries),
        organizations=list(tagged.organizations),
    )


def _warnings(source: Source) -> list[Problem]:
    return [
        Problem(code=code, severity="warning", message=message, node=None, page=None)
        for code, message in source.warnings
    ]


def _doubts(source: Source, text: Text, outline: Outline) -> list[Problem]:
    return [
        Problem(
            code=doubt.code,
            severity="info",
            message=doubt.message,
            node=None,
            page=source.printed_page(text.source_at(doubt.at)),
        )
        for doubt in outline.doubts
    ]
