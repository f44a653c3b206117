"""Line breaks inside a word, a symbol, an address or a range.

Surface forms: `twenty-⏎fourth`, `investi-⏎gation`, `2013-⏎2014`, `Timor-⏎Leste`, `Asia–⏎Pacific`,
`A/HRC/WG.6/18/⏎AFG/1`, `E/CN.⏎16/2025/2`, `https://example.org/a-⏎b`. A suspended hyphen
(`short-⏎and long-term`) keeps its line break, which becomes a blank.

Measured on 304 reports: 84 % of the hyphens at a line end are printed hyphens, and most documents
divide no word at all. So the prior belongs to the document: it divides words if somewhere a part
is no word and the joined form is one ("investi-gation"). Only then may a hyphen between two sound
parts go, if the document writes the word without or the joined word is far likelier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rapporteur.knowledge.words import Strength, lexicon
from rapporteur.repair.around import IN_ADDRESS, LABEL, after, before
from rapporteur.repair.closed import find_closed_signs
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

# A pattern that begins with a letter of its own is found far faster than one that looks behind.
_BREAKS: Final = {
    mark: re.compile(rf"{mark}(?P<gap>[ \t]*[\n\f]\s*)(?=\w)") for mark in "-\u00ad\ufffe\x02"
}
_LOST = re.compile("[\ufffe\x02](?P<gap>)(?=\\w)")
_LETTERS = re.compile(r"[^\W\d_]+")

_OFTEN: Final = 5

# log10 of how much likelier the joined word must be than its two parts, where the parts are words.
_LIKELIER: Final = 2.5
_MUCH_LIKELIER: Final = 2.0  # orders of magnitude, for a document that divides words


@dataclass(frozen=True, slots=True)
class Break:
    """A hyphen with the line break behind it: `[mark, gap)` the hyphen, `[gap, end)` the break.

    `left` and `right` are the strings without white space on both sides.
    """

    mark: int
    gap: int
    end: int
    left: str
    right: str

    @property
    def parts(self) -> tuple[str, str]:
        """The words on both sides of the hyphen, in lower case; empty where there is none."""
        head = _LETTERS.match(self.right)
        tail = self.left.rpartition("-")[2]
        return _last_letters(tail).lower(), head.group().lower() if head else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of a line-end hyphen: kept in the joined word or dropped, and why."""

    keep: bool
    why: str


def find_broken_words(vocabulary: Vocabulary) -> list[Edit]:
    """Return the edits that join what a line break divides; sound line breaks stay."""
    return [*_hyphens(vocabulary), *find_closed_signs(vocabulary.content)]


def _hyphens(vocabulary: Vocabulary) -> Iterator[Edit]:
    breaks = [found for found in _breaks(vocabulary.content) if _joins(found)]
    divides = any(_is_division(found) for found in breaks)
    choices = [_by_shape(found) or _by_counts(found, vocabulary, divides) for found in breaks]
    mostly = _divides_mostly(choice for choice in choices if choice is not None)
    cut = Counter(part for found in breaks for part in found.parts)
    for found, sure in zip(breaks, choices, strict=True):
        if sure is None and mostly and _has_no_word(found, vocabulary, cut):
            choice = Choice(False, "the document divides words; the parts stand nowhere alone")
        else:
            choice = sure or _by_lexicon(found, divides=divides, mostly=mostly)
        yield from _edits(found, choice, vocabulary)


def _divides_mostly(choices: Iterable[Choice]) -> bool:
    """Tell whether what is certain says that this document divides words at line ends."""
    kept = Counter(choice.keep for choice in choices)
    return kept[False] >= _OFTEN and kept[False] >= 3 * kept[True]


def _has_no_word(found: Break, vocabulary: Vocabulary, cut: Mapping[str, int]) -> bool:
    """Tell whether neither part is a word: in the lexicon, or in the document but at a line end."""
    known = lexicon()
    return all(
        part and vocabulary.count(part) <= cut[part] and known.strength(part) is Strength.NONE
        for part in found.parts
    )


def _breaks(content: str) -> Iterator[Break]:
    used = [pattern for mark, pattern in _BREAKS.items() if mark in content]
    found = [match for pattern in used for match in pattern.finditer(content)]
    if "\ufffe" in content or "\x02" in content:
        found += _LOST.finditer(content)
    for match in found:
        (mark, end), gap = match.span(), match.start("gap")
        if content.count("\n", gap, end) < 2 or content[end].islower():
            yield Break(mark, gap, end, before(content, mark), after(content, end))


