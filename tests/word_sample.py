"""The truth of a sample set as a Word file: styles of the UN template, numbers that Word counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from words import definition, level, listed, num, paragraph, table, tc, word

Node = dict[str, Any]

STYLES = """
<w:style w:type="paragraph" w:styleId="HM"><w:name w:val="_ H_M"/>
  <w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="_ H_1"/>
  <w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="_ H_2"/>
  <w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="SingleTxt"><w:name w:val="__Single Txt"/></w:style>
"""
HEADINGS, TEXT, ITEMS, AGENDA, BULLETS = range(5)
FIRST_ITEMS = 10
"""Lists of items begin anew below each paragraph, so each is a list of its own from here on."""
DEFINITIONS = (
    definition(
        HEADINGS,
        level(0, "upperRoman", "%1."),
        level(1, "upperLetter", "%2."),
    )
    + definition(TEXT, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    + definition(ITEMS, level(0, "lowerLetter", "(%1)"), level(1, "lowerRoman", "(%2)"))
    + definition(AGENDA, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"))
    + definition(BULLETS, level(0, "bullet", "\uf0b7"))
)
ANEW = "".join(
    f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="1"/></w:lvlOverride>' for at in (0, 1)
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="first" r:id="r-header1"/>'
    '<w:headerReference w:type="default" r:id="r-header2"/>'
    '<w:footerReference w:type="first" r:id="r-footer1"/>'
    '<w:footerReference w:type="default" r:id="r-footer2"/><w:titlePg/></w:sectPr>'
)
PAGE = '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def set_as_word(truth: Node) -> bytes:
    """Return the Word file of a report."""
    setter = _Setter(truth)
    body = "".join([*setter.title(), *setter.body(), SECTION])
    document = truth["document"]
    symbol = paragraph(document["symbols"][0])
    return word(
        body,
        styles=STYLES,
        numbering=DEFINITIONS + setter.lists(),
        footnotes="".join(setter.notes()),
        header1=setter.masthead(),
        header2=symbol,
        footer1=paragraph(f"{document['job_number']} (E)"),
        footer2=paragraph(runs=PAGE) + paragraph(document["job_number"]),
    )


class _Setter:
    def __init__(self, truth: Node) -> None:
        self.truth = truth
        self.count = 0
        self.marks = [note["marker"] for note in truth["footnotes"]]

    def lists(self) -> str:
        """Return the lists that the text has used."""
        own = "".join(num(each + 1, each) for each in (HEADINGS, TEXT, ITEMS, AGENDA, BULLETS))
        return own + "".join(num(FIRST_ITEMS + at, ITEMS, ANEW) for at in range(self.count))

    def masthead(self) -> str:
        document, masthead = self.truth["document"], self.truth["masthead"]
        day = date.fromisoformat(document["date"])
        said = (
            f"Distr.: {document['distribution']}",
            f"{day.day} {day:%B %Y}",
            f"Original: {', '.join(document['original_languages'])}",
        )
        right = "<w:tc>" + "".join(map(paragraph, said)) + "</w:tc>"
        organ = masthead["organ"] or document["body"]
        return table([tc("United Nations"), tc(document["symbols"][0])], [tc(organ), right])

    def title(self) -> Iterator[str]:
        masthead = self.truth["masthead"]
        for line in (masthead["body"], *masthead["lines"]):
            yield paragraph(line)
        calls = [note for note in self.truth["footnotes"] if not _caller(note)]
        yield paragraph(masthead["heading"], "HM", runs="".join(map(self.call, calls)))
        if masthead["subtitle"]:
            yield paragraph(masthead["subtitle"], "HM")

    def body(self) -> Iterator[str]:
        """Yield the paragraphs of all parts, headings where their first paragraph stands."""
        pending = list(self.truth["sections"])
        annexes = {part["id"]: part for part in self.truth["parts"][1:]}
        for node in self.truth["paragraphs"]:
            paths = [_path(section) for section in pending]
            due = paths.index(node["section"]) + 1 if node["section"] in paths else 0
            yield from map(self.heading, pending[:due])
            del pending[:due]
            if node["part"] in annexes:
                yield from self.annex(annexes.pop(node["part"]))
            yield from self.paragraph(node)

    def heading(self, section: Node) -> str:
        style = f"H{section['level']}"
        runs = self.runs(section["title"], section=_path(section))
        if section["label"]:
            return listed("", HEADINGS + 1, section["level"] - 1, style, runs)
        return paragraph(style=style, runs=runs)

    def annex(self, part: Node) -> Iterator[str]:
        yield paragraph(part["label"], "HM", "<w:pageBreakBefore/>")
        if self.truth["masthead"]["note"]:
            yield paragraph(self.truth["masthead"]["note"])
        yield paragraph(part["title"], "HM")

    def paragraph(self, node: Node) -> Iterator[str]:
        runs = self.runs(node["text"], paragraph=node["number"])
        counted = node["kind"] == "numbered" or "." in (node["number"] or "")
        if counted:
            yield listed("", TEXT + 1, int("." in node["number"]), "SingleTxt", runs)
        else:
            if node["number"]:
                bold = f"<w:r><w:rPr><w:b/></w:rPr><w:t>Recommendation {node['number']}</w:t></w:r>"
                yield paragraph(style="SingleTxt", runs=bold)
            yield paragraph(style="SingleTxt", runs=runs)
        yield from self.items(node)
        agenda = self.truth["agenda"]
        if agenda and node["kind"] == "numbered" and node["number"] == agenda["paragraph"]:
            yield from _agenda(agenda["entries"])
        if node["tail"]:
            yield paragraph(node["tail"], "SingleTxt")

    def items(self, node: Node) -> Iterator[str]:
        self.count += bool(node["items"])
        own = FIRST_ITEMS + self.count - 1
        for item in node["items"]:
            runs = self.runs(item["text"], paragraph=node.get("number"), item=item["label"])
            bullet = item["label"] == "•"
            yield listed("", BULLETS + 1 if bullet else own, 0, "SingleTxt", runs)
            for inner in item["items"]:
                yield listed("", own, 1, "SingleTxt", self.runs(inner["text"]))

    # --- notes -----------------------------------------------------------------------------------

    def runs(self, text: str, **place: str | None) -> str:
        """Return a text with the calls of its notes behind the words that they belong to."""
        for note in self.truth["footnotes"] if any(place.values()) else ():
            if all(note[key] == place.get(key) for key in ("paragraph", "item", "section")):
                at = text.index(note["after"]) + len(note["after"]) if note["after"] else len(text)
                return _run(text[:at]) + self.call(note) + _run(text[at:])
        return _run(text)

    def call(self, note: Node) -> str:
        name = self.marks.index(note["marker"]) + 1
        if note["marker"].isdigit():
            return f'<w:r><w:footnoteReference w:id="{name}"/></w:r>'
        mark = f"<w:t>{note['marker']}</w:t>"
        return f'<w:r><w:footnoteReference w:id="{name}" w:customMarkFollows="1"/>{mark}</w:r>'

    def notes(self) -> Iterator[str]:
        for name, note in enumerate(self.truth["footnotes"], 1):
            own = "<w:footnoteRef/>" if note["marker"].isdigit() else f"<w:t>{note['marker']}</w:t>"
            text = paragraph(runs=f"<w:r>{own}<w:tab/></w:r>{_run(note['text'])}")
            yield f'<w:footnote w:id="{name}">{text}</w:footnote>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _caller(note: Node) -> bool:
    return any(note[key] for key in ("paragraph", "item", "section"))


def _path(section: Node) -> str:
    own = section["label"] or section["title"]
    return f"{section['parent']}/{own}" if section["parent"] else own


def _agenda(entries: list[Node]) -> Iterator[str]:
    """Yield the entries of an agenda, punctuated as agendas are."""
    for entry in entries:
        yield listed(entry["title"] + (":" if entry["items"] else "."), AGENDA + 1)
        for item in entry["items"]:
            end = "." if item is entry["items"][-1] else ";"
            yield listed(item["title"] + end, AGENDA + 1, 1)
