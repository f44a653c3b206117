"""What a search found: the document and number of each hit, below it the words around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.store.search import CLOSE, OPEN, Hit
from rapporteur.view.terminal import OutputLine, Piece


def hits(found: Sequence[Hit]) -> Iterator[OutputLine]:
    """Yield the hits, the words found in another style."""
    for hit in found:
        number = f", {hit.kind} {hit.number}" if hit.number else f", {hit.node}"
        yield OutputLine(f"{hit.symbol or hit.document}{number}", style="bold cyan")
        yield OutputLine(tuple(_pieces(hit.snippet)), depth=1)


def _pieces(snippet: str) -> Iterator[Piece]:
    for number, run in enumerate(snippet.split(OPEN)):
        word, _, rest = run.rpartition(CLOSE) if number else ("", "", run)
        yield Piece(word, "bold yellow")
        yield Piece(rest)
