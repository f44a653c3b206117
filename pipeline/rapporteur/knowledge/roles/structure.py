"""Roles of rules by which a document is recognised, cleaned and divided."""

from __future__ import annotations

from rapporteur.knowledge.roles.role import LEVELS, STYLES, Role

STRUCTURE: dict[str, tuple[Role, ...]] = {
    "Recognising a family": (
        Role(
            "detect",
            "knowledge",
            "wording of the first pages; the most specific family that has it wins",
        ),
    ),
    "Lines that are no text": (
        Role(
            "running_head",
            "strip",
            "a line that may head a page and be no text, if it recurs or is the document's own",
            optional="page",
            values=("symbol",),
        ),
        Role("running_language", "strip", "the language, below a running head"),
        Role("running_page", "strip", "the page number in words, below a running head"),
        Role(
            "running_foot",
            "strip",
            "a line that may stand at the foot of a page and be no text",
            optional="page",
            values=("job",),
        ),
        Role("job_line", "strip", "a job number or barcode"),
        Role("end_rule", "strip", "a closing stroke"),
        Role("note_rule", "strip", "the stroke above footnotes"),
        Role("body_start", "strip", "where the masthead ends"),
        Role("boilerplate_note", "strip", "the first line of a notice of fixed wording"),
        Role("notice", "strip", "a notice of fixed wording in full"),
        Role("contents_title", "strip", "the heading of a table of contents"),
        Role("contents_line", "strip", "a line of a table of contents"),
        Role("contents_head", "strip", "the head of its columns"),
        Role("paragraphs_head", "strip", "the head of the column of paragraphs"),
        Role("note_marker", "strip", "the mark at the start of a footnote", groups="marker"),
        Role(
            "no_note", "strip", "in plain text, a line that a number begins which marks no footnote"
        ),
        Role("note_call", "strip", "in plain text, the call of a footnote", groups="marker"),
        Role(
            "note_call_apart",
            "strip",
            "in plain text, what may be the call of a footnote that nothing else calls",
            groups="marker",
        ),
        Role("endnotes_title", "strip", "the heading of notes at the end"),
    ),
    "Styles of Word files": (
        Role(
            "heading_style",
            "readers",
            "the name of a style for headings; its level is the value and what the name counts",
            optional="level",
            values=("0", *LEVELS),
            valued=True,
        ),
        Role("contents_style", "readers", "the name of a style for tables of contents"),
        Role("lines_style", "readers", "the name of a style that sets a heading line by line"),
    ),
    "Words and signs that are repaired": (
        Role(
            "alternative_joint", "repair", "what joins two words of which either holds", single=True
        ),
        Role(
            "misread_apostrophe",
            "repair",
            "an apostrophe that was read as another sign",
            single=True,
        ),
        Role(
            "suspended_compound",
            "repair",
            "a compound whose second part stands once for two",
            groups="gap second",
            single=True,
        ),
    ),
    "Structure": (
        Role(
            "label",
            "segment",
            "what may number a paragraph, item, heading or recommendation",
            groups="label",
            optional="number",
            values=tuple(STYLES),
            valued=True,
        ),
        Role(
            "odd_label",
            "segment",
            "a number with a misprinted dot; it counts only where the sequence lacks it",
            groups="label number",
            values=tuple(STYLES),
            valued=True,
        ),
        Role(
            "known_heading",
            "segment",
            "a heading that stands without a number; the value is its level",
            values=LEVELS,
            valued=True,
        ),
        Role(
            "titled_heading",
            "segment",
            "a heading that names an act or an item and has its title in the block below",
            optional="act",
        ),
        Role(
            "article_title",
            "segment",
            "such a name with its title behind it on the line",
            groups="label",
        ),
        Role(
            "annexed_title",
            "segment",
            "the whole title of a letter or its annex: “to the letter dated … addressed to …”",
        ),
        Role("record_entry", "segment", "who speaks in a record, or what it says was done"),
        Role("letter_opening", "segment", "how the title of a letter begins"),
        Role("salutation", "segment", "how a letter addresses those to whom it is written"),
        Role("source_note", "segment", "where figures come from, below a chart or a table"),
        Role(
            "annotation",
            "segment",
            "an editorial note such as “[English only]”, kept out of titles",
        ),
        Role(
            "caption",
            "segment",
            "“Table 3” or “Figure II”, whose titles are no headings; `title` if it stands behind",
            optional="title",
        ),
        Role(
            "caption_unit",
            "segment",
            "what the figures of a table count, in brackets below its title: “(Number of posts)”",
        ),
        Role(
            "act_opening",
            "segment",
            "the body that speaks in an act, which in italics looks like a heading",
        ),
        Role("act_lead", "segment", "how a paragraph ends that the title of an act follows"),
        Role("agenda_lead", "segment", "the paragraph that the adopted agenda follows"),
        Role(
            "operative",
            "segment",
            "how operative paragraphs begin, so that their numbers may follow a colon",
        ),
        Role(
            "part_name",
            "segment",
            "a heading that begins a part of the body",
            groups="first",
        ),
        Role("documents_head", "segment", "the line above the documents for an item, no title"),
        Role("agenda_title", "segment", "the heading of an agenda that stands right below it"),
        Role("agenda_entry", "segment", "one of its first entries"),
        Role("agenda_provisional", "extract", "the title of an agenda not adopted yet"),
        Role("agenda_of_next", "extract", "the title of the agenda of a session to come"),
        Role("agenda_tells", "extract", "what tells that a text is no entry of an agenda"),
        Role("entry_end", "segment", "how a sentence or an entry of a list ends"),
        Role("open_title", "segment", "how a title ends that goes on in the next row"),
        Role("title_rest", "segment", "how a row in capitals begins that goes on with a title"),
        Role(
            "second_title",
            "segment",
            "a heading that, right below another set like it, is the second line of that",
        ),
        Role("recital", "segment", "how a paragraph of a preamble begins"),
        Role("signature", "segment", "how the line of who signed begins"),
        Role("vote_side", "segment", "the name of a side in a recorded vote"),
        Role("sentence_end", "segment", "how a sentence ends, which no title does"),
    ),
}
