"""The zip file that a Word document is: its parts, bounded in size, and what they refer to.

Nothing outside the file is ever fetched: relations to the outside are not followed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, normpath
from typing import IO, Final

from lxml import etree

from rapporteur.errors import DamagedWordError, EncryptedWordError, ReadError, TooLargeError
from rapporteur.readers.word.xml import Element

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
LARGEST: Final = 256 * 2**20
"""Bytes of one part; the largest of real documents have some ten million."""
ROOT_RELATIONS: Final = "_rels/.rels"
_BROKEN: Final = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError)
AGAIN: Final = "get the file again from where it came"
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(slots=True)
class Package:
    """An opened Word file. `main` is the name of the part that holds the document."""

    name: str
    zip: zipfile.ZipFile
    main: str = ""
    relations: dict[str, tuple[str, str]] = field(default_factory=dict)

    def open(self, part: str) -> IO[bytes]:
        """Return the bytes of a part as a stream; raises `ReadError` if it is too large."""
        size = self.zip.getinfo(part).file_size
        if size > LARGEST:
            raise TooLargeError(
                self.name,
                f"{part} unpacks to {size / 2**20:,.0f} MB, more than any document needs",
                "check where the file came from",
            )
        return self.zip.open(part)

    def has(self, part: str) -> bool:
        """Say whether the file holds a part."""
        return part in self.zip.NameToInfo

    def tree(self, part: str) -> Element:
        """Return a part as a tree; raises `ReadError` if it is broken."""
        try:
            root = etree.parse(self.open(part), etree.XMLParser(**_SAFE)).getroot()
        except _BROKEN as error:
            raise self.broken(part, error) from None
        self._refuse_entities(root, part)
        return root

    def elements(self, part: str, tags: tuple[str, ...]) -> Iterator[Element]:
        """Yield the outermost elements with one of `tags`; each is forgotten with the next.

        Raises `ReadError` if the part is broken.
        """
        depth = 0
        try:
            events = etree.iterparse(self.open(part), events=("start", "end"), tag=tags, **_SAFE)
            for event, element in events:
                if event == "start" and not depth:
                    self._refuse_entities(element, part)
                depth += 1 if event == "start" else -1
                if event == "end" and not depth:
                    yield element
                    _forget(element)
        except _BROKEN as error:
            raise self.broken(part, error) from None

    def of_kind(self, kind: str) -> str | None:
        """Return the part that the document has of a kind, such as `footnotes`."""
        found = (part for end, part in self.relations.values() if end == kind)
        return next((part for part in found if self.has(part)), None)

    def broken(self, part: str, error: Exception) -> ReadError:
        """Return the error that says which part cannot be read."""
        if "entity amplification" in str(error):
            return self._bomb(part)
        return DamagedWordError(self.name, f"{part} is broken: {error}", AGAIN)

    def _refuse_entities(self, element: Element, part: str) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise self._bomb(part)

    def _bomb(self, part: str) -> ReadError:
        return DamagedWordError(
            self.name, f"{part} defines entities, which no Word file does", AGAIN
        )


# Neither entities are expanded nor anything is fetched; without `huge_tree` depth is limited, too.
_SAFE: Final = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def _forget(element: Element) -> None:
    """Free an element and its elder siblings."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def open_package(data: bytes, name: str) -> Package:
    """Return the Word file that the bytes hold; raises `ReadError` with the cause."""
    if data.startswith(OLE_MAGIC) and ENCRYPTED in data:
        raise EncryptedWordError(
            name, "the Word file needs a password", "save a copy without password"
        )
    try:
        package = Package(name, zipfile.ZipFile(BytesIO(data)))
    except (zipfile.BadZipFile, EOFError, ValueError):
        reason = (
            "the Word file is cut off or damaged"
            if data.startswith(ZIP_MAGIC)
            else "this is no Word file though its name says so"
        )
        raise DamagedWordError(name, reason, AGAIN) from None
    if any(info.flag_bits & 1 for info in package.zip.infolist()):
        raise EncryptedWordError(
            name, "the Word file needs a password", "save a copy without password"
        )
    return _with_relations(package)


def _with_relations(package: Package) -> Package:
    found = relations(package, "") if package.has(ROOT_RELATIONS) else {}
    main = next((part for kind, part in found.values() if kind == "officeDocument"), "")
    if not package.has(main) or not main.endswith(".xml") or not main.startswith("word/"):
        raise DamagedWordError(
            package.name, "this zip file is no Word document", "convert the files in it"
        )
    package.main = main
    package.relations = relations(package, main)
    return package


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return by its id the kind and the part of everything inside the file that `part` names."""
    folder, _, base = part.rpartition("/")
    listed = f"{folder}/_rels/{base}.rels" if part else ROOT_RELATIONS
    if not package.has(listed):
        return {}
    found = {}
    for relation in package.tree(listed).iter(_REL):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            inside = target[1:] if target.startswith("/") else f"{dirname(part)}/{target}"
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = kind, normpath(inside.lstrip("/"))
    return found
