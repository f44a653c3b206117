"""Which States make a recommendation: the names in the brackets behind it.

"Ratify the Convention (Brazil, Peru);" is made by Brazil and Peru. A compound recommendation
names States after each of its parts, and a bracket need not name a State at all ("(CEDAW)").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapporteur.knowledge.countries import Countries, Country
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.text import Span

_OPENING, _CLOSING = "([{", ")]}"
_SIGN = compile_pattern(r"[(\[{)\]}]")
_AT_END = compile_pattern(r"[\s;,.:)\]}*†\"”–-]*+(?:(?<=[\s;,.)\]])\d{1,2})?[\s;,.*]*$")
_CALL = compile_pattern(r"\s?\d{1,2}$|[*†]+$")
_WORD = compile_pattern(r"\S+")
_NAME = compile_pattern(r"\p{L}{2}")
_ACRONYM = compile_pattern(r"[\p{Lu}\d/. -]+$")
_AFTER_MARK = compile_pattern(r"(?:[;.]|\s[–-])\s*(?P<name>\p{L}[^;,.()\[\]]{2,60}?)[\s;.,]*$")
_STRAY_CLOSING = compile_pattern(r"(?<![\s;.,)\]])[\s;.,]*[)\]][\s;.,)\]]*$")
_LONGEST_BRACKET = 600
_MOST_WORDS = 12
_SIGNS = " \t\r\n;,.:&/)]}*–-"


@dataclass(frozen=True, slots=True)
class Attributed:
    """A recommendation without its trailing brackets, and who makes it.

    `states` are ids in printed order, each once. `guessed` are misspelt names with the State that
    they were read as, `unknown` names in a list of States that no State has. `unclosed` says
    that a bracket of States lacks its partner.
    """

    text: str
    states: tuple[str, ...]
    guessed: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as printed; `country` is None if no State has it; `sure` if it is no guess."""

    printed: str
    country: Country | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A bracket that names a State, its signs at `[start, end)`; `open` if it is never closed."""

    start: int
    end: int
    names: tuple[_Name, ...]
    open: bool = False

    @property
    def exact(self) -> bool:
        """Whether names of States, rightly spelt, and nothing else stand in it."""
        return all(name.country and name.sure for name in self.names)

    @property
    def mostly(self) -> bool:
        """Whether at least half of it names States, misspelt or not."""
        return sum(name.country is not None for name in self.names) * 2 >= len(self.names)


def attribute(
    text: str, countries: Countries, grammar: Grammar, *, year: int | None = None
) -> Attributed:
    """Return the text without its trailing brackets of States, and all States that it names so.

    Several brackets in a row go ("(Brazil); (Mexico).", "(Libya). );"); those inside a compound
    recommendation stay. A bracket that lists no State stays, as does all punctuation but what
    joins the brackets and ends the recommendation. Misspelt names count in trailing brackets and
    beside names that are right. `year` is that of the document.
    """
    brackets = _brackets(text, countries, year)
    end = _end_of_text(text, brackets, grammar.lists["and"])
    used = [b for b in brackets if b.start >= end or b.exact or len(b.names) > 1]
    if end == len(text) and (bare := _unbracketed(text, countries, year)):
        used, end = [*used, bare], bare.start
    names = [name for bracket in used for name in bracket.names]
    return Attributed(
        text=text[:end].rstrip(" ;,:"),
        states=tuple(dict.fromkeys(name.country.id for name in names if name.country)),
        guessed=tuple((n.printed, n.country.name) for n in names if n.country and not n.sure),
        unknown=tuple(name.printed for name in names if name.country is None),
        unclosed=any(bracket.open for bracket in used),
    )


def _end_of_text(text: str, brackets: Sequence[_Bracket], joints: Collection[str]) -> int:
    """Return where the run of State brackets at the end of the text begins."""
    end = len(text)
    for bracket in reversed(brackets):
        if end == len(text):
            goes = _AT_END.match(text, bracket.end) is not None
        else:
            goes = text[bracket.end : end].strip(_SIGNS) in {"", *joints}
        if not goes:
            break
        end = bracket.start
    return end


# --- brackets ----------------------------------------------------------------------------------


def _brackets(text: str, countries: Countries, year: int | None) -> list[_Bracket]:
    """Return the outermost brackets that name States for the most part, in order."""
    closed, open_at = _spans(text)
    made = [
        _Bracket(span.start, span.end, tuple(_names(_inside(text, span), countries, year)))
        for span in closed
    ]
    found: list[_Bracket] = []
    for bracket in sorted(
        [*made, *(_unclosed(text, at, countries, year) for at in open_at)],
        key=lambda bracket: (bracket.start, -bracket.end),
    ):
        apart = not found or bracket.start >= found[-1].end
        if apart and bracket.names and bracket.mostly:
            found.append(bracket)
    return found


def _spans(text: str) -> tuple[list[Span], list[int]]:
    """Return every balanced bracket, and where those begin that are never closed."""
    spans: list[Span] = []
    open_at: list[int] = []
    for sign in _SIGN.finditer(text):
        if sign[0] in _OPENING:
            open_at.append(sign.start())
        elif open_at:
            spans.append(Span(open_at.pop(), sign.end()))
    return spans, open_at


def _unclosed(text: str, at: int, countries: Countries, year: int | None) -> _Bracket:
    """Return the names behind a bracket without its partner: "(Iran (Islamic Republic of);"."""
    listed = countries.split_list(text[at + 1 : at + 1 + _LONGEST_BRACKET], year=year)
    known = list(takewhile(lambda member: member.country is not None, listed))
    end = at + 1 + (known[-1].end if known else 0)
    return _Bracket(at, end, tuple(_Name(m.name, m.country) for m in known), open=True)


def _inside(text: str, span: Span) -> str:
    inner = text[span.start + 1 : span.end].strip()
    if inner[-1:] in _CLOSING:
        inner = inner[:-1]
    inner = inner.rstrip(" ;.,")
    if inner.count("(") > inner.count(")"):
        inner += ")"
    elif inner.count(")") > inner.count("("):
        inner = inner.rstrip(" ;.,)")
    return inner


# --- names -------------------------------------------------------------------------------------


def _names(text: str, countries: Countries, year: int | None) -> Iterator[_Name]:
    """Yield the members of a printed list of States."""
    for listed in countries.split_list(text, year=year):
        if listed.country is not None:
            yield _Name(listed.name, listed.country)
        else:
            yield from _odd(_CALL.sub("", listed.name), countries, year)


def _odd(name: str, countries: Countries, year: int | None) -> Iterator[_Name]:
    """Yield what a member means that is no name: two names without a comma, a misspelling."""
    found = countries.lookup(name, year=year)
    several = [found] if found else _run_together(name, countries, year)
    if several:
        yield from (_Name(country.name, country) for country in several)
    elif _NAME.match(name) and not _ACRONYM.match(name):
        yield _Name(name, countries.guess(name, year=year), sure=False)
    else:
        yield _Name(name, None)


def _run_together(name: str, countries: Countries, year: int | None) -> list[Country]:
    """Return the countries of "Argentina Chile", longest names first; none if words are left."""
    words = list(_WORD.finditer(name))
    found: list[Country] = []
    first = 0
    while first < len(words) <= _MOST_WORDS:
        for last in range(len(words) - 1, first - 1, -1):
            country = countries.lookup(name[words[first].start() : words[last].end()], year=year)
            if country is not None:
                found.append(country)
                first = last + 1
                break
        else:
            return []
    return found


def _unbracketed(text: str, countries: Countries, year: int | None) -> _Bracket | None:
    """Return a State at the end of the text that no bracket opens: "…; Spain", "… Spain);"."""
    if (match := _AFTER_MARK.search(text)) and countries.lookup(match["name"], year=year):
        country = countries.lookup(match["name"], year=year)
        return _Bracket(match.start(), len(text), (_Name(match["name"], country),), open=True)
    closing = _STRAY_CLOSING.search(text)
    if closing is None or text.count("(") >= text.count(")"):
        return None
    return _before_stray(text, closing.start(), countries, year)


def _before_stray(text: str, end: int, countries: Countries, year: int | None) -> _Bracket | None:
    """Return the longest list of States that ends at `end`: "the Statute Ghana, Togo)"."""
    words = list(_WORD.finditer(text, max(0, end - 200), end))
    for word in words[-_MOST_WORDS:]:
        listed = countries.split_list(text[word.start() : end], year=year)
        if listed and all(member.country for member in listed):
            names = tuple(_Name(member.name, member.country) for member in listed)
            return _Bracket(word.start(), len(text), names, open=True)
    return None
