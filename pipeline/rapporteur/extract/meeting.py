"""The meeting reported on: place, dates, number of meetings, officers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.body import Body
from rapporteur.grammar import Grammar
from rapporteur.report import DocumentInfo, Meeting
from rapporteur.source import Source
from rapporteur.strip import Stripped

if TYPE_CHECKING:
    from rapporteur.tag import Tagged


def find_meeting(
    document: DocumentInfo,
    source: Source,
    stripped: Stripped,
    body: Body,
    grammar: Grammar,
    tagged: Tagged | None,
) -> Meeting:
    """Return the facts of the meeting that title, masthead or text state."""
    return Meeting(
        body=document.body, ordinal=None, session=None, place=None, start=None, end=None,
        meetings_held=None, officers=[],
    )  # fmt: skip
