"""`rapporteur diff` as a person runs it: what it prints and writes, and its status."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from conftest import Command

TEXT = """I.  Opening

1.  The Committee met in Portville to speak of lamps and of lenses.

2.  The session was opened by the Chair.
"""
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> [bold]x[/] \x1b[31m {{ 7 * 7 }}"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT.replace("lenses", "keepers"))
    return tmp_path


def quick(rapporteur: Command, *arguments: object) -> Any:
    return rapporteur("diff", *arguments, "--no-entities")


def report(rapporteur: Command, name: str) -> Path:
    rapporteur("convert", name, "-o", "json", "--no-entities", "-q")
    return Path("json", name).with_suffix(".json")


def test_the_same(rapporteur: Command, place: Path) -> None:
    result = quick(rapporteur, "a.txt", "a.txt")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1] == "The reports are identical."


def test_a_copy_says_the_same(rapporteur: Command, place: Path) -> None:
    (place / "copy.txt").write_text(TEXT)
    result = quick(rapporteur, "a.txt", "copy.txt")
    assert result.returncode == 0
    assert "only how they were made differs" in result.stdout
    assert "a.txt → copy.txt" in result.stdout


def test_a_word(rapporteur: Command, place: Path) -> None:
    result = quick(rapporteur, "a.txt", "b.txt")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert "Paragraphs: 1 changed" in lines
    assert "~ paragraph 1  (page 1)" in lines
    assert "  text  … in Portville to speak of lamps and of [-lenses-]{+keepers+}." in lines


def test_json_and_source_together(rapporteur: Command, place: Path) -> None:
    made = report(rapporteur, "a.txt")
    assert quick(rapporteur, made, "a.txt").returncode == 0
    assert quick(rapporteur, made, "b.txt").returncode == 1


def test_as_json(rapporteur: Command, place: Path) -> None:
    result = quick(rapporteur, "a.txt", "b.txt", "--format", "json")
    told = json.loads(result.stdout)
    assert (result.returncode, told["same"], told["removed"], told["added"]) == (1, False, [], [])
    (one,) = told["reports"]
    assert (one["name"], one["failure"], one["identical"]) == ("b.txt", None, False)
    (group,) = [group for group in one["groups"] if group["key"] == "paragraphs"]
    assert group["counts"] == {"added": 0, "removed": 0, "changed": 1, "moved": 0, "renumbered": 0}
    (change,) = group["changes"]
    (field,) = change["fields"]
    assert field["words"][1:3] == [["-", "lenses"], ["+", "keepers"]]
    assert field["before"].endswith("of lenses.")


def test_the_keys_of_the_json_are_in_the_guide(
    rapporteur: Command, place: Path, root: Path
) -> None:
    told = json.loads(quick(rapporteur, "a.txt", "b.txt", "--format", "json").stdout)
    guide = (root / "docs" / "compare.md").read_text(encoding="utf-8")
    group = told["reports"][0]["groups"][0]
    change = group["changes"][0]
    for value in (told, told["reports"][0], group, change, change["fields"][0]):
        assert [key for key in value if key not in guide] == []


class Page(HTMLParser):
    """What a browser would see: elements, their attributes, text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_as_a_page(rapporteur: Command, place: Path) -> None:
    result = quick(rapporteur, "a.txt", "b.txt", "--format", "html", "-o", "page.html")
    assert (result.returncode, result.stdout) == (1, "")
    content = (place / "page.html").read_text(encoding="utf-8")
    page = Page(content)
    assert "<del>lenses</del><ins>keepers</ins>" in content
    assert "default-src 'none'" in (page.attributes["content"] or "") + content
    assert not {"script", "link", "img", "iframe"} & set(page.elements)
    assert not {"src", "href"} & page.attributes.keys()


@pytest.mark.parametrize("form", ["text", "html"])
def test_hostile_text_is_text(rapporteur: Command, place: Path, form: str) -> None:
    told = json.loads(report(rapporteur, "a.txt").read_text())
    told["paragraphs"][0]["text"] = HOSTILE
    told["sections"][0]["title"] = HOSTILE
    told["document"]["title"] = HOSTILE
    Path("hostile.json").write_text(json.dumps(told))
    shown = quick(rapporteur, "json/a.json", "hostile.json", "--format", form).stdout
    assert "\x1b" not in shown
    if form == "html":
        page = Page(shown)
        assert not {"script", "img"} & set(page.elements)
        shown = page.text
    assert "<script>alert" in shown.replace("{+", "").replace("+}", "")
    assert "{{ 7 * 7 }}" in shown


# Folders


@pytest.fixture
def folders(place: Path) -> Path:
    for name in ("old/sub", "new/sub"):
        (place / name).mkdir(parents=True)
    for name in ("old/same.txt", "new/same.txt", "old/sub/gone.txt", "new/come.txt", "old/c.txt"):
        (place / name).write_text(TEXT)
    (place / "new" / "c.txt").write_text(TEXT.replace("Chair", "host"))
    return place


def test_folders(rapporteur: Command, folders: Path) -> None:
    result = quick(rapporteur, "old", "new")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert lines[-3:] == [
        "- report  sub/gone",
        "+ report  come",
        "1 of 2 reports are identical",
    ]
    assert "same" not in lines
    assert "~ paragraph 2  (page 1)" in lines


def test_a_folder_with_itself(rapporteur: Command, folders: Path) -> None:
    result = quick(rapporteur, "old", "old")
    assert (result.returncode, result.stdout) == (0, "3 of 3 reports are identical\n")


def test_one_that_cannot_be_read_leaves_the_others(rapporteur: Command, folders: Path) -> None:
    (folders / "new" / "same.txt").write_bytes(b"")
    result = quick(rapporteur, "old", "new")
    assert result.returncode == 2
    assert "same: " in result.stderr
    assert "the file is empty" in result.stderr
    assert "~ paragraph 2" in result.stdout


def test_outputs_stand_for_their_documents(rapporteur: Command, folders: Path) -> None:
    """A report beside its document is taken; failures.json is no report."""
    rapporteur("convert", "old", "-o", "old", "--no-entities", "-q")
    (folders / "old" / "failures.json").write_text("[]")
    assert quick(rapporteur, "old", "old").stdout == "3 of 3 reports are identical\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.txt", "gone.txt"), "gone.txt: no such file"),
        (("old", "a.txt"), "name two files or two folders"),
        (("a.txt", "bad.json"), "bad.json: is no JSON"),
        (("empty", "old"), "empty: holds no report"),
    ],
)
def test_trouble(rapporteur: Command, folders: Path, arguments: tuple[str, str], told: str) -> None:
    (folders / "bad.json").write_text("{")
    (folders / "empty").mkdir()
    result = quick(rapporteur, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


# In a real browser


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_page_in_a_browser(
    rapporteur: Command, place: Path, browser: Any, width: int, dark: bool
) -> None:
    """Nothing runs, nothing is fetched, nothing runs off the side, axe finds no serious fault."""
    from browser import faults, visit

    told = json.loads(report(rapporteur, "a.txt").read_text())
    told["paragraphs"][0]["text"] = HOSTILE + "x" * 300
    Path("hostile.json").write_text(json.dumps(told))
    quick(rapporteur, "json/a.json", "hostile.json", "--format", "html", "-o", "page.html")
    address = (place / "page.html").as_uri()
    found = visit(browser, address, width=width, dark=dark, ready="h1")
    assert found.page.inner_text("ins").startswith("<script>alert(1)</script>")
    assert found.page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(found.page) == []
    assert found.complaints == []
    found.page.context.close()
