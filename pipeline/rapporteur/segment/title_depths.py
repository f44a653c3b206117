"""How deep titles of plain text stand in one another: no type shows it, but their places do.

A title right below another is inside it, and so are those whose numbers go on with its own. Titles
that read alike are of one depth, and so are those that have a title right below them in one
section; any other is as deep as the one before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading
from rapporteur.segment.title_signs import is_aside, is_record

_RECURS = 3
_FEWEST = 2
_NUMBERED = compile_pattern(
    r"(?P<name>\p{Lu}\p{Ll}+)\s(?P<number>\d{1,2})(?P<more>(?:\.[\da-z]{1,2})*+)(?![\p{L}\d])"
)


def settle_depths(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> list[Heading | None]:
    """Return the headings, those without a label and a rank of their own with their depth.

    A known title that recurs, such as an introduction to each part, has no rank of its own.
    """
    headings = _without_ranks(chunks, headings)
    times = Counter(chunk.text for chunk, one in zip(chunks, headings, strict=True) if one)
    often = frozenset(text for text, count in times.items() if count >= _RECURS)
    groups = _counted_groups(chunks, headings, grammar)
    bare = [
        _is_bare(heading, chunk, grammar) and index not in groups
        for index, (chunk, heading) in enumerate(zip(chunks, headings, strict=True))
    ]
    known = _stacked_depths(chunks, headings, bare, grammar, often)
    below = _recurring_below(chunks, headings, bare)
    settled = list(headings)
    base, before, enclosing, single = 0, 1, 0, 1
    outer: dict[str, int] = {}
    of_group: dict[str, int] = {}
    for index, heading in enumerate(headings):
        if heading is None:
            continue
        if index in groups:
            base = of_group.setdefault(groups[index], before)
            settled[index] = replace(heading, depth=base)
            before, enclosing, single, outer = base + 1, 0, base + 1, {}
            continue
        if not bare[index]:
            base, before, enclosing, single, outer, of_group = 0, 1, 0, 1, {}, {}
            continue
        depth = known.get(index)
        if depth is not None:
            depth += base
        elif index in below:
            depth = outer.setdefault(chunks[index].text, single) + 1
            settled[index] = replace(heading, depth=depth)
            continue
        if _has_below(chunks, headings, bare, index, grammar, often):
            enclosing = depth = depth or enclosing or before
        before = depth or before
        if index not in below:
            single = before
        settled[index] = replace(heading, depth=before)
    return settled


def _counted_groups(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> dict[int, str]:
    """Return the titles with whose number those of titles below them go on, with their name.

    "Lamp 2" has "Part 2.1" below it. So have several of the name, or it is chance.
    """
    named: dict[int, str] = {}
    going_on: set[int] = set()
    last: tuple[int, str] | None = None
    for index, heading in enumerate(headings):
        if heading is None:
            continue
        numbered = _NUMBERED.match(chunks[index].text)
        if not _is_bare(heading, chunks[index], grammar):
            last = None
        elif numbered and not numbered["more"]:
            named[index] = numbered["name"]
            last = index, numbered["number"]
        elif numbered and last and numbered["number"] == last[1]:
            going_on.add(last[0])
    times = Counter(named[index] for index in going_on)
    return {index: name for index, name in named.items() if times[name] >= _FEWEST}


def _recurring_below(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], bare: Sequence[bool]
) -> set[int]:
    """Return the titles that recur in one section, each time behind another that does not.

    No two of a kind stand side by side: each is inside the one before it.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, heading in [*enumerate(headings), (len(headings), None)]:
        if index == len(headings) or (heading is not None and not bare[index]):
            found |= _recurring_in([(at, chunks[at].text) for at in run])
            run = []
        elif heading is not None:
            run.append(index)
    return found


def _recurring_in(titles: Sequence[tuple[int, str]]) -> set[int]:
    """Return those of the titles of a section that recur, with others above each of them.

    Two of them at least do, one of these often: one alone may head what it recurs between.
    """
    times = Counter(text for _, text in titles)
    others = 0
    above: dict[str, list[int]] = {}
    for _, text in titles:
        if times[text] == 1:
            others += 1
        else:
            above.setdefault(text, [0]).append(others)
    apart = {text for text, counts in above.items() if len(set(counts)) == len(counts)}
    if len(apart) < _FEWEST or max(times[text] for text in apart) < _RECURS:
        return set()
    return {index for index, text in titles if text in apart}


def _without_ranks(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None]
) -> list[Heading | None]:
    """Return the headings, those without a label that recur without the rank of what is known."""
    times = Counter(
        chunk.text
        for chunk, heading in zip(chunks, headings, strict=True)
        if heading is not None and heading.label is None and heading.rank is not None
    )
    return [
        replace(heading, rank=None)
        if heading and heading.label is None and times[chunk.text] >= _RECURS
        else heading
        for chunk, heading in zip(chunks, headings, strict=True)
    ]


def _is_bare(heading: Heading | None, chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether a heading has nothing but its place: no label, no rank, no name of an act."""
    if heading is None or heading.label is not None or heading.rank is not None:
        return False
    return not grammar.fits("titled_heading", chunk.text)


def _has_below(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    bare: Sequence[bool],
    index: int,
    grammar: Grammar,
    often: frozenset[str],
) -> bool:
    """Say whether another title stands right below one; an aside such as its item may part them.

    Between a title with a label and one of those that recur `often` stands a line that adds to the
    first: it has nothing below it.
    """
    below = index + 1
    while below < len(chunks) and is_aside(chunks[below].text, grammar):
        below += 1
    if below == len(chunks) or not bare[below] or grammar.fits("second_title", chunks[below].text):
        return False
    if is_record(grammar):  # the titles of several items
        return False
    above = headings[index - 1] if index else None
    return above is None or above.label is None or chunks[below].text not in often


def _stacked_depths(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    bare: Sequence[bool],
    grammar: Grammar,
    often: frozenset[str],
) -> dict[int, int]:
    """Return how deep the titles are that stand right below others, and those these stand below.

    Those that read alike are as deep, if most of them stand so: elsewhere the text between may be
    lost. If half do, these alone are.
    """
    depths: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    stacked: dict[str, list[int]] = {}
    depth = 0
    for index, heading in enumerate(headings):
        if not bare[index]:
            if heading is not None or not is_aside(chunks[index].text, grammar):
                depth = 0
            continue
        text = chunks[index].text
        has_below = _has_below(chunks, headings, bare, index, grammar, often)
        if depth or has_below:
            depth += 1
            depths[text] = max(depth, depths.get(text, 0))
            stacked.setdefault(text, []).append(index)
        places.setdefault(text, []).append(index)
        if not has_below:
            depth = 0
    found: dict[int, int] = {}
    for text, depth in depths.items():
        share = 2 * len(stacked[text]) - len(places[text])
        alike = places[text] if share > 0 else stacked[text] if share == 0 else ()
        found |= dict.fromkeys(alike, depth)
    return found
