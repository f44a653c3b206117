"""The pipeline: read → strip → repair → segment → tag → extract → assemble."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.assemble import Outlined, assemble
from rapporteur.assemble.corrections import correct, undone
from rapporteur.body import Beside, Body, BodyBuilder, NoteText, Places
from rapporteur.body.nodes import asides, name_cells, nodes
from rapporteur.extract import Facts, extract
from rapporteur.extract.opening import Opening, read_opening
from rapporteur.knowledge.grammar import Grammar, choose, detect, load_grammars
from rapporteur.readers import OcrUse, ReaderName, read
from rapporteur.repair import repair
from rapporteur.report import Correction, Report
from rapporteur.segment import segment
from rapporteur.segment.blocks import Outline
from rapporteur.source import Source
from rapporteur.strip import Stripped, strip
from rapporteur.text import Edit, Span, Text

if TYPE_CHECKING:
    from rapporteur.tag import Tagged

_HEAD = 12_000


@dataclass(frozen=True, slots=True)
class Run:
    """What every stage returned for one document, in the order of the stages."""

    source: Source
    grammar: Grammar
    stripped: Stripped
    running: Text
    repairs: tuple[Edit, ...]
    text: Text
    outline: Outline
    body: Body
    facts: Facts
    report: Report


def parse(  # noqa: PLR0913 - the options of the command
    path: str | Path | bytes,
    *,
    grammar: str | None = None,
    reader: ReaderName = "auto",
    entities: bool = True,
    name: str | None = None,
    grammars_dir: Path | None = None,
    model: str | None = None,
    corrections: Sequence[Correction] = (),
    ocr: OcrUse = "auto",
    ocr_languages: str = "eng",
    beside: str | Path | bytes | None = None,
) -> Report:
    """Return the report of one document.

    `grammar` is a grammar id (found from the text if None), `reader` one of `auto`, `pdfium`,
    `pdfplumber`; without `entities` spaCy is not imported and entity lists stay empty; `model`
    names an installed spaCy pipeline whose entities come behind ours; `corrections` are made in
    the report, or give the problem `correction_conflict`; `ocr` (`auto`, `never`, `always`) says
    whether tesseract reads pages that are pictures, in `ocr_languages` such as `eng+fra`; `beside`
    is the PDF of a Word file, on whose pages the places are then. Raises
    `ReadError` for a source that cannot be read, `GrammarError` for a bad grammar.
    """
    return run(
        path, grammar=grammar, reader=reader, entities=entities, name=name,
        grammars_dir=grammars_dir, model=model, corrections=corrections,
        ocr=ocr, ocr_languages=ocr_languages, beside=beside,
    ).report  # fmt: skip


def run(  # noqa: PLR0913 - the options of the command
    path: str | Path | bytes,
    *,
    grammar: str | None = None,
    reader: ReaderName = "auto",
    entities: bool = True,
    name: str | None = None,
    grammars_dir: Path | None = None,
    model: str | None = None,
    corrections: Sequence[Correction] = (),
    ocr: OcrUse = "auto",
    ocr_languages: str = "eng",
    beside: str | Path | bytes | None = None,
    begin: Callable[[str], None] = lambda _: None,
) -> Run:
    """Return what every stage found; see `parse` for the arguments.

    `begin` is called with the name of each stage before it begins.
    """
    begin("read")
    source = read(path, reader, name=name, ocr=ocr, ocr_languages=ocr_languages)
    places = Places(source)
    if beside is not None:
        pdf = f"{source.name.rpartition('.')[0]}.pdf" if isinstance(beside, bytes) else None
        places = Beside(
            source, read(beside, reader, name=pdf, ocr=ocr, ocr_languages=ocr_languages)
        )
    family = _family(source, grammar, grammars_dir)
    begin("strip")
    stripped = strip(source, family)
    running = Text.of(source.text).apply(stripped.edits)
    geometry = source.media_type == "application/pdf"
    begin("repair")
    wrong = undone(corrections)
    # What people typed into a file that states its paragraphs, no tool has damaged.
    recognized = source.recognized
    flowing = source.flowing
    made = [] if flowing else repair(running, geometry=geometry, recognized=recognized)
    repairs = _without(source, running, made, wrong)
    text = running.apply(repairs)
    begin("segment")
    outline = segment(text, stripped.lines, family, stripped.contents)
    notes, note_repairs, note_texts = _notes(source, stripped, wrong, geometry=geometry)
    body = BodyBuilder(text, notes, note_texts, stripped.calls, outline, places).build()
    opening = read_opening(source, stripped, body, family)
    begin("tag")
    tagged = _tag(body, opening, model) if entities else None
    begin("extract")
    facts = extract(opening, body, family, tagged)
    begin("assemble")
    found = Outlined(
        source, family, stripped, ((running, repairs), note_repairs), text, outline, places
    )
    report = correct(assemble(found, body, facts, tagged), corrections)
    return Run(
        source, family, stripped, running, tuple(repairs), text, outline, body, facts, report
    )


def _family(source: Source, name: str | None, grammars_dir: Path | None) -> Grammar:
    if name is not None:
        return choose(name, grammars_dir)
    return detect(source.text[:_HEAD], load_grammars(grammars_dir))


def _without(
    source: Source, text: Text, repairs: list[Edit], wrong: frozenset[tuple[int, int]]
) -> list[Edit]:
    """Return the repairs but those that a person took back, by page and offset."""
    if not wrong:
        return repairs
    return [edit for edit in repairs if _place(source, text, edit) not in wrong]


def _place(source: Source, text: Text, edit: Edit) -> tuple[int, int]:
    start = text.source_of(edit).start
    page = source.page_of(start)
    return page.number, start - page.start


def _notes(
    source: Source, stripped: Stripped, wrong: frozenset[tuple[int, int]], *, geometry: bool
) -> tuple[Text, tuple[Text, list[Edit]], list[NoteText]]:
    """Return the footnotes as one repaired text, the repairs, and where each note stands."""
    edits: list[Edit] = []
    position = 0
    for note in stripped.notes:
        for index, span in enumerate(note.spans):
            if position < span.start:
                joint = "\n" if index else "\n\n"
                edits.append(Edit(position, span.start, joint, "base.apart"))
            position = span.end
    edits.append(Edit(position, len(source.text), "", "base.apart"))
    apart = Text.of(source.text).apply(edits)
    repairs = repair(apart, geometry=geometry) if stripped.notes and not source.flowing else []
    repairs = _without(source, apart, repairs, wrong)
    mended = apart.apply(repairs)
    found = [
        NoteText(
            note.marker,
            Span(mended.locate(note.spans[0].start), mended.locate(note.spans[-1].end)),
            note.page,
            note.at_end,
            note.table,
        )
        for note in stripped.notes
    ]
    return mended, (apart, repairs), found


def _tag(body: Body, opening: Opening, model: str | None) -> Tagged:
    """Return the entities; spaCy is imported here and nowhere before."""
    from rapporteur.tag import Context, tag

    context = Context(
        body=opening.body,
        parents=opening.parents,
        session=opening.meeting.ordinal,
        year=opening.year,
        title=opening.document.title,
    )
    beside = asides(body, opening.officers)
    return tag(
        nodes(body),
        context=context,
        model=model,
        asides=beside,
        lines=body.line_starts(),
        names=name_cells(body),
    )
