"""What a State answers to the recommendations of its review, from every layout of an addendum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapporteur.body import Body
from rapporteur.extract.sentences import sentences
from rapporteur.extract.states import attribute
from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import DocumentInfo, Item, Paragraph, Response, Table

_PIECES = compile_pattern(r"\d+(?:\.\d+)*|[–—-]")
_DASHES = "–—-"
_LONGEST_RANGE = 400
_SHORT = 40
_FEW_WORDS = 4

WHOLE = "*"
"""Stands for all numbers of a list: "120.*"."""


def answered_symbol(document: DocumentInfo, grammar: Grammar) -> str | None:
    """Return the symbol of the report that an addendum of answers belongs to."""
    if not grammar.settings.get("answers_recommendations"):
        return None
    found = (grammar.match("answers", symbol) for symbol in document.symbols)
    return next((str(match[1]["report"]) for match in found if match), None)


def find_responses(body: Body, grammar: Grammar) -> list[Response]:
    """Return what is answered to each recommendation, once each, in the order of first mention.

    A number that only a comment names is not answered by it. What is not stated is null.
    """
    if not grammar.settings.get("answers_recommendations"):
        return []
    reader = _Reader(body, grammar)
    for paragraph in body.paragraphs:
        reader.read(paragraph)
    for table in body.tables:
        reader.read_table(table)
    return [answer.response() for answer in reader.found.values()]


def expand(printed: str) -> list[str]:
    """Return each number of a printed list: "115.1, 115.4–6 and 9" is five of paragraph 115.

    Ranges are written with a dash.
    """
    found: list[str] = []
    above, open_range = "", False
    for piece in _PIECES.findall(printed):
        if piece in _DASHES:
            open_range = bool(found)
            continue
        number = piece if "." in piece or not above else f"{above}.{piece}"
        if open_range:
            found += _between(found[-1], number)
        found.append(number)
        above, open_range = number.rpartition(".")[0], False
    return list(dict.fromkeys(found))


def _between(first: str, last: str) -> list[str]:
    """Return the numbers between two of the same list; none where they are not."""
    (above, _, low), (other, _, high) = first.rpartition("."), last.rpartition(".")
    if above != other or not 0 < int(high) - int(low) <= _LONGEST_RANGE:
        return []
    dot = f"{above}." if above else ""
    return [f"{dot}{number}" for number in range(int(low) + 1, int(high))]


@dataclass(slots=True)
class _Answer:
    """What is known of the answer to one recommendation; a listed position is the State's word."""

    number: str
    paragraph: str
    position: str | None = None
    supposed: str | None = None
    comments: list[str] = field(default_factory=list)

    def response(self) -> Response:
        return Response(
            recommendation=self.number,
            position=self.position or self.supposed,
            comment=" ".join(self.comments) or None,
            paragraph=self.paragraph,
        )


