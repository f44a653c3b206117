"""Which documents the paths of a command line name, and what their results are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rapporteur.batch.inputs import NAMED, find
from rapporteur.errors import one_line


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "b.pdf",
        "a.txt",
        "notes.md",
        ".hidden.pdf",
        "deep/c.PDF",
        "deep/er/d.v2.txt",
        "deep/.git/e.txt",
        "other/a.pdf",
        "[odd] name.pdf",
        "plain",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "outputs"),
    [
        (["b.pdf"], ["b"]),
        (["deep/er/d.v2.txt"], ["d.v2"]),
        (["./deep/../b.pdf"], ["b"]),
        (["plain"], ["plain"]),
        (["notes.md"], ["notes"]),
        (["."], ["[odd] name", "a", "b", "deep/c", "deep/er/d.v2", "other/a"]),
        (["deep"], ["c", "er/d.v2"]),
        (["deep/"], ["c", "er/d.v2"]),
        (["b.pdf", "deep"], ["b", "c", "er/d.v2"]),
        (["*.txt"], ["a"]),
        (["*/*.pdf"], ["other/a"]),
        (["**/*.txt"], ["a", "deep/er/d.v2"]),
        (["deep/*/*.txt"], ["er/d.v2"]),
        (["*.md", "b.pdf"], ["b"]),
        (["[odd] name.pdf"], ["[odd] name"]),
        (["b.pdf", "./b.pdf", "b.pdf"], ["b"]),
        ([".", "b.pdf"], ["[odd] name", "a", "b", "deep/c", "deep/er/d.v2", "other/a"]),
        (["deep", "deep/er/d.v2.txt"], ["c", "er/d.v2", "d.v2"]),
    ],
)
def test_paths_give_documents_in_order(tree: Path, paths: list[str], outputs: list[str]) -> None:
    documents, _ = find(paths)
    assert [str(document.output) for document in documents] == outputs


def test_absolute_paths_and_globs_mirror_below_their_fixed_part(tree: Path) -> None:
    documents, failures = find([str(tree / "deep"), str(tree / "*" / "a.pdf")])
    assert [str(document.output) for document in documents] == ["c", "er/d.v2", "other/a"]
    assert not failures


@pytest.mark.parametrize(
    ("path", "error", "reason"),
    [
        ("missing.pdf", "FileNotFoundError", "no such file or folder; check the path"),
        ("missing/", "FileNotFoundError", "no such file or folder; check the path"),
        ("empty", "NoDocumentsError", f"the folder has no {NAMED} file"),
        ("*.odp", "NoDocumentsError", f"matches no {NAMED} file"),
    ],
)
def test_a_path_that_names_nothing_fails_alone(
    tree: Path, path: str, error: str, reason: str
) -> None:
    documents, failures = find(["a.txt", path, "b.pdf"])
    assert [str(document.output) for document in documents] == ["a", "b"]
    assert [(f.shown, f.error, f.reason) for f in failures] == [(path, error, reason)]


def test_a_dangling_link_is_missing(tree: Path) -> None:
    (tree / "link.pdf").symlink_to("nowhere.pdf")
    assert [failure.error for failure in find(["link.pdf"])[1]] == ["FileNotFoundError"]


def test_a_circle_of_links_ends(tree: Path) -> None:
    (tree / "deep" / "up").symlink_to(tree)
    assert [str(document.output) for document in find(["deep"])[0]] == ["c", "er/d.v2"]


def test_a_folder_that_cannot_be_listed_is_named(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("er"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    documents, failures = find(["deep"])
    assert [str(document.output) for document in documents] == ["c"]
    assert [(f.shown, f.reason) for f in failures] == [
        ("deep/er", "cannot list the folder: Permission denied")
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tof  it", "two lines of it"),
        ("\x1b[31mred", "[31mred"),
        ("bad\udcff.pdf", "bad?.pdf"),
        ("Étude 日本.pdf", "Étude 日本.pdf"),
    ],
)
def test_names_are_shown_on_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown
