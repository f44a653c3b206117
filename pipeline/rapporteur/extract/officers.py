"""The officers of the meeting, from lists, tables and prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rapporteur.body import Body
from rapporteur.extract.links import Links
from rapporteur.extract.meeting import of_office
from rapporteur.extract.numerals import number_of
from rapporteur.extract.opening import Opening
from rapporteur.extract.sentences import sentences
from rapporteur.knowledge.grammar import Grammar, Match
from rapporteur.report import Officer, Paragraph, Table

_LONGEST_OF = 6


@dataclass(frozen=True, slots=True)
class Held:
    """An office and who holds it, as printed."""

    office: str
    person: str
    country: str | None


def find_officers(opening: Opening, body: Body, grammar: Grammar, links: Links) -> list[Officer]:
    """Return the officers of the meeting, each once, in the order printed.

    Lists ("Vice-Chairs: A (State) B (State)") and tables come first, with those whom other
    paragraphs say were elected to offices that they lack; only where there is none, other prose
    counts ("opened by A (State), Chair of the Working Group", "elected A (State) Chair"), and then
    what the front says ("Rapporteur: A (State)"). Officers elected for another session are left
    out; a report of the holder of an office is on no meeting and has none.
    """
    if of_office(opening.document, grammar):
        return []
    name, ordinal = opening.meeting.body, opening.meeting.ordinal
    own = [p for p in body.paragraphs if not _of_other_session(p.text, ordinal, grammar)]
    held = list(_lists([p for p in own if p.part == "body"], body, grammar))
    held = held or list(_lists(_annexed(own, body, grammar), body, grammar))
    held += chain.from_iterable(_tabled(table, grammar) for table in body.tables)
    told = [p for p in own if p.part == "body"]
    if held:
        named = {_singular(one.office, grammar) for one in held}
        prose = (p for p in told if not any(_listed(p, body, grammar)))
        elected = chain.from_iterable(_by_election(p, grammar) for p in prose)
        held += [one for one in elected if _singular(one.office, grammar) not in named]
    else:
        held = list(chain.from_iterable(_told(p, grammar, name) for p in told))
    if not held:
        held = list(chain.from_iterable(_of_front(line, grammar) for line in opening.officers))
    return _officers(held, grammar, links)


def _officers(held: Iterable[Held], grammar: Grammar, links: Links) -> list[Officer]:
    found: dict[tuple[str, str], Officer] = {}
    for one in held:
        person = links.person(one.person)
        country = links.country(one.country) if one.country else links.state_of(person)
        office = _singular(one.office, grammar)
        officer = Officer(person=person, role=office, country=country)
        found.setdefault((person or one.person, office), officer)
    return list(found.values())


def _singular(office: str, grammar: Grammar) -> str:
    """Return an office as one person holds it: "Vice-Chairs" as "Vice-Chair"."""
    for rule in grammar.role("plural_office"):
        office = rule.pattern.sub(rule.value or "", office)
    return office


def _of_other_session(text: str, ordinal: int | None, grammar: Grammar) -> bool:
    """Say whether a paragraph tells of officers for another session than the own."""
    named = grammar.find("officers_for", text)
    numbers = {number_of(match["ordinal"], grammar) for _, match in named} - {None}
    return bool(numbers) and ordinal is not None and ordinal not in numbers


# --- lists ---------------------------------------------------------------------------------------


def _annexed(own: Iterable[Paragraph], body: Body, grammar: Grammar) -> list[Paragraph]:
    """Return the paragraphs of annexes whose titles say that they list members or officers."""
    parts = {p.id for p in body.parts if p.title and grammar.search("officers_annex", p.title)}
    return [p for p in own if p.part in parts and p.part != "body"]


def _lists(paragraphs: Iterable[Paragraph], body: Body, grammar: Grammar) -> Iterator[Held]:
    """Yield the officers of lists; an office goes on over names that stand alone below it."""
    office = ""
    for paragraph in paragraphs:
        held = list(_listed(paragraph, body, grammar))
        alone = grammar.match("person_alone", paragraph.text.strip(" .")) if office else None
        if alone and paragraph.kind == "unnumbered":
            held = [Held(office, alone[1]["person"], None)]
        office = held[-1].office if held else ""
        yield from held


def _listed(paragraph: Paragraph, body: Body, grammar: Grammar) -> Iterator[Held]:
    """Yield the officers of a list with labels, "Chair:" and the like."""
    if not grammar.may_be_in(paragraph.text, "officer_label"):
        return
    labels = _all(grammar, "officer_label", paragraph.text)
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(paragraph.text)
        text = paragraph.text[label.end() : end]
        other = grammar.search("any_label", text)
        text = text[: other[1].start() if other else None].strip()
        found = [(m["person"], m["country"]) for m in _all(grammar, "person_of_state", text)]
        names = found or [(name, None) for name in _names(text, paragraph, body, grammar)]
        yield from (Held(label["office"], name, country) for name, country in names)


def _of_front(line: str, grammar: Grammar) -> Iterator[Held]:
    """Yield the officers of a line of the front such as "Rapporteur: Ms. A (State)"."""
    for label in _all(grammar, "officer_label", line)[:1]:
        for match in _all(grammar, "person_of_state", line[label.end() :]):
            yield Held(label["office"], match["person"], match["country"])


def _names(text: str, paragraph: Paragraph, body: Body, grammar: Grammar) -> list[str]:
    """Return the names in a list without States: one on each line, or parted by commas."""
    parts = grammar.only("officer_joint").split(text)
    if len(parts) == 1:
        parts = [line.text for line in body.lines[paragraph.id] if line.text in text] or parts
        parts = parts if "".join(parts).replace(" ", "") == text.replace(" ", "") else [text]
    names = [grammar.match("person_alone", part.strip(" .")) for part in parts]
    return [match[1]["person"] for match in names if match and " " in match[1]["person"]]


def _tabled(table: Table, grammar: Grammar) -> list[Held]:
    """Return the officers of a table, at least two of them with different offices.

    Its rows begin with the offices, or those of some members have the office in brackets behind
    the name, and the State in the next cell.
    """
    found: list[Held] = []
    for cells in table.rows:
        found += _office_first(" ".join(cells), grammar) or _office_behind(cells, grammar)
    return found if len({one.office for one in found}) > 1 else []


def _office_first(row: str, grammar: Grammar) -> list[Held]:
    office = grammar.match("office_named", row)
    if office is None:
        return []
    rest = row[office[1].end() :]
    for rule in grammar.role("regional_group"):
        rest = rule.pattern.sub("", rest)
    people = _all(grammar, "person_of_state", rest)
    return [Held(office[1]["office"], m["person"], m["country"]) for m in people]


def _office_behind(cells: Sequence[str], grammar: Grammar) -> list[Held]:
    match = grammar.match("member_office", cells[0]) if len(cells) > 1 else None
    return [Held(match[1]["office"], match[1]["person"], cells[1])] if match else []


# --- prose ---------------------------------------------------------------------------------------


def _by_election(paragraph: Paragraph, grammar: Grammar) -> Iterator[Held]:
    for sentence in sentences(paragraph.text, grammar):
        if grammar.search("election", sentence):
            yield from _elected(sentence, grammar)


def _told(paragraph: Paragraph, grammar: Grammar, name: str | None) -> Iterator[Held]:
    if not grammar.may_be_in(paragraph.text, "officer", "election"):
        return
    for sentence in sentences(paragraph.text, grammar):
        if not grammar.may_be_in(sentence, "officer", "election"):
            continue
        if grammar.search("election", sentence):
            yield from _elected(sentence, grammar)
        for rule, match in grammar.find("officer", sentence):
            groups = match.groupdict()
            office = groups.get("office") or rule.value or ""
            if _of_the_body(groups.get("of"), name, grammar):
                yield Held(office, _bare(match["person"], grammar), match["country"])


def _bare(person: str, grammar: Grammar) -> str:
    """Return the name without an office right before it: "the Vice-Chair Ada Mora"."""
    match = grammar.match("office_named", person)
    return person[match[1].end() if match else 0 :].strip(" .")


def _of_the_body(of: str | None, name: str | None, grammar: Grammar) -> bool:
    """Say whether an office is of the body that met: named whole, or "the Committee"."""
    if of is None or (name and name.casefold() in of.casefold()):
        return True
    words = of.split()
    return len(words) <= _LONGEST_OF and grammar.search("own_body", of) is not None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A person or an office in a sentence."""

    start: int
    end: int
    office: str | None = None
    person: str = ""
    country: str | None = None


