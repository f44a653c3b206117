"""Grammar files as read, before what they inherit is known."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rapporteur.errors import GrammarError
from rapporteur.knowledge.misspelt import misspelt
from rapporteur.knowledge.rules import GrammarData, RuleData

LEXICON = "lexicon"


def read_sheets(folder: Path) -> list[Sheets]:
    """Return the grammars of a folder; raises `GrammarError` for a file that is none."""
    return [_grammar(paths) for paths in _files(folder)]


def _files(folder: Path) -> list[tuple[Path, ...]]:
    """Return the files of each grammar: a `.toml`, or all of a folder but those of the lexicons."""
    alone = [(path,) for path in sorted(folder.glob("*.toml"))]
    inner = sorted({path.parent for path in folder.glob("*/*.toml")} - {folder / LEXICON})
    return alone + [tuple(sorted(one.glob("*.toml"))) for one in inner]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The files of one grammar as read, and all that they say together."""

    paths: tuple[Path, ...]
    data: tuple[GrammarData, ...]

    @property
    def id(self) -> str:
        return self.data[0].id

    @property
    def extends(self) -> str | None:
        return self.data[0].extends

    def rules(self) -> Iterator[RuleData]:
        """Yield the rules of all files."""
        return chain.from_iterable(data.rules for data in self.data)

    def together(self, key: str) -> dict[str, Any]:
        """Return a section of all files; raises `GrammarError` where two say the same name."""
        whole: dict[str, Any] = {}
        for path, data in zip(self.paths, self.data, strict=True):
            section = getattr(data, key)
            if twice := sorted(whole.keys() & section.keys()):
                raise GrammarError(str(path), key, f"{twice[0]!r} stands in another file too")
            whole |= section
        return whole


def _grammar(paths: tuple[Path, ...]) -> Sheets:
    sheets = Sheets(paths, tuple(_read(path) for path in paths))
    for path, data in zip(paths, sheets.data, strict=True):
        if (data.id, data.extends) != (sheets.id, sheets.extends):
            raise GrammarError(str(path), "id", f"differs from {paths[0].name} in the same folder")
    return sheets


def _read(path: Path) -> GrammarData:
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise GrammarError(str(path), None, f"cannot be read: {error}") from error
    except RecursionError:
        raise GrammarError(str(path), None, "cannot be read: nested too deeply") from None
    try:
        return GrammarData.model_validate(stated)
    except ValidationError as error:
        where, reason = misspelt(stated, error.errors())
        raise GrammarError(str(path), where, reason) from error
