"""Which recommendations a sentence names, by number or by the paragraph that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapporteur.knowledge.grammar import Grammar, Match, Rule, compile_pattern

_LETTER = compile_pattern(r"\b[a-z]\b")
_MOST_IN_RANGE = 400


@dataclass(frozen=True, slots=True)
class Reference:
    """One recommendation that is named.

    `number` is whole ("5.2"), or that in the list of a `paragraph`, or in the list above if that
    is None. Without a number it stands in the `paragraph`: behind the `letter`, in the first (0) or
    last (-1) `sentence`, or wherever in it.
    """

    number: str | None = None
    paragraph: str | None = None
    letter: str | None = None
    sentence: int | None = None

    def __str__(self) -> str:
        where = f"{self.paragraph} ({self.letter})" if self.letter else self.paragraph
        return self.number or where or ""


@dataclass(frozen=True, slots=True)
class Named:
    """Recommendations named together, at `[start, end)` of the sentence; their list is at `at`."""

    start: int
    at: int
    end: int
    references: tuple[Reference, ...]


def find_named(sentence: str, grammar: Grammar) -> list[Named]:
    """Return the recommendations that the sentence names, in order, none twice.

    Surface forms: "recommendations Nos. 1, 3 and 6 above", "recommendations 4 to 6", "83.1–83.11",
    "paragraph 103, No. 7", "noted in the report in paragraphs 24 (b), (c) and 37 (a)".
    """
    found: list[Named] = []
    for rule, match in grammar.find("named_recommendations", sentence):
        if not any(match.start() < one.end and one.start < match.end() for one in found):
            references = tuple(_references(match, rule, grammar))
            found.append(Named(match.start(), match.start("list"), match.end(), references))
    return sorted(found, key=lambda named: named.start)


def _references(match: Match, rule: Rule, grammar: Grammar) -> Iterator[Reference]:
    """Yield the members of a list of numbers; of a range, each."""
    last: Reference | None = None
    ranged = False
    paragraph = match.groupdict().get("paragraph")
    for token in grammar.only("reference_token").finditer(match["list"]):
        if token["to"]:
            ranged = True
        elif token["letters"] and last is not None:
            yield from _lettered(last, _LETTER.findall(token["letters"]))
            last = Reference(paragraph=last.paragraph, letter=token["letters"][-1])
        elif (token["last"] or token["first"]) and last is not None:
            yield Reference(paragraph=last.paragraph, sentence=-1 if token["last"] else 0)
            last = None
        elif token["number"]:
            if last is not None and not last.letter:
                yield last
            one = _reference("".join(token["number"].split()), paragraph, rule.value)
            if ranged and last is not None:
                yield from _between(last, one)
            last, ranged = one, False
    if last is not None and not last.letter:
        yield last


def _reference(number: str, paragraph: str | None, value: str | None) -> Reference:
    if "." in number:
        return Reference(number=number)
    if value == "paragraph":
        return Reference(paragraph=number)
    return Reference(number=number, paragraph=paragraph)


def _lettered(last: Reference, letters: list[str]) -> Iterator[Reference]:
    if last.paragraph is not None:
        yield from (Reference(paragraph=last.paragraph, letter=letter) for letter in letters)


def _between(first: Reference, last: Reference) -> Iterator[Reference]:
    """Yield what stands between the ends of a range: "3–6" has 4 and 5, "5.1–5.3" has 5.2."""
    low, high = first.number or first.paragraph or "", last.number or last.paragraph or ""
    stem = low.rpartition(".")[0]
    if stem != high.rpartition(".")[0]:
        return
    ends = int(low.rpartition(".")[2]), int(high.rpartition(".")[2])
    for number in range(ends[0] + 1, min(ends[1], ends[0] + _MOST_IN_RANGE)):
        if first.number is None:
            yield Reference(paragraph=str(number))
        else:
            whole = f"{stem}.{number}" if stem else str(number)
            yield Reference(number=whole, paragraph=first.paragraph)
