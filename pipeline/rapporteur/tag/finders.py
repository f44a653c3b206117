"""The finders of this stage, and how all of them are asked about many texts.

A finder says what one text names. The components of spaCy wrap them one by one; the stage asks
them all without one, since nothing that they find needs a token of spaCy's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from rapporteur.knowledge.dates import find_dates
from rapporteur.tag.citations import find_documents, find_resolutions
from rapporteur.tag.learned.names import propose
from rapporteur.tag.model import Found
from rapporteur.tag.named import Named, named
from rapporteur.tag.people import find_people
from rapporteur.tag.spans import nested

Finder = Callable[[Named], list[Found]]
PROPOSER = "un_names"
"""The one that is asked behind the others, about many texts at once: `learned.names.propose`."""
_BATCH = 256


def _countries(text: Named) -> list[Found]:
    return [Found(h.start, h.end, "country", h.value.id, "countries.name") for h in text.countries]


def _organizations(text: Named) -> list[Found]:
    return text.organizations


def _citations(text: Named) -> list[Found]:
    return nested([*find_documents(text.text), *find_resolutions(text.text)])


def _dates(text: Named) -> list[Found]:
    dates = find_dates(text.text, text.year)
    return [Found(d.start, d.end, "date", d.iso, "dates.date") for d in dates]


FINDERS: Mapping[str, Finder] = {
    "un_countries": _countries,
    "un_organizations": _organizations,
    "un_people": find_people,
    "un_citations": _citations,
    "un_dates": _dates,
}
"""By the names of the components that wrap them."""
NAMES = (*FINDERS, PROPOSER)


def find_all(
    texts: Iterable[str], year: int | None = None, names: Iterable[str] = NAMES
) -> Iterator[list[Found]]:
    """Give what the named finders find in each text, with exact offsets."""
    asked = set(names)
    finders = [find for name, find in FINDERS.items() if name in asked]
    waiting = iter(texts)
    while batch := [named(text, year) for text in islice(waiting, _BATCH)]:
        once = {text.text: text for text in batch}  # cells of tables say the same again and again
        told = {t: [one for find in finders for one in find(text)] for t, text in once.items()}
        found = [told[text.text] for text in batch]
        if PROPOSER in asked:
            proposed = propose(batch, found)
            yield from ([*ours, *more] for ours, more in zip(found, proposed, strict=True))
        else:
            yield from found
