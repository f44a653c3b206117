"""The language of a text, told by its commonest words or its letters."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import Problem

_SAMPLE = 6_000
_LEAST = 12
_LEAD = 2.0
_ENGLISH = "en"


def language_of(text: str, grammar: Grammar) -> str | None:
    """Return the ISO 639-1 code of the language, None where no language is clearly ahead.

    The rules of role `stop_word` say what counts for which of the six official languages; the
    winner needs twice the count of the next.
    """
    counts: Counter[str] = Counter()
    sample = text[len(text) // 10 :][:_SAMPLE]
    for rule in grammar.role("stop_word"):
        hits = sum(1 for _ in islice(rule.pattern.finditer(sample), _SAMPLE))
        counts[rule.value or ""] += hits
    (best, most), (_, next_most) = counts.most_common(2)
    return best if most >= _LEAST and most >= _LEAD * next_most else None


def language_problem(language: str | None, text: str, grammar: Grammar) -> Problem | None:
    """Return a problem if the text is not, or not clearly, in the language of the rules."""
    expected = str(grammar.settings.get("language", _ENGLISH))
    if language == expected or (language is None and len(text) < _SAMPLE):
        return None
    rules = "English" if expected == _ENGLISH else f"the language {expected!r}"
    found = "of no clear language" if language is None else f"in the language {language!r}"
    return Problem(
        code="language",
        severity="warning",
        message=f"the text is {found}; the rules are for {rules} and apply only as far as they go",
        node=None,
        page=None,
    )
