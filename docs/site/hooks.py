"""Make one site of the pages that stand in several folders of the repository.

The pages are written for the repository, where README.md stands above docs/. Here each gets its
place on the site, and links between them are turned to it; a link to anything else (a folder of
the code, a licence) becomes plain text, for it is not on the site.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
ELSEWHERE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "samples/README.md": "samples.md",
}
"""Pages outside docs/ and their names on the site."""

NAV = {
    "Use": (
        "compare.md",
        "review.md",
        "corrections.md",
        "workbench.md",
        "batch.md",
        "load.md",
        "queries.md",
        "schema.md",
    ),
    "Trust": (
        "accuracy.md",
        "names.md",
        "performance.md",
        "repairs.md",
        "readers.md",
        "word.md",
        "ocr.md",
        "samples.md",
    ),
    "Extend": ("grammars.md", "tour.md", "architecture.md", "contributing.md"),
    "News": ("changelog.md",),
}
"""The order of the pages; one that is not named stands under the first heading."""

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\]\[]*)\]\((?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)"
)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put every page that there is into the navigation."""
    docs = {path.name for path in Path(config.docs_dir).glob("*.md")}
    there = docs | {*ELSEWHERE.values()} - {"index.md"}
    known = {name for names in NAV.values() for name in names}
    others = sorted(there - known - {"index.md"})
    config.nav = ["index.md"]
    for number, (title, names) in enumerate(NAV.items()):
        pages = [name for name in names if name in there]
        config.nav.append({title: pages + ([] if number else others)})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that stand outside docs/."""
    for source, name in ELSEWHERE.items():
        content = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: Any) -> str:
    """Turn the links of a page from the repository to the site."""
    sources = {name: source for source, name in ELSEWHERE.items()}
    name = page.file.src_uri
    here = PurePosixPath(sources.get(name, f"docs/{name}")).parent

    def turned(match: re.Match[str]) -> str:
        if ":" in match["target"]:
            return match[0]
        target = normpath(here / match["target"])
        there = ELSEWHERE.get(target, target.removeprefix("docs/"))
        if files.get_file_from_path(there) is None:
            return match["text"]
        link = relpath(there, PurePosixPath(name).parent)
        return f"{match['image']}[{match['text']}]({link}{match['anchor'] or ''})"

    return _LINK.sub(turned, markdown)
