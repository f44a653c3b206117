"""A report that people have corrected, as gold: what the next one is measured against."""

from __future__ import annotations

from typing import Any

import orjson

from rapporteur.compare.evaluate.normal import Json
from rapporteur.compare.evaluate.view import BODY, PartKey, ReportView
from rapporteur.report import Report

_MEETING = ("place", "start", "end", "meetings_held")
_PERSON = ("name", "honorific", "role", "affiliation", "country", "on_behalf_of")
_ENDS = 40
"""Characters of the beginning and end of a text that gold keeps."""


def dump_gold(report: Report) -> bytes:
    """Return the gold of a report as JSON; the report itself scores 1.0 against it."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(gold_of(report), option=options)


def gold_of(report: Report) -> Json:
    """Return what a report says in the keys of a gold file."""
    values: dict[str, Any] = report.model_dump(mode="json")
    view = ReportView(values)
    return {
        "file": report.source.name,
        "symbols": report.document.symbols,
        "title": report.document.title,
        "language": report.document.language,
        "meeting": _meeting(values, view),
        **_body(view),
        **_lists(values, view),
    }


def _meeting(values: Json, view: ReportView) -> Json:
    meeting = values["meeting"]
    officers = [
        {
            "name": _name(view, officer["person"]),
            "role": officer["role"],
            "country": officer["country"],
        }
        for officer in meeting["officers"]
    ]
    return {key: meeting[key] for key in _MEETING} | {"officers": officers}


def _name(view: ReportView, person: str | None) -> str:
    found = view.people.get(person or "")
    return str(found["name"]) if found else str(person or "")


def _body(view: ReportView) -> Json:
    return {
        "headings": [
            {"label": one.label, "title": one.title, "level": one.level, "part": _part(one.part)}
            for one in view.headings
        ],
        "paragraphs": [
            {
                "number": one.number,
                "part": _part(one.part),
                "section": one.section,
                "start": one.lead[:_ENDS],
                "end": one.whole[-_ENDS:],
                "items": list(one.items),
            }
            for one in view.numbered
        ],
        "footnotes": [
            {"marker": one["marker"], "start": one["text"][:_ENDS]}
            for one in view.entries("footnotes")
        ],
        "tables": [_table(one) for one in view.entries("tables")],
    }


def _part(part: PartKey) -> str:
    return part[0] if part == BODY else f"{part[0]} {part[1]}"


def _table(table: Json) -> Json:
    rows = [*([table["header"]] if table["header"] else []), *table["rows"]]
    page = table["source"][0]["page"] if table["source"] else None
    width = max(map(len, rows), default=0)
    return {"page": page, "rows": len(rows), "cols": width, "title": table["title"]}


def _lists(values: Json, view: ReportView) -> Json:
    entities, citations = values["entities"], values["citations"]
    return {
        "recommendations": [_recommendation(one, view) for one in values["recommendations"]],
        "agenda": [entry for one in values["agenda"] for entry in _agenda(one, "")],
        "attendance": [
            {"category": one["category"], **_members(one, view)} for one in values["attendance"]
        ],
        "statements": [_members(one, view) for one in values["statements"]],
        "people": [_person(one, view) for one in entities["people"]],
        "countries": [one["id"] for one in entities["countries"]],
        "organizations": [one["name"] for one in entities["organizations"]],
        "documents": [one["symbol"] for one in citations if one["kind"] == "document"],
        "resolutions": [
            f"{one['body'] or ''} {one['kind']} {one['number'] or ''}"
            for one in citations
            if one["kind"] != "document"
        ],
    }


def _recommendation(one: Json, view: ReportView) -> Json:
    return {
        "number": one["number"],
        "paragraph": view.number(one["paragraph"]) or None,
        "start": one["text"][:_ENDS],
        "end": _whole(one)[-_ENDS:],
        "states": one["states"],
    }


def _whole(block: Json) -> str:
    parts = (f"{item['label']} {_whole(item)}" for item in block["items"])
    return " ".join([block["text"], *parts])


def _agenda(entry: Json, above: str) -> list[Json]:
    number = f"{above}{entry['number']}" if not above else f"{above}({entry['number'].strip('()')})"
    below = [inner for item in entry["items"] for inner in _agenda(item, number)]
    return [{"number": number, "title": entry["title"]}, *below]


def _members(entry: Json, view: ReportView) -> Json:
    names = [member["name"] for member in entry["members"]]
    return {"paragraph": view.number(entry["paragraph"]) or None, "members": names}


def _person(person: Json, view: ReportView) -> Json:
    numbers = dict.fromkeys(filter(None, map(view.number, person["paragraphs"])))
    return {key: person[key] for key in _PERSON} | {"paragraphs": list(numbers)}
