"""Who spoke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapporteur.body import Body
from rapporteur.extract.dialogue import find_dialogue
from rapporteur.extract.links import Links
from rapporteur.extract.lists import is_known, is_state, split_members
from rapporteur.extract.members import category_of
from rapporteur.extract.sentences import sentences
from rapporteur.knowledge.grammar import Grammar, Match, compile_pattern
from rapporteur.report import DocumentInfo, Paragraph, Speaker, Statement

_ITEM = compile_pattern(r"(?P<to>\bto\b|[–-])?\s*(?:(?P<number>\d{1,2})\s?)?(?P<letter>\([a-z]\))?")
_STATE = "state"
"""The value of a rule by which States only speak."""
_NAME = compile_pattern(r"^[“\"]?\p{Lu}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The speakers that one phrase names."""

    category: str | None
    names: tuple[str, ...]


def find_statements(
    body: Body, document: DocumentInfo, grammar: Grammar, links: Links
) -> list[Statement]:
    """Return who made statements, one entry for each paragraph, category and agenda items.

    Surface forms: "statements were made by representatives of the following parties: A, B and
    C"; "The observers for A and B also made statements under agenda items 2 and 3"; in reports
    of a review one paragraph for each delegation. Speakers named by office only are left out.
    """
    found: dict[tuple[str, str | None, tuple[str, ...]], list[Speaker]] = {}
    for paragraph in body.paragraphs:
        items: tuple[str, ...] = ()
        if not grammar.may_be_in(paragraph.text, "statement"):
            continue
        for sentence in sentences(paragraph.text, grammar):
            items = agenda_items(sentence, grammar) or items
            for spoken in (*_speakers(sentence, grammar), *_below(sentence, paragraph, grammar)):
                members = found.setdefault((paragraph.id, spoken.category, items), [])
                known = {member.name for member in members}
                new = (n for n in spoken.names if n not in known)
                members += [_speaker(n, sentence, grammar, links) for n in new]
    made = [
        Statement(paragraph=paragraph, agenda_items=list(items), category=category, members=members)
        for (paragraph, category, items), members in found.items()
    ]
    return made + find_dialogue(body, document, grammar, links)


def _speaker(name: str, sentence: str, grammar: Grammar, links: Links) -> Speaker:
    """Return a speaker, with those for whom the sentence says, right behind the name, it spoke."""
    at = sentence.find(name) + len(name)
    behind = next((m for m in _behalves(sentence, at, grammar)), None)
    behalf = split_members(behind["list"], grammar) if behind else []
    return Speaker(name=name, entity=links.any(name), on_behalf_of=behalf)


def _behalves(sentence: str, at: int, grammar: Grammar) -> Iterator[Match]:
    for rule in grammar.role("speaks_for"):
        if match := rule.pattern.match(sentence, at):
            yield match


def _speakers(sentence: str, grammar: Grammar) -> Iterator[Spoken]:
    """Yield the speakers that a sentence on statements names."""
    if not grammar.search("statement", sentence):
        return
    end = -1
    for _, match in grammar.find("speakers", sentence):
        end = match.end()
        plural = grammar.search("plural_word", match["kind"]) is not None
        if names := _names(match, grammar, plural=plural):
            yield Spoken(_category(match, grammar), names)
    if end >= 0:
        return
    for rule, found in grammar.every_search("speakers_known", sentence):
        names = _names(found, grammar, plural=True)
        may_speak = is_state if rule.value == _STATE else is_known
        if names and all(map(may_speak, names)):
            yield Spoken(None, names)
            return


def _below(sentence: str, paragraph: Paragraph, grammar: Grammar) -> Iterator[Spoken]:
    """Yield the speakers of items, "(a) Representatives of …: A and B", below such a sentence."""
    if not sentence.endswith(":") or not grammar.search("statement", sentence):
        return
    for item in paragraph.items:
        lead, colon, listed = item.text.partition(":")
        names = tuple(split_members(listed, grammar)) if colon else ()
        if names:
            yield Spoken(category_of(lead, grammar), names)


def _names(match: Match, grammar: Grammar, *, plural: bool) -> tuple[str, ...]:
    """Return the names of a list of speakers; "the Chair" is no name."""
    names = split_members(match["list"], grammar, plural=plural)
    named = (name for name in names if _NAME.search(name))
    return tuple(name for name in named if not grammar.fits("office_holder", name))


def _category(match: Match, grammar: Grammar) -> str | None:
    """Return the category that the wording before the list gives."""
    what = category_of(match["what"], grammar) if match["what"] else None
    return what or category_of(match["kind"], grammar)


def agenda_items(text: str, grammar: Grammar) -> tuple[str, ...]:
    """Return the agenda items that a text names: "2 and 3", "3 (a)", "2–4" as 2, 3, 4."""
    found: list[str] = []
    for _, match in grammar.find("agenda_items", text):
        found += _numbers(match["items"])
    return tuple(dict.fromkeys(found))


def _numbers(items: str) -> list[str]:
    numbers: list[str] = []
    last = ""
    for part in _ITEM.finditer(items):
        if part["to"] and part["number"] and last:
            numbers += [str(n) for n in range(int(last) + 1, int(part["number"]))]
        last = part["number"] or last
        if part["number"] or part["letter"]:
            numbers.append(last + (f" {part['letter']}" if part["letter"] else ""))
    return numbers
