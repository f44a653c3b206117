"""Word files (`.docx`): what they state, and what they leave Word to count, as a source."""

from rapporteur.readers.word.document import read_word

__all__ = ["read_word"]
