"""What decides the bytes of a result, but for the document: the generator and the options."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rapporteur.batch.outcome import Options
from rapporteur.knowledge.files import package_root, shipped_folder

# Packages whose next release may read or tag a document otherwise.
_DEPENDENCIES = (
    "charset-normalizer",
    "lxml",
    "pdfminer.six",
    "pdfplumber",
    "pycountry",
    "pydantic",
    "pypdfium2",
    "regex",
    "spacy",
    "symspellpy",
)


@cache
def recipe(options: Options) -> str:
    """Return a hash that is the same for the same program, grammars and options, on any machine.

    The program's own files are hashed rather than its version taken, so that a change in
    development counts. Of `--grammars` the content counts, not the folder.
    """
    digest = hashlib.sha256()
    for part in _parts(options):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def recipe_for(options: Options, source: bytes) -> str:
    """Return the recipe of one document: with the corrections that people made in it."""
    if options.corrections is None:
        return recipe(options)
    from rapporteur.assemble.corrections.files import content_of

    corrections = content_of(options.corrections, source.hex())
    if not corrections:
        return recipe(options)
    return hashlib.sha256(recipe(options).encode() + corrections).hexdigest()


def _parts(options: Options) -> Iterator[bytes]:
    yield from _contents(package_root(), "*.py")
    yield from _contents(shipped_folder(), "*.toml")
    if options.grammars_dir is not None:
        yield from _contents(options.grammars_dir, "*.toml")
    folders = {"grammars_dir": options.grammars_dir is not None, "corrections": None}
    chosen = asdict(options) | folders
    yield json.dumps(chosen, sort_keys=True).encode()
    names = (*_DEPENDENCIES, *([options.model] if options.model else []))
    yield json.dumps([_version(name) for name in names]).encode()


def _contents(folder: Path, pattern: str) -> Iterator[bytes]:
    for path in sorted(folder.rglob(pattern)):
        yield path.relative_to(folder).as_posix().encode()
        yield path.read_bytes()


def _version(name: str) -> str:
    """Return the version of an installed package, nothing for a folder with a model in it."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
