"""What a name of a person looks like, and the words with which reports introduce people."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapporteur.knowledge.files import shipped_folder
from rapporteur.knowledge.organizations import load_organizations
from rapporteur.knowledge.phrases import fold
from rapporteur.knowledge.words import lexicon

FILE = "people.toml"
_UPPER = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
_SHORTENED = r"(?:Ma|Md|St|Fr|Jos|Wm)\."
_CAPITAL = (
    rf"(?:{_SHORTENED}(?=\s)|[{_UPPER}]\.(?:-?[{_UPPER}]\.)*"
    rf"|(?:[a-z]{{1,3}}['’‘-])?[{_UPPER}][\w'’‘´`]*(?:-[\w'’‘´`]+)*)"
)
_AFTER_ADDRESS = rf"(?:(?:\.|(?<=Excellency),)?\s|\.(?=[{_UPPER}][a-z]))"  # "Ms.Roe": a lost blank
_MOST = 7
_ACRONYM = 5
_RARE = 2_000_000
_INITIAL = re.compile(rf"\w\.|{_SHORTENED}")
_NUMERAL = re.compile(r"[IVXL]+\.")
_OWNER = re.compile(r"['’]s$")
_MARKS = ".'’‘´`-"
_JOINTS = frozenset("-'’‘")
_GIVEN = frozenset(["grant"])  # openers of sentences that are given names too


@dataclass(frozen=True, slots=True)
class NameForms:
    """Patterns and word lists made from the lexicon of people."""

    name: str
    honours: str
    address: str
    addresses: frozenset[str]
    labels: str
    functions: frozenset[str]
    roles: frozenset[str]
    introductions: str
    mandates: str
    delegates: str
    offices: str
    officers: frozenset[str]
    ordinary: frozenset[str]
    particles: frozenset[str]
    small: frozenset[str]
    callings: frozenset[str]
    qualifiers: frozenset[str]
    nationalities: Mapping[str, str]
    conjunction: str
    belonging: str
    article: str
    given: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    plural_titles: str
    rulers: str
    chosen: str
    bodies: frozenset[str]
    office_ends: frozenset[str]
    bearers: str
    pair: re.Pattern[str]

    def is_name(self, text: str) -> bool:
        """Whether these capitalised words can be a whole name: two parts, nothing ordinary."""
        tokens = text.split()
        big = [t for t in tokens if t[:1].isupper() and not t.endswith(".")]
        if len(tokens) < 2 or not big or len(tokens) > _MOST or _NUMERAL.fullmatch(tokens[0]):
            return False
        *before, _ = tokens
        odd = [t for t in tokens if not _INITIAL.fullmatch(t)]
        odd = [t for t in odd if t not in before or fold(t) not in self.given]
        return not any(fold(part) in self.ordinary for t in odd for part in [t, *t.split("-")])

    def is_in_no_name(self, token: str) -> bool:
        """Whether a word is in no name for `is_name`, wherever it stands in it."""
        folded = fold(token)
        return folded in self.ordinary and folded not in self.given and not _INITIAL.match(token)

    def may_be_in(self, text: str) -> bool:
        """Whether a text may hold a name for `is_name`; quick, and no only if it surely holds none.

        Two words must stand beside each other, or have particles between them, that can be in one.
        """
        for m in self.pair.finditer(text):
            first, *particles = m.group().split()
            joined = text[m.start() - 1 : m.start()] in _JOINTS and m.start() > 0
            if not joined and self.is_in_no_name(first):
                continue
            following = m["next"]
            if particles or following is None:
                return True
            bare = following.rstrip(_MARKS)
            if not all(map(self.is_in_no_name, (following, bare, _OWNER.sub("", bare)))):
                return True
        return False

    def are_functions(self, text: str) -> bool:
        """Whether a text is made of functions alone: "President", "Secretary-General"."""
        parts = [part for token in text.split() for part in token.split("-")]
        return all(p in self.functions or p in self.roles for p in parts)

    def has_function(self, word: str) -> bool:
        """Whether a word is a function, or one of the parts joined in it: "Co-Chairs"."""
        one = word.removesuffix("s")
        if "-" in word:
            return not self.functions.isdisjoint((word, one, *word.split("-"), *one.split("-")))
        return word in self.functions or one in self.functions

    def is_office(self, word: str) -> bool:
        """Whether a word is a function or a calling: "spokesperson", "Commanders"."""
        one = word.removesuffix("s")
        return self.has_function(word) or not self.callings.isdisjoint((word, one, one.lower()))

    def one_of(self, word: str) -> str:
        """Give "Co-Chair" for "Co-Chairs"; what is no function of several stays."""
        one = word.removesuffix("s")
        owned = _OWNER.search(word)
        return one if one != word and not owned and self.is_office(one) else word

    def bears(self, name: str) -> bool:
        """Whether a name is that of what was named after a person: "Roe’s Foundation"."""
        return name.rpartition(" ")[2] in self.bearers.split("|")

    def is_of_man(self, honorific: str) -> bool | None:
        """Say whether a form of address is that of a man; None if it does not tell."""
        words = {word.rstrip(".") for word in honorific.split()}
        if words & self.men:
            return True
        return False if words & self.women else None

    def is_role(self, text: str) -> bool:
        """Whether a phrase begins as roles begin: "Deputy Chief for …"."""
        first, *rest = re.split(r"[\s,;/()]", text.strip(" ."), maxsplit=1)
        if fold(first) in self.given:  # "Segunda Secretaria" is a role, "Segundo Roe" is not
            return bool(rest) and self.is_role(rest[0])
        return first in self.roles or first.partition("-")[0] in self.roles

    def opens_role(self, text: str) -> bool:
        """Whether what stands behind a name begins as a role: "Administrative Assistant, …" too."""
        if self.is_role(text):
            return True
        first, _, rest = text.strip().partition(" ")
        return first.isalpha() and first[0].isupper() and self.is_role(rest) and rest[0].isupper()


def _alternatives(values: Iterable[str]) -> str:
    ordered = sorted(values, key=len, reverse=True)
    return "|".join(re.escape(v).replace(r"\ ", r"\s") for v in ordered)


def is_unusual(name: str) -> bool:
    """Whether a part of a name is no word that English texts know; an acronym is no such part."""
    parts = [part for part in re.split(r"[\s-]+", name) if part.isalpha() and len(part) > 2]
    if not name.isupper():
        parts = [part for part in parts if not (part.isupper() and len(part) < _ACRONYM)]
    return any(not lexicon().count(part.lower()) for part in parts)


def is_rare(part: str) -> bool:
    """Whether a part of a name is so rare in English texts that it is likely nothing but a name."""
    return lexicon().count(part.lower()) < _RARE


def _pair(small: str, later: str) -> re.Pattern[str]:
    """Give the pattern of a capitalised word of a name and the one that is `next` to it."""
    word = rf"[{_UPPER}][\w{_MARKS}]*"
    following = rf"(?=(?P<next>(?:[a-z]{{1,3}}['’‘-])?{word}))"
    return re.compile(rf"{word}(?:,\s(?:{later})|\s(?:(?:{small})\s){{0,2}}{following})")


def _ordinary(data: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Give the words, folded, that are no part of a name: nationalities and words of bodies too."""
    forms = load_organizations().forms
    peoples = [*(entry.rsplit(" ", 1)[0] for entry in data["nationalities"]), *data["peoples"]]
    plural = {fold(f"{people}{ending}") for people in peoples for ending in ("", "s")}
    links = forms.links - frozenset(map(fold, data["particles"]))
    words = frozenset(map(fold, data["ordinary"]))
    return words | plural | forms.heads | links | (forms.openers - _GIVEN)


