"""Members of printed lists: States, organizations, persons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.knowledge.lists import Range, marks
from rapporteur.knowledge.organizations import load_organizations
from rapporteur.knowledge.phrases import key, words

_BRACKET = compile_pattern(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)$")
_ORDERED_LEAST = 5
_ORDERED_SHARE = 0.75
_MOST_WORDS = 8
_LOOK = 40


def split_members(text: str, grammar: Grammar, *, plural: bool = True) -> list[str]:
    """Return the members of a list as printed, without leading articles and remarks in brackets.

    Semicolons part members if there are any, else commas and the "and" before the last member.
    What is part of a known name parts nothing, nor what stands in brackets, nor a comma before a
    word in lower case: "Institute for Prevention, affiliated with the United Nations". A piece that
    breaks the alphabetical order which the other members keep belongs to the piece before it.
    Without commas, "and" parts two members only if the text speaks of several (`plural`). A State
    behind a person is cut off: "Ada Mora (Peru)".
    """
    pieces = _rejoin([_trim(p) for p in _pieces(text, grammar, plural=plural)], grammar)
    return [name for piece in pieces if (name := bare_name(piece, grammar))]


def split_run(text: str) -> list[str]:
    """Return the States named one after the other without any mark; [] if there is more than that.

    Lists in columns read so: "Angola Jamaica Australia Japan".
    """
    parts = text.split()
    found: list[str] = []
    at = 0
    while at < len(parts):
        sizes = range(min(_MOST_WORDS, len(parts) - at), 0, -1)
        name = next((n for k in sizes if is_state(n := " ".join(parts[at : at + k]))), None)
        if name is None:
            return []
        found.append(_trim(name))
        at += len(name.split())
    return found


@lru_cache(maxsize=4096)
def is_state(name: str) -> bool:
    """Say whether the name is that of a State or territory."""
    return load_countries().lookup(name) is not None


def is_known(name: str) -> bool:
    """Say whether the name is that of a State or of an organization of the lexicon."""
    return is_state(name) or load_organizations().lookup(name) is not None


def bare_name(piece: str, grammar: Grammar) -> str:
    """Return a member without article, form of address, remark, and the State behind a person."""
    name = _trim(grammar.only("before_member").sub("", piece))
    name = grammar.only("behind_members").sub("", name)
    name = grammar.only("form_of_address").sub("", name)
    bracket = _BRACKET.search(name)
    if bracket is None or is_state(name):
        return name
    inside = bracket["inside"]
    remark = inside[:1].islower() or "/" in inside or is_state(inside)
    return _trim(name[: bracket.start()]) if remark else name


def _trim(piece: str) -> str:
    return piece.strip().strip(",;:").rstrip(".").strip()


def _pieces(text: str, grammar: Grammar, *, plural: bool) -> list[str]:
    """Return the text cut at the marks that part members."""
    found = _marks(text, _held(text), grammar)
    strong = [m for m in found if text[m[0]] == ";"]
    commas = [m for m in found if text[m[0]] in ",;"]
    joints = [m for m in found if text[m[0]] not in ",;"]
    last = strong or commas
    tail = [m for m in joints if not last or m[0] >= last[-1][1]]
    closed = bool(last) and _joins(text, last[-1])
    chosen = [] if closed or not (plural or last) else _joint(text, tail, grammar)
    if all(is_state(bare_name(p, grammar)) for p in _cut(text, sorted([*last, *joints]))):
        chosen = joints
    return _cut(text, sorted([*last, *chosen]))


def _cut(text: str, at: Sequence[Range]) -> list[str]:
    bounds = [0, *(edge for mark in at for edge in mark), len(text)]
    return [text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


def _joins(text: str, mark: Range) -> bool:
    """Say whether a comma or semicolon has "and" behind it."""
    return len(text[mark[0] : mark[1]].split()) > 1


def _joint(text: str, tail: Sequence[Range], grammar: Grammar) -> list[Range]:
    """Return the "and" that parts the last two members.

    That is one beside a known name, else the last before an article, else the last.
    """
    for mark in reversed(tail):
        left = text[: mark[0]].rpartition(",")[2]
        beside = (bare_name(name, grammar) for name in (text[mark[1] :], left))
        if any(map(is_known, beside)):
            return [mark]
    articled = [
        mark for mark in tail if grammar.fits("articled_member", text[mark[0] : mark[0] + _LOOK])
    ]
    return articled[-1:] or list(tail[-1:])


def _held(text: str) -> list[Range]:
    """Return where known names of several words stand."""
    parts = words(text)
    found = [(hit.start, hit.end) for hit in load_countries().find_in(parts)]
    found += [(hit.start, hit.end) for hit in load_organizations().find_in(text, parts)]
    return sorted(found)


def _marks(text: str, held: Sequence[Range], grammar: Grammar) -> list[Range]:
    """Return the marks that a new name follows, or that are semicolons."""
    return [
        mark.span()
        for mark in marks(text, grammar.only("list_mark"), held)
        if mark[0].startswith(";")
        or grammar.fits("member_start", text[mark.end() : mark.end() + _LOOK])
    ]


def _rejoin(pieces: list[str], grammar: Grammar) -> list[str]:
    """Return the pieces with those put back that alphabetical order shows to be no members."""
    keys = [key(piece) for piece in pieces]
    rising = sum(one <= other for one, other in pairwise(keys))
    if len(pieces) < _ORDERED_LEAST or rising < _ORDERED_SHARE * (len(pieces) - 1):
        return pieces
    joined: list[str] = []
    kept = ""
    for index, piece in enumerate(pieces):
        following = keys[index + 1] if index + 1 < len(pieces) else None
        misfit = keys[index] < kept or (following is not None and kept <= following < keys[index])
        if joined and misfit and not is_known(bare_name(piece, grammar)):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
            kept = max(kept, keys[index]) if not misfit else kept
    return joined
