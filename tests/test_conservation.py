"""Nothing is lost: documents made at random come back whole, as plain text and as pages."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builders import (
    LEFT,
    Printed,
    block,
    headings,
    line,
    plain,
    printed,
    shapes,
    source_run,
)
from rapporteur.report import AgendaItem, Item, Paragraph, Report
from rapporteur.run import Run
from rapporteur.source import Source

WORDS = (
    "harbour", "vessel", "channel", "signal", "mooring", "safety", "member", "session", "office",
    "programme", "regional", "budget", "training", "secretariat", "coastal", "measures",
    "inspection", "consider", "recalled", "welcomed", "arrangements",
)  # fmt: skip
ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
SYMBOL, RULE = "A/AC.91/31", "__________________"
HEAD, FOOT, NOTE_TOP = 58.2, 749.2, 690.0


# --- documents made at random ------------------------------------------------------------------


@dataclass(frozen=True)
class Par:
    """A numbered paragraph: its text, its items, its footnote or ""."""

    text: str
    items: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Sec:
    """A section: its title and its paragraphs; each begins a page."""

    title: str
    paragraphs: tuple[Par, ...]


def words(least: int, most: int) -> st.SearchStrategy[str]:
    listed = st.lists(st.sampled_from(WORDS), min_size=least, max_size=most)
    return listed.map(lambda found: " ".join(found).capitalize())


# Enough text to show how the document is set.
OPENING = Sec("Opening", tuple(Par(" ".join(WORDS).capitalize(), (), "") for _ in range(3)))
# To make a failing document smaller takes minutes and little can be left out of it.
QUICK = settings(phases=[Phase.explicit, Phase.generate], report_multiple_bugs=False)

paragraphs = st.builds(
    Par, words(4, 40), st.lists(words(2, 14), max_size=4).map(tuple), st.just("") | words(2, 8)
)
documents = st.lists(
    st.builds(Sec, words(1, 5), st.lists(paragraphs, min_size=1, max_size=3).map(tuple)),
    min_size=1,
    max_size=5,
).map(lambda sections: [OPENING, *sections])


@dataclass(frozen=True)
class Numbered:
    """A paragraph with its number, the texts of its items, and the number of its footnote."""

    number: int
    text: str
    items: tuple[tuple[str, str], ...]
    note: tuple[int, str] | None


def numbered(sections: list[Sec]) -> list[tuple[str, str, list[Numbered]]]:
    """Every section as label, title and paragraphs, with all that is numbered."""
    found, count, notes = [], 0, 0
    for label, section in zip(ROMANS, sections, strict=False):
        inside = []
        for par in section.paragraphs:
            count += 1
            notes += bool(par.note)
            note = (notes, f"{par.note}.") if par.note else None
            text = par.text + (":" if par.items else ".")
            inside.append(Numbered(count, text, tuple(_items(par)), note))
        found.append((label, section.title, inside))
    return found


def _items(par: Par) -> Iterator[tuple[str, str]]:
    for letter, text in zip("abcd", par.items, strict=False):
        yield f"({letter})", text + ("." if text is par.items[-1] else ";")


def expected_shapes(sections: list[Sec]) -> list[object]:
    pars = [par for _, _, inside in numbered(sections) for par in inside]
    return [(str(p.number), [p.text, *p.items] if p.items else p.text) for p in pars]


def expected_headings(sections: list[Sec]) -> list[tuple[int, str, str]]:
    return [(1, label, title) for label, title, _ in numbered(sections)]


def expected_notes(sections: list[Sec]) -> list[tuple[str, str, str]]:
    pars = [par for _, _, inside in numbered(sections) for par in inside]
    return [(str(p.note[0]), p.note[1], f"p{p.number}") for p in pars if p.note]


# --- as plain text -----------------------------------------------------------------------------


def as_text(sections: list[Sec], width: int) -> Source:
    pages = []
    for number, (label, title, inside) in enumerate(numbered(sections), start=1):
        lines = [SYMBOL, *textwrap.wrap(f"{label}. {title}", width)]
        for par in inside:
            lines += _wrapped(par, width)
        notes = [f"{par.note[0]} {par.note[1]}" for par in inside if par.note]
        pages.append("\n".join([*lines, *([RULE, *notes] if notes else []), f"{number}/9"]))
    return plain("\f".join(pages))


def _wrapped(par: Numbered, width: int) -> list[str]:
    call = str(par.note[0]) if par.note else ""
    lines = textwrap.wrap(f"{par.number}. {par.text}{call}", width)
    for label, text in par.items:
        lines += textwrap.wrap(f"{label} {text}", width)
    return lines


# --- as pages ----------------------------------------------------------------------------------


def as_pages(sections: list[Sec]) -> Source:
    rows: list[Printed] = []
    rules = {}
    for number, (label, title, inside) in enumerate(numbered(sections), start=1):
        rows.append(line(SYMBOL, top=HEAD, size=9.0, bold=True, page=number))
        rows.append(line(f"{label}. {title}", x=90.0, top=90.0, size=14.0, bold=True))
        for par in inside:
            call = f"^{{{par.note[0]}}}" if par.note else ""
            rows += block(f"{par.number}. {par.text}{call}")
            rows += [row for item in par.items for row in block(" ".join(item), x=LEFT + 28)]
        tops = iter([NOTE_TOP])
        for mark, text in [par.note for par in inside if par.note]:
            rows.append(line(f"^{{{mark}}} {text}", size=8.5, gap=0.0, top=next(tops, None)))
            rules[number] = (LEFT, NOTE_TOP - 4, LEFT + 100)
        rows.append(line(f"{number}/9", top=FOOT, size=9.0))
    return printed(rows, rules=rules)


# --- what comes back ---------------------------------------------------------------------------


def notes_of(report: Report) -> list[tuple[str, str, str | None]]:
    return [(note.marker, note.text, note.paragraph) for note in report.footnotes]


@settings(QUICK, max_examples=60)
@given(documents, st.integers(30, 90))
def test_a_document_comes_back_from_plain_text(sections: list[Sec], width: int) -> None:
    report = source_run(as_text(sections, width)).report
    assert report.quality.coverage == 1.0
    assert headings(report) == expected_headings(sections)
    assert shapes(report) == expected_shapes(sections)
    assert notes_of(report) == expected_notes(sections)
    assert report.problems == []


@settings(QUICK, max_examples=60)
@given(documents)
def test_a_document_comes_back_from_pages(sections: list[Sec]) -> None:
    report = source_run(as_pages(sections)).report
    assert report.quality.coverage == 1.0
    assert headings(report) == expected_headings(sections)
    assert shapes(report) == expected_shapes(sections)
    assert notes_of(report) == expected_notes(sections)
    assert report.problems == []


# --- whatever the lines are --------------------------------------------------------------------

LINES = (
    "1. It met in Vienna", "2. It rose.", "(a) To meet there;", "in the harbour", "", "I. Work",
    "Annex", "(i)", "• Ports", "14.", "Recommendation 3", "A. Ports and", "of the coast:",
    "[English only]", "The end", "Chapter II", "– Lights", SYMBOL, "3/14", "Contents",
    "Opening ........ 3", RULE, "1 See the report.", "It rose.1", "V.31-04739 (E)", "Page",
    "The agenda was adopted as follows:", "Draft resolution I", "31-06882", "Introduction",
    "mooring of ves-", "sels at the coast", "136.14 Inspect moorings (Norway);", "-----",
    "Distr.: General", "Original: English", "* Not edited.", "(see annex II)", "1 2 3", "i",
)  # fmt: skip
any_lines = st.lists(st.sampled_from(LINES), min_size=1, max_size=40)
LABELS = {"annex", "chapter", "recommendation", "appendix"}


def kept(found: Run) -> Counter[str]:
    """The words that stand in the report or in an edit that names its rule."""
    source = found.source.text
    parts = [source[edit.start : edit.end] for edit in found.stripped.edits]
    parts += [repair.before for repair in found.report.repairs]
    return Counter(word for part in [*parts, *_texts(found.report)] for word in _words(part))


def _texts(report: Report) -> Iterator[str]:
    yield from (f"{section.label} {section.title}" for section in report.sections)
    yield from (note.text for note in report.footnotes)
    for table in report.tables:
        yield from (cell for row in [table.header, *table.rows] for cell in row)
    queue: list[Paragraph | Item | AgendaItem] = [*report.paragraphs, *report.agenda]
    for one in queue:
        yield one.title if isinstance(one, AgendaItem) else f"{one.text} {one.tail or ''}"
        queue.extend(one.items)


def _words(text: str) -> Iterator[str]:
    """Words of three letters or more, but for those that labels are made of."""
    return (word for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in LABELS)


def spoken(source: Source, found: Run) -> Counter[str]:
    """The words of the source, those that a repair touched left out."""
    text = list(source.text)
    for repair in found.report.repairs:
        start = source.pages[repair.page - 1].start
        low = source.text.rfind(" ", 0, start + repair.start) + 1
        high = source.text.find(" ", start + repair.end)
        text[low : len(text) if high < 0 else high] = " " * (
            (len(text) if high < 0 else high) - low
        )
    return Counter(_words("".join(text)))


@settings(QUICK, max_examples=150)
@given(any_lines)
def test_no_word_of_any_text_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    source = plain(text)
    found = source_run(source)
    assert found.report.quality.coverage == 1.0
    assert spoken(source, found) - kept(found) == Counter()


looks = st.tuples(
    st.sampled_from(LINES), st.sampled_from([LEFT, LEFT + 28, 90.0]), st.booleans(), st.booleans(),
    st.sampled_from([8.5, 10.0, 14.0]), st.sampled_from([0.0, 6.0, 18.0]), st.booleans(),
)  # fmt: skip


@settings(QUICK, max_examples=150)
@given(st.lists(looks, min_size=1, max_size=30), st.integers(4, 12))
def test_no_word_of_any_page_is_lost(
    rows: list[tuple[str, float, bool, bool, float, float, bool]], per_page: int
) -> None:
    found_rows = [
        line(text, x=x, bold=bold, italic=italic, size=size, gap=gap, full=full,
             page=1 + index // per_page)
        for index, (text, x, bold, italic, size, gap, full) in enumerate(rows)
        if text
    ]  # fmt: skip
    if not found_rows:
        return
    source = printed(found_rows, rules={1: (LEFT, 300.0, LEFT + 100)})
    found = source_run(source)
    assert found.report.quality.coverage == 1.0
    assert spoken(source, found) - kept(found) == Counter()
