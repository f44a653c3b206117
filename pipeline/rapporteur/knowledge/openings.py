"""How a match of a pattern must begin, read from the pattern itself.

Like that of `traces` the reading is careful: of what it does not understand it says nothing. So
where a text has none of the openings no match begins, and the pattern need not be tried there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapporteur.knowledge.patterns import Match, compile_pattern
from rapporteur.knowledge.traces import INLINE, TOKEN

LONGEST = 10
"""Letters of a word that an opening counts."""
ENDS = "|"
"""Stands behind an opening that is a whole word."""
_BOUNDARY = "<"
_THEN = " "
_MOST = 2000
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_WORDLIKE = _LETTERS | {"_"}
_CHOICE = re.compile(r"\[[A-Za-z]{1,4}\]")
_AROUND = re.compile(r"\(\?<?[=!]")
_NO_WORD_BEFORE = re.compile(r"\(\?<!(?:\\w|\[\\w[^\[\]]*\])\)")
_OF_NO_WIDTH = frozenset(("^", "$", r"\B", r"\M", r"\A", r"\Z"))
_RUN = compile_pattern(r"[A-Za-z0-9_]+(?![*?+{])")
_FUZZY = re.compile(r"(?<!\\[pP])\{(?![\d,])")
_UP_TO_BRANCH = re.compile(r"(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\()\[|])*", re.DOTALL)
_ONE_SIGN = re.compile(r"[\[.]|\\(?:[dDsSwWntr]$|[pP]\{)")


class _Head(NamedTuple):
    """How a part of a pattern may begin: its first letters, "<" before them where a word begins.

    Behind a blank stand those of a second word. Where `goes_on` they are all that the part has,
    and what follows it follows them. A part that begins with no letter begins with what `sign`
    matches; if that is empty, nobody knows.
    """

    letters: str
    goes_on: bool
    sign: str = ""


_Heads = frozenset[_Head]
_EMPTY: _Heads = frozenset({_Head("", True)})
_WORD_BEGINS: _Heads = frozenset({_Head(_BOUNDARY, True)})
_BLANK = _Head(_THEN, goes_on=True)
_UNKNOWN: _Heads = frozenset({_Head("", False)})


@dataclass(frozen=True, slots=True)
class Openings:
    """How every match of a pattern begins.

    `words` are the first letters of the words with which one begins, at most `LONGEST`, with
    `ENDS` behind a whole word, each beside those of the word that must follow it, if there is one;
    None if nobody knows. If `bounded`, no letter stands before a match. `first` are patterns of
    the sign with which one begins; None if it may be any. With `folded` case does not matter, and
    `words` are in lower case.
    """

    words: frozenset[tuple[str, str]] | None
    bounded: bool
    first: frozenset[str] | None
    folded: bool = False


def openings(
    pattern: str, flags: str, define: Mapping[str, str], lists: Mapping[str, Sequence[str]]
) -> Openings:
    """Return how every match of a pattern must begin."""
    heads = _UNKNOWN
    if "x" not in flags and not INLINE.search(pattern):
        heads = _read(pattern, define, lists, ())
    folded = "i" in flags
    bare = [head.letters.removeprefix(_BOUNDARY) for head in heads]
    words = None
    if all(letters and letters[0] in _LETTERS for letters in bare):
        words = frozenset(_counted(letters.lower() if folded else letters) for letters in bare)
    bounded = all(head.letters.startswith(_BOUNDARY) for head in heads)
    return Openings(words, bounded, _first(heads), folded)


def _counted(letters: str) -> tuple[str, str]:
    """Return an opening, and that of the next word, with no more letters than count."""
    word, then, behind = letters.partition(_THEN)
    return (word + ENDS if then else word)[:LONGEST], behind[:LONGEST]


def _first(heads: _Heads) -> frozenset[str] | None:
    begun = (head.letters.removeprefix(_BOUNDARY)[:1] or head.sign for head in heads)
    found = {r"\s" if sign == _THEN else sign for sign in begun}
    return None if "" in found else frozenset(found)


@dataclass(slots=True)
class _Sequence:
    """A part of a pattern as far as it is read; `last` is what a quantifier would repeat.

    `start` is where the part begins in the pattern. A part that is `skipped` stands where it does
    not matter any more how it begins.
    """

    start: int = 0
    skipped: bool = False
    before: _Heads = _EMPTY
    last: _Heads = _EMPTY
    others: list[_Heads] = field(default_factory=list)

    def add(self, heads: _Heads) -> None:
        self.before, self.last = _joined(self.before, self.last), heads

    def is_known(self) -> bool:
        """Say whether it does not matter any more what follows."""
        self.add(_EMPTY)
        return self.skipped or not any(head.goes_on for head in self.before)

    def spell(self, letters: str) -> None:
        if not self.is_known():
            self.add(frozenset({_spelt(letters)}))

    def turn(self, token: Match) -> None:
        """Read a bar, or how often that may stand which was read last."""
        if token["bar"]:
            self.bar()
            return
        if not token[0].startswith("?"):
            self.last = frozenset(
                head._replace(goes_on=head.goes_on and head.letters in {"", _THEN})
                for head in self.last
            )
        if token["many"]:
            self.last |= _EMPTY

    def bar(self) -> None:
        self.others.append(_joined(self.before, self.last))
        self.before = self.last = _EMPTY

    def whole(self) -> _Heads:
        self.bar()
        return frozenset(head for heads in self.others for head in heads)


def _joined(before: _Heads, behind: _Heads) -> _Heads:
    """Return how two parts begin of which the second follows the first."""
    if behind == _EMPTY or not any(head.goes_on for head in before):
        return before
    if before == _EMPTY:
        return behind
    if len(before) * len(behind) > _MOST:
        return frozenset(head._replace(goes_on=False) for head in before)
    return frozenset(
        _followed(head.letters, then) if head.goes_on else head
        for head in before
        for then in behind
    )


def _followed(letters: str, then: _Head) -> _Head:
    """Return how a part begins that goes on with another."""
    if letters in {"", _BOUNDARY}:
        return then._replace(letters=letters + then.letters.removeprefix(letters))
    if letters.endswith(_THEN):
        behind = then.letters.removeprefix(_BOUNDARY)
        if behind[:1] not in _LETTERS:
            return _Head(letters, then.goes_on and not behind)
    elif then.letters.startswith(_BOUNDARY) or _parts(then.sign):
        return _Head(letters + ENDS, goes_on=False)
    else:
        behind = then.letters
    word, next_word, more = (letters + behind).partition(_THEN)
    if _THEN in more:
        return _Head(f"{word}{_THEN}{more.partition(_THEN)[0]}{ENDS}", goes_on=False)
    return _Head(word + next_word + more, then.goes_on)


def _parts(sign: str) -> bool:
    """Say whether a sign is one that ends a word, such as a comma."""
    bare = sign.removeprefix("\\")
    return len(bare) == 1 and bare.isascii() and not bare.isalnum() and sign != "."


def _spelt(word: str) -> _Head:
    """Return how a word or a name begins."""
    length = next((at for at, sign in enumerate(word) if sign not in _WORDLIKE), len(word))
    if not length:
        return _BLANK if word == _THEN else _Head("", goes_on=False, sign=re.escape(word[:1]))
    ends = length < len(word) and word[length].isascii()
    return _Head(word[:length] + ENDS * ends, goes_on=length == len(word))


def _read(
    pattern: str,
    define: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
    inside: tuple[str, ...],
) -> _Heads:
    if _FUZZY.search(pattern):
        return _UNKNOWN
    stack, at = [_Sequence()], 0
    while token := _RUN.match(pattern, at) or TOKEN.match(pattern, at):
        here, at = stack[-1], token.end()
        if token.re is _RUN:
            here.spell(token[0])
        elif token["bar"] or token["many"] or token["some"]:
            here.turn(token)
        elif token["close"]:
            closed = stack.pop()
            if not stack:
                return _UNKNOWN  # more brackets close than open: no sound pattern
            stack[-1].add(_group(pattern[closed.start : at], closed))
        elif token["blind"] or token["open"]:
            stack.append(_Sequence(token.start(), skipped=here.is_known()))
        elif here.is_known():
            rest = _UP_TO_BRANCH.match(pattern, at)
            at = rest.end() if rest else at
        elif name := token["define"]:
            here.add(_called(name, define, lists, inside))
        else:
            here.add(_alone(token, lists))
    return stack[0].whole() if len(stack) == 1 else _UNKNOWN


def _called(
    name: str,
    define: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
    inside: tuple[str, ...],
) -> _Heads:
    known = name in define and name not in inside
    return _read(define[name], define, lists, (*inside, name)) if known else _UNKNOWN


def _alone(token: Match, lists: Mapping[str, Sequence[str]]) -> _Heads:
    """Return how a letter, a sign or a list of words begins; a remark is nothing."""
    if token["skip"]:
        return _EMPTY
    if token["list"]:
        return frozenset(map(_spelt, lists.get(token["list"], ()))) or _UNKNOWN
    if token["sign"]:
        return _of_sign(token["sign"])
    return frozenset({_spelt(token["escaped"] or token["plain"])})


def _group(written: str, closed: _Sequence) -> _Heads:
    """Return how a group begins: what only looks around has no width."""
    if _NO_WORD_BEFORE.fullmatch(written):
        return _WORD_BEGINS
    if _AROUND.match(written):
        return _EMPTY
    return _UNKNOWN if _is_blind(written) else closed.whole()


def _is_blind(written: str) -> bool:
    """Say whether a group is of a kind that is not understood, as a condition is."""
    token = TOKEN.match(written)
    return token is not None and token["blind"] is not None


def _of_sign(sign: str) -> _Heads:
    if sign in {r"\b", r"\m"}:
        return _WORD_BEGINS
    if sign in _OF_NO_WIDTH:
        return _EMPTY
    if _CHOICE.fullmatch(sign):
        return frozenset(_Head(letter, goes_on=True) for letter in sign[1:-1])
    if sign == r"\s":
        return frozenset({_BLANK})
    return frozenset({_Head("", goes_on=False, sign=sign if _ONE_SIGN.match(sign) else "")})
