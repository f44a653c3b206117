"""Lists of who attended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapporteur.body import Body, PrintedLine
from rapporteur.extract.links import Links
from rapporteur.extract.lists import bare_name, is_known, is_state, split_members, split_run
from rapporteur.extract.sentences import sentences
from rapporteur.knowledge.grammar import Grammar, Match, compile_pattern
from rapporteur.report import Attendance, Member, Paragraph, Section, Table

_MARKED = compile_pattern(r"[,;]")
_LONGEST_ENTRY = 160
_MOST_WORDS = 14
_STATED = frozenset({"parties", "signatories", "non_parties", "members", "observers"})


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as printed: the words that introduce it, the paragraph, the names."""

    lead: str
    paragraph: str
    names: tuple[str, ...]


def read_listings(body: Body, grammar: Grammar) -> list[Listing]:
    """Return every list of who was represented, in the order printed.

    Surface forms: "The following parties were represented: A, B and C."; the names as items or
    lines below; "The Holy See, a non-member State …, was represented by observers."; annexes
    with a heading for each category; tables with a column of those present. Names stand as
    printed, without a leading article. None where the family says `lists_attendance = false`.
    """
    if not grammar.settings.get("lists_attendance", True):
        return []
    return [*_in_text(body, grammar), *_in_annexes(body, grammar), *_in_tables(body, grammar)]


def find_attendance(
    listings: Iterable[Listing], grammar: Grammar, links: Links
) -> list[Attendance]:
    """Return the lists as the report has them, one for each category and paragraph."""
    found: dict[tuple[str, str], list[Member]] = {}
    for listing in listings:
        category = category_of(listing.lead, grammar) or "other"
        members = found.setdefault((listing.paragraph, category), [])
        members += [Member(name=name, entity=links.any(name)) for name in listing.names]
    return [
        Attendance(category=category, paragraph=paragraph, members=members)
        for (paragraph, category), members in found.items()
    ]


def category_of(lead: str, grammar: Grammar) -> str | None:
    """Return the category that the wording names, None if it names none."""
    match = grammar.search("category", lead)
    return match[0].value if match else None


# --- lists in the text ---------------------------------------------------------------------------


def _in_text(body: Body, grammar: Grammar) -> Iterator[Listing]:
    for index, paragraph in enumerate(body.paragraphs):
        if not grammar.may_be_in(paragraph.text, "attendance"):
            continue
        for sentence in sentences(paragraph.text, grammar):
            match = _attended(sentence, grammar)
            if match is None:
                continue
            lead, text = match["lead"], match["list"].strip()
            if text:
                yield Listing(
                    lead, paragraph.id, tuple(_names(text, lead, paragraph, body, grammar))
                )
            else:
                yield from _below(lead, paragraph, index + 1, body, grammar)


def _attended(sentence: str, grammar: Grammar) -> Match | None:
    """Return how the sentence lists who attended; names without a lead must be known ones."""
    for rule, found in grammar.every_search("attendance", sentence):
        if grammar.search("no_attendance", found["lead"]):
            continue
        if rule.value != "known" or all(map(is_known, split_members(found["list"], grammar))):
            return found
    return None


def _names(text: str, lead: str, paragraph: Paragraph, body: Body, grammar: Grammar) -> list[str]:
    """Return the names of a list, which may be set in lines or columns without any marks."""
    if (states := split_run(text)) and len(states) > 1:
        return states
    own = body.lines[paragraph.id]
    lines = [line for line in own if line.text in text and line.text not in lead]
    if lines and all(len(line.columns) > 1 for line in lines[:-1] or lines):
        return _of_columns(lines, grammar)
    apart = len(lines) > 1 and text.startswith(lines[0].text)
    if apart and _is_unmarked(lines):
        entries = [line for line in lines if not line.italic] or lines
        return _of_lines(entries, grammar)
    return split_members(text, grammar, plural=bool(lead) or "," in text)


def _is_unmarked(lines: Sequence[PrintedLine]) -> bool:
    """Say whether lines hold a name each, which no mark parts; one in three may have a comma.

    Lines of running text reach the margin; of a list some do, whose names go on below.
    """
    marked = sum(bool(_MARKED.search(line.text)) for line in lines)
    full = sum(line.full for line in lines)
    return not marked or (3 * marked <= len(lines) and 2 * full <= len(lines))


def _of_columns(lines: Sequence[PrintedLine], grammar: Grammar) -> list[str]:
    """Return the names of a list set in columns, one column after the other."""
    columns: dict[int, list[PrintedLine]] = {}
    for line in lines:
        for left, text in line.columns or ((min(columns), line.text),):
            columns.setdefault(round(left), []).append(PrintedLine(text, line.start))
    return [name for left in sorted(columns) for name in _of_lines(columns[left], grammar)]


def _of_lines(lines: Sequence[PrintedLine], grammar: Grammar) -> list[str]:
    """Return the names of a list set in lines; a long name takes more than one line."""
    entries: list[str] = []
    full = False
    for line in lines:
        goes_on = (full and not is_known(entries[-1])) or line.text[:1].islower()
        if entries and (goes_on or grammar.search("name_goes_on", entries[-1])):
            entries[-1] = f"{entries[-1]} {line.text}"
        else:
            entries.append(line.text)
        full = line.full
    return [name for entry in entries for name in split_run(entry) or [bare_name(entry, grammar)]]


