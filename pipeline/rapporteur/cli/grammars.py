"""`rapporteur grammars`: which there are, and whether their rules do what they say."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.console import GrammarsDir, emit, orderly, say
from rapporteur.errors import one_line


class Action(StrEnum):
    """What to do with the grammars."""

    LIST = "list"
    CHECK = "check"
    ROLES = "roles"


def grammars(
    action: Annotated[Action, typer.Argument(help="What to do.")] = Action.LIST,
    *,
    folder: GrammarsDir = None,
) -> None:
    """List the grammars, check that every rule does what its examples say, or list the roles."""
    with orderly():
        if action is Action.LIST:
            _list_grammars(folder)
        elif action is Action.CHECK:
            _check_grammars(folder)
        else:
            _list_roles()


def _list_grammars(folder: Path | None) -> None:
    from rapporteur.knowledge.grammar import load_grammars

    for grammar in load_grammars(folder).values():
        lineage = " < ".join(grammar.lineage)
        emit(f"{lineage}\t{len(grammar.rules)} rules\t{grammar.title}\n".encode())


def _check_grammars(folder: Path | None) -> None:
    from rapporteur.knowledge.grammar import check, load_grammars

    faults = check(folder)
    for fault in faults:
        say(one_line(fault))
    if faults:
        raise typer.Exit(1)
    rules = {rule.id for grammar in load_grammars(folder).values() for rule in grammar.rules}
    emit(f"{len(rules)} rules, all do what their examples say\n".encode())


def _list_roles() -> None:
    from rapporteur.knowledge.roles import tables

    emit(tables().encode())