@dataclass(slots=True)
class _Reader:
    """Reads an addendum block by block.

    `standing` is what the paragraph above says of the entries below it, `entry` the answers that
    the last entry is about: text without a label of its own goes on with them.
    """

    body: Body
    grammar: Grammar
    found: dict[str, _Answer] = field(default_factory=dict)
    entry: list[_Answer] = field(default_factory=list)
    standing: str | None = None
    section: str | None = None
    titles: dict[str | None, str] = field(init=False)
    by_paragraph: bool = field(init=False)

    def __post_init__(self) -> None:
        self.titles = {s.id: f"{s.label or ''} {s.title}".strip() for s in self.body.sections}
        self.by_paragraph = _numbered_by_paragraph(self.body.paragraphs, self.grammar)

    # --- blocks

    def read(self, paragraph: Paragraph) -> None:
        """Take what a paragraph says, then its items."""
        self._enter(paragraph.section)
        if paragraph.kind == "recommendation" and paragraph.number:
            self._entry(self._expand(paragraph.number), paragraph.text, paragraph.id)
        elif paragraph.kind == "numbered" and self.by_paragraph and paragraph.number:
            self._entry([paragraph.number], paragraph.text, paragraph.id)
        else:
            numbered = paragraph.kind == "numbered"
            self._block(paragraph.text, paragraph.id, goes_on=not numbered)
        self._items(paragraph.items)
        if paragraph.tail:
            self._block(paragraph.tail, paragraph.id, goes_on=True)

    def _items(self, items: Iterable[Item]) -> None:
        for item in items:
            self._block(item.text, item.id, goes_on=bool(self.entry))
            self._items(item.items)

    def _enter(self, section: str | None) -> None:
        """Begin a section: its title may say what becomes of all below it, or name some."""
        if section == self.section:
            return
        self.section, self.entry = section, []
        title = self.titles.get(section, "")
        self.standing = self._position(title)
        label = self.grammar.match("answer_label", f"{title} ")
        if label and section is not None and label[1].end() >= len(title):
            self._entry(self._expand(label[1]["numbers"]), "", section)

    def _block(self, text: str, node: str, *, goes_on: bool) -> None:
        label = self.grammar.match("answer_label", f"{text} ")
        if label:
            self._entry(self._expand(label[1]["numbers"]), text[label[1].end() :], node)
        elif goes_on and self.entry:
            self._comment(self.entry, text)
        else:
            self.entry = []
            self._prose(text, node)

    # --- an entry: a label, and what is said of it

    def _entry(self, numbers: Sequence[str], text: str, node: str) -> None:
        self.entry = [self._answer(number, node) for number in numbers]
        stated = self._stated(text)
        for answer in self.entry:
            answer.supposed = stated or answer.supposed or self.standing
        if not self._is_recommendation(text):
            self._comment(self.entry, text)

    def _comment(self, answers: Iterable[_Answer], text: str) -> None:
        stated = self._stated(text)
        for answer in answers:
            answer.comments += [text] if text else []
            if answer.position is None and answer.supposed is None:
                answer.supposed = stated

    def _stated(self, text: str) -> str | None:
        """Return the position in the first sentence that speaks of a recommendation."""
        for sentence in sentences(text, self.grammar):
            if self.grammar.search("answer_sentence", sentence):
                return self._position(sentence)
        return None

    def _is_recommendation(self, text: str) -> bool:
        """Say whether the text is the recommendation itself, which ends in its States."""
        return bool(attribute(text, load_countries(), self.grammar).states)

    # --- prose

    def _prose(self, text: str, node: str) -> None:
        """Take sentences that name recommendations; what follows one is a comment on them."""
        last: list[_Answer] = []
        named_before = False
        for sentence in sentences(text, self.grammar):
            named = list(self._named(sentence))
            if named:
                named_before = True
                last = [answer for part in named for answer in self._take(*part, node)]
            elif last and self.grammar.search("answer_sentence", sentence) is None:
                self._comment(last, sentence)
        if not named_before and text.rstrip().endswith(":"):
            self.standing = self._position(text) or self.standing

    def _take(self, numbers: Sequence[str], position: str | None, node: str) -> list[_Answer]:
        """Return the answers to the numbers of a clause, if it says what becomes of them."""
        position = position or self.standing
        if position is None:
            return []
        taken = [self._answer(number, node) for number in numbers]
        for answer in taken:
            answer.position = answer.position or position
        return taken

    def _named(self, sentence: str) -> Iterator[tuple[list[str], str | None]]:
        """Yield the numbers of a sentence, clause by clause, with the position there."""
        clauses = _clauses(sentence, self.grammar)
        said = [(self._numbers(clause), self._position(clause)) for clause in clauses]
        if all(position for numbers, position in said if numbers):
            yield from ((numbers, position) for numbers, position in said if numbers)
        elif numbers := [number for listed, _ in said for number in listed]:
            yield numbers, self._position(sentence)

    def _numbers(self, text: str) -> list[str]:
        found: dict[str, None] = {}
        for rule in self.grammar.role("answer_group"):
            for match in rule.pattern.finditer(text):
                found |= dict.fromkeys(f"{n}.{WHOLE}" for n in self._expand(match["numbers"]))
            text = rule.pattern.sub("", text)
        for rule in self.grammar.role("answer_numbers"):
            for match in rule.pattern.finditer(text):
                found |= dict.fromkeys(self._expand(match["numbers"]))
            text = rule.pattern.sub(" ", text)
        return list(found)

    def _expand(self, printed: str) -> list[str]:
        return expand(self.grammar.only("answer_range").sub("–", printed))

    def _position(self, text: str) -> str | None:
        found = self.grammar.search("position", text)
        return found[0].value if found else None

    def _answer(self, number: str, node: str) -> _Answer:
        return self.found.setdefault(number, _Answer(number, node))

    # --- tables

    def read_table(self, table: Table) -> None:
        """Take each row that begins with numbers; a row of one cell may say what is below it."""
        columns = [self._column(cell) for cell in table.header]
        rows = table.rows if any(columns) else [table.header, *table.rows]
        self.standing = self._position(table.title or "")
        for row in rows:
            filled = [cell for cell in row if cell.strip()]
            if len(filled) == 1 and not self._row_numbers(filled[0]):
                self.standing = self._position(filled[0]) or self.standing
            elif numbers := self._row_numbers(row[0]):
                self._row(numbers, row, columns, table.id)

    def _column(self, cell: str) -> str | None:
        found = self.grammar.search("answer_column", cell)
        return found[0].value if found else None

    def _row_numbers(self, cell: str) -> list[str]:
        label = self.grammar.match("answer_label", f"{cell} ")
        if label:
            return self._expand(label[1]["numbers"])
        bare = cell.strip().rstrip(".")
        return [bare] if bare.isdigit() else []

    def _row(
        self, numbers: Sequence[str], row: Sequence[str], columns: Sequence[str | None], node: str
    ) -> None:
        cells = dict(zip(columns, row, strict=False))
        comment = cells.get("comment")
        position = self._position(cells.get("position", ""))
        if comment is None and "position" not in cells:
            comment = row[-1] if len(row) > 1 else None
        position = position or self._stated(comment or "") or self.standing
        if comment is not None and len(comment) < _SHORT and self._only_position(comment):
            comment = None
        for number in numbers:
            answer = self._answer(number, node)
            answer.position = answer.position or position
            answer.comments += [comment] if comment else []

    def _only_position(self, text: str) -> bool:
        """Say whether a text says the position and no more: "Not accepted."."""
        match = self.grammar.match("answer_sentence", text)
        return match is not None and len(text.split()) < _FEW_WORDS


def _clauses(sentence: str, grammar: Grammar) -> list[str]:
    """Return the parts of a sentence that may each say something else of other numbers."""
    return [part for part in grammar.only("answer_clause").split(sentence) if part]


def _numbered_by_paragraph(paragraphs: Sequence[Paragraph], grammar: Grammar) -> bool:
    """Say whether the paragraphs bear the numbers of the recommendations that they answer.

    So it is where most of them speak of "the recommendation", and none names others by number.
    """
    numbered = [p for p in paragraphs if p.kind == "numbered"]
    answers = sum(
        grammar.search("answers_one", p.text) is not None
        and grammar.search("position", p.text) is not None
        and grammar.search("answer_numbers", p.text) is None
        for p in numbered
    )
    return answers * 2 > len(numbered)
