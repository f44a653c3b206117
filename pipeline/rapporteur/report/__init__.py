"""The report: the pydantic schema of the JSON that rapporteur emits, and how it is written."""

from __future__ import annotations

from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from rapporteur.errors import NotReportError
from rapporteur.report.pieces import (
    Action,
    Answer,
    Box,
    Commitment,
    Item,
    Place,
    Recommendation,
    Response,
    Topic,
)

__all__ = [
    "Action", "Answer", "Box", "Commitment", "Item", "Place", "Recommendation", "Response", "Topic",
]  # fmt: skip

SCHEMA_VERSION = "1.1"

_ANEW = "upgrade rapporteur, or convert the document anew"

RemovedKind = Literal[
    "running_head", "running_foot", "page_number", "job_number", "contents", "masthead", "stroke",
    "boilerplate", "call", "label",
]  # fmt: skip


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Generator(_Model):
    """What made the report. `model` names the spaCy pipeline, or is null."""

    name: str
    version: str
    grammar: str
    grammar_hash: str
    model: str | None


class OcrInfo(_Model):
    """What read the pictures of pages; `confidence` is its own, from 0 to 1, of all words."""

    engine: str
    version: str
    languages: str
    confidence: float


class BesideInfo(_Model):
    """The PDF of a document that is a Word file, too: the places in the report are its pages.

    `matched` is the share of the words of the Word file's running text that stand there.
    """

    name: str
    sha256: str
    reader: str
    matched: float


class SourceInfo(_Model):
    """What was read. `reader` is the reader that was used, `ocr` what read pictures of pages.

    `beside` is the PDF that the same document has beside its Word file, if both were given.
    """

    name: str
    sha256: str
    media_type: str
    pages: int
    reader: str
    ocr: OcrInfo | None = None
    beside: BesideInfo | None = None


class DocumentInfo(_Model):
    """What the masthead prints; null where it prints nothing. `date` is ISO 8601.

    `subtitles` stand below the title ("Report of the Secretary-General", "Addendum"),
    `sponsors` propose a draft, `adoption` says how an act came about. `session` is that of the
    body that considers the document, `agenda_items` are the numbers of the items and
    `item_titles` their titles. `imprint` is what else the front prints: series, number of the
    supplement, notices; `contents` are the entries of the table of contents.
    `state_under_review` (ISO alpha-3), `troika` (ids of countries) are set for reports of the
    Universal Periodic Review only, `answers` (a symbol) for the addenda that answer one.
    """

    symbols: list[str]
    title: str | None
    family: str
    body: str | None
    language: str | None
    distribution: str | None
    date: str | None
    original_languages: list[str]
    job_number: str | None
    subtitles: list[str] = []
    sponsors: str | None = None
    adoption: str | None = None
    session: str | None = None
    agenda_items: list[str] = []
    item_titles: list[str] = []
    imprint: list[str] = []
    contents: list[str] = []
    state_under_review: str | None = None
    troika: list[str] = []
    answers: str | None = None


class Officer(_Model):
    """An officer of the meeting; `person` is an id in `entities.people`."""

    person: str | None
    role: str
    country: str | None


class Meeting(_Model):
    """The meeting reported on; `start` and `end` are ISO dates."""

    body: str | None
    ordinal: int | None
    session: str | None
    place: str | None
    start: str | None
    end: str | None
    meetings_held: int | None
    officers: list[Officer]


class Part(_Model):
    """The body, an annex or an appendix."""

    id: str
    label: str | None
    title: str | None


class Section(_Model):
    """A heading and what follows it; `parent` and `part` are ids."""

    id: str
    label: str | None
    title: str
    level: int
    parent: str | None
    part: str
    source: list[Place]


class Paragraph(_Model):
    """A block of running text; `rule` is the grammar rule that recognised it."""

    id: str
    kind: Literal["numbered", "recommendation", "unnumbered"]
    number: str | None
    part: str
    section: str | None
    text: str
    items: list[Item]
    tail: str | None
    footnotes: list[str]
    source: list[Place]
    rule: str


class AgendaItem(_Model):
    """An item of the adopted agenda."""

    number: str
    title: str
    items: list[AgendaItem]


class Member(_Model):
    """A name as printed in a list, and the entity that it names."""

    name: str
    entity: str | None


class Speaker(Member):
    """One who spoke; `on_behalf_of` are those for whom it spoke, who are no speakers."""

    on_behalf_of: list[str] = []


class Attendance(_Model):
    """Who was represented, by category; `paragraph` is an id."""

    category: str
    paragraph: str
    members: list[Member]


class Statement(_Model):
    """Who spoke; `paragraph` is an id."""

    paragraph: str
    agenda_items: list[str]
    category: str | None
    members: list[Speaker]


class Person(_Model):
    """A natural person; `country` is an ISO alpha-3 code."""

    id: str
    name: str
    honorific: str | None
    role: str | None
    affiliation: str | None
    country: str | None
    on_behalf_of: str | None
    paragraphs: list[str]


class Country(_Model):
    """A State or territory; `id` is ISO 3166-1 alpha-3, for historic States 3166-3 alpha-4."""

    id: str
    name: str
    iso2: str | None
    iso3: str | None
    m49: str | None
    region: str | None
    paragraphs: list[str]


class Organization(_Model):
    """A named organization or body."""

    id: str
    name: str
    acronym: str | None
    type: str
    paragraphs: list[str]


class Entities(_Model):
    """Who and what the report names."""

    people: list[Person]
    countries: list[Country]
    organizations: list[Organization]


