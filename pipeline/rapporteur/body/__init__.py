"""The body of the report: the outline as the report's own objects, with ids and places."""

from rapporteur.body.beside import Beside
from rapporteur.body.body import Body
from rapporteur.body.build import BodyBuilder
from rapporteur.body.ids import Ids
from rapporteur.body.lines import PrintedLine
from rapporteur.body.notes import NoteText
from rapporteur.body.places import Places

__all__ = ["Beside", "Body", "BodyBuilder", "Ids", "NoteText", "Places", "PrintedLine"]
