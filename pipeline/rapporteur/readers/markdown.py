"""Reads Markdown, as converters make it of PDFs: as text whose blocks are parted already.

What it says of headings, lists and tables is evidence: converters take titles of front pages for
headings, break paragraphs where a page ends, and print numbers and letters as they stand. So its
blocks are set in lines again and read as raw text is; a heading keeps its level, a table its cells.
A file without a sign of Markdown is raw text in lines, whatever its name.
"""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rapporteur.errors import EmptySourceError
from rapporteur.knowledge.grammar import Match, compile_pattern
from rapporteur.readers.loose_blocks import LABEL, NUMBERED, Block, mended, paged
from rapporteur.readers.plain import decode, read_plain
from rapporteur.source import Cell, Source

HEADING: Final = compile_pattern(r"\s{0,3}(?P<signs>#{1,6})\s+(?P<text>.*)")
BULLET: Final = compile_pattern(r"\s*(?P<sign>[-*+•])\s+(?P<text>\S.*)")
ROW: Final = compile_pattern(r"\s*\|(?P<cells>.*)\|\s*")
RULER: Final = compile_pattern(r"[\s|:-]+")
CELL: Final = compile_pattern(r"(?<!\\)\|")
COMMENT: Final = compile_pattern(r"<!--.*?-->", "s")
COMMENT_END: Final = "-->"
PICTURE: Final = compile_pattern(r"!\[[^\]]{0,200}\]\([^)\s]{0,2000}\)")
LINK: Final = compile_pattern(r"\[(?P<text>[^\[\]]{1,300})\]\([^)\s]{1,2000}\)")
CALL: Final = compile_pattern(r"\[\^(?P<marker>[^\]\s]{1,8})\]")
NOTE: Final = compile_pattern(r"\s*\[\^(?P<marker>[^\]\s]{1,8})\]:\s*(?P<text>.*)")
STRONG: Final = compile_pattern(
    r"(?<![\w*])\*\*(?P<text>[^*\s](?:[^*]{0,400}[^*\s])?)\*\*(?![\w*])"
)
SLANTED: Final = compile_pattern(
    r"(?<![\w*])\*(?P<text>[^*\s](?:[^*]{0,400}[^*\s])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<word>[^_\s](?:[^_]{0,400}[^_\s])?)_(?![\w_])"
)
ESCAPED: Final = compile_pattern(r"\\(?P<sign>[\\`*_{}\[\]()#+\-.!|<>])")


def read_markdown(data: bytes, name: str) -> Source:
    """Return the source of a Markdown file: its text without the signs of Markdown.

    It has no pages, unless it is raw text. Raises `BinaryTextError` if the bytes are no text,
    `EmptySourceError` if there is none in it.
    """
    content, warnings = decode(data, name)
    lines = _without_comments(content.replace("\0", "\ufffd")).splitlines()
    if not any(sign.fullmatch(line) for sign in (HEADING, ROW, NOTE) for line in lines):
        return replace(read_plain(data, name), media_type="text/markdown", reader="markdown")
    blocks = mended(_blocks(lines))
    if not blocks:
        raise EmptySourceError(name, "the file has no text", "check where it came from")
    pages = list(paged(blocks))
    return Source(
        name,
        hashlib.sha256(data).hexdigest(),
        "text/markdown",
        "markdown",
        "\f".join(text for text, _ in pages),
        tuple(page for _, page in pages),
        tuple(warnings),
        paged=False,
    )


def _without_comments(content: str) -> str:
    """Return text without comments; behind the last end of one none ends."""
    last = content.rfind(COMMENT_END) + len(COMMENT_END)
    return COMMENT.sub("", content[:last]) + content[last:] if last >= len(COMMENT_END) else content


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield headings, entries of lists, cells and what else empty lines or labels part."""
    signs = _bullet_signs(lines)
    text: list[str] = []
    bullet = False
    table = row = 0
    for line in [*lines, ""]:
        cells, heading = ROW.fullmatch(line), HEADING.fullmatch(line)
        opening = None if cells or heading else _opening(line, signs)
        begins = cells or heading or opening or not line.strip()
        if text and begins:
            yield Block(_inline(" ".join(text)), bullet=bullet)
            text, bullet = [], False
        if cells is None and row:
            table, row = table + 1, 0
        if cells is not None:
            if not RULER.fullmatch(cells["cells"]):
                yield from _cells(cells["cells"], table, row)
                row += 1
        elif heading is not None:
            if title := _inline(heading["text"].rstrip("# ")):
                yield Block(title, level=len(heading["signs"]))
        elif opening is not None:
            text, bullet = [opening[0]], opening[1]
        elif line.strip():
            text.append(line.strip())


def _opening(line: str, signs: frozenset[str]) -> tuple[str, bool] | None:
    """Return the text of a line that begins a block, and whether a bullet alone does so."""
    if note := NOTE.fullmatch(line):
        return f"{note['marker']} {note['text']}", False
    entry = BULLET.fullmatch(line)
    if entry and entry["sign"] in signs:
        labelled = LABEL.match(entry["text"]) or NUMBERED.match(entry["text"])
        return entry["text"], not labelled
    return (line.strip(), False) if LABEL.match(line) else None


def _bullet_signs(lines: Sequence[str]) -> frozenset[str]:
    """Return the signs that stand before entries of lists; a star may stand before a note."""
    signs = Counter(entry["sign"] for line in lines if (entry := BULLET.fullmatch(line)))
    starred = signs["*"] > max(1, signs["-"])
    return frozenset(signs) if starred else frozenset(signs) - {"*"}


def _cells(row: str, table: int, number: int) -> Iterator[Block]:
    for column, cell in enumerate(CELL.split(row)):
        if text := " ".join(_inline(cell).split()):
            yield Block(text, cell=Cell(table, number, column))


def _inline(text: str) -> str:
    """Return text without the signs of Markdown; links and pictures as their text."""
    shown = LINK.sub(lambda link: link["text"], PICTURE.sub("", html.unescape(text)))
    shown = CALL.sub(lambda call: call["marker"], shown)
    strong = STRONG.sub(lambda found: found["text"], shown)
    slanted = SLANTED.sub(_without_emphasis, strong)
    return ESCAPED.sub(lambda found: found["sign"], slanted).strip()


def _without_emphasis(found: Match) -> str:
    """Return what is set in italics; stars before and behind digits are those of a bar code."""
    text = found["text"] or found["word"]
    return found[0] if text.isdigit() else text
