"""What a PDF prints and its report does not hold, counted by another reader: poppler's pdftotext.

Shares no code with the pipeline: words of three letters or more, as poppler reads them, are
counted against the texts of the report. Lines that recur on three pages but for their digits and
lines with dot leaders are left out, for they are running heads and contents. What is lost is then
sought in `removed[]`, and by its whole line in the letters of the texts: there poppler cut or
joined words otherwise.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PROGRAM: Final = "pdftotext"
NOTES: Final = Path(__file__).with_suffix(".toml")
RECURS: Final = 3
MASTHEAD: Final = 60
"""So many words of page 1 may stand in no text: they are values of `document` and `meeting`."""
WORST: Final = 10
TEXTS: Final = ("document", "meeting", "parts", "agenda", "sections", "paragraphs", "footnotes",
                "tables")  # fmt: skip
NO_TEXT: Final = frozenset({"id", "rule", "kind", "source", "parent", "part", "section"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEADERS = re.compile(r"\.{4,}|(?:\s\.){4,}|…{2,}")
_LINE_HYPHEN = re.compile(r"(?<=\w)[-\u2010]\s*$")
INTRO: Final = """## Nothing lost, counted by another reader

Coverage is our own count. Here poppler's `pdftotext` reads each PDF, and each of its words of three
letters or more must stand in a text of the report, as often as it is printed; `removed[]` does not
count as text. Left out: lines that recur on three pages but for their digits, lines with dot
leaders, and up to 60 words of page 1, which are values of the masthead. What is not found is then
sought: "removed" stands in `removed[]`; of what is "cut otherwise" the letters of the whole line
stand in the texts in one run, so that the two readers only part words differently; "nowhere" is the
rest.
"""


@dataclass(frozen=True, slots=True)
class Loss:
    """The words of one PDF, and those of them that stand in no text of its report."""

    name: str
    words: int
    cut: int
    removed: int
    rest: int

    @property
    def lost(self) -> int:
        """All words that stand in no text as poppler has them."""
        return self.cut + self.removed + self.rest

    @property
    def share(self) -> float:
        """The share of words that is lost."""
        return self.lost / max(1, self.words)


def can_count() -> bool:
    """Say whether poppler is installed."""
    return shutil.which(PROGRAM) is not None


def loss(pdf: Path, report: Mapping[str, Any]) -> Loss:
    """Count the words of a PDF that its report lacks."""
    held = Counter(_words(" ".join(_texts({key: report.get(key) for key in TEXTS}))))
    letters = _letters(" ".join(_texts({key: report.get(key) for key in TEXTS})))
    removed = Counter(_words(" ".join(piece["text"] for piece in report.get("removed", []))))
    total, first = 0, 0
    found: Counter[str] = Counter()
    for page, line in _lines(pdf):
        for word in _words(_LINE_HYPHEN.sub("", line)):
            total += 1
            if held[word]:
                held[word] -= 1
                continue
            if page == 1 and first < MASTHEAD:
                first += 1
                continue
            if removed[word]:
                removed[word] -= 1
                found["removed"] += 1
            else:
                found["cut" if _letters(line) in letters else "rest"] += 1
    return Loss(pdf.stem, total, found["cut"], found["removed"], found["rest"])


def _lines(pdf: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a PDF with their pages, without running heads and contents."""
    command = [PROGRAM, "-enc", "UTF-8", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    pages = done.stdout.decode("utf-8", "replace").split("\f")
    recurs = Counter(
        shape for page in pages for shape in {_letters(line) for line in page.splitlines()}
    )
    for number, page in enumerate(pages, 1):
        for line in page.splitlines():
            shape = _letters(line)
            if shape and recurs[shape] < RECURS and not _LEADERS.search(line):
                yield number, line


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower()


def _words(text: str) -> list[str]:
    return _WORD.findall(_fold(text))


def _letters(text: str) -> str:
    return "".join(letter for letter in _fold(text) if letter.isalpha())


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a part of a report, but for ids and names of rules."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in NO_TEXT:
                yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def section(found: Mapping[str, Sequence[Loss]], notes: Path = NOTES) -> str:
    """Return the section of the page: losses by folder, and the worst documents explained."""
    rows = [
        "| folder | documents | words | lost, mean | most | cut otherwise | removed | nowhere |",
        "| --- " * 8 + "|",
    ]
    for folder, losses in found.items():
        rows.append(_row(folder, losses))
    everything = [loss for losses in found.values() for loss in losses]
    rows.append(_row("all", everything))
    why = {note["document"]: note["why"] for note in tomllib.loads(notes.read_text())["note"]}
    worst = sorted(everything, key=lambda loss: loss.share, reverse=True)[:WORST]
    told = [
        f"| {loss.name} | {loss.lost} of {loss.words} | {loss.share:.2%} | "
        f"{loss.cut} / {loss.removed} / {loss.rest} | {why.get(loss.name, 'not yet looked at')} |"
        for loss in worst
    ]
    head = ["| document | lost | share | cut / removed / nowhere | why |", "| --- " * 5 + "|"]
    return "\n".join([INTRO, *rows, "", f"The {len(worst)} worst:", "", *head, *told, ""])


def _row(name: str, losses: Sequence[Loss]) -> str:
    mean = sum(loss.share for loss in losses) / max(1, len(losses))
    most = max((loss.share for loss in losses), default=0.0)
    words = sum(loss.words for loss in losses)
    kinds = f"{_sum(losses, 'cut')} | {_sum(losses, 'removed')} | {_sum(losses, 'rest')}"
    return f"| {name} | {len(losses)} | {words} | {mean:.2%} | {most:.2%} | {kinds} |"


def _sum(losses: Sequence[Loss], kind: str) -> int:
    return sum(getattr(loss, kind) for loss in losses)
