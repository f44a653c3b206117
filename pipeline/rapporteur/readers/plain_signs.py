"""Signs that lines of a plain text begin and end with, as all of its readers know them."""

from __future__ import annotations

from typing import Final

from rapporteur.knowledge.grammar import compile_pattern

LABEL: Final = compile_pattern(
    r"\s*(?:\d{1,4}\.(?:\d{1,3}\.?)?|(?:\p{L}|[IVXL]+)\.|\(\w{1,4}\)|[•●▪–—-])(?:\s|$)"
)
"""What a paragraph, a title or an entry of a list begins with."""
LEADERS: Final = compile_pattern(r"(?:\.\s?){4}|…")
"""Dots between a title of the contents and its page."""
STOPS: Final = (".", ":", ";", "?", "!", ".”", ".’", '."')
"""What ends a sentence, or leads to a list or a quotation."""
SYMBOL: Final = compile_pattern(r"[A-Z]{1,8}(?:/\S+)+")
"""A document symbol, or what looks like one: letters, strokes and no blank."""
