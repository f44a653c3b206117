"""The recommendations of a report, those of one State or one position if so asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapporteur.errors import AbsentError, RapporteurError
from rapporteur.knowledge.countries import Country, load_countries
from rapporteur.report import Recommendation, Report
from rapporteur.view.blocks import items
from rapporteur.view.index import Index, pages
from rapporteur.view.terminal import OutputLine

NEAR = 5
LIKE = 60.0


class UnknownCountryError(RapporteurError):
    """No State or territory has this name; the message tells names that are near."""


def country(name: str) -> Country:
    """Return the country of that name or ISO code; raises `UnknownCountryError`."""
    countries = load_countries()
    code = name.strip().upper()
    for each in countries:
        if code in (each.id, each.iso3, each.iso2) and each.until is None:
            return each
    found = countries.get(code) or countries.lookup(name)
    if found is None:
        raise UnknownCountryError(f"no State is called {name!r}; {_near(name)}")
    return found


def _near(name: str) -> str:
    from rapidfuzz import fuzz, process, utils

    names = [each.name for each in load_countries()]
    found = process.extract(
        name, names, scorer=fuzz.WRatio, processor=utils.default_process,
        score_cutoff=LIKE, limit=NEAR,
    )  # fmt: skip
    near = ", ".join(dict.fromkeys(match for match, _, _ in found))
    return f"near are: {near}" if near else "give its UN name or ISO code"


def state_name(report: Report, country_id: str) -> str:
    """Return the name of the country with this id as the report or the lexicon has it."""
    for each in report.entities.countries:
        if each.id == country_id:
            return each.name
    known = load_countries().get(country_id)
    return known.name if known else country_id


def by_position(every: Sequence[Recommendation]) -> str:
    """Return how many there are of each position, in the order in which these come."""
    counts = Counter(each.position or "no position" for each in every)
    return ", ".join(f"{number} {position}" for position, number in counts.items())


def recommendations(index: Index, by: str | None, position: str | None) -> Iterator[OutputLine]:
    """Yield the recommendations in full.

    Raises `AbsentError` where the report has none of that State or position.
    """
    chosen = _chosen(index.report, by, position)
    yield OutputLine(_how_many(index.report, chosen, by, position), style="bold")
    for each in chosen:
        yield from recommendation(index, each)


def _how_many(
    report: Report, chosen: Sequence[Recommendation], by: str | None, position: str | None
) -> str:
    which = [f"by {country(by).name}"] if by else []
    which += [position] if position else []
    total = f" of {len(report.recommendations)}" if which else ""
    return f"{len(chosen)}{total} recommendations{' ' + ', '.join(which) if which else ''}"


def _chosen(report: Report, by: str | None, position: str | None) -> list[Recommendation]:
    every = list(report.recommendations)
    if by:
        state = country(by)
        every = [each for each in every if state.id in each.states]
        if not every:
            raise AbsentError(f"no recommendation by {state.name}; {_recommending(report)}")
    wanted = position.replace(" ", "_").lower() if position else None
    chosen = [each for each in every if wanted in (None, each.position)]
    if not chosen:
        there = by_position(every) or "no recommendation"
        raise AbsentError(
            f"no recommendation{f' {position}' if position else ''}; there is {there}"
        )
    return chosen


def _recommending(report: Report) -> str:
    states = dict.fromkeys(state for each in report.recommendations for state in each.states)
    names = ", ".join(sorted(state_name(report, state) for state in states))
    return f"recommending are {names}" if names else "the report names no recommending State"


def recommendation(index: Index, one: Recommendation) -> Iterator[OutputLine]:
    """Yield one recommendation: text, items, and who made it, how it was received, where."""
    yield OutputLine(one.text, one.number or one.id)
    yield from items(index, one.items, 1)
    node = index.nodes.get(one.paragraph)
    told = [
        ", ".join(state_name(index.report, state) for state in one.states),
        f"to {', '.join(one.addressees)}" if one.addressees else "",
        one.position or "",
        pages(node.paragraph) if node else "",
    ]
    yield OutputLine(" · ".join(filter(None, told)), depth=1, style="dim")
