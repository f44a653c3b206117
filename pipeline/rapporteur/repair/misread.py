"""What OCR misreads: `97:15:` between 97.14 and 97.16, `(©)` for (c), `Hil.`, `80. | The`.

Labels are check digits: a misread one is mended only where a series lacks just so many labels as
lines in between begin with what may be one, and nothing else can stand there. Roman numerals have
no small letters, and no text of prose has an upright stroke for a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapporteur.knowledge.numerals import roman
from rapporteur.knowledge.words import lexicon
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

RULE: Final = "repair.misread_label"
STROKE_RULE: Final = "repair.stray_stroke"
_STROKE = re.compile(r"(?:^|(?<=\n))\|[ \t]+|(?<![ \t])[ \t]+\|(?=[ \t\n]|$)")
_ROMAN = re.compile(r"^[ \t]*(?P<numeral>(?=[IVX]*[l|])[IVXl|]{2,5})\.[ \t]+[A-Z]", re.MULTILINE)
_LINE = re.compile(
    r"^[ \t]*(?P<token>\S{1,9})[ \t]+(?=(?P<capital>[\"“‘(]?[A-Z])|\S)(?=(?P<rest>.*))",
    re.MULTILINE,
)
_NUMERAL_LIKE = re.compile(r"[IVXHLTilt1|!]{1,7}\.")
_NUMERALS: Final = ("", *(roman(count).upper() for count in range(1, 21)))
_NUMBER = re.compile(r"(?P<head>(?:\d{1,3}\.)?)(?P<last>\d{1,3})\.")
_LETTER = re.compile(r"\((?P<letter>[a-z])\)")
_BRACKETED = re.compile(r"[(\[{]?[^\s()\[\]{}]{1,2}[)\]}]")
_STOPPED = re.compile(r"\S*[^\s\w]")
_END = re.compile(r"[.;:,)!?]$")
_LOOKS = str.maketrans(
    {
        **dict.fromkeys("OoQD°", "0"), **dict.fromkeys("lI|!iíj]", "1"), **dict.fromkeys("Zz", "2"),
        **dict.fromkeys("Ss§", "5"), **dict.fromkeys("Gb", "6"), **dict.fromkeys("T?", "7"),
        "B": "8", **dict.fromkeys("gq", "9"), **dict.fromkeys(":;,·•-", "."),
    }
)  # fmt: skip
"""Signs that are printed much alike, and the digit or stop that each may have been."""
_LETTERS: Final = {"©": "ce", "@": "ao", "®": "e", "€": "ce", "ﬁ": "i", "1": "il", "0": "o"}
_LONG: Final = 60
"""Letters of a line that is no title."""
_MOST: Final = 5
"""Labels in a row that may be misread."""


@dataclass(frozen=True, slots=True)
class _Token:
    """What a line begins with: its place, and head and value if it is a label.

    `begins` says that the line above ends as a text ends, `capital` that a capital follows, `long`
    that the line is no title. The head of Roman numerals is "I".
    """

    text: str
    start: int
    begins: bool
    capital: bool
    long: bool
    head: str | None
    value: int

    def label(self, value: int) -> str:
        """Return the label of that value in the series of this one."""
        if self.head == "I":
            return f"{_NUMERALS[value]}."
        return f"({chr(value)})" if self.head == "(" else f"{self.head}{value}."


def find_misread_labels(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every label that OCR has misread beyond doubt."""
    tokens = list(_tokens(vocabulary.content))
    edits: list[Edit] = []
    for head in {token.head for token in tokens if token.head is not None}:
        series = [at for at, token in enumerate(tokens) if token.head == head]
        for low, high in pairwise(_sound(series, tokens)):
            edits += _fill(tokens[low], tokens[low + 1 : high], tokens[high])
    return edits


