"""Compare the running text: headings, paragraphs, items, footnotes, tables.

Sequences are paired in order. What the gold's makers typed in full (a heading) must be the same
after folding; of what they typed only "about 40 characters" (starts, ends) those must stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from rapporteur.compare.evaluate.align import ALIKE, EXACT, Pair, align, compare_counts
from rapporteur.compare.evaluate.normal import (
    Json,
    answers,
    begins,
    closes,
    folded,
    letters,
    shortened,
)
from rapporteur.compare.evaluate.score import Score, Slip, add
from rapporteur.compare.evaluate.view import (
    BODY,
    Heading,
    Numbered,
    ReportView,
    item_key,
    label_key,
    part_key,
)

# Only to say in a slip what stands there instead; it never makes an answer right.
_LIKE_TITLE = 80


def body_scores(gold: Json, view: ReportView) -> Iterator[Score]:
    """Yield the scores of the running text, for the keys that the gold has."""
    if "headings" in gold:
        yield from _headings(gold["headings"], view.headings)
    if "paragraphs" in gold:
        yield from _paragraphs(gold["paragraphs"], view)
    if "footnotes" in gold:
        yield _footnotes(gold["footnotes"], view.entries("footnotes"))
    if "tables" in gold:
        yield from _tables(gold["tables"], view.entries("tables"))


def _headings(gold: list[Json], given: list[Heading]) -> Iterator[Score]:
    pairs = align(gold, given, _heading_worth)
    right = [
        (gold[i], given[j])
        for i, j in pairs
        if i is not None and j is not None and _heading_worth(gold[i], given[j]) == EXACT
    ]
    slips = [_heading_slip(gold, given, p) for p in pairs if not _is_right_heading(gold, given, p)]
    yield Score("headings", len(right), tuple(slips))
    levels = [slip for one, other in right for slip in _level_slips(one, other)]
    yield Score("heading levels", len(right) - len(levels), tuple(levels))


def _heading_worth(gold: Json, given: Heading) -> float:
    titles = [folded(title) for title in answers(gold, "title") if title is not None]
    if given.title in titles and _same_label(gold, given) and part_key(gold["part"]) == given.part:
        return EXACT
    return ALIKE if fuzz.ratio(titles[0], given.title) >= _LIKE_TITLE else 0.0


def _same_label(gold: Json, given: Heading) -> bool:
    """Whether labels agree; the number of an annex is compared as that of its part."""
    if part_key(given.label) != BODY:
        return any(part_key(label) == part_key(given.label) for label in answers(gold, "label"))
    return given.label in [label_key(label) for label in answers(gold, "label")]


def _is_right_heading(gold: list[Json], given: list[Heading], pair: Pair) -> bool:
    i, j = pair
    return i is not None and j is not None and _heading_worth(gold[i], given[j]) == EXACT


def _heading_slip(gold: list[Json], given: list[Heading], pair: Pair) -> Slip:
    i, j = pair
    one = gold[i] if i is not None else None
    expected = _gold_heading(one).shown() if one else None
    found = given[j].shown() if j is not None else None
    place = f"page {one.get('page')}" if one else f"after heading {j}"
    return Slip(place, expected, found, _heading_cause(one, given[j] if j is not None else None))


def _gold_heading(gold: Json) -> Heading:
    label, title = label_key(gold["label"]), folded(gold["title"])
    return Heading(label, title, gold["level"], part_key(gold["part"]))


def _heading_cause(gold: Json | None, given: Heading | None) -> str:
    if gold is None:
        return "no heading in the gold"
    if given is None:
        return "heading not found"
    if not _same_label(gold, given):
        return "label differs"
    return "title differs" if folded(gold["title"]) != given.title else "part differs"


def _level_slips(gold: Json, given: Heading) -> Iterator[Slip]:
    if given.level not in answers(gold, "level"):
        yield Slip(given.shown(), f"level {gold['level']}", f"level {given.level}")


def _paragraphs(gold: list[Json], view: ReportView) -> Iterator[Score]:
    """Yield starts (number and first words), then ends, items and sections of those found."""
    given = view.numbered
    pairs = align(gold, given, _paragraph_worth)
    matched = [
        (gold[i], given[j])
        for i, j in pairs
        if i is not None and j is not None and _paragraph_worth(gold[i], given[j]) == EXACT
    ]
    yield Score("paragraphs", len(matched), tuple(_paragraph_slips(gold, given, pairs)))
    lists = _list_closings(view)
    ended = [pair for pair in matched if _ends(pair[0])]
    yield _right_or_wrong("paragraph ends", [_end_slip(*pair, lists) for pair in ended])
    items = [_items(*pair) for pair in matched]
    yield add("items", items)
    yield _right_or_wrong("sections of paragraphs", [_section_slip(*pair) for pair in matched])


def _right_or_wrong(key: str, results: list[Slip | None]) -> Score:
    slips = tuple(slip for slip in results if slip)
    return Score(key, len(results) - len(slips), slips)


def _paragraph_worth(gold: Json, given: Numbered) -> float:
    same_number = given.number == str(gold["number"])
    same_start = any(begins(given.lead, start) for start in answers(gold, "start"))
    return EXACT if same_number and same_start else ALIKE * (same_number or same_start)


def _paragraph_slips(gold: list[Json], given: list[Numbered], pairs: list[Pair]) -> Iterator[Slip]:
    for i, j in pairs:
        one = gold[i] if i is not None else None
        other = given[j] if j is not None else None
        if one is None and other is not None and not other.optional:
            yield Slip(other.number, None, _opening(other), "no paragraph in the gold")
        elif one is not None and other is None:
            expected = f"{one['number']}. {one['start']}"
            yield Slip(str(one["number"]), expected, None, "paragraph not found")
        elif one is not None and other is not None and _paragraph_worth(one, other) < EXACT:
            cause = "start differs" if str(one["number"]) == other.number else "number differs"
            expected = f"{one['number']}. {one['start']}"
            yield Slip(str(one["number"]), expected, _opening(other), cause)


def _opening(paragraph: Numbered) -> str:
    return f"{paragraph.number}. {paragraph.lead[:60]}"


def _list_closings(view: ReportView) -> list[str]:
    """Return the letters with which lists that have a place of their own in the report end."""
    agenda = view.entries("agenda")
    meeting = view.report.get("meeting") or {}
    last = [str(entry["title"]) for entry in agenda[-1:]]
    people = (view.people.get(o.get("person") or "") for o in meeting.get("officers") or [])
    return [letters(text) for text in last + [str(p["name"]) for p in people if p] if text]


def _ends(gold: Json) -> list[str]:
    """Return what may be the end of a paragraph; nothing where the gold leaves it open."""
    return [str(end) for end in answers(gold, "end") if end]


def _end_slip(gold: Json, given: Numbered, lists: list[str]) -> Slip | None:
    ends = _ends(gold)
    if any(_ends_so(given, end, lists) for end in ends):
        return None
    place = f"{given.number} ({given.section})" if given.section else given.number
    return Slip(place, f"… {ends[0]}", f"… {given.whole[-len(ends[0]) - 20 :]}")


def _ends_so(given: Numbered, end: str, lists: list[str]) -> bool:
    """Whether a paragraph ends as the gold says.

    One that introduces a list (its lead-in ends in a colon, or the gold does) may end with the
    lead-in or with the list; that list may stand in `agenda` or `meeting.officers` alone.
    """
    if closes(given.whole, end) or closes(given.unlabelled, end):
        return True
    if end.rstrip().endswith(":"):
        return closes(given.lead, end)
    return given.lead.endswith(":") and any(_overlap(letters(end), entry) for entry in lists)


def _overlap(end: str, entry: str) -> bool:
    return entry.endswith(end) or entry in end


def _items(gold: Json, given: Numbered) -> Score:
    wanted = ["".join(map(item_key, _steps(path))) for path in gold.get("items") or []]
    return compare_counts("items", given.number, wanted, given.items)


def _steps(path: str) -> list[str]:
    """Split "(b)(i)" into "(b)" and "(i)"; a bullet is a step of its own."""
    return path.replace(")(", ")\n(").replace(")•", ")\n•").split("\n")


def _section_slip(gold: Json, given: Numbered) -> Slip | None:
    paths = [_without_part(folded(path), given) for path in answers(gold, "section") if path]
    part = part_key(gold.get("part"))
    if part == given.part and (given.section in paths or (not paths and not given.section)):
        return None
    place = f"{given.number} {given.lead[:40]}"
    wanted, found = f"{part[0]}: {paths[0] if paths else ''}", f"{given.part[0]}: {given.section}"
    return Slip(place, shortened(wanted), shortened(found))


def _without_part(path: str, given: Numbered) -> str:
    """Drop the annex's own heading from a path: the part is compared by itself."""
    head, _, rest = path.partition("/")
    return rest if given.part != BODY and part_key(head) == given.part else path


