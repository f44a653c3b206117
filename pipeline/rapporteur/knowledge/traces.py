"""What a text must hold for a pattern to match in it, read from the pattern itself.

The reading is careful: of what it does not understand it says nothing. So a text that holds none
of the traces surely has no match, and the pattern need not be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapporteur.knowledge.patterns import Match, compile_pattern

_TOKEN = compile_pattern(
    r"""(?P<skip>\(\?\#[^)]*\))
    |(?P<call>\(\?&(?P<define>\w+)\))
    |\\L<(?P<list>\w+)>
    |(?P<open>\((?:\?(?:P?<\w+>|:|>|\||=)|(?!\?)))
    |(?P<blind>\(\?)
    |(?P<close>\))
    |(?P<bar>\|)
    |(?P<many>(?:[*?]|\{0?,\d*\}|\{0\})[?+]?)
    |(?P<some>(?:\+|\{[1-9]\d*(?:,\d*)?\})[?+]?)
    |(?P<fuzzy>\{)
    |\\(?P<escaped>[^\w\s])
    |(?P<sign>\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*+\]|[.^$])
    |(?P<plain>.)""",
    "xs",
)
_INLINE = compile_pattern(r"\(\?[a-zA-Z-]+[:)]")
_FOLD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,-:")


@dataclass(frozen=True, slots=True)
class Traces:
    """Words of which a text must hold one; None says that nothing is known.

    With `folded` they are compared without regard to case.
    """

    words: frozenset[str] | None
    folded: bool = False

    def may_be_in(self, text: str, folded: str) -> bool:
        """Say whether a text may match; `folded` is the same text, casefolded."""
        if self.words is None:
            return True
        where = folded if self.folded else text
        for word in self.words:  # noqa: SIM110 - any() takes twice as long
            if word in where:
                return True
        return False


@dataclass(slots=True)
class _Sequence:
    """A part of a pattern as far as it is read: the best words so far, and an open run of letters.

    `last` is what a quantifier that follows would repeat.
    """

    best: frozenset[str] | None = None
    run: str = ""
    last: frozenset[str] | None = None
    others: list[frozenset[str] | None] = field(default_factory=list)

    def add(self, words: frozenset[str] | None) -> None:
        self.settle()
        self.last = words

    def letter(self, sign: str) -> None:
        self._keep(self.last)
        self.last = None
        self.run += sign

    def repeat(self, *, needed: bool) -> None:
        """Read a quantifier: what it repeats stays if it is `needed`, but ends the run."""
        if self.run:
            one, self.run = self.run[-1], self.run[:-1]
            self._keep(frozenset({self.run}) if self.run else None)
            self.run, self.last = "", frozenset({one}) if needed else None
        elif not needed:
            self.last = None

    def settle(self) -> None:
        self._keep(self.last)
        self._keep(frozenset({self.run}) if self.run else None)
        self.run, self.last = "", None

    def _keep(self, words: frozenset[str] | None) -> None:
        if words and (self.best is None or _worth(words) > _worth(self.best)):
            self.best = words

    def bar(self) -> None:
        self.settle()
        self.others.append(self.best)
        self.best = None

    def whole(self) -> frozenset[str] | None:
        """Return one word or more from each branch; None if a branch has none."""
        self.bar()
        return _united(self.others)


def _worth(words: frozenset[str]) -> tuple[int, int]:
    return min(map(len, words)), -len(words)


def _united(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for words in sets:
        if words is None:
            return None
        found |= words
    return found or None


def traces(
    pattern: str, flags: str, define: Mapping[str, str], lists: Mapping[str, Sequence[str]]
) -> Traces:
    """Return the words of which every text that the pattern matches holds one."""
    if "x" in flags or _INLINE.search(pattern):
        return Traces(None)
    words = _shortest(_read(pattern, define, lists, ()))
    if words is None or "i" not in flags:
        return Traces(words)
    plain = all(_FOLD.issuperset(word) for word in words)
    return Traces(frozenset(map(str.casefold, words)) if plain else None, folded=True)


def _shortest(words: frozenset[str] | None) -> frozenset[str] | None:
    """Leave out words that hold another: where "Co-Chairs" stands, "Chair" does."""
    if words is None:
        return None
    return frozenset(w for w in words if not any(o in w for o in words if o != w))


def _read(
    pattern: str,
    define: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
    inside: tuple[str, ...],
) -> frozenset[str] | None:
    stack: list[tuple[_Sequence, bool]] = [(_Sequence(), False)]
    for token in _TOKEN.finditer(pattern):
        here = stack[-1][0]
        if token["fuzzy"]:
            return None
        if token["blind"] or token["open"]:
            stack.append((_Sequence(), bool(token["blind"])))
        elif token["close"]:
            closed, blind = stack.pop()
            if not stack:
                return None  # more brackets close than open: no sound pattern
            words = closed.whole()
            stack[-1][0].add(None if blind else words)
        elif token["define"]:
            name = token["define"]
            known = name in define and name not in inside
            here.add(_read(define[name], define, lists, (*inside, name)) if known else None)
        elif token["list"]:
            here.add(frozenset(lists.get(token["list"], ())) or None)
        else:
            _read_sign(token, here)
    return stack[0][0].whole() if len(stack) == 1 else None


def _read_sign(token: Match, here: _Sequence) -> None:
    if token["bar"]:
        here.bar()
    elif token["many"] or token["some"]:
        here.repeat(needed=bool(token["some"]))
    elif token["sign"]:
        here.add(None)
    elif not token["skip"]:
        here.letter(token["escaped"] or token["plain"])
