"""Prints of a text: a few numbers that tell how much two texts have in common.

Of the hashes of all words and pairs of neighbouring words, but for those that every text has, the
smallest eight are kept (a bottom-k sketch: Cohen and Kaplan, 2007). The share of them that two
texts have in common estimates the share of their words that they have in common, whatever their
length.
"""

from __future__ import annotations

from itertools import pairwise
from zlib import crc32

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.store.stopwords import RECOMMENDED, STOP_WORDS

MOST = 8
_WORD = compile_pattern(r"[\p{L}\p{N}]+")
_SHORTEST = 3
"""Letters; shorter words say nothing of what a text is about."""
_POSITIVE = 0x7FFF_FFFF


def prints(text: str) -> list[int]:
    """Return at most `MOST` numbers below 2**31 in rising order, the same for the same words."""
    words = [word for word in _WORD.findall(text.lower()) if _tells(word)]
    pieces = {*words, *(f"{one} {other}" for one, other in pairwise(words))}
    hashes = {crc32(piece.encode("utf-8", "surrogatepass")) & _POSITIVE for piece in pieces}
    return sorted(hashes)[:MOST]


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in STOP_WORDS and word not in RECOMMENDED