def _footnotes(gold: list[Json], given: Sequence[Json]) -> Score:
    pairs = align(gold, list(given), _footnote_worth)
    slips = [_footnote_slip(gold, given, pair) for pair in pairs]
    return _right_or_wrong("footnotes", slips)


def _footnote_worth(gold: Json, given: Json) -> float:
    same_marker = _marker(gold) == _marker(given)
    same_start = any(begins(given["text"], start) for start in answers(gold, "start"))
    return EXACT if same_marker and same_start else ALIKE * (same_marker or same_start)


def _marker(footnote: Json) -> str:
    return folded(str(footnote["marker"])).strip("().")


def _footnote_slip(gold: list[Json], given: Sequence[Json], pair: Pair) -> Slip | None:
    i, j = pair
    one, other = gold[i] if i is not None else None, given[j] if j is not None else None
    if one and other and _footnote_worth(one, other) == EXACT:
        return None
    marker = _marker(one or other or {"marker": ""})
    expected = f"{marker} {one['start']}" if one else None
    found = f"{_marker(other)} {shortened(other['text'])}" if other else None
    return Slip(f"footnote {marker}", expected, found)


def _tables(gold: list[Json], given: Sequence[Json]) -> Iterator[Score]:
    """Yield tables (by the page where they begin), then sizes and titles of those found.

    Rows count with the header row, as in the gold.
    """
    pairs = align(gold, list(given), _table_worth)
    slips, both = list[Slip](), list[tuple[Json, Json]]()
    for i, j in pairs:
        if i is not None and j is not None:
            both.append((gold[i], given[j]))
        else:
            slips.append(_table_slip(gold[i] if i is not None else None, given, j))
    yield Score("tables", len(both), tuple(slips))
    yield _right_or_wrong("table sizes", [_size_slip(*pair) for pair in both])
    yield _right_or_wrong("table titles", [_title_slip(*pair) for pair in both])


