"""The gold rows of UPR recommendations, the recommendations of a report, and which is which.

The rows were typed by others: a printed recommendation that several States made in turn is often
several rows (third level of the number, their own), a few rows are composed of what several
recommendations share ("Ratify (France) … the Convention" becomes "Ratify the Convention (France)"),
letters beyond ASCII are damaged and a number may stand in the text. Rows are matched to
recommendations by number and text, then by text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from rapporteur.compare.evaluate import damage
from rapporteur.compare.evaluate.normal import Json, folded, letters
from rapporteur.compare.evaluate.states import state_brackets, states_of, without_states

NEAR = 95.0
# A shorter text may stand in another recommendation by chance.
_TELLING = 25
_RESPELLED = 0.9

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LEAD = re.compile(r"\s*(\d+(?:\.\d+)*)(?:[./)]|(?=[A-Z a-z]))\s*")
_FULL_LEAD = re.compile(r"\s*(\d{2,3}(?:\.\d+)+)(?:[./)]|(?=[A-Z a-z]))\s*")
_CODERS_NOTE = re.compile(r"\((?:None|NA|N/A)\)\W*$")
# A footnote call behind the last bracket, and the brackets that the coders' export left over.
_AFTER_BRACKET = re.compile(r"\s*\d{0,2}[\W]*")
_WORDS = re.compile(r"[a-z0-9]+")


class Fit(IntEnum):
    """How a row's text stands in a recommendation, from not at all to being all of it.

    IN_NOTE: it stands in a footnote instead, as a recommendation that was read out in other words.
    """

    NONE = 0
    IN_NOTE = 1
    RESPELLED = 2
    NEAR = 3
    PART = 4
    WHOLE = 5


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A row of the gold: `core` is its text as letters without State names in brackets.

    `holes` are the places in it where a number was taken out when it was typed.
    """

    number: str
    text: str
    core: str
    states: frozenset[str]
    in_print: bool
    decision: str | None
    holes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A recommendation of a report, as compared."""

    number: str
    text: str
    core: str
    states: frozenset[str]
    position: str | None


@dataclass(frozen=True, slots=True)
class Matching:
    """Which recommendation holds each row (None if none does), and how well."""

    rows: tuple[GoldRow, ...]
    printed: tuple[Printed, ...]
    places: tuple[int | None, ...]
    fits: tuple[Fit, ...]

    def groups(self) -> dict[int, list[int]]:
        """Return the rows of each recommendation that has any."""
        found: dict[int, list[int]] = {}
        for row, place in enumerate(self.places):
            if place is not None:
                found.setdefault(place, []).append(row)
        return found

    def namesakes(self, place: int) -> list[GoldRow]:
        """Return the rows that no recommendation holds but whose number is that of this one."""
        number = self.printed[place].number
        pairs = zip(self.rows, self.places, strict=True)
        return [row for row, held in pairs if held is None and same_number(row.number, number)]


def read_row(data: Json) -> GoldRow:
    """Read a row, number and text parted where the coders ran them together.

    States come from the brackets of the text, from `recommending` where none reads as States.
    """
    number, text = _number_and_text(str(data.get("number") or ""), str(data["text"]))
    brackets = state_brackets(text)
    named = [codes for *_, codes in brackets] or [
        codes for name in data.get("recommending") or [] if (codes := states_of(name))
    ]
    text = _without_rest(_CODERS_NOTE.sub("", text), brackets)
    return GoldRow(
        number=number,
        text=folded(text),
        core=letters(without_states(text)),
        states=frozenset(code for codes in named for code in codes),
        in_print=bool(data.get("found_in_pdf_text", True)),
        decision=data.get("decision"),
        holes=tuple(len(letters(without_states(text[:at]))) for at in damage.holes(text)),
    )


def _number_and_text(number: str, text: str) -> tuple[str, str]:
    """Split off a number at the start of the text: "136" + "1. Continue" is 136.1.

    A number of several levels there was printed, so it goes before that in the column.
    """
    found = _FULL_LEAD.match(text) or (None if "." in number else _LEAD.match(text))
    if not found:
        return number, text
    printed = found[1]
    whole = printed if "." in printed or not number else f"{number}.{printed}"
    return whole, text[found.end() :]


def _without_rest(text: str, brackets: list[tuple[int, int, tuple[str, ...]]]) -> str:
    end = brackets[-1][1] if brackets else len(text)
    return text[:end] if _AFTER_BRACKET.fullmatch(text[end:]) else text


def read_printed(recommendation: Json) -> Printed:
    """Read a recommendation of a report."""
    number = _NUMBER.search(str(recommendation.get("number") or ""))
    text = " ".join(_pieces(recommendation))
    return Printed(
        number=number[0] if number else "",
        text=folded(text),
        core=letters(without_states(text)),
        states=frozenset(recommendation.get("states") or ()),
        position=recommendation.get("position"),
    )


def _pieces(block: Json) -> Iterator[str]:
    yield block["text"]
    for item in block.get("items") or []:
        yield item["label"]
        yield from _pieces(item)
    yield block.get("tail") or ""


def same_number(row: str, printed: str) -> bool:
    """Whether a row's number names a printed recommendation or a part of it.

    "97.3.1" names the printed "97.3"; until 2009 the print has "7." where the row says "44.7".
    """
    if not row or not printed:
        return False
    if row == printed or row.startswith(f"{printed}."):
        return True
    return "." not in printed and row.split(".")[1:2] == [printed]


def match(rows: Iterable[GoldRow], printed: Iterable[Printed], notes: Iterable[str]) -> Matching:
    """Give each row its recommendation: first one of its number, then any whose text holds it.

    A row whose text stands in a footnote of the report gets none.
    """
    all_rows, all_printed = tuple(rows), tuple(printed)
    cores, note_cores = [entry.core for entry in all_printed], [letters(note) for note in notes]
    found = [_place(row, all_printed, cores, note_cores) for row in all_rows]
    places = tuple(place for place, _ in found)
    return Matching(all_rows, all_printed, places, tuple(fit for _, fit in found))


def _place(
    row: GoldRow, printed: tuple[Printed, ...], cores: list[str], notes: list[str]
) -> tuple[int | None, Fit]:
    if not row.core:
        return None, Fit.NONE
    named = [i for i, entry in enumerate(printed) if same_number(row.number, entry.number)]
    place, best = _best(row, named, printed)
    if best >= Fit.NEAR:
        return place, best
    elsewhere, fit = _anywhere(row, cores)
    if fit > best:
        return elsewhere, fit
    if _anywhere(row, notes)[1]:
        return None, Fit.IN_NOTE
    return (place, best) if best else (None, Fit.NONE)


def _best(
    row: GoldRow, candidates: list[int], printed: tuple[Printed, ...]
) -> tuple[int | None, Fit]:
    fits = [(fit_of(row, printed[i]), -i) for i in candidates]
    fit, place = max(fits, default=(Fit.NONE, 0))
    return (-place, fit) if fit else (None, Fit.NONE)


def fit_of(row: GoldRow, printed: Printed) -> Fit:
    """Say how a row's text stands in a recommendation that has its number."""
    if row.core == printed.core:
        return Fit.WHOLE
    if row.core and row.core in printed.core:
        return Fit.PART
    if _alike(row.core, printed.core):
        return Fit.NEAR
    return Fit.RESPELLED if _respelled(row.text, printed.text) else Fit.NONE