def _joins(found: Break) -> bool:
    """Tell whether the break divides one word: no dash, no suspended hyphen, no label behind it."""
    if not found.left or not found.left[-1].isalnum():
        return False
    if LABEL.match(found.right) and not (found.right[0].isdigit() and found.left[-1].isalpha()):
        return False
    first, second = found.parts
    word = found.right.rstrip(".,;:)")
    return not (word in lexicon().suspending and lexicon().count(first + second) == 0)


def _by_shape(found: Break) -> Choice | None:
    """Keep the hyphen where letters cannot decide: numbers, capitals, symbols, addresses."""
    if IN_ADDRESS.search(found.left):
        return Choice(True, "inside an address")
    if found.left[-1].isdigit() or found.right[0].isdigit():
        return Choice(True, "beside a number")
    if "/" in found.left:
        return Choice(True, "inside a symbol")
    if found.right[0].isupper() and not found.left[-1].isupper():
        return Choice(True, "before a capital")
    return None


def _by_counts(found: Break, vocabulary: Vocabulary, divides: bool) -> Choice | None:
    """Decide by how the document writes the word elsewhere.

    Where no word is surely divided every hyphen is printed, and authors differ: then the form
    without must be the only one, often, and its first part no prefix.
    """
    first, second = found.parts
    whole = (_word_end(found.left) or first, _word_start(found.right) or second)
    for left, right in dict.fromkeys((whole, (first, second))):
        printed, joined = vocabulary.count(f"{left}-{right}"), vocabulary.count(left + right)
        often = joined >= _OFTEN and printed == 0 and not _is_compound_shape(first, second)
        if printed != joined and (printed > joined or divides or often):
            why = f"“{left}-{right}” {printed}, “{left}{right}” {joined} times in the document"
            return Choice(printed > joined, why)
    return None


def _by_lexicon(found: Break, *, divides: bool, mostly: bool) -> Choice:
    """Decide by what the lexicon knows; drop the hyphen of a word that is surely divided."""
    known = lexicon()
    first, second = found.parts
    if "-" in found.left:
        return Choice(True, "part of a compound")
    if known.is_compound(first, second):
        return Choice(True, "the lexicon writes it with a hyphen")
    if _is_division(found):
        return Choice(False, f"“{first}{second}” in the lexicon, a part is no word")
    surprise = known.surprise(first, second)
    sure = first not in known.keeping or surprise >= _MUCH_LIKELIER
    if mostly and sure and known.count(first + second):
        return Choice(False, "the document divides words, nearly every time; the lexicon has it")
    if not divides or surprise < _LIKELIER or first in known.keeping or second in known.tails:
        return Choice(True, "in doubt the hyphen stays")
    why = f"the document divides words; one word is 10^{surprise:.1f} times likelier"
    return Choice(False, why)


def _is_division(found: Break) -> bool:
    """Tell whether a word is surely divided here: known when joined, and a part is no word."""
    known = lexicon()
    first, second = found.parts
    if "-" in found.left or not first.isalpha() or not known.count(first + second):
        return False
    parts = known.strength(first), known.strength(second)
    return Strength.NONE in parts and not _is_bound(first)


def _is_compound_shape(first: str, second: str) -> bool:
    """Tell whether both parts can make a compound: `co-operation`, not `re-lated`."""
    return _is_bound(first) and lexicon().strength(second) is not Strength.NONE


def _is_bound(first: str) -> bool:
    known = lexicon()
    return first in known.prefixes or first in known.keeping or first in known.bound


def _edits(found: Break, choice: Choice, vocabulary: Vocabulary) -> Iterator[Edit]:
    mark = vocabulary.content[found.mark : found.gap]
    if not choice.keep:
        yield Edit(found.mark, found.end, "", "repair.line_hyphen_dropped", choice.why)
    elif mark == "-":
        yield Edit(found.gap, found.end, "", "repair.line_hyphen_kept", choice.why)
    else:
        yield Edit(found.mark, found.end, "-", "repair.line_hyphen_kept", choice.why)


def _last_letters(piece: str) -> str:
    found = _LETTERS.findall(piece)
    return found[-1] if found and piece.endswith(found[-1]) else ""


_COMPOUND_END = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_]+(?:-[^\W\d_]+)*$")
_COMPOUND_START = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _word_end(left: str) -> str:
    found = _COMPOUND_END.search(left)
    return found.group().lower() if found else ""


def _word_start(right: str) -> str:
    found = _COMPOUND_START.match(right)
    return found.group().lower() if found else ""
