"""The audit: what a person should look at, and how much of the source the report holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from rapporteur.body import Beside, Body, Places
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import Footnote, Paragraph, Problem, Removed
from rapporteur.source import Page, Source
from rapporteur.text import Span

_WORDS = compile_pattern(r"\S+")
_NUMBER = compile_pattern(r"\d+")
_SHOWN = 60
_PROSE = 14
_WORD = 4
_SAME_DOCUMENT = 0.5
_MOST_DIFFERENCES = 40


def coverage(source: Source, covered: Iterable[Span]) -> tuple[float, list[Span], int]:
    """Return the share of non-blank characters covered, the uncovered runs, and their number."""
    mask = bytearray(len(source.text))
    for span in covered:
        mask[span.start : span.end] = b"\x01" * (span.end - span.start)
    total = len("".join(source.text.split()))
    missing: list[Span] = []
    start = mask.find(0)
    while start >= 0:
        end = mask.find(1, start)
        end = len(mask) if end < 0 else end
        missing += [Span(*word.span()) for word in _WORDS.finditer(source.text, start, end)]
        start = mask.find(0, end)
    lost = sum(len(span) for span in missing)
    return (1.0 if not lost else (total - lost) / total), missing, total


def placed(share: float, total: int, removed: Iterable[Removed]) -> float:
    """Return the share of non-blank characters that stand in texts."""
    out = sum(len("".join(piece.text.split())) for piece in removed)
    return max(0.0, share - out / total) if total else share


def prose_removed(removed: Iterable[Removed], grammar: Grammar) -> list[Problem]:
    """Return a problem for each removed block of a page that reads like running text.

    Notices of fixed wording are known; contents name pages, and calls are signs.
    """
    found = []
    told = (piece for piece in removed if piece.kind not in ("boilerplate", "contents", "call"))
    for (page, kind), group in groupby(told, key=lambda piece: (piece.page, piece.kind)):
        text = " ".join(" ".join(piece.text.split()) for piece in group)
        if _is_prose(text, grammar):
            found.append(
                Problem(
                    code="prose_removed",
                    severity="warning",
                    message=f"removed as {kind}, but reads like text: {_cut(text)!r}",
                    node=None,
                    page=page,
                )
            )
    return found


def _is_prose(text: str, grammar: Grammar) -> bool:
    """Say whether a text has sentences: their signs, and the small words of a language.

    A number with a stop, as that of a resolution before its title, ends none, nor does what a
    number follows: "(Sect. 4)".
    """
    words = text.split()
    ends = sum(
        word[-1] in ".;" and len(word) > _WORD and word[-2].isalpha() and not below[:1].isdigit()
        for word, below in zip(words, [*words[1:], ""], strict=True)
    )
    small = max((len(rule.pattern.findall(text)) for rule in grammar.role("stop_word")), default=0)
    return len(words) >= _PROSE and ends > 0 and small * 8 >= len(words)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def differing(places: Places) -> list[Problem]:
    """Return a problem for each difference between a Word file and its PDF, and one for the rest.

    Two files of which hardly a word is the same are no one document.
    """
    if not isinstance(places, Beside):
        return []
    name = places.printed.name
    if places.share < _SAME_DOCUMENT:
        message = f"{name} has {places.share:.0%} of the words: it is another document"
        return [_files_differ(message, None, "error")]
    found = list(places.differences())
    told = [
        _files_differ(f"Word file {one.word!r}, {name} {one.pdf!r}", one.page)
        for one in found[:_MOST_DIFFERENCES]
    ]
    left = len(found) - len(told)
    return [*told, *([_files_differ(f"{left} more differences", None)] if left else ())]


def _files_differ(
    message: str, page: int | None, severity: Literal["warning", "error"] = "warning"
) -> Problem:
    return Problem(code="files_differ", severity=severity, message=message, node=None, page=page)


def unplaced(source: Source, missing: Sequence[Span]) -> list[Problem]:
    """Return a problem for each page with text that is in no block and no edit."""
    by_page: dict[int | None, list[Span]] = {}
    for span in missing:
        by_page.setdefault(source.printed_page(span.start), []).append(span)
    return [
        Problem(
            code="unplaced_text",
            severity="error",
            message=f"text in no block: {_shorten(source, spans)!r}",
            node=None,
            page=page,
        )
        for page, spans in by_page.items()
    ]


def _shorten(source: Source, spans: Sequence[Span]) -> str:
    text = " ".join(source.text[span.start : span.end] for span in spans)
    return _cut(text)


def numbering(body: Body) -> list[Problem]:
    """Return a problem for each gap and repeat in the numbers of paragraphs.

    Draft resolutions inside a report number their own paragraphs: a 1 opens a series within
    the one before, and the outer series may go on later where it stopped.
    """
    found: list[Problem] = []
    open_series: dict[str, list[int]] = {}
    for paragraph in body.paragraphs:
        if paragraph.kind == "unnumbered" or paragraph.number is None:
            continue
        name, number = _series(paragraph)
        if number is None:
            continue
        stack = open_series.setdefault(name, [])
        before = stack[-1] if stack else None
        if not _takes(stack, number, paragraph) and before is not None:
            found.append(_numbering_problem(paragraph, before, number))
    return found


def _series(paragraph: Paragraph) -> tuple[str, int | None]:
    """Return the series that a number counts in, and its place there."""
    parts = _NUMBER.findall(paragraph.number or "")
    if not parts:
        return paragraph.kind, None
    return f"{paragraph.part}/{paragraph.kind}/{'.'.join(parts[:-1])}", int(parts[-1])


def _takes(stack: list[int], number: int, paragraph: Paragraph) -> bool:
    """Put `number` into the open series; False if it continues none of them."""
    suffixed = not (paragraph.number or "")[-1:].isdigit()
    for depth in range(len(stack) - 1, -1, -1):
        if number == stack[depth] + 1 or (suffixed and number == stack[depth]):
            stack[depth:] = [number]
            return True
    if number == 1:
        stack.append(1)
        return True
    stack[-1:] = [number]
    return False


def _numbering_problem(paragraph: Paragraph, before: int, number: int) -> Problem:
    kind = "number_repeated" if number == before else "number_gap"
    return Problem(
        code=kind,
        severity="warning",
        message=f"{paragraph.number} follows {before} in its series",
        node=paragraph.id,
        page=paragraph.source[0].page if paragraph.source else None,
    )


def uncalled(footnotes: Sequence[Footnote], masthead: str) -> list[Problem]:
    """Return a problem for each footnote that nothing calls or that has no text.

    A call in the masthead counts: the masthead is no node that a footnote could name.
    """
    found = []
    for note in footnotes:
        page = note.source[0].page if note.source else None
        if not note.text:
            found.append(_note_problem("footnote_empty", "has no text", note, page))
        if note.paragraph is None and (not note.marker or note.marker not in masthead):
            found.append(_note_problem("footnote_uncalled", "is called nowhere", note, page))
    return found


def far_notes(footnotes: Iterable[Footnote]) -> list[Problem]:
    """Return a problem for each footnote with text of another page than its own and the next."""
    found = []
    for note in footnotes:
        pages = [place.page for place in note.source if place.page is not None]
        if pages and max(pages) > pages[0] + 1:
            what = f"begins on page {pages[0]} and takes text of page {max(pages)}"
            problem = _note_problem("footnote_far", what, note, max(pages))
            found.append(problem.model_copy(update={"severity": "warning"}))
    return found


def _note_problem(code: str, what: str, note: Footnote, page: int | None) -> Problem:
    message = f"footnote {note.marker!r} {what}"
    return Problem(code=code, severity="info", message=message, node=note.id, page=page)


def page_of(pages: Sequence[Page], offset: int) -> int | None:
    """Return the number of the page that holds `offset`."""
    return next((page.number for page in pages if page.start <= offset <= page.end), None)
