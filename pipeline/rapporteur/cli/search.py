"""`rapporteur search`: words in a database of reports."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.cli.console import TableForm, emit, orderly, refuse, say
from rapporteur.cli.load import DEFAULT

if TYPE_CHECKING:
    from rapporteur.store.search import Hit


def _form_of(name: str) -> TableForm:
    """Return the form of that name; say what makes the others."""
    if name in {"csv", "parquet", "xlsx"}:
        refuse(
            f"--format {name}: search prints a table or JSON;"
            " for a file: rapporteur table recommendations URL -o FILE.csv"
        )
    try:
        return TableForm(name)
    except ValueError:
        raise typer.BadParameter(f"{name!r} is neither table nor json") from None


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help='Words, "phrases", and -words that must not be there.'
        ),
    ],
    url: Annotated[
        str, typer.Option("--db", metavar="URL", help="SQLite or PostgreSQL.")
    ] = DEFAULT,
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many hits.")] = 20,
    form: Annotated[
        TableForm,
        typer.Option(
            "--format", parser=_form_of, metavar="table|json", help="For people or for machines."
        ),
    ] = TableForm.TABLE,
) -> None:
    """Find paragraphs and recommendations in a database, the best first.

    All words must be there, in any of their forms. Exit status: 0 something was found; 1 nothing
    was; 2 wrong usage, or the database cannot be used.
    """
    if len(words) > 1:
        whole = shlex.quote(" ".join(words))
        refuse(f"{len(words)} queries: put the words into one, as in: rapporteur search {whole}")
    with orderly():
        from rapporteur.store.search import search as find

        hits = find(url, words[0], limit)
        if form is TableForm.JSON:
            _print_json(hits)
        else:
            from rapporteur.view.hits import hits as told
            from rapporteur.view.terminal import render

            emit(render(told(hits)))
        if not hits:
            say("nothing found")
        raise typer.Exit(0 if hits else 1)


def _print_json(hits: list[Hit]) -> None:
    """Print the hits as a list; what was found stands between `**` in their snippets."""
    import orjson

    from rapporteur.store.search import CLOSE, OPEN

    marks = str.maketrans({OPEN: "**", CLOSE: "**"})
    rows = [{**asdict(hit), "snippet": hit.snippet.translate(marks)} for hit in hits]
    emit(orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
