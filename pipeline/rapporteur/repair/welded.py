"""Words that a tool welded: it took a hyphen at a line end for one that only parts a word.

Surface forms: `nongovernmental` where the print has `non-⏎governmental`, `decisionmaking`. The
hyphen comes back where the document writes the compound elsewhere, at least as often as the welded
word. What is also a word without a hyphen needs the lexicon besides, or a line that is too long to
be one; in such a line the lexicon is enough for what is no word. Any other word stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final

from rapporteur.knowledge.words import Strength, lexicon
from rapporteur.repair.hyphens import long_lines
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

_RULE: Final = "repair.lost_hyphen"
_SHORTEST: Final = 2
_WORD = re.compile(r"(?<![\w/#@._-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w/@_-]|\.\w)")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def find_welded(vocabulary: Vocabulary) -> list[Edit]:
    """Return the edits that put hyphens back into welded words."""
    own = _welded_forms(word.lower() for word in vocabulary.exact if "-" in word)
    known = _known_forms()
    welded = {
        word: parts
        for word in vocabulary.exact
        if (parts := own.get(word.lower()) or known.get(word.lower()))
    }
    if not welded:
        return []
    places: dict[str, list[int]] = {word: [] for word in welded}
    for match in _WORD.finditer(vocabulary.content):
        if match[0] in places:
            places[match[0]].append(match.start())
    long = long_lines(vocabulary.content)
    return [
        edit
        for word, parts in welded.items()
        for edit in _in_text(vocabulary, parts, word, places[word], long)
    ]


def _welded_forms(compounds: Iterator[str]) -> dict[str, tuple[str, str]]:
    """Return what each compound is without one of its hyphens, with the parts beside this."""
    forms: dict[str, tuple[str, str]] = {}
    for compound in compounds:
        if not _COMPOUND.fullmatch(compound):
            continue
        parts = compound.split("-")
        for at in range(1, len(parts)):
            first, second = "-".join(parts[:at]), "-".join(parts[at:])
            if min(len(parts[at - 1]), len(parts[at])) >= _SHORTEST:
                forms[first + second] = (first, second)
    return forms


@cache
def _known_forms() -> dict[str, tuple[str, str]]:
    return _welded_forms(iter(sorted(lexicon().compounds)))


def _in_text(
    vocabulary: Vocabulary,
    parts: tuple[str, str],
    word: str,
    places: list[int],
    long: list[tuple[int, int]],
) -> Iterator[Edit]:
    """Yield the hyphens of one word, with what speaks for them."""
    first, second = parts
    hyphened = vocabulary.count(f"{first}-{second}")
    known = lexicon().is_compound(first, second)
    sound = "-" not in word and lexicon().strength(word.lower()) is Strength.SOUND
    glued = [at for at in places if _is_inside(at, long)]
    written = vocabulary.count(word)
    if hyphened >= written and (known or not sound):
        chosen = places
    elif (known and not sound) or hyphened > written - len(glued):
        chosen = glued
    else:
        chosen = []
    why = (
        f"“{first}-{second}” {hyphened} times in the document"
        if hyphened
        else "the lexicon writes it with a hyphen"
    )
    for at in chosen:
        if vocabulary.is_english(at):
            yield Edit(at + len(first), at + len(first), "-", _RULE, why)


def _is_inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, at)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]
