"""Numbers such as 136.14: which of them number an entry, and which are decimals in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk

_PARTS = compile_pattern(r"(?P<list>\d+)\D+(?P<place>\d+)")
_LOWER = compile_pattern(r"\s*\p{Ll}")


@dataclass(slots=True)
class _Lists:
    """The number of the last paragraph, the list of the last entry and its place in it."""

    paragraph: str = ""
    list: str = ""
    place: int = 0

    def takes(self, label: Label, text: str) -> bool:
        """Say whether an entry with this label goes on with a list or opens one.

        136.14 follows 136.13, or whatever ends in .13 if the first part is misprinted; the first
        of a list stands below paragraph 136. A gap is sound, but not before a small letter.
        """
        parts = _PARTS.match(label.number)
        if parts is None:
            return False
        name, place = parts["list"], int(parts["place"])
        follows = place == self.place + 1 or (place == 1 and name == self.paragraph)
        known = name in {self.paragraph, self.list} and not _LOWER.match(text)
        if follows or known:
            self.list, self.place = name, place
        return follows or known


def reject_nested(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks without the labels of decimals: "12.5 per cent" at the start of a row.

    What no space sets off goes back to the chunk above.
    """
    lists = _Lists()
    kept: list[Chunk] = []
    for chunk in chunks:
        label = chunk.label("nested")
        if label is None:
            decimal = chunk.label("decimal")
            lists.paragraph = decimal.number if decimal else lists.paragraph
        elif not lists.takes(label, chunk.text[label.text_start - chunk.start :]):
            if kept and not chunk.set_off:
                kept[-1] = kept[-1].join(chunk)
            else:
                others = tuple(other for other in chunk.labels if other is not label)
                kept.append(replace(chunk, labels=others))
            continue
        kept.append(chunk)
    return kept
