"""Read the office that stands before a name: "the Minister of Health of Peru, Ana Roe"."""

from __future__ import annotations

import re

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import NameForms
from rapporteur.tag.people_patterns import patterns

_ROLE_BACK = 260
_OPENING = 6
_ADJECTIVES = 2
_SUBJECT = 5
_LONGEST_WORD = 40
_WORD = re.compile(r"(?<![\w’-])[^\W\d_][\w’-]*(?=\s?$)")
_LAST_WORD = re.compile(r"(?:^|\s)(?P<word>[^\W\d_][\w’-]*)\s$")


def role_before(
    text: str, floor: int, end: int, forms: NameForms, *, bare: bool = True
) -> tuple[int, int] | None:
    """Give the role that ends before the comma at `end`: "the Minister of Health of Peru".

    If it may be `bare`, it has no article in "met with Deputy Minister Roe".
    """
    start = max(floor, end - _ROLE_BACK)
    for m in language().only("phrase_start").finditer(text, start, end):
        if m.group() != "(" or text.find(")", m.end(), end) < 0:
            start = m.end() - 1 if m.group() == "(" else m.end()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    for m in language().only("next_office").finditer(text, start, end):
        if forms.has_function(m["word"]):
            start = m.start("phrase")
    article = language().only("article")
    leads = (article, language().only("bare_office")) if bare else (article,)
    articles = sorted(m.end() for lead in leads for m in lead.finditer(text, start, end))
    opening = text[start : articles[0] if articles else end]
    opens = not articles or any(map(forms.is_office, opening.split()))
    if opens and opening[:1].isupper() and not article.match(text, start):
        articles.insert(0, start)
    for at in articles:
        if _is_function(text[at:end], forms) and not _is_absent(text, at):
            return at, end
    return None


def office_right_before(
    text: str, floor: int, end: int, forms: NameForms, *, addressed: bool
) -> tuple[int, int] | None:
    """Give the office that ends at `end` with no comma behind it: "the Minister of Ports Ms. Roe".

    Where no form of address parts the two, the last word must be an office: "the activist Ana Roe".
    What stands behind another's name, which ends at `floor`, may be that one's office.
    """
    last = _LAST_WORD.search(text, max(floor, end - _LONGEST_WORD), end)
    if last is None or last["word"] in forms.small:
        return None
    office = forms.is_office(last["word"])
    if not (office or addressed):
        return None
    role = role_before(text, floor, end - 1, forms, bare=False)
    if role and not (floor and _goes_on(text[floor : role[0]])):
        return role
    start = end - 1
    while (word := _WORD.search(text, floor, start)) and forms.are_functions(word.group()):
        start = word.start()
    start = from_adjectives(text, start, forms)
    gone = floor and _goes_on(text[floor:start])
    return (start, end - 1) if office and start < end - 1 and not gone else None


def from_adjectives(text: str, at: int, forms: NameForms) -> int:
    """Give where the words begin that tell more of the office at a place: "Syrian interim"."""
    while word := _WORD.search(text, max(0, at - _LONGEST_WORD), at):
        told = word.group() in forms.nationalities or word.group() in forms.qualifiers
        if not told or language().fits("article", f"{word.group()} "):
            break
        at = word.start()
    return at


def _goes_on(between: str) -> bool:
    """Whether words behind a name go on telling of that person: "Adviser to the"."""
    told = any(language().fits("verb_of_sentence", word) for word in between.split())
    return not (told or language().search("office_break", between))


def _is_absent(text: str, at: int) -> bool:
    """Whether the office is that of another: "in the absence of the Chair, Ana Roe …"."""
    return language().only("no_role_behind").search(text, max(0, at - 40), at) is not None


def _is_function(phrase: str, forms: NameForms) -> bool:
    """Whether a phrase names a function from its first words on, and does nothing else.

    Mandates go on in small letters: "Special Rapporteur on the rights of fishers"; so do bodies
    that are called by what they are ("Director of the Waters secretariat"), and what qualifies a
    function in small letters ("a youth speaker").
    """
    if patterns().mandate.match(phrase):
        return not any(language().fits("verb_of_sentence", word) for word in phrase.split())
    tokens = phrase.replace(",", " ").split()
    if tokens and tokens[0] in language().lists["small_words"]:
        return False
    opening = tokens[:_OPENING]
    first = next((i for i, t in enumerate(opening) if forms.is_office(t)), None)
    small = first is not None and opening[first].islower()
    if first is None or "," in phrase[: phrase.index(opening[first])]:
        return False
    later = (forms.article.strip(), *(language().lists["small_words"] if small else ()))
    if not set(later).isdisjoint(opening[:first]):
        return False  # "the Government of the President": the office begins later
    subject = min(first + _SUBJECT, len(phrase.partition(",")[0].split()) - 1)
    told = range(first + 1, subject + 1)
    return all(
        _may_stand(tokens, i, first, forms) or (i in told and _is_subject(tokens, i, forms))
        for i in range(len(tokens))
    )


def _is_subject(tokens: list[str], i: int, forms: NameForms) -> bool:
    """Whether a word in small letters is what an office is for: "head of intelligence"."""
    joints = language().lists["small_words"]
    before = next((word for word in reversed(tokens[max(0, i - 2) : i]) if word in joints), None)
    if before is None or re.fullmatch(forms.conjunction, before) or not tokens[i].isalpha():
        return False
    return not any(language().fits("verb_of_sentence", word) for word in tokens[i - 1 : i + 1])


def _may_stand(tokens: list[str], i: int, first: int, forms: NameForms) -> bool:
    """Whether a word may stand in the name of a function, whose head is the word `first`."""
    token = tokens[i]
    if token[:1].isupper() or token[:1] == "(" or token in forms.small or forms.is_office(token):
        return True
    if token.partition("-")[0] in forms.small or token in forms.qualifiers:
        return True
    if i < first:
        return tokens[first][0].islower() and first - i <= _ADJECTIVES and token.isalpha()
    if token in forms.bodies and tokens[i - 1][:1].isupper():
        return True
    return any(language().fits("ordinal", word) for word in (token, tokens[i - 1]))
