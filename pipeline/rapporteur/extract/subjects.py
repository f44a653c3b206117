"""What a recommendation is about, which goals it serves, how much it asks; each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import Action, Topic

_GENERAL, _SPECIFIC = 4, 5
_LONGEST_START = 400


@dataclass(frozen=True, slots=True)
class Told:
    """A number, and the words that tell it."""

    number: int
    evidence: str


def find_topics(text: str, grammar: Grammar) -> list[Topic]:
    """Return the headings that words of the text tell, once each, in the order of the grammar.

    Headings that words tell wrongly too often are left out, unless the family asks for them.
    """
    doubtful = grammar.lists.get("doubtful_topics", ())
    left_out = () if grammar.settings.get("doubtful_topics") else doubtful
    names = grammar.tables["topic_names"]
    return [
        Topic(id=topic, name=str(names[topic]), evidence=words)
        for topic, words in _told("topic", text, grammar, left_out)
    ]


def find_goals(text: str, grammar: Grammar) -> list[Told]:
    """Return the Sustainable Development Goals that words of the text tell, from 1 to 17."""
    return [Told(int(goal), words) for goal, words in _told("goal", text, grammar)]


def _told(
    role: str, text: str, grammar: Grammar, left_out: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield each value of the rules of a role that match, with the first words that do."""
    seen = set(left_out)
    for rule, match in grammar.every_search(role, text):
        value = rule.value or ""
        if value not in seen:
            seen.add(value)
            yield value, " ".join(match[0].split())


def find_category(text: str, actions: Sequence[Action], grammar: Grammar) -> Told | None:
    """Return how much a recommendation asks, by its first action and what follows.

    Of two verbs that begin it together the second counts ("Continue and strengthen …"). A general
    action that names what is to be done in particular is specific. None if the verb is not known.
    """
    clause = _first_clause(actions)
    found = grammar.match("action_category", clause) if clause else None
    if found is None:
        return None
    category = int(found[0].value or 0)
    means = grammar.search("specific_means", text) if category == _GENERAL else None
    if means:
        return Told(_SPECIFIC, means[1][0])
    return Told(category, found[1][0])


def _first_clause(actions: Sequence[Action]) -> str:
    """Return the first action from its verb on, from the second verb where two share one text."""
    if not actions:
        return ""
    first = actions[0]
    if len(actions) == 1 or actions[1].text != first.text:
        return first.text[:_LONGEST_START]
    start = first.text.lower().find(actions[1].verb[:-1], len(first.verb))
    return first.text[max(start, 0) :][:_LONGEST_START]
