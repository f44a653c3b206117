"""Reads what only LibreOffice can read: older Word files, OpenDocument texts, RTF.

LibreOffice, where it is installed, makes a Word file of them in a folder that is thrown away; that
is then read like any other.
"""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final

from rapporteur.errors import DamagedWordError, NoOfficeError
from rapporteur.source import Source

PROGRAMS: Final = ("soffice", "libreoffice")
LONGEST: Final = 180
"""Seconds that LibreOffice may take."""
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF_MAGIC: Final = b"{\\rtf"
ODT_MAGIC: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
HEAD: Final = 200
INSTALL: Final = (
    "install LibreOffice (Debian: apt-get install libreoffice-writer-nogui),"
    " or save it as .docx with Word"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what a person calls it, its suffix, type, and LibreOffice's filter for it."""

    called: str
    suffix: str
    media_type: str
    filter: str


WORD_97: Final = Kind("a Word file of before 2007", "doc", "application/msword", "MS Word 97")
RTF: Final = Kind("RTF", "rtf", "application/rtf", "Rich Text Format")
ODT: Final = Kind(
    "an OpenDocument text", "odt", "application/vnd.oasis.opendocument.text", "writer8"
)


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a file by its first bytes, None if it is none of these.

    A Word file with a password is packed like an older one, and is none.
    """
    if data.startswith(OLE_MAGIC):
        return None if ENCRYPTED in data else WORD_97
    if data.startswith(RTF_MAGIC):
        return RTF
    return ODT if ODT_MAGIC in data[:HEAD] else None


def read_office(data: bytes, name: str, kind: Kind) -> Source:
    """Return the source of a file that LibreOffice reads.

    Raises `NoOfficeError` if it is not here, `DamagedWordError` if it cannot read the file.
    """
    from rapporteur.readers.word import read_word

    source = read_word(_converted(data, name, kind), name)
    digest = hashlib.sha256(data).hexdigest()
    return replace(
        source, sha256=digest, media_type=kind.media_type, reader=f"libreoffice+{source.reader}"
    )


def _converted(data: bytes, name: str, kind: Kind) -> bytes:
    program = next(filter(None, map(which, PROGRAMS)), None)
    if program is None:
        raise NoOfficeError(name, f"this is {kind.called}, which needs LibreOffice", INSTALL)
    with TemporaryDirectory(prefix="rapporteur-") as folder:
        given, made = Path(folder, f"in.{kind.suffix}"), Path(folder, "out", "in.docx")
        given.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
            "--norestore", "--nologo", f"--infilter={kind.filter}", "--convert-to", "docx",
            "--outdir", str(made.parent), str(given),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 - no shell; what stands in it are our words
                command, capture_output=True, timeout=LONGEST, check=False
            )
        except subprocess.TimeoutExpired:
            raise NoOfficeError(name, "LibreOffice takes too long", INSTALL) from None
        if not made.is_file():
            reason = f"LibreOffice cannot read it as {kind.called}"
            raise DamagedWordError(name, reason, "get the file again from where it came")
        return made.read_bytes()
