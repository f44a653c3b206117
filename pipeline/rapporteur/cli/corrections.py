"""`rapporteur corrections`: what people corrected, from an edited report, listed and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch import outputs
from rapporteur.batch.memory import accept, document_of, output_folder_of
from rapporteur.batch.outcome import Options
from rapporteur.batch.report_files import CORRECTIONS
from rapporteur.cli.console import emit, orderly, refuse, say
from rapporteur.errors import RapporteurError, one_line

if TYPE_CHECKING:
    from rapporteur.report import Correction, CorrectionFile, Report

app = typer.Typer(
    name="corrections",
    help="What people corrected: make, list and check the files, export them as gold.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder of the reports, or of corrections.")
]


@app.command("from")
def from_edited(
    edited: Annotated[Path, typer.Argument(metavar="EDITED.json", help="The report as edited.")],
    document: Annotated[
        Path | None,
        typer.Argument(help="Its document, or the report as it was written. [default: searched]"),
    ] = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            metavar="DIR",
            help="The folder of corrections. [default: that of its output folder]",
        ),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who corrected it.")] = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
) -> None:
    """Turn the edits in a report into a file of corrections.

    The report is compared with what the program says of its document, which is looked for beside
    the report and in the folder where you are. Corrections that the file has already stay. A file
    of corrections that a review page saved is added as it is; it goes to the folder of -o.
    """
    with orderly():
        if saved := _saved(edited):
            path, count = _join(output or Path(CORRECTIONS), saved)
            emit(f"{path}\t{count} corrections\n".encode())
            return
        from rapporteur.batch.obtain import obtain
        from rapporteur.compare.edited import edits

        report = _report(edited)
        original = obtain(document or _document(edited, report), _options(report))
        if original.source.sha256 != report.source.sha256:
            refuse(f"{document}: it is not the document of {edited}; give {report.source.name}")
        if document is None:
            _require_same_program(edited, report, original)
        found = edits(original, report)
        for left in found.left:
            say(f"{edited}: not taken over: {one_line(left)}")
        folder = output or (output_folder_of(edited) or edited.parent) / CORRECTIONS
        made = [one.model_copy(update={"by": by, "note": note}) for one in found.corrections]
        path, count = _add(folder, report.source.name, report.source.sha256, made)
        if not found.left:
            accept(edited)
        emit(f"{path}\t{count} corrections\n".encode())
        if found.left:
            raise typer.Exit(1)


def _saved(path: Path) -> CorrectionFile | None:
    """Return the file of corrections that `path` is, None if it is something else."""
    from rapporteur.assemble.corrections.files import restore
    from rapporteur.errors import CorrectionFileError
    from rapporteur.readers import read_bytes

    try:
        return restore(read_bytes(path), one_line(str(path)))
    except CorrectionFileError:
        return None


def _join(folder: Path, saved: CorrectionFile) -> tuple[Path, int]:
    """Add what a page saved to the file of its document; nothing that is there goes."""
    from rapporteur.assemble.corrections.files import place_of
    from rapporteur.batch.keep import joined, keep

    whole = keep(folder, saved.name, saved.sha256, lambda found: joined(found, saved))
    return place_of(folder, saved.sha256), len(whole.corrections)


def _report(path: Path) -> Report:
    from rapporteur.readers import read_bytes
    from rapporteur.report import restore

    return restore(read_bytes(path), one_line(str(path)))


def _document(edited: Path, report: Report) -> Path:
    """Return the document of a report: a file with its bytes, where it was, near it or here."""
    import hashlib

    for path in _places(edited, report.source.name):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == report.source.sha256:
            return path
    raise RapporteurError(
        f"{edited}: {report.source.name} is not near it; give the document as second argument"
    )


def _options(report: Report) -> Options:
    """Return how a report was made: what another way finds or misses, nobody edited."""
    from rapporteur.knowledge.grammar import load_grammars

    made = report.generator
    model = None if made.model in (None, made.name) else made.model  # else ours, which has its name
    grammar = made.grammar if made.grammar in load_grammars() else None
    return Options(grammar=grammar, model=model, entities=made.model is not None)


def _require_same_program(edited: Path, report: Report, original: Report) -> None:
    """Refuse to take for a person's edits what another version of the program writes otherwise."""
    then, now = report.generator, original.generator
    if (then.version, then.grammar_hash) != (now.version, now.grammar_hash):
        refuse(
            f"{edited}: another version of the program or of its grammars wrote it, so that your"
            " changes cannot be told from those of the program; give the report as it was written"
            " as second argument, or its document to take over all that differs"
        )


