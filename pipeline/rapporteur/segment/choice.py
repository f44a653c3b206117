"""The reading of a whole document: the cheapest, over all that its chunks and numbers may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.beam import Chosen, Move, search
from rapporteur.segment.context import Context
from rapporteur.segment.evidence import Evidence
from rapporteur.segment.numbers import Follow, Numbers, Use, follow
from rapporteur.segment.roles import Role
from rapporteur.segment.rows import Metrics
from rapporteur.segment.settle import looks_of
from rapporteur.segment.terms import Term
from rapporteur.segment.text_roles import TextRoles
from rapporteur.segment.title_roles import TitleRoles
from rapporteur.segment.variants import Variant, Variants, at_end

_State = tuple[Context, Numbers]


@dataclass(slots=True)
class Verdict:
    """What a chunk was read as, by which terms, and what that cost."""

    roles: tuple[Role, ...]
    why: tuple[Term, ...] = field(compare=False)
    cost: float = field(compare=False)


def choose_roles(
    known: Sequence[Evidence], metrics: Metrics, grammar: Grammar, content: str
) -> list[Chosen[Verdict]]:
    """Return for each chunk what it is in the cheapest reading of all of them."""
    looks = looks_of([evidence.headings for evidence in known])
    sections = TitleRoles(metrics, grammar, content, looks)
    variants = Variants(metrics, sections, TextRoles(metrics, grammar, content))
    pieces = (_Piece(variants, evidence) for evidence in known)
    return search((Context(), Numbers()), pieces, lambda state: at_end(state[0]))


class _Piece:
    """The moves that one chunk allows.

    Variants that differ only in what is counted share their context: it is read once. Contexts
    that are alike are one object, so that the search need not compare them again.
    """

    def __init__(self, variants: Variants, known: Evidence) -> None:
        self._all = variants
        self._known = known
        self._read: dict[tuple[int, Use], list[Variant]] = {}
        self._after: list[Context] = []

    def __call__(self, state: _State) -> Iterator[Move[_State, Verdict]]:
        """Yield the ways to read the chunk in a state."""
        context, numbers = state
        for way in self._follow(context, numbers):
            for variant in self._variants(context, way.use):
                cost, after = way.cost + variant.cost, self._alike(variant.context)
                why = way.why + variant.why
                key = id(after), way.numbers
                yield Move(cost, key, (after, way.numbers), Verdict(variant.roles, why, cost))

    def _follow(self, context: Context, numbers: Numbers) -> list[Follow]:
        if self._known.number is None:
            return [Follow(0.0, "none", (), numbers)]
        return follow(numbers, self._known.number, context.parts)

    def _variants(self, context: Context, use: Use) -> list[Variant]:
        key = id(context), use
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = list(self._all.of(self._known, context, use))
        return found

    def _alike(self, context: Context) -> Context:
        """Return the context as it was found before, if it was: few are possible at a time."""
        for known in self._after:
            if known is context or known == context:
                return known
        self._after.append(context)
        return context
