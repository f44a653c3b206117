"""What may import what, and what must not be loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from patience import patience

HEAVY = {
    "PIL",
    "alembic",
    "charset_normalizer",
    "jinja2",
    "numpy",
    "orjson",
    "pdfplumber",
    "psycopg",
    "pycountry",
    "pydantic",
    "pypdfium2",
    "rapidfuzz",
    "regex",
    "rich",
    "spacy",
    "sqlalchemy",
    "thinc",
}


def loaded(code: str) -> set[str]:
    """Return the top packages that a fresh interpreter has loaded after `code`."""
    listed = (
        "import sys; print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    code = f"try:\n    {code}\nfinally:\n    {listed}"
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    return set(result.stderr.split())


def test_imports_go_in_one_direction(root: Path) -> None:
    """The layers and doors that pyproject.toml states."""
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        check=False,
        capture_output=True,
        text=True,
        cwd=root,
        timeout=patience(120),
    )
    assert result.returncode == 0, result.stdout


def started(arguments: str) -> str:
    return (
        "import contextlib; from rapporteur.cli import app\n"
        f"    with contextlib.suppress(SystemExit): app({arguments})"
    )


@pytest.mark.parametrize(
    "code",
    [
        "import rapporteur",
        "import rapporteur.cli",
        started("['--help']"),
        started("['--version']"),
    ],
)
def test_nothing_heavy_is_loaded_to_start(code: str) -> None:
    assert not loaded(code) & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [
        "['convert', '--help']",
        "['convert', 'gone', '-o', '/dev/null']",
        "['show', '--help']",
        "['diff', '--help']",
    ],
)
def test_a_command_loads_nothing_before_it_needs_it(arguments: str) -> None:
    typer_itself = {"pydantic"}  # since 0.29, to check the values of options
    assert not loaded(started(arguments)) & (HEAVY - typer_itself)


def test_structure_needs_no_spacy(root: Path) -> None:
    sample = root / "samples" / "a-hrc-99-99.pdf"
    code = f"import rapporteur; rapporteur.parse({str(sample)!r}, entities=False)"
    found = loaded(code)
    assert "pydantic" in found
    assert not found & {"spacy", "thinc"}


def test_the_package_gives_what_it_promises() -> None:
    import rapporteur
    from rapporteur.batch.bounded import parse
    from rapporteur.report import Report

    assert rapporteur.parse is parse
    assert rapporteur.Report is Report
    assert rapporteur.__version__.count(".") == 2
    assert set(dir(rapporteur)) >= {"Report", "__version__", "parse"}
    with pytest.raises(AttributeError, match="no attribute 'nets'"):
        rapporteur.nets  # noqa: B018


def test_the_wheel_has_grammars_and_types(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=root, timeout=patience(120))
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"rapporteur/{path.relative_to(root)}" for path in (root / "grammars").rglob("*.toml")
    }
    assets = root / "pipeline" / "rapporteur" / "view" / "review" / "assets"
    expected |= {f"rapporteur/view/review/assets/{path.name}" for path in assets.iterdir()}
    assert len(expected) > 1
    assert names >= expected | {
        "rapporteur/py.typed",
        "rapporteur/cli/convert.py",
        "rapporteur/compare/diff/page.html",
        "rapporteur/tag/learned/names.bin",
        "rapporteur/tag/learned/words.txt",
    }
    assert not [name for name in names if name.startswith(("samples", "tests", "outputs"))]
