"""Roles of rules by which names, dates and references are found."""

from __future__ import annotations

from rapporteur.knowledge.roles.role import Role

NAMES: dict[str, tuple[Role, ...]] = {
    "Dates": (
        Role(
            "date",
            "knowledge",
            "a day, a month, or a period between two of them",
            groups="from from_year first_day first_month first_year"
            " to to_year last_day last_month last_year",
            single=True,
        ),
        Role("days", "knowledge", "days of one month or of several, from which dates are read"),
        Role(
            "day",
            "knowledge",
            "one day of a run; it takes the month and year that follow it",
            groups="day month year",
            single=True,
        ),
    ),
    "People": (
        Role("delegate", "tag", "functions whose seat belongs to the role", single=True),
        Role(
            "delegation_head",
            "tag",
            "which State’s delegation this is, said where its head is named",
            groups="name",
            single=True,
        ),
        Role("headed_by", "tag", "the text tells of a delegation and who leads it"),
        Role("beside_name", "tag", "behind a name: what the person is follows", single=True),
        Role(
            "of_office",
            "tag",
            "behind a name: the office or body of the person follows",
            single=True,
        ),
        Role(
            "in_capacity",
            "tag",
            "behind a name: the office in which the person acted follows",
            single=True,
        ),
        Role(
            "on_behalf",
            "tag",
            "behind a speaker: those for whom he or she speaks follow",
            single=True,
        ),
        Role(
            "no_name_behind",
            "tag",
            "words behind which a place or thing stands, not a person",
            single=True,
        ),
        Role("role_end", "tag", "where a role or office behind a name ends", single=True),
        Role(
            "role_of_body",
            "tag",
            "a role that ends in the bare name of a body",
            groups="body",
            single=True,
        ),
        Role(
            "general_role",
            "tag",
            "what anybody can be at a meeting; a function says more",
            single=True,
        ),
        Role(
            "office_joint",
            "tag",
            "what stands between a role and the office where it is held",
            single=True,
        ),
        Role("office_goes_on", "tag", "behind an office: the one that it belongs to follows"),
        Role(
            "group_of_people",
            "tag",
            "the people behind the colon are what the noun says",
            groups="noun",
            single=True,
        ),
        Role(
            "article",
            "tag",
            "a word with which a phrase that names a function may begin",
            single=True,
        ),
        Role(
            "phrase_start",
            "tag",
            "what a phrase that names a function does not reach back over",
            single=True,
        ),
        Role(
            "verb_of_sentence",
            "tag",
            "a word by which a phrase is a sentence and names no function",
        ),
    ),
    "Bodies": (
        Role(
            "acronym_bracket",
            "tag",
            "right behind a name: the acronym of the body",
            groups="acronym",
            single=True,
        ),
        Role("mission", "tag", "how the names of missions to an organization begin", single=True),
        Role(
            "accredited", "tag", "behind the name of a mission: where it is accredited", single=True
        ),
        Role("name_of_system", "tag", "how the names of entities of the United Nations begin"),
        Role(
            "bare_body",
            "tag",
            "a body called by what it is alone; `resolution` where a text of its own follows",
            groups="article name resolution",
            single=True,
        ),
        Role(
            "body_of_heads",
            "tag",
            "a bare name of a body of which officers are officers",
            single=True,
        ),
        Role("list_of_bodies", "tag", "the list behind the colon is one of organizations"),
        Role(
            "list_of_bodies_end",
            "tag",
            "where a list of those who were there or spoke ends",
            single=True,
        ),
        Role(
            "member_mark",
            "tag",
            "what parts the members of such a list, and brackets around nothing that does",
            single=True,
        ),
    ),
    "Symbols, resolutions and decisions": (
        Role("symbol_part", "tag", "behind a symbol: a volume or fascicle", single=True),
        Role(
            "symbol_suffix",
            "tag",
            "behind a symbol: what was added, or the next number of its series",
            groups="digits kind number",
            single=True,
        ),
        Role(
            "act",
            "tag",
            "resolutions or decisions with their numbers",
            groups="kind numbers",
            single=True,
        ),
        Role(
            "act_each",
            "tag",
            "one number of a series, or the letter of a further part of the one before",
            groups="letter number",
            single=True,
        ),
        Role(
            "act_later",
            "tag",
            "a series goes on behind what is said of one",
            groups="numbers",
            single=True,
        ),
        Role(
            "act_of_council",
            "tag",
            "resolutions that are numbered through, so that some cite them without the year",
            groups="cited kind numbers",
            means="the name of the body",
            single=True,
        ),
        Role(
            "act_entitled",
            "tag",
            "behind a number: the title of the resolution",
            groups="title",
            single=True,
        ),
        Role("act_of_body", "tag", "between the name of a body and its resolution", single=True),
        Role(
            "act_then_subject",
            "tag",
            "between a resolution and the body that the sentence is about",
            single=True,
        ),
        Role(
            "its",
            "tag",
            "right before a resolution: it is of the body that the sentence is about",
            groups="its",
            single=True,
        ),
        Role(
            "definite",
            "tag",
            "before the name of a body that is the subject of the sentence",
            single=True,
        ),
        Role("principal_body", "tag", "bodies whose names each document shortens in its own way"),
        Role("decides_only", "tag", "bodies that take decisions, not resolutions"),
        Role(
            "number_tells",
            "tag",
            "a number that tells which body took the resolution",
            means="the name of the body",
            valued=True,
        ),
        Role(
            "numbers_so",
            "tag",
            "a number as the body of the value writes it",
            means="the name of the body",
            valued=True,
        ),
    ),
}
