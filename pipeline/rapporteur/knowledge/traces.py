"""What a text must hold for a pattern to match in it, read from the pattern itself.

The reading is careful: of what it does not understand it says nothing. So a text that holds none
of the traces surely has no match, and the pattern need not be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from rapporteur.knowledge.patterns import Match, compile_pattern

TOKEN = compile_pattern(
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
INLINE = compile_pattern(r"\(\?[a-zA-Z-]+[:)]")
_MOST = 4
"""So many sets of words are looked for."""
_MANY = 100
"""So many words are no quick sign any more."""
_FOLD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,-:")


@dataclass(frozen=True, slots=True)
class Traces:
    """Words of which a text must hold one; None says that nothing is known.

    So must it of each set of words in `also`. With `folded` they are compared without regard to
    case.
    """

    words: frozenset[str] | None
    folded: bool = False
    also: tuple[frozenset[str], ...] = ()

    def may_be_in(self, text: str, folded: str) -> bool:
        """Say whether a text may match; `folded` is the same text, casefolded."""
        if self.words is None:
            return True
        where = folded if self.folded else text
        if not self.also:
            return _holds(where, self.words)
        return _holds(where, self.words) and all(_holds(where, words) for words in self.also)


def _holds(text: str, words: frozenset[str]) -> bool:
    for word in words:  # noqa: SIM110 - any() with a generator takes three times as long
        if word in text:
            return True
    return False


@dataclass(slots=True)
class _Sequence:
    """A part of a pattern as far as it is read: the words it needs, and an open run of letters.

    `last` is what a quantifier that follows would repeat.
    """

    needed: list[frozenset[str]] = field(default_factory=list)
    run: str = ""
    last: Sequence[frozenset[str]] = ()
    others: list[list[frozenset[str]]] = field(default_factory=list)

    def add(self, sets: Sequence[frozenset[str]] = ()) -> None:
        self.settle()
        self.last = sets

    def letter(self, sign: str) -> None:
        self.needed += self.last
        self.last = ()
        self.run += sign

    def repeat(self, *, needed: bool) -> None:
        """Read a quantifier: what it repeats stays if it is `needed`, but ends the run."""
        if self.run:
            one, self.run = self.run[-1], self.run[:-1]
            self._keep_run()
            self.last = (frozenset({one}),) if needed else ()
        elif not needed:
            self.last = ()

    def settle(self) -> None:
        self.needed += self.last
        self.last = ()
        self._keep_run()

    def _keep_run(self) -> None:
        if self.run:
            self.needed.append(frozenset({self.run}))
        self.run = ""

    def bar(self) -> None:
        self.settle()
        self.others.append(self.needed)
        self.needed = []

    def whole(self) -> list[frozenset[str]]:
        """Return sets of words of each of which one is needed; of branches together two at most.

        One unites what is rarest in each branch, the other what is next.
        """
        self.bar()
        if len(self.others) == 1:
            return self.others[0]
        if not all(self.others):
            return []
        ranked = [sorted(needed, key=_worth, reverse=True) for needed in self.others]
        rarest = frozenset().union(*(sets[0] for sets in ranked))
        others = frozenset().union(*(sets[:2][-1] for sets in ranked))
        return [rarest, others] if others != rarest else [rarest]


def _worth(words: AbstractSet[str]) -> tuple[int, int]:
    return min(map(len, words)), -len(words)


def traces(
    pattern: str, flags: str, define: Mapping[str, str], lists: Mapping[str, Sequence[str]]
) -> Traces:
    """Return the words of which every text that the pattern matches holds one."""
    if "x" in flags or INLINE.search(pattern):
        return Traces(None)
    folded = "i" in flags
    few = (words for words in _read(pattern, define, lists, ()) if 0 < len(words) <= _MANY)
    sets = [*map(_shortest, few)]
    if folded:
        plain = (words for words in sets if all(map(_FOLD.issuperset, words)))
        sets = [frozenset(map(str.casefold, words)) for words in plain]
    ranked = [*dict.fromkeys(sorted(sets, key=_worth, reverse=True))]
    also = [words for words in ranked[1:_MOST] if not any(map(_is_common, words))]
    return Traces(ranked[0] if ranked else None, folded, tuple(also))


def _is_common(word: str) -> bool:
    return len(word) == 1 and (word.isalnum() or word == " ")


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """Leave out words that hold another: where "Co-Chairs" stands, "Chair" does."""
    return frozenset(w for w in words if not any(o in w for o in words if o != w))


def _read(
    pattern: str,
    define: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
    inside: tuple[str, ...],
) -> list[frozenset[str]]:
    stack: list[tuple[_Sequence, bool]] = [(_Sequence(), False)]
    for token in TOKEN.finditer(pattern):
        here = stack[-1][0]
        if token["fuzzy"]:
            return []
        if token["blind"] or token["open"]:
            stack.append((_Sequence(), bool(token["blind"])))
        elif token["close"]:
            closed, blind = stack.pop()
            if not stack:
                return []  # more brackets close than open: no sound pattern
            stack[-1][0].add(() if blind else closed.whole())
        elif token["define"]:
            name = token["define"]
            known = name in define and name not in inside
            here.add(_read(define[name], define, lists, (*inside, name)) if known else ())
        elif token["list"]:
            words = frozenset(lists.get(token["list"], ()))
            here.add((words,) if words else ())
        else:
            _read_sign(token, here)
    return stack[0][0].whole() if len(stack) == 1 else []


def _read_sign(token: Match, here: _Sequence) -> None:
    if token["bar"]:
        here.bar()
    elif token["many"] or token["some"]:
        here.repeat(needed=bool(token["some"]))
    elif token["sign"]:
        here.add()
    elif not token["skip"]:
        here.letter(token["escaped"] or token["plain"])