@cache
def load_names(folder: Path | None = None) -> NameForms:
    """Give the shipped forms of names, or those of another folder of lexicons. Read once."""
    path = (folder or shipped_folder() / "lexicon") / FILE
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    small = _alternatives(data["particles"])
    honours = rf"(?:{_alternatives(data['honours'])})(?!\w)"
    later = rf"(?:,?\s(?:{_alternatives(data['generations'])})(?:\.|(?!\w)))?"
    name = rf"{_CAPITAL}(?:\s(?:(?:{small})\s){{0,2}}(?!{honours}){_CAPITAL}){{0,6}}{later}"
    labels, article = _alternatives(data["labels"]), data["article"]
    title = rf"(?:(?:{_alternatives(data['titles'])})\.?\s)?"
    return NameForms(
        name=name,
        honours=rf"(?:,?\s{honours})*",
        address=rf"(?:(?:{_alternatives(data['honorifics'])}){_AFTER_ADDRESS})+{title}",
        addresses=frozenset(re.findall(r"\w+", form)[0] for form in data["honorifics"]),
        labels=labels,
        functions=frozenset(data["functions"]),
        roles=frozenset(data["roles"]),
        introductions=_alternatives(data["introductions"]),
        mandates=_alternatives(data["mandates"]),
        delegates=_alternatives(data["delegates"]),
        officers=frozenset(re.sub(r"s$", "", label) for label in data["labels"]),
        offices=_alternatives(data["offices"]),
        particles=frozenset(data["particles"]),
        small=frozenset(data["small"]),
        callings=frozenset(data["callings"]),
        qualifiers=frozenset(word for words in data["qualifiers"] for word in words.split()),
        nationalities=dict(entry.rsplit(" ", 1) for entry in data["nationalities"]),
        conjunction=f"(?:{_alternatives(data['conjunctions'])})",
        belonging=f"(?:{_alternatives(data['belonging'])})",
        given=frozenset(map(fold, data["given"])),
        men=frozenset(word.rstrip(".") for word in data["men"]),
        women=frozenset(word.rstrip(".") for word in data["women"]),
        plural_titles=_alternatives(data["plural_titles"]),
        chosen=rf"as\s(?:{article}\s)?(?:(?:{_alternatives(data['qualifiers'])})\s)?(?:{labels})\b",
        rulers=_alternatives(data["rulers"]),
        bodies=frozenset(data["bodies"]),
        office_ends=frozenset(data["office_ends"]),
        bearers=_alternatives(data["bearers"]),
        pair=_pair(small, _alternatives(data["generations"])),
        article=f"{data['article']} ",
        ordinary=_ordinary(data),
    )
