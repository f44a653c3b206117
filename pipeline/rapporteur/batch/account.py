"""What one run did, for people who look in the morning and for programs that watch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import get_args

from rapporteur.batch import urls
from rapporteur.batch.inputs import Failure
from rapporteur.batch.outcome import Change, Outcome
from rapporteur.batch.outputs import write
from rapporteur.errors import DISTRIBUTION, NotReportError

PROMETHEUS = ".prom"
CHANGES: tuple[Change, ...] = get_args(Change)
Known = frozenset[tuple[str, str]]
"""Failures that a person has seen: the document as shown, and the cause."""


def known_failures(path: Path) -> Known:
    """Return the failures that a `failures.json`, or the file of an earlier run, lists.

    Raises `NotReportError` for a file that is neither. One that is not there lists none, so that
    the first night needs no other command.
    """
    urls.refuse(str(path))
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        return frozenset()
    except (ValueError, OSError) as error:
        advice = "give a failures.json, or what --run wrote"
        raise NotReportError(str(path), f"cannot be read: {error}", advice) from error
    listed = value.get("failures", ()) if isinstance(value, dict) else value
    try:
        return frozenset((one["input"], one["cause"]) for one in listed)
    except (TypeError, KeyError):
        advice = "give a failures.json, or what --run wrote"
        raise NotReportError(str(path), "lists no failures", advice) from None


@dataclass(slots=True)
class Account:
    """Counts what a run does; `known` are the failures that are no news."""

    known: Known = frozenset()
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended: bool = False
    converted: int = 0
    unchanged: int = 0
    pages: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count a document that did not fail."""
        if outcome.failure is None:
            self.unchanged += outcome.unchanged
            self.converted += not outcome.unchanged
            self.pages += outcome.facts.pages if outcome.facts and not outcome.unchanged else 0
            if outcome.change:
                self.changes[outcome.change] += 1

    def is_known(self, failure: Failure) -> bool:
        """Return whether a failure is no news."""
        return (failure.shown, failure.cause) in self.known

    @property
    def news(self) -> list[Failure]:
        """Return the failures that are not known."""
        return [one for one in self.failures if not self.is_known(one)]

    def line(self) -> str:
        """Return all of it in one line."""
        told = [f"{self.changes[name]:,} {name}" for name in CHANGES if self.changes[name]]
        how = f" ({', '.join(told)})" if told else ""
        gone = f", {len(self.gone):,} gone" if self.gone else ""
        known = len(self.failures) - len(self.news)
        failed = f"{len(self.failures):,} failed" + (f", {known:,} of them known" if known else "")
        return f"{self.converted:,} converted{how}, {self.unchanged:,} unchanged{gone}, {failed}"

    @property
    def seconds(self) -> float:
        """Return how long it has taken so far."""
        return (datetime.now(UTC) - self.started).total_seconds()

    def write(self, path: Path) -> None:
        """Put the account at `path`, for Prometheus if it ends in `.prom`, else as JSON."""
        values = self._values()
        if path.suffix == PROMETHEUS:
            write(path, _metrics(values).encode())
        else:
            content = json.dumps(values, ensure_ascii=False, indent=2)
            write(path, content.encode() + b"\n")

    def _values(self) -> dict[str, object]:
        finished = datetime.now(UTC)
        return {
            "program": f"{DISTRIBUTION} {version(DISTRIBUTION)}",
            "started": self.started.isoformat(timespec="seconds"),
            "finished": finished.isoformat(timespec="seconds"),
            "seconds": round((finished - self.started).total_seconds(), 3),
            "ended": self.ended,
            "converted": self.converted,
            **{name: self.changes[name] for name in CHANGES},
            "unchanged": self.unchanged,
            "pages": self.pages,
            "failed": len(self.failures),
            "failed_new": len(self.news),
            "by_cause": dict(sorted(Counter(one.cause for one in self.failures).items())),
            "gone": self.gone,
            "left_out": self.left_out,
            "failures": [
                {
                    "input": one.shown,
                    "cause": one.cause,
                    "stage": one.stage,
                    "reason": one.reason,
                    "new": not self.is_known(one),
                }
                for one in self.failures
            ],
        }


def _metrics(values: dict[str, object]) -> str:
    """Return the numbers in the format that the textfile collector of Prometheus reads."""
    names = ("converted", *CHANGES, "unchanged", "pages", "failed", "failed_new", "seconds")
    lines = [f"rapporteur_run_{name} {values[name]}" for name in names]
    lines += [f"rapporteur_run_{name} {len(listed)}" for name, listed in _lists(values)]
    lines.append(f"rapporteur_run_ended {int(bool(values['ended']))}")
    finished = datetime.fromisoformat(str(values["finished"])).timestamp()
    return "\n".join([*lines, f"rapporteur_run_finished_timestamp_seconds {finished:.0f}", ""])


def _lists(values: dict[str, object]) -> Iterator[tuple[str, list[object]]]:
    for name in ("gone", "left_out"):
        listed = values[name]
        assert isinstance(listed, list)
        yield name, listed
