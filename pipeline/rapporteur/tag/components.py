"""spaCy components that tag UN texts, each usable alone in any pipeline.

`nlp.add_pipe("un_countries")` and its sisters write `doc.spans["un_countries"]` …: `label_` is the
kind, `kb_id_` the entity as far as the text alone tells, `id_` the rule; `span._.un` is a dict with
the exact offsets and what else the text says ("role", "number", …). No model is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from itertools import islice
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from rapporteur.tag.finders import FINDERS, NAMES, Finder
from rapporteur.tag.learned.names import propose
from rapporteur.tag.model import Found
from rapporteur.tag.named import Named, named

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_FIELDS = tuple(field.name for field in fields(Found))
_ANY_YEAR: dict[str, int | None] = dict.fromkeys(["year"])
_RECORDS = "un"
_TEXT = "un_text"


class Tagger:
    """A component that writes what one finder finds into `doc.spans[name]`."""

    def __init__(self, name: str, find: Finder, year: int | None) -> None:
        self._name = name
        self._find = find
        self._year = year

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        _write(doc, self._name, self._find(_reading(doc, self._year)))
        return doc


class Proposer:
    """A component that writes the people whom the model sees beyond what those before it found."""

    def __init__(self, name: str, year: int | None) -> None:
        self._name = name
        self._year = year

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        self._tag([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Tag many documents, asking the model about a batch at once."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self._tag(batch)
            yield from batch

    def _tag(self, docs: Sequence[Doc]) -> None:
        readings = [_reading(doc, self._year) for doc in docs]
        for doc, found in zip(docs, propose(readings, list(map(found_in, docs))), strict=True):
            _write(doc, self._name, found)


def _reading(doc: Doc, year: int | None) -> Named:
    if _TEXT not in doc.user_data:
        doc.user_data[_TEXT] = doc.text  # spaCy joins the tokens anew at each call
    return named(doc.user_data[_TEXT], year)


def _write(doc: Doc, name: str, found: Iterable[Found]) -> None:
    records = doc.user_data.setdefault(_RECORDS, {})
    spans = (_span(doc, one, records) for one in found)
    doc.spans[name] = [span for span in spans if span is not None]


def _span(doc: Doc, found: Found, records: dict[str, Any]) -> Span | None:
    """Give the tokens that hold what was found; with our own tokenizer they fit exactly."""
    span = doc.char_span(
        found.start,
        found.end,
        label=found.kind,
        kb_id=found.entity or "",
        span_id=found.rule,
        alignment_mode="expand",
    )
    if span is not None:
        records[_key(span)] = _record(found)
    return span


def _key(span: Span) -> str:
    return f"{span.label_}:{span.start_char}:{span.end_char}"


def _record(found: Found) -> dict[str, Any]:
    record = {name: getattr(found, name) for name in _FIELDS}
    record["data"] = dict(found.data)
    return record


def _read(span: Span) -> dict[str, Any]:
    records: dict[str, dict[str, Any]] = span.doc.user_data.get(_RECORDS, {})
    return records.get(_key(span), {})


if not Span.has_extension("un"):
    Span.set_extension("un", getter=_read)


def found_in(doc: Doc) -> list[Found]:
    """Give all that our components found in a document, with exact offsets."""
    return [Found(**record) for record in doc.user_data.get(_RECORDS, {}).values()]


@Language.factory("un_countries", default_config=_ANY_YEAR)
def un_countries(nlp: Language, name: str, year: int | None) -> Tagger:  # noqa: ARG001
    """Tag States and territories; `year` is that of the text, for States that are no more."""
    return Tagger(name, FINDERS["un_countries"], year)


@Language.factory("un_organizations", default_config=_ANY_YEAR)
def un_organizations(nlp: Language, name: str, year: int | None) -> Tagger:  # noqa: ARG001
    """Tag organizations, bodies and offices, and the acronyms that stand in brackets after them."""
    return Tagger(name, FINDERS["un_organizations"], year)


@Language.factory("un_people", default_config=_ANY_YEAR)
def un_people(nlp: Language, name: str, year: int | None) -> Tagger:  # noqa: ARG001
    """Tag people as reports introduce them."""
    return Tagger(name, FINDERS["un_people"], year)


@Language.factory("un_names", default_config=_ANY_YEAR)
def un_names(nlp: Language, name: str, year: int | None) -> Proposer:  # noqa: ARG001
    """Propose people whom no component before this one found, by a small model that is shipped."""
    return Proposer(name, year)


@Language.factory("un_citations")
def un_citations(nlp: Language, name: str) -> Tagger:  # noqa: ARG001
    """Tag symbols of documents, and resolutions and decisions by number."""
    return Tagger(name, FINDERS["un_citations"], None)


@Language.factory("un_dates", default_config=_ANY_YEAR)
def un_dates(nlp: Language, name: str, year: int | None) -> Tagger:  # noqa: ARG001
    """Tag dates and periods as ISO 8601; `year` is that of dates printed without one."""
    return Tagger(name, FINDERS["un_dates"], year)


@lru_cache(maxsize=65536)
def _pieces(chunk: str) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    pieces = tuple(_TOKEN.findall(chunk))
    return pieces, (*(False,) * (len(pieces) - 1), True)


class Words:
    """A tokenizer by words and marks: several times as fast as that for English."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text so that `doc.text` is the text again."""
        tokens: list[str] = []
        spaces: list[bool] = []
        *chunks, last = text.split(" ")
        for chunk in chunks:
            if chunk:
                pieces, apart = _pieces(chunk)
                tokens += pieces
                spaces += apart
            else:  # of two blanks the second is a token of its own
                tokens.append(" ")
                spaces.append(False)
        if last:
            pieces, apart = _pieces(last)
            tokens += pieces
            spaces += (*apart[:-1], False)
        return Doc(self._vocab, tokens, spaces, user_data={_TEXT: text})

    def pipe(self, texts: Iterable[str]) -> Iterable[Doc]:
        """Cut many texts."""
        return map(self, texts)


def make_words() -> Callable[[Language], Words]:
    """Give the maker of our tokenizer, as spaCy's registry wants it."""
    return lambda nlp: Words(nlp.vocab)


registry.tokenizers.register("rapporteur.Words.v1", func=make_words)
"""By its name in the config spaCy does not first build the tokenizer for English."""


@cache
def _vocabulary() -> Vocab:
    """Give the words that the pipelines of all years share."""
    return _blank(vocab=True).vocab


def _blank(vocab: Vocab | bool) -> Language:
    config = {"nlp": {"tokenizer": {"@tokenizers": "rapporteur.Words.v1"}}}
    return spacy.blank("en", vocab=vocab, config=config)


@cache
def load_pipeline(year: int | None = None) -> Language:
    """Give a pipeline with all our components; `year` is that of the texts."""
    nlp = _blank(_vocabulary())
    nlp.max_length = sys.maxsize  # its limit is for parsers, and a paragraph may be longer
    for name in NAMES:
        nlp.add_pipe(name, config={} if name == "un_citations" else dict.fromkeys(_ANY_YEAR, year))
    return nlp


@cache
def load_model(name: str) -> Language:
    """Give an installed model. Read once."""
    return spacy.load(name)
