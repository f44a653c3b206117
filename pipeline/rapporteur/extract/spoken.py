"""Recommendations that stand in the dialogue, where the report names them by their place."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.extract.entries import Entry
from rapporteur.extract.references import Reference
from rapporteur.extract.sentences import sentences
from rapporteur.knowledge.grammar import Grammar, Match
from rapporteur.report import Item, Paragraph


def spoken(reference: Reference, paragraph: Paragraph, grammar: Grammar) -> Entry | None:
    """Return the recommendation that a reference names in a paragraph; None if it is not there.

    Surface forms: an item "(b)"; what stands in the text behind "(b)" up to the next letter; the
    last sentence; without a letter the sentences that recommend. A letter that is not printed
    counts them: "(b)" is the second. Its number is its place: "24.b".
    """
    number = ".".join(filter(None, (paragraph.number, reference.letter)))
    if reference.letter is None:
        text = _sentences(paragraph.text, reference, grammar)
        return _entry(paragraph, number, paragraph.id, text, paragraph.items)
    item = next((i for i in paragraph.items if i.label.strip("() .") == reference.letter), None)
    if item is not None:
        return _entry(paragraph, number, item.id, item.text, item.items)
    text = _behind_letter(paragraph.text, reference.letter, grammar) or _counted(
        paragraph.text, reference.letter, grammar
    )
    return _entry(paragraph, number, paragraph.id, text, []) if text else None


def _entry(paragraph: Paragraph, number: str, node: str, text: str, items: Sequence[Item]) -> Entry:
    inner = (item.source for item in paragraph.items if item.id == node)
    source = next(inner, paragraph.source)
    own = text.rstrip(" ;,:")
    return Entry(number, node, paragraph.section, own, list(items), None, None, source)


def _sentences(text: str, reference: Reference, grammar: Grammar) -> str:
    found = sentences(text, grammar)
    if reference.sentence is not None:
        return found[reference.sentence]
    return " ".join(_asking(text, grammar) or found)


def _asking(text: str, grammar: Grammar) -> list[str]:
    """Return the sentences that recommend."""
    return [s for s in sentences(text, grammar) if grammar.search("dialogue_recommends", s)]


def _counted(text: str, letter: str, grammar: Grammar) -> str:
    asking = _asking(text, grammar)
    place = ord(letter) - ord("a")
    return asking[place] if place < len(asking) else ""


def _behind_letter(text: str, letter: str, grammar: Grammar) -> str:
    """Return what stands behind a letter in running text, up to the next letter.

    Words that only lead to the next letter are cut: "… Norway further recommended (b)".
    """
    marks: list[Match] = list(grammar.only("dialogue_letter").finditer(text))
    place = next((i for i, mark in enumerate(marks) if mark["letter"] == letter), None)
    if place is None:
        return ""
    last = place + 1 == len(marks)
    chunk = text[marks[place].end() : None if last else marks[place + 1].start()].strip()
    found = sentences(chunk, grammar)
    if last:
        found = found[:1]
    elif len(found) > 1 and not _closed(found[-1], grammar):
        found = found[:-1]
    return grammar.only("dialogue_joint").sub("", " ".join(found))


def _closed(sentence: str, grammar: Grammar) -> bool:
    """Say whether a mark stands behind the words, or before the "and" that follows them."""
    end = grammar.only("dialogue_joint").search(sentence)
    return end is not None and any(mark in end[0] for mark in ";,.:")
