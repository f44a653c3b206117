"""What became of the recommendations of a review, wherever the report says it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from rapporteur.extract.references import Named, Reference, find_named
from rapporteur.extract.sentences import sentences
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import Paragraph

_CUT_NUMBER = compile_pattern(r"\d{1,3}\.$")
_NUMBER = compile_pattern(r"\d{1,3}\b")
_REFINED = "already_implemented"


@dataclass(frozen=True, slots=True)
class Stated:
    """What the paragraph at `index` says of the recommendation that a reference names."""

    index: int
    reference: Reference
    position: str


def stated_by_number(index: int, paragraph: Paragraph, grammar: Grammar) -> Iterator[Stated]:
    """Yield what a paragraph says of recommendations that it names.

    Surface forms: "recommendations Nos. 1 and 3 above are already implemented", "…, out of which
    recommendations 4 to 6 are …", "those in paragraphs 24 (b) and 37 (a) did not enjoy support".
    What stands behind the numbers counts, else what stands before them. A sentence that only
    explains says nothing.
    """
    for sentence in _sentences(paragraph.text, grammar):
        if grammar.search("explanation", sentence):
            continue
        named = find_named(sentence, grammar)
        for place, one in enumerate(named):
            following = named[place + 1].start if place + 1 < len(named) else len(sentence)
            position = _position(sentence[one.end : following], grammar) or _position(
                sentence[: one.at], grammar
            )
            if position:
                yield from (Stated(index, reference, position) for reference in one.references)


def _sentences(text: str, grammar: Grammar) -> list[str]:
    """Return the sentences, those joined again that a number with a blank inside cuts: "5. 4"."""
    found: list[str] = []
    for sentence in sentences(text, grammar):
        if found and _CUT_NUMBER.search(found[-1]) and _NUMBER.match(sentence):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _position(text: str, grammar: Grammar) -> str | None:
    found = grammar.search("position", text)
    return found[0].value if found else None


def list_position(lead: str, grammar: Grammar) -> str | None:
    """Return what the lead of a list says of all its recommendations, not of some by number."""
    own: list[str] = []
    for sentence in _sentences(lead, grammar):
        named = [] if grammar.search("explanation", sentence) else find_named(sentence, grammar)
        own.append(sentence[: _clause(sentence, named[0])] if named else sentence)
    return _position(" ".join(own), grammar)


def _clause(sentence: str, named: Named) -> int:
    """Return where the clause with the numbers begins: behind the last comma before them."""
    return sentence.rfind(",", 0, named.start) + 1


@dataclass(slots=True)
class ListPositions:
    """What the report says of each list of recommendations; `leads` are the paragraphs above."""

    paragraphs: Sequence[Paragraph]
    grammar: Grammar
    leads: Collection[int]
    known: dict[int, str | None] = field(default_factory=dict)

    def of(self, lead: int) -> str | None:
        """Return the position that the paragraph above the list states, else the one below.

        What the paragraph below says of "the recommendations listed above" refines support: they
        are implemented already.
        """
        if lead not in self.known:
            own = list_position(self.paragraphs[lead].text, self.grammar)
            after = self._after(lead) if own in {None, "supported"} else None
            self.known[lead] = after if own is None or after == _REFINED else own
        return self.known[lead]

    def _after(self, index: int) -> str | None:
        """Return what the next numbered paragraph of the section says, or text above it.

        Other lists may stand between, if nothing is said of them either.
        """
        section = self.paragraphs[index].section
        for after in range(index + 1, len(self.paragraphs)):
            paragraph = self.paragraphs[after]
            if paragraph.kind == "recommendation":
                continue
            if not _within(paragraph, section):
                return None
            if after in self.leads:
                if list_position(paragraph.text, self.grammar) is None:
                    continue
                return None
            if self._speaks_of_lists(paragraph):
                return _position(paragraph.text, self.grammar)
            if paragraph.kind == "numbered":
                return None
        return None

    def _speaks_of_lists(self, paragraph: Paragraph) -> bool:
        """Say whether a paragraph tells what becomes of whole lists above it."""
        if not self.grammar.search("position_after", paragraph.text):
            return False
        return not any(
            find_named(sentence, self.grammar)
            for sentence in _sentences(paragraph.text, self.grammar)
        )


def _within(paragraph: Paragraph, section: str | None) -> bool:
    """Say whether the paragraph stands in the section or in one below it."""
    own = paragraph.section
    return own == section or (own or "").startswith(f"{section}.")
