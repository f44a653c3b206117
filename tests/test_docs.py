"""What the pages say is so: their commands run, their snippets work, their links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Command
from patience import patience

PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "samples" / "README.md")
    if path.name != "CHANGELOG.md"
)
BLOCK = re.compile(r"(?:<!-- (\w+): (\S+) -->\n)?```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
MAKE = re.compile(r"(?:`|\$ )make ([a-z]+)\b")


def blocks(language: str) -> list[tuple[Path, str]]:
    return [
        (page, content)
        for page in PAGES
        for _, _, name, content in BLOCK.findall(page.read_text(encoding="utf-8"))
        if name == language
    ]


def commands() -> list[str]:
    lines = [line for _, content in blocks("console") for line in content.splitlines()]
    return sorted({line.removeprefix("$ ") for line in lines if line.startswith("$ ")})


def marked(mark: str) -> dict[str, str]:
    found = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return {name: content for kind, name, _, content in found if kind == mark}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that looks like the repository, in which commands may write."""
    for name in ("samples", "outputs", "tests", "grammars"):
        (tmp_path / name).symlink_to(ROOT / name)
    mine = tmp_path / "my-reports"
    mine.mkdir()
    for name, content in marked("file").items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        (mine / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", [c for c in commands() if "rapporteur" in c])
def test_a_command_of_the_pages_runs(rapporteur: Command, place: Path, command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program in {"rapporteur", ".venv/bin/rapporteur"}
    if arguments[0] == "search":  # in what the command above it on its page has made
        assert rapporteur("load", "outputs").returncode == 0
    result = rapporteur(*arguments)
    assert result.returncode == 0, result.stderr
    assert result.stdout or (place / written(arguments)).exists()


def written(arguments: list[str]) -> str:
    """Return the file or folder that a command makes."""
    named = [arguments[place + 1] for place, one in enumerate(arguments) if one in {"-o", "--to"}]
    return named[0].removeprefix("sqlite:///") if named else "reports.db"


OTHERS_NAME = re.compile(
    r"""(?<![\w-])rapporteur\[                                 # an extra
    |\b(?:pip|pip3|pipx|uv)[ ](?:[a-z-]+[ ])*?install\b[^`\n;]*?
        (?<=[\s'"])rapporteur(?=[\s'"`;=<>~,]|$)
    |--from[ ]['"]?rapporteur\b
    |\bversion\(["']rapporteur["']\)
    |^name[ ]=[ ]"rapporteur"$""",
    re.VERBOSE | re.MULTILINE,
)
"""What would install, or ask for, the package of another project."""


def test_nothing_names_the_package_of_another_project() -> None:
    kinds = ("md", "toml", "py", "sh", "yml", "yaml", "service", "timer", "html")
    texts = [path for kind in kinds for path in ROOT.rglob(f"*.{kind}")]
    texts += [*ROOT.glob("Makefile"), *ROOT.rglob("Dockerfile*"), *ROOT.glob(".ci/*")]
    wrong = {}
    for path in texts:
        own = path.relative_to(ROOT).parts[0] not in {".venv", "site", "dist", "build"}
        if own and path != Path(__file__).resolve() and path.is_file():
            found = OTHERS_NAME.search(path.read_text("utf-8", "replace"))
            wrong |= {path.name: found[0]} if found else {}
    assert not wrong


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("pip install 'rapporteur[export]'", True),
        ("pip install rapporteur", True),
        ("pip3 install -q rapporteur>=1", True),
        ("uv tool install rapporteur", True),
        ("uvx --from rapporteur rapporteur", True),
        ("pip install 'un-rapporteur[export]'", False),
        ("pipx install un-rapporteur; rapporteur --help", False),
        ("pip install s3fs; then rapporteur reads it", False),
        ("pip install -e /srv/rapporteur", False),
    ],
)
def test_the_name_of_another_project_is_known(line: str, wrong: bool) -> None:
    assert bool(OTHERS_NAME.search(line)) is wrong


def test_every_command_is_run_or_made() -> None:
    first = {shlex.split(command)[0] for command in commands()}
    assert first <= {"make", "rapporteur", ".venv/bin/rapporteur"}


def test_every_target_of_the_pages_exists() -> None:
    named = {name for page in PAGES for name in MAKE.findall(page.read_text(encoding="utf-8"))}
    defined = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert named >= {"convert", "test", "check", "bench", "accuracy"}
    assert named <= defined


@pytest.mark.parametrize(
    ("page", "code"), blocks("python"), ids=lambda value: getattr(value, "name", "")
)
def test_a_snippet_of_the_pages_works(place: Path, page: Path, code: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        cwd=place,
        timeout=patience(120),
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


@pytest.mark.parametrize("name", sorted(marked("shown")))
def test_the_picture_in_the_readme_is_true(rapporteur: Command, place: Path, name: str) -> None:
    shown = json.loads(marked("shown")[name])
    said = json.loads(rapporteur("convert", name).stdout)
    assert said["source"]["name"] == name
    assert_holds(said, shown, "")


def assert_holds(said: Any, shown: Any, where: str) -> None:
    """What is shown is said; keys may be left out of an object, entries of a list may not."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            assert_holds(said[key], value, f"{where}.{key}")
    elif isinstance(shown, list):
        assert len(said) == len(shown), where
        for index, value in enumerate(shown):
            assert_holds(said[index], value, f"{where}[{index}]")
    else:
        assert said == shown, where


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if ":" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "README.md").read_text(encoding="utf-8").split("## More")[1]
    pages = [path.name for path in (ROOT / "docs").glob("*.md")]
    assert [name for name in pages if f"](docs/{name})" not in index] == []


def test_the_options_of_the_readme_are_those_of_the_command(rapporteur: Command) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(--?[a-z-]+)", readme, re.MULTILINE))
    told = set(re.findall(r"(--?[a-z-]+)", rapporteur("convert", "--help").stdout))
    assert len(named) >= 8
    assert named <= told


def test_every_dependency_is_explained() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").lower()
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    required = [re.split(r"[\[<>=]", name)[0] for name in project["dependencies"] + extras]
    assert [name for name in required if name.lower() not in page] == []


def test_every_module_has_its_place_on_the_map() -> None:
    package = ROOT / "pipeline" / "rapporteur"
    names = {path.stem for path in package.iterdir() if not path.name.startswith(("_", "."))}
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = names - {"py", "grammars"}
    assert [name for name in sorted(modules) if not re.search(rf"\b{name}\b", page)] == []
