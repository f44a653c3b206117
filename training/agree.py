"""How well two annotators agree who did not see each other's work: the ceiling of such scores.

    python training/agree.py

`second/` holds a tenth of the documents of `blind.jsonl` and of `candidates.jsonl`, annotated once
more: every tenth in the order of their hashes. Of the first, a name that the one marked is sought
among those of the other. Of the second both judged the same runs of words, so that what chance
would give can be taken off (Cohen's kappa). Writes into docs/names.md.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from compare import PAGE, key, write_into
from material import HERE

PERSON = "person"
EVERY = 10

Entry = dict[str, Any]


def twice(file: str) -> tuple[list[Entry], list[Entry]]:
    """Give the annotations of both annotators, of the documents that both have read."""
    first, second = (
        [json.loads(line) for line in (folder / file).read_text(encoding="utf-8").splitlines()]
        for folder in (HERE, HERE / "second")
    )
    chosen = set(sorted({entry["sha256"] for entry in first})[::EVERY])
    both = [entry for entry in first if entry["sha256"] in chosen]
    if {entry["sha256"] for entry in second} != chosen:
        raise SystemExit(f"{file}: other documents than every tenth are annotated again")
    return both, second


def people(entries: list[Entry]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Give the spellings of each person that is marked."""
    return {
        (entry["sha256"], entry["words"]): {
            (entry["sha256"], key(name)) for name in (entry["words"], *entry.get("also", ()))
        }
        for entry in entries
        if entry["label"] == PERSON
    }


def marked() -> Iterator[str]:
    """Say how many names one annotator marked that the other marked too."""
    first, second = map(people, twice("blind.jsonl"))
    known = set().union(*second.values())
    same = sum(bool(spellings & known) for spellings in first.values())
    documents = len({document for document, _ in second})
    yield (
        f"| names marked in {documents} documents | {len(first)} | {len(second)} | {same} "
        f"| {2 * same / (len(first) + len(second)):.3f} | |"
    )


def judged() -> Iterator[str]:
    """Say how often both gave the same judgement of the same words."""
    first, second = (
        {(e["sha256"], e["page"], e["words"], e["nth"]): e["label"] for e in entries}
        for entries in twice("candidates.jsonl")
    )
    pairs = [(label, second[place]) for place, label in first.items()]
    by_chance = (
        sum(
            sum(one == label for one, _ in pairs) * sum(two == label for _, two in pairs)
            for label in set(first.values())
        )
        / len(pairs) ** 2
    )
    agreed = sum(one == two for one, two in pairs) / len(pairs)
    kappa = (agreed - by_chance) / (1 - by_chance)
    for label, number in sorted(Counter(first.values()).items()):
        same = sum(pair == (label, label) for pair in pairs)
        others = sum(two == label for _, two in pairs)
        f1 = 2 * same / (number + others)
        yield f'| runs judged "{label}" | {number} | {others} | {same} | {f1:.3f} | |'
    same = round(agreed * len(pairs))
    yield f"| all {len(pairs)} runs | | | {same} | {agreed:.3f} | {kappa:.3f} |"


def main() -> int:
    """Write the table into the page."""
    lines = [
        "| | first | second | the same | F1 | kappa |",
        "| --- | --- | --- | --- | --- | --- |",
        *marked(),
        *judged(),
    ]
    write_into(PAGE, "agreement", "\n".join(lines))
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
