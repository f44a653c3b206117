"""Reads Markdown, as converters make it of PDFs: its headings, lists and tables are evidence.

It is put into HTML and read as such. Numbers and letters of paragraphs stay text: converters print
them as they stand on the page, and a list of Markdown would count them anew.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.html import read_html
from rapporteur.readers.plain import decode
from rapporteur.source import Source

HEADING: Final = compile_pattern(r"\s{0,3}(?P<signs>#{1,6})\s+(?P<text>.*?)\s*#*\s*")
BULLET: Final = compile_pattern(r"\s*[-*+•]\s+(?P<text>\S.*)")
LABEL: Final = compile_pattern(r"\s*(?:\d{1,4}\.|\(?[a-z]{1,4}\)|[IVXL]+\.|[A-Z]\.)(?:\s|$)")
ROW: Final = compile_pattern(r"\s*\|(?P<cells>.*)\|\s*")
RULER: Final = compile_pattern(r"[\s|:-]+")
CELL: Final = compile_pattern(r"(?<!\\)\|")
COMMENT: Final = compile_pattern(r"<!--.*?-->", "s")
PICTURE: Final = compile_pattern(r"!\[[^\]]{0,200}\]\([^)\s]{0,2000}\)")
LINK: Final = compile_pattern(r"\[(?P<text>[^\[\]]{1,300})\]\([^)\s]{1,2000}\)")
STRONG: Final = compile_pattern(
    r"(?<![\w*])\*\*(?P<text>[^*\s](?:[^*]{0,400}[^*\s])?)\*\*(?![\w*])"
)
SLANTED: Final = compile_pattern(
    r"(?<![\w*])\*(?P<text>[^*\s](?:[^*]{0,400}[^*\s])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<text>[^_\s](?:[^_]{0,400}[^_\s])?)_(?![\w_])"
)
ESCAPED: Final = compile_pattern(r"\\(?P<sign>[\\`*_{}\[\]()#+\-.!|<>])")


def read_markdown(data: bytes, name: str) -> Source:
    """Return the source of a Markdown file: its text without the signs of Markdown.

    Raises `ReadError` as the readers of text and HTML do.
    """
    content, warnings = decode(data, name)
    page = "\n".join(_blocks(COMMENT.sub("", content).splitlines()))
    source = read_html(f"<html><body>{page}</body></html>".encode(), name)
    digest = hashlib.sha256(data).hexdigest()
    return replace(
        source,
        sha256=digest,
        media_type="text/markdown",
        reader="markdown",
        warnings=(*warnings, *source.warnings),
    )


def _blocks(lines: list[str]) -> Iterator[str]:
    """Yield the blocks of the page as HTML."""
    text: list[str] = []
    rows: list[str] = []
    for line in [*lines, ""]:
        row = ROW.fullmatch(line)
        if rows and row is None:
            yield _table(rows)
            rows = []
        heading, bullet = HEADING.fullmatch(line), BULLET.fullmatch(line)
        begins = heading or bullet or row or not line.strip() or LABEL.match(line)
        if text and begins:
            yield f"<p>{_inline(' '.join(text))}</p>"
            text = []
        if row is not None:
            rows.append(row["cells"])
        elif heading is not None:
            level = len(heading["signs"])
            yield f"<h{level}>{_inline(heading['text'])}</h{level}>"
        elif bullet is not None:
            labelled = LABEL.match(bullet["text"]) is not None
            text = [bullet["text"] if labelled else f"• {bullet['text']}"]
        elif line.strip():
            text.append(line.strip())


def _table(rows: list[str]) -> str:
    lines = []
    for index, row in enumerate(row for row in rows if not RULER.fullmatch(row)):
        tag = "td" if index else "th"
        cells = "".join(f"<{tag}>{_inline(cell.strip())}</{tag}>" for cell in CELL.split(row))
        lines.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _inline(text: str) -> str:
    """Return text as HTML: emphasis in tags, links and pictures as their text."""
    shown = LINK.sub(lambda link: link["text"], PICTURE.sub("", html.unescape(text)))
    escaped = html.escape(shown, quote=False)
    strong = STRONG.sub(lambda found: f"<b>{found['text']}</b>", escaped)
    slanted = SLANTED.sub(lambda found: f"<i>{found['text']}</i>", strong)
    return ESCAPED.sub(lambda found: found["sign"], slanted)
