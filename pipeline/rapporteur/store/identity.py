"""What makes an organization, a person the same as another one; `batch` says it of documents."""

from __future__ import annotations

from rapporteur.batch.identity import document_id, joined, shortened
from rapporteur.knowledge.phrases import key
from rapporteur.report import Organization, Report

OWN_TO_A_STATE = frozenset(["government", "other"])
"""Types of organizations of which every State may have one of the same name."""


def organization_id(report: Report, organization: Organization) -> str:
    """Return the id of an organization among all documents: the one that the report gives it.

    A ministry, a court, a national commission is told from those of other States by the State
    under review, or by the document: `KEN|ministry-of-justice`.
    """
    if organization.type not in OWN_TO_A_STATE:
        return joined(organization.id)
    return joined(report.document.state_under_review or document_id(report), organization.id)


def name_key(name: str) -> str:
    """Return the form in which the spellings of a person's name agree, for joins."""
    return shortened(key(name))
