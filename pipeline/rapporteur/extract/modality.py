"""How a recommendation asks, of whom, and what for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import Grammar, Match, compile_pattern
from rapporteur.report import Action, Item

_WORD = compile_pattern(r"[\p{L}’'-]+")
_SENTENCE = compile_pattern(r"(?<=[.;])\s+(?=\p{Lu})")
_BRACKET = compile_pattern(r"\([^()]*\)")
_TRIM = " ,;:."
_LONGEST_SUBJECT = 240


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, how strongly, and for what."""

    addressees: tuple[str, ...]
    modality: str | None
    actions: tuple[Action, ...]


def understand(text: str, items: Sequence[Item], grammar: Grammar) -> Asked:
    """Return what a recommendation asks for; lettered items inherit who is asked and how.

    Surface forms: "States parties should …", "The Secretariat is requested to …", "The Group
    encourages States parties to …", "The Group recommends that the Conference …". Names of
    addressees stand as printed, with a small article.
    """
    of_items = tuple(_item_actions(items, grammar))
    start = 0
    for sentence in _SENTENCE.split(text):
        if found := _earliest(sentence, grammar):
            modality, match = found
            who, rest = _who_and_what(sentence, match, grammar)
            behind = text[start + len(sentence) :]
            actions = (*_actions(rest + behind, grammar), *of_items)
            return Asked(tuple(_addressees(who, grammar)), modality, actions)
        start = text.index(sentence, start) + len(sentence)
    return Asked((), None, of_items)


def understand_imperative(text: str, items: Sequence[Item], grammar: Grammar) -> Asked:
    """Return what a recommendation asks for that begins with a verb: "Sign and ratify …".

    The modality is its leading verb in base form, None if it has none.
    """
    actions = (*_actions(text, grammar), *_item_actions(items, grammar))
    return Asked((), _verb(text, grammar), actions)


# --- how and whom ------------------------------------------------------------------------------


def _earliest(sentence: str, grammar: Grammar) -> tuple[str, Match] | None:
    """Return the first expression of a modality and what it means."""
    matches = [
        (match.start(), order, rule.value or "", match)
        for order, (rule, match) in enumerate(grammar.every_search("modality", sentence))
    ]
    if not matches:
        return None
    _, _, value, match = min(matches, key=lambda found: found[:2])
    return value, match


def _who_and_what(sentence: str, match: Match, grammar: Grammar) -> tuple[str, str]:
    """Return who is asked and what: the object of the asking verb, else the subject before it."""
    rest = _after_insertion(sentence[match.end() :], grammar)
    if who := match.groupdict().get("who"):
        return who, rest
    if not match.groupdict().get("clause"):
        return _subject(sentence[: match.start()], grammar), rest
    for word in _WORD.finditer(rest):
        if grammar.fits("action_verb", word[0]):
            return rest[: word.start()], rest[word.start() :]
    return "", rest


def _after_insertion(rest: str, grammar: Grammar) -> str:
    """Return what follows an insertion: "should, as appropriate, adopt …" goes on with adopt."""
    while rest.startswith(",") and "," in rest[1:]:
        rest = "," + rest[1:].partition(",")[2]
        word = _WORD.search(rest)
        if word and grammar.fits("action_verb", word[0]):
            return rest[1:]
    return rest


def _addressees(who: str, grammar: Grammar) -> Iterator[str]:
    """Yield the actors that a subject or object names."""
    if len(who) > _LONGEST_SUBJECT:
        return
    found: list[str] = []
    (and_,) = grammar.lists["and"]
    end = 0
    for joint in [
        *(match.span() for match in grammar.only("actor_joint").finditer(who)),
        (len(who), len(who)),
    ]:
        piece = who[end : joint[0]].strip(_TRIM)
        opens = grammar.fits("clause_opening", piece)
        if not opens and _acts(_BRACKET.sub("", piece), grammar):
            found.append(_lower_article(piece, grammar))
        elif found and piece and who[:end].endswith(f"{and_} ") and piece[0].isupper():
            found[-1] += f" {and_} {piece}"
        end = joint[1]
    yield from found


def _acts(name: str, grammar: Grammar) -> bool:
    """Say whether a name is that of somebody who can be asked to act."""
    if grammar.search("no_actor", name):
        return False
    return bool(grammar.search("addressee", name) or load_countries().lookup(name))


def _lower_article(name: str, grammar: Grammar) -> str:
    """Return a name as within a sentence: "The Secretariat" as "the Secretariat"."""
    return name[0].lower() + name[1:] if grammar.fits("article_first", name) else name


