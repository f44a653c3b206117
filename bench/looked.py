"""What a person saw on the page of reported problems: `looked.toml`, and the section made of it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).with_suffix(".toml")
NUMBERS = frozenset({"number_gap", "number_repeated", "item_sequence", "count_mismatch"})


@dataclass(frozen=True, slots=True)
class Case:
    """A problem that somebody looked at; `cause` says why it was ours if the page is in order."""

    document: str
    page: int
    code: str
    message: str
    shows: str
    seen: bool
    cause: str = ""

    @property
    def problem(self) -> tuple[str, str, str]:
        """The problem as the reports name it: document, code, message."""
        return self.document, self.code, self.message


def load_cases(path: Path = CASES) -> list[Case]:
    """Return the cases of the file; raises `TypeError` for a case with other keys."""
    with path.open("rb") as file:
        return [Case(**case) for case in tomllib.load(file)["case"]]


def section(reported: Iterable[tuple[str, str, str]], cases: Sequence[Case]) -> str:
    """Return the section on problems looked at: numbers, what was ours, what nobody looked at."""
    problems = Counter(reported)
    looked = [case for case in cases if problems[case.problem]]
    known = {case.problem for case in looked}
    unlooked = Counter(p[1] for p in problems.elements() if p not in known)
    return "\n\n".join(
        [
            "## Numbering problems looked at on the page",
            _summary(problems, cases, looked),
            _reported(looked),
            "What was ours:",
            _causes(cases, problems),
            f"Reported and not looked at: {_listed(unlooked)}.",
        ]
    )


def _summary(
    problems: Counter[tuple[str, str, str]], cases: Sequence[Case], looked: Sequence[Case]
) -> str:
    numbering = sum(count for problem, count in problems.items() if problem[1] in NUMBERS)
    ours, left = (sum(not case.seen for case in some) for some in (cases, looked))
    of_numbers = [case for case in looked if case.code in NUMBERS]
    return f"""\
The pages of {len(cases)} reported problems were looked at, {_of_numbering(cases)} of them
of numbering (`bench/looked.toml`). A person sees {len(cases) - ours} of them there too; {ours}
were faults of ours, of which {ours - left} are mended since and {left} still reported.

Of the {numbering} problems of numbering that are reported now {len(of_numbers)} were looked at;
a person sees {sum(case.seen for case in of_numbers)} of these on the page. The corpus never had
many more of them than thirty, so problems of other kinds are in the sample too."""


def _of_numbering(cases: Iterable[Case]) -> int:
    return sum(case.code in NUMBERS for case in cases)


def _reported(looked: Sequence[Case]) -> str:
    rows = [
        f"| {case.document} | {case.page} | {case.code} | {case.shows} | {_seen(case)} |"
        for case in sorted(looked, key=lambda case: (case.code, case.document, case.page))
    ]
    head = [
        "| document | page | problem | what the page shows | a person sees it |",
        "|" + " --- |" * 5,
    ]
    return "\n".join([*head, *rows])


def _seen(case: Case) -> str:
    return "yes" if case.seen else f"no: {case.cause}"


def _causes(cases: Sequence[Case], problems: Counter[tuple[str, str, str]]) -> str:
    ours = [case for case in cases if not case.seen]
    rows = []
    for cause in dict.fromkeys(case.cause for case in ours):
        alike = [case for case in ours if case.cause == cause]
        left = sum(problems[case.problem] > 0 for case in alike)
        where = ", ".join(dict.fromkeys(case.document for case in alike))
        rows.append(f"| {cause} | {len(alike)} | {left} | {where} |")
    head = ["| cause | looked at | still reported | documents |", "|" + " --- |" * 4]
    return "\n".join([*head, *rows])


def _listed(codes: Counter[str]) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(codes.items())) or "none"
