"""The docs as a site: built strictly, complete, and without anything from the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from patience import patience

pytest.importorskip("material", reason="the site needs un-rapporteur[docs]")

LOADED = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=[\"']?([^\"'\s>]+)")


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    result = subprocess.run(
        [*command, "-f", root / "docs" / "site" / "mkdocs.yml", "-d", folder],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        timeout=patience(120),
    )
    assert (result.returncode, result.stderr) == (0, "")
    return folder


def test_every_page_is_there(site: Path, root: Path) -> None:
    pages = {path.stem for path in (root / "docs").glob("*.md")}
    wanted = pages | {"index", "contributing", "changelog", "samples"}
    assert wanted <= {path.stem for path in site.glob("*.html")}
    navigation = (site / "index.html").read_text(encoding="utf-8")
    assert [name for name in wanted if f'href="{name}.html"' not in navigation] == []


def test_links_between_folders_lead_to_pages(site: Path) -> None:
    readme = (site / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<li><a href="architecture.html">docs/architecture.md</a>', readme)
    assert not re.search(r'href="[^"#:]*\.md[#"]', readme)
    assert 'src="pictures/review.webp"' in readme


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loaded = {
        target
        for page in site.glob("*.html")
        for target in LOADED.findall(page.read_text(encoding="utf-8"))
    }
    assert len(loaded) > 3
    assert [target for target in loaded if ":" in target and not target.startswith("data:")] == []


def test_only_pages_are_published(site: Path) -> None:
    assert not [path for path in site.rglob("*") if path.suffix in {".py", ".yml", ".md"}]


def test_pictures_are_small_and_told(root: Path) -> None:
    """Each stands on a page, with words for those who do not see it."""
    pages = [root / "README.md", *(root / "docs").glob("*.md")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    told = dict(re.findall(r"!\[([^\]]+)\]\(\S*?([\w-]+\.webp)\)", text))
    pictures = sorted((root / "docs" / "pictures").glob("*.webp"))
    assert [path.name for path in pictures] == sorted({*told.values()})
    assert min(map(len, told)) > 40
    assert max(path.stat().st_size for path in pictures) < 200_000
