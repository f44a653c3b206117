"""What is asked of a conversion, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rapporteur.batch.inputs import Document, Failure


@dataclass(frozen=True, slots=True)
class Options:
    """How to convert: what `rapporteur.parse` takes, and the form of the result.

    `corrections` is the folder where people's corrections stand, a file for each document.
    """

    grammar: str | None = None
    grammars_dir: Path | None = None
    reader: Literal["auto", "pdfium", "pdfplumber"] = "auto"
    ocr: Literal["auto", "never", "always"] = "auto"
    ocr_languages: str = "eng"
    entities: bool = True
    model: str | None = None
    stage: str | None = None
    one_line: bool = False
    corrections: Path | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A document to convert.

    `known` is the SHA-256 of the source whose result stands already. `content` is the source
    itself where the process that converts it cannot reach it, `beside` that of its PDF, `failure`
    why it cannot be sent.
    """

    document: Document
    known: bytes | None = None
    content: bytes | None = None
    failure: Failure | None = None
    beside: bytes | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the summary shows of a report."""

    grammar: str
    pages: int
    sections: int
    paragraphs: int
    recommendations: int
    repairs: int
    problems: int
    coverage: float


Change = Literal["new", "changed", "renamed", "copied", "redone"]


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that is no more: the digest of its bytes, and the name it had."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a document: its JSON with, for a report, its facts; or a failure.

    `source` is the SHA-256 of its source; `unchanged` says that it is the known one, and that
    nothing was done. `identity` is what the document is known by, if it prints a symbol.

    Where results are kept, `change` says how the document differs from those of earlier runs: it
    is new, it changed, its file was renamed, it is a copy of another, or it is the same and was
    done again. `told` is what a person should know of it, `lost` the files whose place it took.
    """

    document: Document
    content: bytes | None = None
    facts: Facts | None = None
    failure: Failure | None = None
    source: bytes = b""
    unchanged: bool = False
    identity: str | None = None
    seconds: float = 0.0
    change: Change | None = None
    told: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
