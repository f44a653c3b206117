"""Damage that costs text without an error: streams that do not decode, pages that break off."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from rapporteur.knowledge.patterns import compile_pattern

FILTER: Final = rb"/FlateDecode"
IMAGE: Final = rb"/Image"
HEADER: Final = 400
"""The dictionary of a stream stands in so many bytes before it."""
STEP: Final = 1 << 18
MOST: Final = 1 << 25
SPARSE: Final = 0.12
FEWEST: Final = 900
BESIDE: Final = 2
MOST_AT_FOOT: Final = 3
_ENDED = compile_pattern(r"(?:[.;:!?…][\"”’')\]]*\d{0,3}|[-–—_]{3,})\s*$")
_WORDS = compile_pattern(r"\p{L}{3,}")
_FOOT = compile_pattern(r"\d[/-]\d|\d{5}")


def has_broken_stream(data: bytes) -> bool:
    """Say whether a compressed stream of a PDF, but for pictures, does not decode to its end."""
    if b"/Encrypt" in data:
        return False
    return any(not decodes(stream) for stream in _streams(data))


def _streams(data: bytes) -> Iterator[memoryview]:
    """Yield the compressed streams that hold no picture."""
    view = memoryview(data)
    at = data.find(b"stream")
    while at >= 0:
        start = at + len(b"stream")
        end = data.find(b"endstream", start)
        if end < 0:
            return
        header = data[max(0, at - HEADER) : at].rpartition(b"obj")[2]
        if _is_deflated(header):
            yield view[start + (2 if data[start : start + 2] == b"\r\n" else 1) : end]
        at = data.find(b"stream", end + len(b"endstream"))


def _is_deflated(header: bytes) -> bool:
    return header.count(b"Decode") == header.count(FILTER) == 1 and IMAGE not in header


def decodes(stream: bytes | memoryview) -> bool:
    """Say whether a deflated stream is sound; a very long one is not read to its end."""
    inflater, read = zlib.decompressobj(), 0
    try:
        read += len(inflater.decompress(stream, STEP))
        while not inflater.eof and inflater.unconsumed_tail and read < MOST:
            read += len(inflater.decompress(inflater.unconsumed_tail, STEP))
    except zlib.error:
        return False
    return inflater.eof or read >= MOST


def sparse_pages(texts: Sequence[str], pictured: Sequence[bool]) -> list[int]:
    """Return the numbers of pages with far less text than those beside them.

    A page may end early where its text ends; one that breaks off inside a sentence, or follows one
    that does, has lost text. `pictured` says which pages hold a picture.
    """
    sizes = [len("".join(text.split())) for text in texts]
    return [
        index + 1
        for index in range(1, len(texts) - 1)
        if not pictured[index] and _is_sparse(sizes, index) and _breaks_off(texts, index)
    ]


def _is_sparse(sizes: Sequence[int], index: int) -> bool:
    beside = [*sizes[max(0, index - BESIDE) : index], *sizes[index + 1 : index + 1 + BESIDE]]
    return min(sizes[index - 1], sizes[index + 1]) > FEWEST and sizes[index] < SPARSE * median(
        beside
    )


def _breaks_off(texts: Sequence[str], index: int) -> bool:
    """Say whether the text of a page, or else of the one before, stops inside a sentence."""
    lines = _last_lines(texts[index]) or _last_lines(texts[index - 1])
    return bool(lines) and not any(_ENDED.search(line) for line in lines)


def _last_lines(text: str) -> list[str]:
    """Return the last line of a page that has several words, and the words below it.

    The last word of a sentence may have a line of its own; numbers and symbols are of the foot.
    """
    lines = text.split("\n")
    at = len(lines) - 1
    while at >= 0 and len(_WORDS.findall(lines[at])) <= MOST_AT_FOOT:
        at -= 1
    below = [line for line in lines[at + 1 :] if _WORDS.search(line) and not _FOOT.search(line)]
    return [lines[at], *below] if at >= 0 else []
