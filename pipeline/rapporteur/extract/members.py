"""Lists of who attended and who spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.body import Body
from rapporteur.grammar import Grammar
from rapporteur.report import Attendance, Statement

if TYPE_CHECKING:
    from rapporteur.tag import Tagged


def find_attendance(body: Body, grammar: Grammar, tagged: Tagged | None) -> list[Attendance]:
    """Return the lists of who was represented, one for each category and paragraph."""
    return []


def find_statements(body: Body, grammar: Grammar, tagged: Tagged | None) -> list[Statement]:
    """Return the lists of who spoke, one for each paragraph and category."""
    return []
