"""What became of a document since earlier runs: it is new, it changed, its file was renamed."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.batch.files import Files
from rapporteur.batch.ledger import LedgerLine
from rapporteur.batch.memory import Memory, is_intact, now_at
from rapporteur.batch.outcome import Change, Outcome
from rapporteur.errors import one_line


def follow(
    key: str, outcome: Outcome, earlier: LedgerLine | None, memory: Memory, files: Files
) -> Outcome:
    """Return the outcome of a result that was just written, with how its document changed.

    `earlier` is what was known of this result before. A file that is gone, and whose document
    came back under another name or in a new version, takes its result with it.
    """
    outcome = replace(outcome, change=change(outcome, earlier))
    if outcome.change == "redone":
        return outcome
    if earlier is not None:
        told = "a new version; it replaces the earlier one"
        outcome = replace(outcome, lost=memory.lost(earlier), told=(told,))
    for other, entry in memory.others(key, outcome):
        outcome = _beside(outcome, other, entry, memory, files)
    return outcome


def change(outcome: Outcome, earlier: LedgerLine | None) -> Change:
    """Return how a document differs from what was known of its result before."""
    if earlier is None:
        return "new"
    return "redone" if earlier.source == outcome.source else "changed"


def _beside(
    outcome: Outcome, other: str, entry: LedgerLine, memory: Memory, files: Files
) -> Outcome:
    """Return the outcome with what the result `other` means for it."""
    now = now_at(entry.place)
    if now is None:
        return _instead(outcome, other, entry, memory, files)
    if now != entry.source:  # it has changed, too; what it is now, its own turn will tell
        return outcome
    if entry.source == outcome.source:
        return _told(outcome, f"the same bytes as {entry.place}", "copied")
    return _told(
        outcome,
        f"has the symbol of {entry.place} and other bytes; a database takes one of them only,"
        " remove the older one",
    )


def _instead(
    outcome: Outcome, other: str, entry: LedgerLine, memory: Memory, files: Files
) -> Outcome:
    """Let the outcome take the place of the result of a file that is gone."""
    came: Change = "renamed" if entry.source == outcome.source else "changed"
    said = (
        f"is {entry.place} under another name"
        if came == "renamed"
        else f"a new version of {entry.place}, which is gone"
    )
    stands = files.read(other)
    if stands is not None and not is_intact(entry, stands):
        return _told(outcome, f"{said}; {files.where(other)} was edited and stays", came)
    if stands is not None:
        try:
            files.delete(other)
        except OSError as error:
            why = error.strerror or str(error)
            return _told(outcome, f"{said}; cannot remove {files.where(other)}: {why}", came)
        said = f"{said}; {files.where(other)} is removed"
    memory.forget(other)
    return replace(_told(outcome, said, came), lost=(*outcome.lost, *memory.lost(entry)))


def _told(outcome: Outcome, line: str, came: Change | None = None) -> Outcome:
    """Return the outcome with a line; that it came in the place of another outweighs the rest."""
    before = outcome.change
    weighed = before if came is None or before in {"changed", "renamed"} else came
    return replace(outcome, told=(*outcome.told, one_line(line)), change=weighed)
