"""A report against a list of its recommendations by others: what agrees, what not, and why."""

from rapporteur.compare.reconcile.agree import Difference, Reconciled, reconcile
from rapporteur.compare.reconcile.rows import ListedRow, read_list
from rapporteur.compare.reconcile.show import as_html, as_json, as_text

__all__ = [
    "Difference", "ListedRow", "Reconciled",
    "as_html", "as_json", "as_text", "read_list", "reconcile",
]  # fmt: skip