def _subject(before: str, grammar: Grammar) -> str:
    """Return the subject from the words before a verb, without a clause that opens the sentence."""
    subject = grammar.only("asked_that").sub("", before).strip(_TRIM)
    while grammar.fits("clause_opening", subject) and "," in subject:
        subject = subject.partition(",")[2].strip(_TRIM)
    return subject


# --- what for ----------------------------------------------------------------------------------


def _actions(text: str, grammar: Grammar) -> Iterator[Action]:
    """Yield one action for each verb that the text coordinates: "sign and ratify the treaty"."""
    clauses = _clauses(text, grammar)
    waiting: list[str] = []
    (and_,) = grammar.lists["and"]
    for index, clause in enumerate(clauses):
        verb = _verb(clause, grammar)
        opening = index + 1 < len(clauses) and grammar.fits("phrase_opening", clause)
        if verb is None or (opening and "," not in clause):
            continue
        if clause.split()[-1].lower() == verb:
            waiting.append(clause)
            continue
        whole = f" {and_} ".join([*waiting, clause])
        for earlier in waiting:
            yield Action(verb=_verb(earlier, grammar) or earlier, text=whole)
        yield Action(verb=verb, text=whole)
        waiting = []


def _clauses(text: str, grammar: Grammar) -> list[str]:
    """Return the text cut before each further action, without the signs between."""
    cuts = [match.span() for _, match in grammar.find("action_joint", text)]
    edges = [0, *(edge for cut in sorted(cuts) for edge in cut), len(text)]
    pieces = (
        text[low:high].strip(_TRIM) for low, high in zip(edges[::2], edges[1::2], strict=True)
    )
    return [piece for piece in pieces if piece]


def _verb(clause: str, grammar: Grammar) -> str | None:
    """Return the verb that leads a clause, in its base form.

    It stands behind phrases ("Prior to the review, take …"), "to" and adverbs ("To swiftly
    ratify"); a word that may be an adverb is the verb where none follows ("Further the …"). Where
    somebody is named first, it is what that one should do; if nothing says that, None.
    """
    words = (str(word[0]) for word in _WORD.finditer(_without_phrases(clause, grammar)))
    first = next(words, None)
    while first is not None and grammar.fits("adverb", first):
        then = next(words, None)
        if then is None or (_base(first, grammar) and not _base(then, grammar)):
            break
        first = then
    if first is None:
        return None
    if based := _base(first, grammar):
        return based
    if obliged := grammar.search("obliged_verb", clause):
        return _base(obliged[1]["verb"], grammar) or str(obliged[1]["verb"]).lower()
    named = first[0].isupper() and load_countries().lookup(first) is not None
    return None if named or grammar.fits("no_verb", first) else first.lower()


def _without_phrases(clause: str, grammar: Grammar) -> str:
    """Return the clause from its verb on, without the phrases that stand before it.

    They end at a comma with a verb behind it, else at the first comma; without a comma the first
    word that can only be a verb begins the rest.
    """
    if not grammar.fits("phrase_opening", clause):
        return clause
    pieces = clause.split(",")
    for place in range(1, len(pieces)):
        words = [w for w in _WORD.findall(pieces[place]) if not grammar.fits("adverb", w)]
        if words and _base(words[0], grammar):
            return ",".join(pieces[place:])
    if len(pieces) > 1:
        return ",".join(pieces[1:])
    only = frozenset(grammar.lists["verbs"])
    verb = next((word for word in _WORD.finditer(clause) if word[0].lower() in only), None)
    return clause[verb.start() :] if verb else ""


@lru_cache(maxsize=4096)
def _base(word: str, grammar: Grammar) -> str | None:
    """Return the base form of a verb: "strengthening" is strengthen, "ensuring" is ensure."""
    lower = word.lower()
    forms = [lower]
    for ending in grammar.lists["verb_endings"]:
        stem = lower.removesuffix(ending)
        if stem != lower and len(stem) > 1:
            forms += [f"{stem}e", stem, stem[:-1] if stem[-1] == stem[-2] else stem]
    return next((form for form in forms if grammar.fits("action_verb", form)), None)


def _item_actions(items: Sequence[Item], grammar: Grammar) -> Iterator[Action]:
    for item in items:
        text = item.text.strip(_TRIM)
        verb = _verb(text, grammar)
        if verb is not None:
            yield Action(verb=verb, text=text)