def _table_worth(gold: Json, given: Json) -> float:
    if _page(given) not in answers(gold, "page"):
        return 0.0
    return EXACT + ALIKE * (_size(given) == (gold["rows"], gold["cols"]))


def _page(table: Json) -> int | None:
    places = table.get("source") or []
    return places[0]["page"] if places else None


def _size(table: Json) -> tuple[int, int]:
    rows = [*([table["header"]] if table.get("header") else []), *table["rows"]]
    return len(rows), max((len(row) for row in rows), default=0)


def _table_slip(gold: Json | None, given: Sequence[Json], index: int | None) -> Slip:
    if gold:
        return Slip(f"page {gold['page']}", f"{gold['rows']} x {gold['cols']}", None)
    table = given[index] if index is not None else {}
    return Slip(f"page {_page(table)}", None, "{} x {}".format(*_size(table)))


def _size_slip(gold: Json, given: Json) -> Slip | None:
    wanted = {(r, c) for r in answers(gold, "rows") for c in answers(gold, "cols")}
    if _size(given) in wanted:
        return None
    found = "{} x {}".format(*_size(given))
    return Slip(f"page {gold['page']}", f"{gold['rows']} x {gold['cols']}", found)


def _title_slip(gold: Json, given: Json) -> Slip | None:
    wanted = [title and folded(title) for title in answers(gold, "title")]
    found = folded(given["title"]) if given.get("title") else None
    return None if found in wanted else Slip(f"page {gold['page']}", wanted[0], found or "(none)")
