"""A document as its own dictionary: how often it writes a word, and how."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

_TOKEN = re.compile(r"\w+(?:-\w+)*")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|on|with|by|was|were|is|that|its|had|be)\b", re.I)
_FOREIGN = re.compile(
    r"\b(?:de|la|le|les|des|du|et|à|au|aux|en|el|los|las|del|y|por|para|un|una|une|que|qui|sur"
    r"|dans|pour|est|der|die|und|dos|das|da|e|della|di|il)\b",
    re.I,
)
_WINDOW = 150


class Vocabulary:
    """Counts of the words of one text. A hyphenated compound counts as one word and by its pairs."""

    def __init__(self, content: str, counted: Vocabulary | None = None) -> None:
        """Read `content`; `counted` lends its counts, where the text has changed but little."""
        self.content = content
        self._counted = counted

    @cached_property
    def exact(self) -> Counter[str]:
        """How often each word stands in the text, letter for letter."""
        return self._counted.exact if self._counted else Counter(_TOKEN.findall(self.content))

    @cached_property
    def _pairs(self) -> Counter[str]:
        """The pairs inside longer compounds: `state-of` and `of-the` of `state-of-the-art`."""
        if self._counted:
            return self._counted._pairs
        pairs: Counter[str] = Counter()
        for word in [word for word in self.exact if word.count("-") > 1]:
            parts = word.lower().split("-")
            for pair in set(zip(parts, parts[1:], strict=False)):
                pairs["-".join(pair)] += self.exact[word]
        return pairs

    def count(self, word: str) -> int:
        """Return how often the text has `word`: as given, in lower case, in capitals or as a title."""
        lower = word.lower()
        forms = {word, lower, lower.upper(), lower.capitalize(), lower.title()}
        return sum(self.exact.get(form, 0) for form in forms) + self._pairs.get(lower, 0)

    def spaced(self, pieces: tuple[str, ...]) -> int:
        """Return how often the text has the pieces with one blank between, exactly so."""
        pattern = rf"(?<!\w){re.escape(' '.join(pieces))}(?!\w)"
        return len(re.findall(pattern, self.content))

    def is_english(self, start: int, end: int) -> bool:
        """Tell whether the neighbourhood of `[start, end)` has no more foreign than English words."""
        around = self.content[max(0, start - _WINDOW) : end + _WINDOW]
        return len(_FOREIGN.findall(around)) <= len(_ENGLISH.findall(around))
