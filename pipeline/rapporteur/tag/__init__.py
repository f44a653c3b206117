"""Find who and what the texts of a report name. The only package that imports spaCy."""

from rapporteur.tag.model import Context, Tagged
from rapporteur.tag.stage import tag

__all__ = ["Context", "Tagged", "tag"]
