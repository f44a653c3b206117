"""Roles of rules by which names, dates and references are found."""

from __future__ import annotations

from rapporteur.knowledge.roles.role import Role

NAMES: dict[str, tuple[Role, ...]] = {}