def _alike(row: str, printed: str) -> bool:
    if fuzz.ratio(row, printed, score_cutoff=NEAR):
        return True
    return len(row) <= len(printed) and fuzz.partial_ratio(row, printed, score_cutoff=NEAR) > 0


def _respelled(row: str, printed: str) -> bool:
    """Whether nearly all words of a row stand in the recommendation, in the same order."""
    wanted, given = _words(row), _words(printed)
    return bool(wanted) and LCSseq.similarity(wanted, given) / len(wanted) >= _RESPELLED


def _words(text: str) -> list[str]:
    return _WORDS.findall(without_states(text).lower())


def _anywhere(row: GoldRow, cores: list[str]) -> tuple[int | None, Fit]:
    if row.core in cores:
        return cores.index(row.core), Fit.WHOLE
    if len(row.core) < _TELLING:
        return None, Fit.NONE
    holder = next((i for i, core in enumerate(cores) if row.core in core), None)
    if holder is not None:
        return holder, Fit.PART
    long_enough = {i: core for i, core in enumerate(cores) if len(core) >= len(row.core) * 0.95}
    found = process.extractOne(row.core, long_enough, scorer=fuzz.partial_ratio, score_cutoff=NEAR)
    return (found[2], Fit.NEAR) if found else (None, Fit.NONE)
