"""Put figures into README.md, between their marks: no figure there is typed in.

    python bench/readme.py      copies the chief figures of docs/accuracy.md

The benchmark uses `put_between_marks` for its own.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
CHIEF = {
    "## Documents annotated by hand": ("key", "gold", "precision", "recall", "F1"),
    "## Recommendations of the Universal Periodic Review": (
        "what is counted",
        "counted",
        "all",
        "held out",
    ),
}


def put_between_marks(page: Path, mark: str, text: str) -> None:
    """Replace what stands in `page` between the two marks of that name."""
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    head, rest = page.read_text(encoding="utf-8").split(begin)
    _, tail = rest.split(end)
    page.write_text(f"{head}{begin}{text}{end}{tail}", encoding="utf-8")


def first_table(page: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below `heading`, head row first, without the rule."""
    lines = iter(page.split(f"{heading}\n")[1].splitlines())
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    return [rows[0], *rows[2:]]


def columns(table: list[list[str]], names: tuple[str, ...]) -> str:
    """Return the named columns of a table as Markdown; raises `ValueError` if one is missing."""
    kept = [table[0].index(name) for name in names]
    lines = ["| " + " | ".join(row[index] for index in kept) + " |" for row in table]
    rule = "|---|" + "---:|" * (len(kept) - 1)
    return "\n".join([lines[0], rule, *lines[1:]])


def main() -> None:
    """Copy the chief figures of docs/accuracy.md."""
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    tables = [
        f"**{heading.removeprefix('## ')}**\n\n{columns(first_table(page, heading), names)}\n"
        for heading, names in CHIEF.items()
    ]
    put_between_marks(ROOT / "README.md", "accuracy", "\n".join(tables))


if __name__ == "__main__":
    main()
