"""Texts with the names in them, as nested pieces that a template can write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.report import Mention


@dataclass(frozen=True, slots=True)
class Mark:
    """A name in a text: its kind, what it is the name of, and the pieces inside it."""

    kind: str
    hint: str
    pieces: tuple[Piece, ...]
    entity: str | None = None


Piece = str | Mark


class Marker:
    """Marks the names in the texts of a report. `hints` says what an entity's id stands for."""

    def __init__(self, mentions: Iterable[Mention], hints: Mapping[str, str]) -> None:
        self._hints = hints
        self._by_node: dict[str, list[Mention]] = {}
        for mention in mentions:
            self._by_node.setdefault(mention.node, []).append(mention)
        for found in self._by_node.values():
            found.sort(key=lambda mention: (mention.start, -mention.end))

    def pieces(self, node: str, text: str) -> tuple[Piece, ...]:
        """Return the text of a node cut at its names; joined, the pieces are the text."""
        return self._cut(text, 0, len(text), self._by_node.get(node, ()))

    def _cut(
        self, text: str, start: int, end: int, mentions: Sequence[Mention]
    ) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        at, index = start, 0
        while index < len(mentions):
            mention = mentions[index]
            stop = min(mention.end, end)
            inner = index + 1
            while inner < len(mentions) and mentions[inner].start < stop:
                inner += 1
            if at < mention.start:
                pieces.append(text[at : mention.start])
            inside = self._cut(text, mention.start, stop, mentions[index + 1 : inner])
            pieces.append(Mark(mention.kind, self._hint(mention), inside, mention.entity))
            at, index = stop, inner
        if at < end:
            pieces.append(text[at:end])
        return tuple(pieces)

    def _hint(self, mention: Mention) -> str:
        meant = self._hints.get(mention.entity or "", mention.entity)
        return f"{mention.kind}: {meant}" if meant else mention.kind


def plain(pieces: Iterable[Piece]) -> str:
    """Return the text of pieces."""
    return "".join(piece if isinstance(piece, str) else plain(piece.pieces) for piece in pieces)