def find_stray_strokes(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every upright stroke that stands alone: a speck, or the edge of a page."""
    why = "a stroke is no word"
    return [
        Edit(match.start(), match.end(), "", STROKE_RULE, why)
        for match in _STROKE.finditer(vocabulary.content)
    ]


def find_misread_numerals(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every Roman numeral of a title in which I was read as a stroke."""
    return [
        Edit(start, start + 1, "I", RULE, f"a letter of the numeral {match['numeral']}")
        for match in _ROMAN.finditer(vocabulary.content)
        for start in range(*match.span("numeral"))
        if vocabulary.content[start] in "l|"
    ]


def _tokens(content: str) -> Iterator[_Token]:
    for match in _LINE.finditer(content):
        text, start = match["token"], match.start("token")
        above = content[max(0, match.start() - 80) : match.start()].rstrip()
        head, value = _value(text)
        begins = not above or bool(_END.search(above))
        long = len(match["rest"]) >= _LONG
        yield _Token(text, start, begins, bool(match["capital"]), long, head, value)


def _value(text: str) -> tuple[str | None, int]:
    """Return the series and the value of a label; no series if it is none."""
    if number := _NUMBER.fullmatch(text):
        return number["head"], int(number["last"])
    if letter := _LETTER.fullmatch(text):
        return "(", ord(letter["letter"])
    if text.endswith(".") and text[:-1] in _NUMERALS[1:]:
        return "I", _NUMERALS.index(text[:-1])
    return None, 0


def _sound(series: Sequence[int], tokens: Sequence[_Token]) -> list[int]:
    """Return a series without labels that are out of place between two that are next but one."""
    kept = list(series)
    for before, at, behind in zip(series, series[1:], series[2:], strict=False):
        low, value, high = (tokens[one].value for one in (before, at, behind))
        if high == low + 2 and value != low + 1 and at in kept and before in kept:
            kept.remove(at)
    return kept


def _fill(low: _Token, between: Sequence[_Token], high: _Token) -> Iterator[Edit]:
    """Yield what the lines between two labels of a series must begin with."""
    lacking = range(low.value + 1, high.value)
    if not 0 < len(lacking) <= _MOST:
        return
    labels = [low.label(value) for value in lacking]
    likely = [
        token
        for token in between
        if token.begins and any(_may_be(token, label) for label in labels)
    ]
    certain = len(likely) == len(labels)
    pairs = zip(labels, likely, strict=True) if certain else _resembling(labels, likely)
    for label, token in pairs:
        why = f"stands between {low.label(low.value)} and {high.label(high.value)}"
        yield Edit(token.start, token.start + len(token.text), label, RULE, why)


def _may_be(token: _Token, label: str) -> bool:
    """Say whether what a line begins with may be a misread label of that kind, and no word."""
    text = token.text
    if label.startswith("("):
        return bool(_BRACKETED.fullmatch(text)) and token.head != "("
    if label[:-1] in _NUMERALS:
        return token.capital and token.head is None and bool(_NUMERAL_LIKE.fullmatch(text))
    if token.capital and token.long and _alike(text, label):
        return True
    if not token.capital or not _STOPPED.fullmatch(text) or abs(len(text) - len(label)) > 1:
        return False
    word = text.strip("\"“”‘’'.,:;()[]").lower()
    return not word.isalpha() or len(word) == 1 or word not in lexicon().counts


def _resembling(labels: Sequence[str], tokens: Sequence[_Token]) -> Iterator[tuple[str, _Token]]:
    """Yield each label with the only line that begins with what is printed much like it."""
    for label in labels:
        alike = [token for token in tokens if _alike(token.text, label)]
        if len(alike) == 1:
            yield label, alike[0]


def _alike(text: str, label: str) -> bool:
    if label.startswith("("):
        return any(label[1] in _LETTERS.get(sign, "") for sign in text)
    folded = text.translate(_LOOKS)
    if folded.replace(".", "") == label.replace(".", ""):
        return True
    return len(folded) == len(label) and sum(map(str.__ne__, folded, label)) <= 1
