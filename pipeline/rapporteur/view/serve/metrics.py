"""What the server counts, in the words of Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from threading import Lock


class Metrics:
    """Counters that any thread may raise."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Raise a counter."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += by  # type: ignore[assignment]

    def text(self, gauges: Mapping[str, float]) -> str:
        """Return all counters and what is measured just now."""
        with self._lock:
            counts = sorted(self._counts.items())
        lines = list(_told("counter", ((name, labels, value) for (name, labels), value in counts)))
        lines += _told("gauge", ((name, (), value) for name, value in sorted(gauges.items())))
        return "\n".join(lines) + "\n"


def _told(
    kind: str, values: Iterable[tuple[str, tuple[tuple[str, str], ...], float]]
) -> Iterable[str]:
    seen: set[str] = set()
    for name, labels, value in values:
        if name not in seen:
            seen.add(name)
            yield f"# TYPE rapporteur_{name} {kind}"
        inside = ",".join(f'{key}="{text}"' for key, text in labels)
        yield (
            f"rapporteur_{name}{{{inside}}} {value:g}" if labels else f"rapporteur_{name} {value:g}"
        )