def _places(edited: Path, name: str) -> Iterator[Path]:
    """Yield where the document of a report may be."""
    import glob

    if known := document_of(edited):
        yield known
    near = [edited.parent, edited.parent.parent, Path.cwd()]
    for folder in dict.fromkeys(one.resolve() for one in near):
        yield folder / name
        yield from sorted(folder.glob(f"*/{glob.escape(name)}"))


def _add(folder: Path, name: str, sha256: str, made: list[Correction]) -> tuple[Path, int]:
    """Add corrections to the file of a document; a newer one replaces that of the same field."""
    from rapporteur.assemble.corrections.files import place_of
    from rapporteur.batch.keep import keep, with_corrections

    whole = keep(folder, name, sha256, lambda found: with_corrections(found, made))
    return place_of(folder, sha256), len(whole.corrections)


@app.command("list")
def list_corrections(folder: Folder = Path()) -> None:
    """List every correction: document, node, field, before, after, by, note, with tabs between."""
    with orderly():
        for path, found in _files(folder):
            for one in found.corrections:
                cells = (found.name, one.node, one.field, one.before, one.after, one.by, one.note)
                shown = [one_line("" if cell is None else str(cell)) for cell in cells]
                emit(("\t".join(shown) + "\n").encode())
            if not found.corrections:
                say(f"{path}: no corrections")


@app.command("check")
def check(folder: Folder = Path()) -> None:
    """Check that every correction stands in the reports of the folder; status 1 if one does not."""
    with orderly():
        reports = {report.source.sha256: report for report in _reports(folder)}
        faults = [
            fault
            for path, found in _files(folder)
            for fault in _faults(found, reports.get(found.sha256), path)
        ]
        for fault in faults:
            say(one_line(fault))
        count = sum(len(found.corrections) for _, found in _files(folder))
        emit(f"{count} corrections, {len(faults)} to look at\n".encode())
        if faults:
            raise typer.Exit(1)


def _faults(found: CorrectionFile, report: Report | None, path: Path) -> list[str]:
    if report is None:
        return [f"{path}: there is no report of {found.name} in the folder; convert it"]
    conflicts = [one for one in report.problems if one.code == "correction_conflict"]
    if len(report.corrections) + len(conflicts) != len(found.corrections):
        return [f"{found.name}: its report is older than the corrections; convert it again"]
    return [f"{found.name}: {one.message}" for one in conflicts]


@app.command("export")
def export(
    folder: Folder = Path(),
    *,
    output: Annotated[Path, typer.Option("-o", metavar="DIR", help="Where the gold goes.")],
) -> None:
    """Write each corrected report as gold for `rapporteur evaluate`."""
    with orderly():
        from rapporteur.compare.evaluate.gold import dump_gold

        count = 0
        for report in _reports(folder):
            if report.corrections:
                name = Path(report.source.name).with_suffix(".json").name
                outputs.write(output / name, dump_gold(report))
                count += 1
        emit(f"{count} reports with corrections\n".encode())


def _reports(folder: Path) -> list[Report]:
    from rapporteur.batch.report_files import read

    return [given.report for given in read([str(folder)]) if given.report is not None]


def _files(folder: Path) -> list[tuple[Path, CorrectionFile]]:
    """Return the files of corrections below `folder`, in order; raises what is wrong with one."""
    from rapporteur.assemble.corrections.files import restore

    if not folder.is_dir():
        refuse(f"{folder}: no such folder")
    inside = folder if folder.name == CORRECTIONS else folder / CORRECTIONS
    paths = sorted(inside.glob("*.json"))
    if not paths:
        raise RapporteurError(f"{inside}: there are no corrections")
    return [(path, restore(path.read_bytes(), str(path))) for path in paths]
