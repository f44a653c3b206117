"""Errors that name what went wrong, where, why, and what to do.

Every error that input or configuration can cause derives from `RapporteurError`; its text is
one line fit for a person.
"""

from __future__ import annotations

import errno
import re
from difflib import get_close_matches
from typing import Any

DISTRIBUTION = "un-rapporteur"
"""The name under which this program is installed; `rapporteur` alone is another project's."""


def install(extra: str) -> str:
    """Return the command that installs what an extra names."""
    return f"pip install '{DISTRIBUTION}[{extra}]'"


# A URL that went through a path has one slash.
_PASSWORD = re.compile(r"(?<=:/)(/?[^\s:/@]*):(?:[^\s/?#]*|(?!\d+[/?#])\S*)@")
_SECRET = re.compile(
    r"(?i)\b([\w-]*(?:password|passwd|secret|token|signature|credential|\bsig|api_?key))=[^&\s;]+"
)


def masked(text: str) -> str:
    """Return `text` without the passwords and keys of the URLs in it."""
    return _SECRET.sub(r"\1=***", _PASSWORD.sub(r"\1:***@", text))


def one_line(text: str) -> str:
    """Return `text` on one line, without passwords and what a terminal or UTF-8 cannot print."""
    clean = masked(text).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in clean).split())


def is_want_of_memory(error: Exception) -> bool:
    """Say whether an error tells that the system gave no memory, as to a library to be loaded.

    Python itself may fail so without saying why: "error return without exception set".
    """
    if not isinstance(error, OSError | ImportError | SystemError):
        return False
    wanting = (
        "error return without exception set",
        "failed to map segment",
        "cannot allocate memory",
    )
    return getattr(error, "errno", None) == errno.ENOMEM or any(
        words in str(error).lower() for words in wanting
    )


class RapporteurError(Exception):
    """Base of every error that a user can cause and mend; each can be sent to another process."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _sent, (type(self), self.args, vars(self))


def _sent(kind: type[RapporteurError], told: tuple[Any, ...], fields: Any) -> RapporteurError:
    """Return an error as it was sent: its message is made already."""
    error = kind.__new__(kind)
    error.args = told
    vars(error).update(fields)
    return error


class EditError(ValueError):
    """An edit overlaps another or lies outside its text: a fault in a stage, not in input."""

    def __init__(self, rule: str, start: int, end: int, size: int) -> None:
        super().__init__(f"{rule}: edit [{start}, {end}) does not fit a text of {size} characters")


class ReadError(RapporteurError):
    """A source cannot be read. `reason` is a short cause; `advice` says what to do."""

    def __init__(self, name: str, reason: str, advice: str) -> None:
        super().__init__(f"{name}: {reason}; {advice}")
        self.name = name
        self.reason = reason
        self.advice = advice


class EmptySourceError(ReadError):
    """The file has no bytes or no text."""


class NotPdfError(ReadError):
    """The bytes are no PDF though the name says so."""


class DamagedPdfError(ReadError):
    """The PDF is truncated or its structure is broken."""


class EncryptedPdfError(ReadError):
    """The PDF needs a password."""


class DamagedWordError(ReadError):
    """The file is no Word file though its name says so, or a part of it is broken."""


class EncryptedWordError(ReadError):
    """The Word file needs a password."""


class DamagedHtmlError(ReadError):
    """The HTML cannot be read as a page."""


class TooLargeError(ReadError):
    """The file unpacks to more than any document needs."""


class NoTextLayerError(ReadError):
    """The pages are pictures: the PDF has no text layer."""


class NoOcrError(ReadError):
    """OCR was asked for, and tesseract is not there or cannot do it."""


class NoOfficeError(ReadError):
    """The file needs LibreOffice, which is not there or takes too long."""


class BinaryTextError(ReadError):
    """The bytes of a text file are no text in any encoding."""


class ListError(ReadError):
    """A list of recommendations cannot be read."""


class NotReportError(ReadError):
    """A JSON file is no report that this program can read."""


class ConversionError(RapporteurError):
    """A document could not be converted; the message says why, as that of a batch does."""


class AbsentError(RapporteurError):
    """A report does not have what was asked for; the message says what it has."""


class GrammarError(RapporteurError):
    """A grammar file is wrong. The message names the file, the rule and the reason."""

    def __init__(self, file: str, rule: str | None, reason: str) -> None:
        where = f"{file}: {rule}" if rule else file
        super().__init__(f"{where}: {reason}")
        self.file = file
        self.rule = rule
        self.reason = reason


class UnknownGrammarError(RapporteurError):
    """`--grammar` names a grammar that does not exist."""

    def __init__(self, name: str, known: list[str]) -> None:
        near = get_close_matches(name, known, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        super().__init__(f"unknown grammar {name!r}{meant}; known: {', '.join(known)}")


class CorrectionFileError(RapporteurError):
    """A file of corrections cannot be used."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}; mend the file or move it away, it is not changed")


class TableError(RapporteurError):
    """A table cannot be written in the form that was asked for."""


class UnfitError(RapporteurError):
    """A report cannot stand in a database. `reason` says what and where."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreError(RapporteurError):
    """A database cannot be used. The message names it, the cause, and what to do."""


class QueryError(RapporteurError):
    """A query has no word to search for."""

    def __init__(
        self,
        query: str,
        why: str = 'has no word to search for; give words, or a "phrase", that not every text has',
    ) -> None:
        super().__init__(f"{query!r} {why}")


class PlaceError(RapporteurError):
    """A URL cannot be read or written."""

    def __init__(self, url: str, reason: str, advice: str) -> None:
        super().__init__(masked(f"{url}: {reason}; {advice}"))
        self.reason = masked(reason)
        self.advice = advice


class BusyFolderError(RapporteurError):
    """Another batch writes into the folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{masked(folder)}: another batch writes there; wait for its end or give another folder"
        )


class EngineError(RapporteurError):
    """The engine is unknown, not installed or cannot be reached."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"--engine {name}: {reason}")