def _below(
    lead: str, paragraph: Paragraph, after: int, body: Body, grammar: Grammar
) -> Iterator[Listing]:
    """Yield what stands below a lead: items, with or without categories, or lines."""
    for item in paragraph.items:
        label, colon, text = item.text.partition(":")
        if colon and text.strip():
            run = split_run(text)
            names = run if len(run) > 1 else split_members(text, grammar)
            yield Listing(label, paragraph.id, tuple(names))
    own = (item.text for item in paragraph.items if ":" not in item.text)
    plain = [bare_name(text, grammar) for text in own if _is_entry(text.rstrip(";."), grammar)]
    if not paragraph.items:
        lines = takewhile(
            lambda p: p.kind == "unnumbered" and _is_listed(p, body, grammar),
            body.paragraphs[after:],
        )
        plain = [name for p in lines for name in _names(p.text, "", p, body, grammar)]
    if plain:
        yield Listing(lead, paragraph.id, tuple(plain))


def _is_listed(paragraph: Paragraph, body: Body, grammar: Grammar) -> bool:
    """Say whether a paragraph is an entry of a list, or several, each on a line of its own."""
    lines = [line.text for line in body.lines[paragraph.id]]
    apart = len(lines) > 1 and all(map(_opens_name, lines))
    return _is_entry(paragraph.text, grammar) or (apart and not lines[-1].endswith((".", ":")))


def _opens_name(line: str) -> bool:
    return line[:1].isupper() and len(line) <= _LONGEST_ENTRY


def _is_entry(text: str, grammar: Grammar) -> bool:
    """Say whether a paragraph is a name, or a list of names, and no sentence."""
    short = len(text) <= _LONGEST_ENTRY and not text.endswith((".", ":"))
    return short or all(map(is_known, split_members(text, grammar)))


# --- lists in annexes ----------------------------------------------------------------------------


def _in_annexes(body: Body, grammar: Grammar) -> Iterator[Listing]:
    """Yield the lists under the headings of an annex on attendance, one for each heading.

    An annex that names the members of each delegation has no such lists.
    """
    sections = {section.id: section for section in body.sections}
    annexes = {part.id for part in body.parts if lists_participants(part.title, grammar)}
    for section in body.sections:
        category = category_of(section.title, grammar)
        if category is None or not _annexed(section, sections, annexes, grammar):
            continue
        own = [p for p in body.paragraphs if p.section == section.id and p.kind == "unnumbered"]
        if any(_names_delegates(p.text) for p in body.paragraphs if p.part == section.part):
            continue
        names = tuple(name for p in own for name in _entry(p, category, body, grammar))
        if names:
            yield Listing(section.title, own[0].id, names)


def lists_participants(title: str | None, grammar: Grammar) -> bool:
    """Say whether an annex or section of that title lists who attended."""
    return title is not None and grammar.fits("attendance_annex", title)


def _annexed(
    section: Section, sections: dict[str, Section], annexes: set[str], grammar: Grammar
) -> bool:
    if section.part in annexes:
        return True
    above = sections.get(section.parent or "")
    return above is not None and lists_participants(above.title, grammar)


def _names_delegates(text: str) -> bool:
    """Say whether a line names a State and, without a mark between, a person."""
    words = text.split()
    if len(words) > _MOST_WORDS or "," in text or is_known(text) or split_run(text):
        return False
    return any(is_state(" ".join(words[:n])) for n in range(1, len(words) - 1))


def _entry(paragraph: Paragraph, category: str, body: Body, grammar: Grammar) -> list[str]:
    """Return the names of a paragraph; where States are listed, what is no State is left out."""
    names = _names(paragraph.text, "", paragraph, body, grammar)
    if category in _STATED and not any(map(is_state, names)):
        return []
    return names if "," in paragraph.text or _is_entry(paragraph.text, grammar) else []


# --- lists in tables -----------------------------------------------------------------------------


def _in_tables(body: Body, grammar: Grammar) -> Iterator[Listing]:
    """Yield the columns whose header says that they hold those who attended.

    A head may have two rows. The names belong to the paragraph that the table follows.
    """
    for table in body.tables:
        above = [paragraph for paragraph in body.paragraphs if _stands_above(paragraph, table)]
        for rows_of_head, head in enumerate([table.header, *table.rows[:1]]):
            for at, header in enumerate(head):
                names = tuple(_in_column(table.rows[rows_of_head:], at, grammar))
                if names and above and grammar.fits("attendance_column", header):
                    lead = header if category_of(header, grammar) else above[-1].text
                    yield Listing(lead, above[-1].id, names)


def _in_column(rows: Iterable[Sequence[str]], at: int, grammar: Grammar) -> Iterator[str]:
    """Yield the names in a column, of a cell with several each; a row of totals has none."""
    for row in rows:
        first = next(filter(None, row), "")
        if not row[at] or grammar.fits("total_row", first):
            continue
        several = split_run(row[at]) or split_members(row[at], grammar)
        yield from several if len(several) > 1 and all(map(is_known, several)) else [row[at]]


def _stands_above(paragraph: Paragraph, table: Table) -> bool:
    """Say whether a paragraph begins before a table does."""
    places = (block.source[0] for block in (paragraph, table) if block.source)
    starts = [(place.page or 0, place.start) for place in places]
    return len(starts) == 2 and starts[0] < starts[1]
