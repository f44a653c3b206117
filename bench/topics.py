"""How right the topics of recommendations are, on OHCHR's thematic list of one review.

The list tells for each recommendation its headings and the groups of persons. Its rows are halved
by a hash of their numbers; the words of the lexicon were looked at on one half only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import orjson

from rapporteur.assemble.join import join
from rapporteur.compare.evaluate.page import HELD_OUT, half
from rapporteur.compare.evaluate.score import Score, Slip, add
from rapporteur.extract.subjects import find_topics
from rapporteur.knowledge.grammar import Grammar, choose
from rapporteur.run import parse

LIST = "lists/positions.json"
REPORT = "lists/A_HRC_28_15.pdf"
ADDENDUM = "lists/A_HRC_28_15_Add.1.pdf"
LEAST = 0.7
NOBODY = "general"
INTRODUCTION = """\
## What recommendations are about

OHCHR's thematic list of one review ({rows} recommendations) tells the headings and the groups of
persons of each. The rows are halved by a hash of their numbers: the words in
`grammars/en/topics.toml` were looked at on the {develop} rows of one half, the figures of the other
{held} are "held out". "{nobody}", which names no group, is left out. The list puts one review into
headings that its readers need; where words alone do not tell them ("Roma" under equality too), no
rule of wording finds them. It has no Sustainable Development Goals, and nobody has scored action
categories by hand, so those have no figure here.

| over the held-out rows | given | precision | recall | F1 |
| --- | --- | --- | --- | --- |
{micro}

Of all {rows} recommendations {final} have the final position of the list, once the State's answers
are joined to the report.

A heading that words tell wrongly too often is not given, unless a family sets `doubtful_topics`:
precision below {least}, over the held-out rows or over all, be there few rows or many.
Of the {topics} headings and groups {unseen} are those of no row; they have no figure.

"""
HEAD = (
    "| topic | rows | given | precision | recall | held out | precision | recall | default |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)

Rows = Mapping[str, tuple[frozenset[str], frozenset[str]]]


def section(corpus: Path) -> str:
    """Return the section; empty where the corpus has no list."""
    if not (corpus / LIST).is_file():
        return ""
    grammar = choose("upr")
    rows = read_rows(corpus, grammar)
    held = {number: row for number, row in rows.items() if half(number) == HELD_OUT}
    silent = frozenset(grammar.lists["doubtful_topics"])
    names = grammar.tables["topic_names"]
    whole, seen = scores(rows), scores(held)
    table = [
        _line(topic, str(names[topic]), whole[topic], seen.get(topic), topic in silent)
        for topic in names
        if topic in whole
    ]
    given = {n: (gold, found - silent) for n, (gold, found) in held.items()}
    micro = [_micro("all headings", seen.values()), _micro("by default", scores(given).values())]
    return INTRODUCTION.format(
        rows=len(rows), held=len(held), develop=len(rows) - len(held), nobody=NOBODY,
        micro="\n".join(micro), final=final_positions(corpus), least=LEAST,
        topics=len(names), unseen=len(names) - len(table),
    ) + "\n".join([HEAD, *table]) + "\n"  # fmt: skip


def read_rows(corpus: Path, grammar: Grammar) -> Rows:
    """Return for each recommendation the topics that the list has, and those that are found."""
    every = dataclasses.replace(grammar, settings={**grammar.settings, "doubtful_topics": True})
    ids = {str(name): topic for topic, name in grammar.tables["topic_names"].items()}
    listed = orjson.loads((corpus / LIST).read_bytes())
    report = parse(corpus / REPORT, entities=False)
    found = {}
    for one in report.recommendations:
        row = listed.get(one.number)
        if row is not None:
            gold = [theme.split()[0] for theme in row["themes"]]
            gold += [ids.get(person, person) for person in row["persons"] if person != NOBODY]
            topics = find_topics(one.text, every)
            found[one.number or ""] = frozenset(gold), frozenset(topic.id for topic in topics)
    return found


def scores(rows: Rows) -> dict[str, Score]:
    """Return the score of each topic that the list or the lexicon gives to a row."""
    found: dict[str, list[Score]] = {}
    for number, (gold, given) in rows.items():
        for topic in gold | given:
            wanted, told = (topic if topic in side else None for side in (gold, given))
            right = wanted is not None and told is not None
            one = Score(topic, 1) if right else Score(topic, 0, (Slip(number, wanted, told),))
            found.setdefault(topic, []).append(one)
    return {topic: add(topic, some) for topic, some in found.items()}


def doubtful(rows: Rows) -> list[str]:
    """Return the topics whose precision is too low, over all rows or over the held-out ones."""
    held = {number: row for number, row in rows.items() if half(number) == HELD_OUT}
    return sorted(
        {
            topic
            for some in (rows, held)
            for topic, score in scores(some).items()
            if score.given and score.precision < LEAST
        }
    )


def final_positions(corpus: Path) -> int:
    """Return how many recommendations have the final position of the list."""
    report, addendum = (parse(corpus / name, entities=False) for name in (REPORT, ADDENDUM))
    listed = orjson.loads((corpus / LIST).read_bytes())
    final = {one.number: one.final_position for one in join(report, [addendum]).recommendations}
    return sum(final.get(number) == row["position"] for number, row in listed.items())


def _line(topic: str, name: str, whole: Score, held: Score | None, silent: bool) -> str:
    seen = held or Score(topic)
    cells = [f"{topic} {name}" if topic[0].isupper() else name, str(whole.gold)]
    default = "no" if silent else "yes"
    cells += [*_rates(whole), *_rates(seen), default]
    return f"| {' | '.join(cells)} |"


def _rates(score: Score) -> Sequence[str]:
    precision = f"{score.precision:.2f}" if score.given else "–"
    recall = f"{score.recall:.2f}" if score.gold else "–"
    return str(score.given), precision, recall


def _micro(name: str, some: Iterable[Score]) -> str:
    whole = add(name, some)
    rates = " | ".join(f"{rate:.4f}" for rate in (whole.precision, whole.recall, whole.f1))
    return f"| {name} | {whole.given} | {rates} |"