class Mention(_Model):
    """A name in a text: offsets count code points in the text of `node`."""

    node: str
    start: int
    end: int
    text: str
    kind: Literal["person", "country", "organization", "date", "document", "resolution"]
    entity: str | None
    rule: str


class Citation(_Model):
    """A document, resolution or decision that the report cites."""

    id: str
    kind: Literal["document", "resolution", "decision"]
    symbol: str | None
    body: str | None
    number: str | None
    title: str | None
    paragraphs: list[str]


class Footnote(_Model):
    """A footnote; `paragraph` is the id of the node that calls it, or null."""

    id: str
    marker: str
    text: str
    part: str
    paragraph: str | None
    source: list[Place]


class Table(_Model):
    """A table; every row has as many cells as the widest."""

    id: str
    title: str | None
    section: str | None
    header: list[str]
    rows: list[list[str]]
    source: list[Place]


class Repair(_Model):
    """A change to the source text: offsets into the page's text as read."""

    rule: str
    before: str
    after: str
    page: int
    start: int
    end: int


class Removed(_Model):
    """What is printed but stands in no other text, and the rule that says what it is.

    Offsets count in the page's text as read, in the whole text where `page` is null.
    """

    rule: str
    kind: RemovedKind
    text: str
    page: int | None
    start: int
    end: int
    bbox: Box | None


class Correction(_Model):
    """A correction by a person: `field` of `node` had the value `before`, and has `after`.

    `node` is the id of a node or entity, `document`, `meeting`, or `attendance:PARAGRAPH:1`.
    Fields that say what is done: `split` (`after`: two texts), `merge` (`after`: the other's id),
    `remove`, `add` (`node`: the list, `after`: the object), `undo` (a repair, by its `place`).
    `place` is where the node stood when it was corrected, so that it is found again.
    """

    node: str
    field: str
    before: Any = None
    after: Any = None
    by: str | None = None
    note: str | None = None
    place: Place | None = None


class Mark(_Model):
    """What a person found of a node: it was `checked`, it is `wrong`, or only a note.

    `node` is that of a correction, `report` for the whole, or `problem:CODE:PLACE`.
    """

    node: str
    state: Literal["checked", "wrong"] | None = None
    by: str | None = None
    note: str | None = None


class CorrectionFile(_Model):
    """A file of corrections: what people said of one document, known by its bytes."""

    name: str
    sha256: str
    corrections: list[Correction]
    marks: list[Mark] = []


class Problem(_Model):
    """Something that a person should look at; `node` is an id, `page` counts from 1."""

    code: str
    severity: Literal["info", "warning", "error"]
    message: str
    node: str | None
    page: int | None


class Quality(_Model):
    """How much of the source stands in the report, and how large it is.

    `coverage` is the share of the source's non-blank characters that stand in the report,
    `removed` included; `placed` is the share that stands in its texts, without `removed`.
    """

    coverage: float
    placed: float | None = None
    characters: int
    pages: int
    paragraphs: int
    repairs: int
    problems: int


class Report(_Model):
    """One document, checked and structured."""

    schema_version: str
    generator: Generator
    source: SourceInfo
    document: DocumentInfo
    meeting: Meeting
    parts: list[Part]
    sections: list[Section]
    paragraphs: list[Paragraph]
    recommendations: list[Recommendation]
    commitments: list[Commitment] = []
    responses: list[Response] = []
    agenda: list[AgendaItem]
    attendance: list[Attendance]
    statements: list[Statement]
    entities: Entities
    mentions: list[Mention]
    citations: list[Citation]
    footnotes: list[Footnote]
    tables: list[Table]
    repairs: list[Repair]
    removed: list[Removed] = []
    corrections: list[Correction] = []
    problems: list[Problem]
    quality: Quality

    def to_json(self) -> bytes:
        """Return the report as UTF-8 JSON in the model's order, with a final line feed."""
        return dump(self)


def dump(report: Report) -> bytes:
    """Return the report as UTF-8 JSON, indented by two, in the model's order."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(report.model_dump(mode="json"), option=options)


def dump_line(report: Report) -> bytes:
    """Return the report as one line of UTF-8 JSON with a line feed."""
    return orjson.dumps(report.model_dump(mode="json"), option=orjson.OPT_APPEND_NEWLINE)


def restore(content: bytes, name: str) -> Report:
    """Return the report that `content` is the JSON of; raises `NotReportError` for anything else.

    `name` is what the error calls it.
    """
    advice = "give the JSON of a report"
    if b"%PDF-" in content[:1024]:
        raise NotReportError(name, "is a PDF, not a report", "convert it first: rapporteur convert")
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise NotReportError(name, f"is no JSON: {error}", advice) from error
    if not isinstance(value, dict) or "schema_version" not in value:
        raise NotReportError(name, "is JSON, but no report: it has no schema_version", advice)
    if _major(str(value["schema_version"])) != _major(SCHEMA_VERSION):
        reason = f"is no report of schema {SCHEMA_VERSION}, but {value['schema_version']!r}"
        raise NotReportError(name, reason, _ANEW)
    try:
        return Report.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        reason = (
            f"is no report of schema {SCHEMA_VERSION}, but {value['schema_version']!r}:"
            f" {where}: {first['msg']}"
        )
        raise NotReportError(name, reason, _ANEW) from error


def misfit(model: type[BaseModel], value: Any) -> str | None:
    """Return why `value` is none of `model`, or None if it is one."""
    try:
        model.model_validate(value)
    except ValidationError as error:
        return error.errors()[0]["msg"]
    return None


def _major(version: str) -> str:
    return version.partition(".")[0]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the report."""
    return Report.model_json_schema(mode="serialization")
