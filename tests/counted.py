"""What a document prints and what its JSON holds, as letters and digits counted.

Shares no code with the program: a PDF is read by PDFium alone, a text file as it is.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2


def printed(path: Path) -> Counter[str]:
    """Return the letters and digits that a file prints."""
    if path.suffix != ".pdf":
        return signs(path.read_text(encoding="utf-8"))
    document = pypdfium2.PdfDocument(path)
    found: Counter[str] = Counter()
    for page in document:
        found += signs(page.get_textpage().get_text_range())
    document.close()
    return found


def signs(text: str) -> Counter[str]:
    """Return the letters and digits of a text, ligatures and the like resolved."""
    return Counter(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def held(content: bytes) -> Counter[str]:
    """Return the letters and digits that a report holds, as they were printed."""
    report = json.loads(content)
    found: Counter[str] = Counter()
    for text in texts(report):
        found += signs(text)
    for repair in report["repairs"]:
        found += signs(repair["before"])
        found.subtract(signs(repair["after"]))
    return found


def texts(report: dict[str, Any]) -> list[str]:
    """Return every text of a report that stands for something printed, each once."""
    found = [piece["text"] for piece in report["removed"]]
    for section in report["sections"]:
        found += [section["label"], section["title"]]
    for paragraph in report["paragraphs"]:
        found += [paragraph["number"], *_texts_of(paragraph)]
    for note in report["footnotes"]:
        found += [note["marker"], note["text"]]
    for table in report["tables"]:
        found += [table["title"], *table["header"], *(c for row in table["rows"] for c in row)]
    for entry in report["agenda"]:
        found += _entry(entry)
    return [text for text in found if text]


def _texts_of(node: dict[str, Any]) -> list[str]:
    found = [node["text"]]
    for item in node["items"]:
        found += [item["label"], *_texts_of(item)]
    return [*found, node["tail"]]


def _entry(entry: dict[str, Any]) -> list[str]:
    return [entry["number"], entry["title"], *(t for e in entry["items"] for t in _entry(e))]


def differences(path: Path, content: bytes) -> tuple[Counter[str], Counter[str]]:
    """Return what is printed but not held, and what is held but not printed."""
    one, other = printed(path), held(content)
    return one - other, other - one