def _elected(sentence: str, grammar: Grammar) -> Iterator[Held]:
    """Yield who was elected to what.

    A person takes the office named next, or the one just before where that opens a list of
    persons: "elected as Chair A (State) and as Vice-Chairs B (State) and C (State)". An office
    behind its persons opens none: "A (State) as Chair, and B (State) and C (State) as Vice-Chairs".
    """
    marks = _marks(sentence, grammar)
    waiting: list[_Mark] = []
    office, end = "", -1
    for index, mark in enumerate(marks):
        gap = sentence[end : mark.start].strip(" ,:")
        if mark.office:
            office, end = mark.office, mark.end
            yield from (Held(office, one.person, one.country) for one in waiting)
            office, waiting = "" if waiting else office, []
        elif (
            office
            and gap in {"", *grammar.lists["and"]}
            and not _office_follows(sentence, marks[index:], grammar)
        ):
            yield Held(office, mark.person, mark.country)
            end = mark.end
        else:
            waiting.append(mark)


def _office_follows(sentence: str, marks: Sequence[_Mark], grammar: Grammar) -> bool:
    """Say whether the first of the marks, a person, has an office right behind it."""
    if len(marks) < 2 or not marks[1].office:
        return False
    gap = sentence[marks[0].end : marks[1].start].strip(" ,")
    return gap in {"", *grammar.lists["as_office"]}


def _marks(sentence: str, grammar: Grammar) -> list[_Mark]:
    """Return the persons and offices of a sentence in order, none inside another."""
    found = [
        mark for m in _all(grammar, "person_of_state", sentence) for mark in _split(m, grammar)
    ]
    titled = _all(grammar, "person_titled", sentence)
    offices = _all(grammar, "office_named", sentence)
    found += [_Mark(m.start("person"), m.end(), person=m["person"]) for m in titled]
    found += [_Mark(m.start(), m.end(), office=m["office"]) for m in offices]
    kept: list[_Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _split(match: Match, grammar: Grammar) -> list[_Mark]:
    """Return the person, and the office that the same words begin with, or the bracket holds."""
    name, start = match["person"], match.start("person")
    office = grammar.match("office_named", name)
    cut = office[1].end() if office else 0
    found = [_Mark(start, start + cut, office=office[1]["office"])] if office else []
    bare = name[cut:].strip()
    if " " in bare and not grammar.search("office_named", bare):
        at, inside = start + name.index(bare), match["country"]
        if grammar.fits("office", inside):
            end = match.start("country") - 1
            found += [
                _Mark(at, end, person=bare),
                _Mark(end, match.end(), office=inside),
            ]
        else:
            found.append(_Mark(at, match.end(), person=bare, country=inside))
    return found


def _all(grammar: Grammar, role: str, text: str) -> Sequence[Match]:
    return [match for _, match in grammar.find(role, text)]
