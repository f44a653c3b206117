"""What one run did, for people who look in the morning and for programs that watch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rapporteur.batch.inputs import Failure
from rapporteur.batch.outcome import Outcome
from rapporteur.batch.outputs import write
from rapporteur.errors import DISTRIBUTION, NotReportError

PROMETHEUS = ".prom"
Known = frozenset[tuple[str, str]]
"""Failures that a person has seen: the document as shown, and the cause."""


def known_failures(path: Path) -> Known:
    """Return the failures that a `failures.json`, or the file of an earlier run, lists.

    Raises `NotReportError` for a file that is neither. One that is not there lists none, so that
    the first night needs no other command.
    """
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
    converted: int = 0
    unchanged: int = 0
    pages: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count a document that did not fail."""
        if outcome.failure is None:
            self.unchanged += outcome.unchanged
            self.converted += not outcome.unchanged
            self.pages += outcome.facts.pages if outcome.facts and not outcome.unchanged else 0

    def news(self, failures: Sequence[Failure]) -> list[Failure]:
        """Return the failures that are not known."""
        return [one for one in failures if (one.shown, one.cause) not in self.known]

    def line(self, failures: Sequence[Failure]) -> str:
        """Return all of it in one line."""
        known = len(failures) - len(self.news(failures))
        failed = f"{len(failures):,} failed" + (f", {known:,} of them known" if known else "")
        return f"{self.converted:,} converted, {self.unchanged:,} unchanged, {failed}"

    def write(self, path: Path, failures: Sequence[Failure]) -> None:
        """Put the account at `path`, for Prometheus if it ends in `.prom`, else as JSON."""
        values = self._values(failures)
        if path.suffix == PROMETHEUS:
            write(path, _metrics(values).encode())
        else:
            content = json.dumps(values, ensure_ascii=False, indent=2)
            write(path, content.encode() + b"\n")

    def _values(self, failures: Sequence[Failure]) -> dict[str, object]:
        finished = datetime.now(UTC)
        news = self.news(failures)
        return {
            "program": f"{DISTRIBUTION} {version(DISTRIBUTION)}",
            "started": self.started.isoformat(timespec="seconds"),
            "finished": finished.isoformat(timespec="seconds"),
            "seconds": round((finished - self.started).total_seconds(), 3),
            "converted": self.converted,
            "unchanged": self.unchanged,
            "pages": self.pages,
            "failed": len(failures),
            "failed_new": len(news),
            "by_cause": dict(sorted(Counter(one.cause for one in failures).items())),
            "failures": [
                {
                    "input": one.shown,
                    "cause": one.cause,
                    "stage": one.stage,
                    "reason": one.reason,
                    "new": one in news,
                }
                for one in failures
            ],
        }


def _metrics(values: dict[str, object]) -> str:
    """Return the numbers in the format that the textfile collector of Prometheus reads."""
    names = ("converted", "unchanged", "pages", "failed", "failed_new", "seconds")
    lines = [f"rapporteur_run_{name} {values[name]}" for name in names]
    finished = datetime.fromisoformat(str(values["finished"])).timestamp()
    return "\n".join([*lines, f"rapporteur_run_finished_timestamp_seconds {finished:.0f}", ""])
