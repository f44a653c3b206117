"""Rules as grammar files state them, and ready for use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from rapporteur.errors import GrammarError
from rapporteur.knowledge.openings import Openings, openings
from rapporteur.knowledge.patterns import (
    Match,
    Pattern,
    PatternError,
    compile_pattern,
    used_definitions,
    written_out,
)
from rapporteur.knowledge.roles import countable, style_of
from rapporteur.knowledge.traces import Traces, traces

_LONGEST_SEARCH = 2.0
"""Seconds that a pattern may take for a line; most take less than a thousandth."""
_LONGEST_PROBE = 400
_TIMES = 40
_TOO_SLOW = (
    f"takes more than {_LONGEST_SEARCH:g} s on {{}}; let no part of it repeat what repeats itself"
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A text that a rule must match, with the groups that it must give."""

    text: str
    groups: dict[str, str] = {}


class RuleData(_Strict):
    """A rule as a grammar file states it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    role: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    pattern: str
    flags: str = Field(default="", pattern=r"^[imxs]*$")
    value: str | None = None
    counts: Literal["decimal", "letter", "roman", "parts"] | None = None
    opens: Literal["paragraph", "item", "heading", "recommendation"] | None = None
    replaces: str | None = None
    note: str | None = None
    examples: tuple[Example, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class GrammarData(_Strict):
    """A grammar file."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    extends: str | None = None
    define: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    tables: dict[str, dict[str, str | int]] = {}
    settings: dict[str, str | int | float | bool] = {}
    rules: tuple[RuleData, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule ready for use; the pattern is compiled when it is first asked for."""

    data: RuleData
    file: str
    define: Mapping[str, str] = field(repr=False)
    lists: Mapping[str, Sequence[str]] = field(repr=False)

    @property
    def id(self) -> str:
        return self.data.id

    @property
    def role(self) -> str:
        return self.data.role

    @cached_property
    def value(self) -> str | None:
        """What a match means; of a label its style, which may be declared by what it counts."""
        if self.data.counts and self.data.opens:
            return style_of(self.data.counts, self.data.opens)
        return self.data.value

    @cached_property
    def pattern(self) -> Pattern:
        """The compiled pattern; raises `GrammarError` naming file, rule and reason."""
        try:
            pattern = written_out(self.data.pattern, self.define)
            used = used_definitions(pattern, self.define)
            lists = {k: v for k, v in self.lists.items() if rf"\L<{k}>" in used + pattern}
            return compile_pattern(used + pattern, self.data.flags, lists)
        except (PatternError, KeyError) as error:
            raise GrammarError(self.file, self.id, f"bad pattern: {error}") from error
        except RecursionError:
            raise GrammarError(
                self.file, self.id, "bad pattern: nested too deeply; say parts of it in [define]"
            ) from None

    @cached_property
    def traces(self) -> Traces:
        """The words of which a text must hold one for the rule to match in it."""
        return traces(self.data.pattern, self.data.flags, self.define, self.lists)

    def finditer(self, text: str) -> Iterator[Match]:
        """Yield the matches in a text; quick where it holds none of the words needed."""
        folded = text.casefold() if self.traces.folded else text
        return self.pattern.finditer(text) if self.traces.may_be_in(text, folded) else iter(())

    @cached_property
    def openings(self) -> Openings:
        """How every match of the rule begins."""
        return openings(self.data.pattern, self.data.flags, self.define, self.lists)

    def faults(self) -> list[str]:
        """Return what the examples and rejects of the rule show to be wrong with it."""
        try:
            return self._slips() or self._slow()
        except TimeoutError:
            return [_TOO_SLOW.format("its examples and rejects")]

    def _slow(self) -> list[str]:
        """Return that the rule does not end on lines made of its own examples, if it does not."""
        texts = [*(example.text for example in self.data.examples), *self.data.rejects]
        for text in texts:
            for probe in (text * _TIMES, text[: len(text) // 2] * _TIMES + "!"):
                try:
                    self.pattern.search(probe[-_LONGEST_PROBE:], timeout=_LONGEST_SEARCH)
                except TimeoutError:
                    return [_TOO_SLOW.format(f"a longer text like {text!r}")]
        return []

    def _slips(self) -> list[str]:
        found = []
        for example in self.data.examples:
            match = self.pattern.search(example.text, timeout=_LONGEST_SEARCH)
            if match is None:
                found.append(f"does not match its example {example.text!r}")
                continue
            for name, expected in example.groups.items():
                got = match.groupdict().get(name)
                if got != expected:
                    found.append(f"group {name!r} of {example.text!r} is {got!r}, not {expected!r}")
            found += self._uncounted(example.text, match)
        found += [
            f"matches what it must reject: {text!r}"
            for text in self.data.rejects
            if self.pattern.search(text, timeout=_LONGEST_SEARCH)
        ]
        return found

    def _uncounted(self, text: str, match: Match) -> list[str]:
        """Return a fault if the number of an example does not count as its label says."""
        number = match.groupdict().get("number") or ""
        if self.role not in {"label", "odd_label"} or countable(self.value or "", number):
            return []
        how = self.data.counts or self.value
        return [f"the number {number!r} of {text!r} does not count as {how!r}"]
