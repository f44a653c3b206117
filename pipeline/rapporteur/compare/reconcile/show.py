"""What a reconciliation says: for the terminal, for machines, for a browser."""

from __future__ import annotations

from dataclasses import asdict
from html import escape

import orjson

from rapporteur.compare.reconcile.agree import Difference, Reconciled

_HEADS = ("Number", "Differs in", "Why", "At fault", "In the list", "In the report")
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #767676;padding:.4rem;text-align:left;vertical-align:top}"
)


def summary(found: Reconciled) -> str:
    """Say in one sentence how much agrees."""
    return (
        f"{found.shared} recommendations stand in both; {found.agree} agree in text, States and"
        f" position; {len(found.differences)} differences."
    )


def as_text(found: Reconciled) -> bytes:
    """Return it for a terminal: the sentence, then three lines for each difference."""
    lines = [summary(found)]
    for one in found.differences:
        fault = f" ({one.fault} at fault)" if one.fault else ""
        lines += ["", f"{one.number}  {one.of}: {one.cause}{fault}"]
        lines += [f"    list:   {one.in_list}", f"    report: {one.in_report}"]
    return ("\n".join(lines) + "\n").encode()


def as_json(found: Reconciled) -> bytes:
    """Return it as one JSON object."""
    told = {
        "shared": found.shared,
        "agree": found.agree,
        "differences": [asdict(one) for one in found.differences],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_html(found: Reconciled) -> bytes:
    """Return it as one page without a script; every value is escaped."""
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    rows = "\n".join(map(_row, found.differences))
    table = f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Report and list</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>Report and list</h1><p>{escape(summary(found))}</p>\n"
        f"{table if found.differences else ''}</main></body></html>\n"
    ).encode()


def _row(one: Difference) -> str:
    cells = (one.number, one.of, one.cause, one.fault or "", one.in_list, one.in_report)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
