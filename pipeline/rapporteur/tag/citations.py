"""Find cited documents by their symbols, resolutions and decisions by body and number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapporteur.knowledge.grammar import Match, language
from rapporteur.tag.model import Found, Told

_SEGMENT = (
    r"(?:(?:PV|SR)\.\d+[–-]\d+"
    r"|[A-Z][A-Za-z]*(?:\.[A-Z][a-z]+(?=\.))*(?:\.(?:\d+|[IVX]+(?=/)))?(?:-\d+)?"
    r"(?:\s?\(E?S-[IVXL]+\))?"
    r"|[A-Z]+\d+|\d+(?:-\d+)?(?:-[A-Z]{1,3}\b(?!/\d{2,4}/\d))?(?:[A-Z]\b)?)"
)
_NEXT = rf"/(?:{_SEGMENT}|\s(?:\d|[A-Z]+[./]\w)[\w.-]*)"
_MOST = 16  # segments; the longest symbols have ten
SYMBOL = re.compile(
    rf"(?:(?<![\w/.-])|(?<=\d-))(?P<series>[A-Z]{{1,8}}(?:\.\d+)?)(?P<rest>(?:{_NEXT}){{1,{_MOST}}})"
    r"(?![\w/]|\.[A-Z\d])"
)
_LAST_NUMBER = re.compile(r"(?<=[/.])\d{1,3}$")
_NEAR = 20
_SENTENCE_END = re.compile(r"[.;]\s(?=[A-Z])")
_DIGITS = re.compile(r"\d+")
_TITLE_BEFORE = re.compile(r"“(?P<title>[^”]+)”\s?\($")


def find_documents(text: str) -> list[Found]:
    """Give the symbols of documents; `entity` is the symbol without blanks.

    Surface forms: "A/HRC/WG.6/18/AFG/1 and Corr.1" (two documents), "A/79/5 (Vol. I)", a symbol
    broken over a line, "A/79/5-S/2025/1" (one document, two symbols), "X/2030/9/Add.1–3" (first
    and last). "HIV/AIDS", "km/h" and "and/or" are none.
    `data["title"]` is the title in quotation marks before the bracket.
    """
    found: list[Found] = []
    for m in SYMBOL.finditer(text) if "/" in text else ():
        if _is_symbol(m):
            found += _symbols(text, m)
    return found


def _is_symbol(m: re.Match[str]) -> bool:
    rest = m["rest"]
    digits = any(c.isdigit() for c in rest)
    known = m["series"].partition(".")[0] in language().lists["series"]
    return digits and (known or rest.count("/") > 1)


def _symbols(text: str, m: re.Match[str]) -> Iterator[Found]:
    part = language().only("symbol_part").match(text, m.end())
    end = part.end() if part else m.end()
    symbol = re.sub(r"/\s", "/", text[m.start() : end])
    title = _TITLE_BEFORE.search(text, max(0, m.start() - 400), m.start())
    data: dict[Told, str] = {"title": title["title"]} if title else {}
    yield Found(m.start(), end, "document", symbol, "citations.symbol", data)
    kind, at = "", end
    suffixes = language().only("symbol_suffix")
    while suffix := suffixes.match(text, at):
        kind = suffix["kind"] or kind
        number = suffix["number"] or suffix["digits"]
        start = suffix.start("kind") if suffix["kind"] else suffix.start("digits")
        entity = _with_suffix(symbol, kind, number) if kind else _next_symbol(symbol, number)
        if entity is None:
            return
        if not kind:
            symbol = entity
        yield Found(start, suffix.end(), "document", entity, "citations.suffix")
        at = suffix.end()


def _next_symbol(symbol: str, number: str) -> str | None:
    """Give "E/CN.9/2099/6" after "E/CN.9/2099/5": documents of a series that follow closely."""
    last = _LAST_NUMBER.search(symbol)
    if last is None or not 0 < int(number) - int(last.group()) <= _NEAR:
        return None
    return symbol[: last.start()] + number


def _with_suffix(symbol: str, kind: str, number: str) -> str:
    """Give "X/Add.2" after "X/Add.1", "X/Corr.1" after "X"."""
    base, _, last = symbol.rpartition("/")
    return f"{base if last.startswith(kind + '.') else symbol}/{kind}.{number}"


def find_resolutions(text: str) -> list[Found]:
    """Give resolutions and decisions; `data` has `kind`, `number`, and `title` if one follows.

    Surface forms: "resolution 7/1", "resolutions 46/221 B, 48/223 C and 79/249", "54/237 C and D"
    (two), "1325 (2000)", "217 A (III)", "decision 4/4", "S-10/2", "Security Council resolution
    1325"; behind a plural also dated ones later in the sentence, "resolutions 79/1 of 22 June 2024,
    on ports, and 79/9 of 3 July 2024".
    Which body took it, the resolver says: `data["body"]` is set only if the text has the body's
    name right before it.
    """
    found: list[Found] = []
    cited = list(language().every("act", text))
    stops = [*(m.start() for m in cited[1:]), len(text)]
    for m, stop in zip(cited, stops, strict=False):
        found += _numbers(text, m)
        if text[m.end("kind")] == "s":
            found += _later(text, m, stop)
    return [*found, *_of_council(text)]


def _of_council(text: str) -> Iterator[Found]:
    """Give resolutions of the Security Council that are cited without a year."""
    for m in language().every("act_of_council", text):
        for index, number in enumerate(_DIGITS.finditer(text, *m.span("numbers"))):
            start = number.start() if index else m.start("cited")
            data: dict[Told, str] = {"kind": "resolution", "number": number.group()}
            yield Found(start, number.end(), "resolution", None, "citations.resolution", data)


def _later(text: str, m: Match, stop: int) -> Iterator[Found]:
    """Give numbers of a series, dated or told of, behind what is said of one of them."""
    kind = m["kind"].lower()
    end = _SENTENCE_END.search(text, m.end(), stop)
    for later in language().only("act_later").finditer(text, m.end(), end.start() if end else stop):
        for start, after, number in _each(text, *later.span("numbers")):
            data: dict[Told, str] = {"kind": kind, "number": number}
            yield Found(start, after, "resolution", None, f"citations.{kind}", data)


def _numbers(text: str, m: Match) -> Iterator[Found]:
    kind = m["kind"].lower()
    title = language().only("act_entitled").match(text, m.end())
    parts = list(_each(text, *m.span("numbers")))
    for i, (start, end, number) in enumerate(parts):
        last = i == len(parts) - 1
        data: dict[Told, str] = {"kind": kind, "number": number}
        if last and title:
            data["title"] = title["title"]
        begin = m.start() if i == 0 else start
        yield Found(begin, end, "resolution", None, f"citations.{kind}", data)


def _each(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    stem = ""
    for m in language().only("act_each").finditer(text, start, end):
        if m["number"]:
            number = " ".join(m["number"].split()).replace("/ ", "/")
            stem = re.sub(r"\s[A-Z]$", "", number)
            yield m.start(), m.end(), number
        elif stem:
            yield m.start(), m.end(), f"{stem} {m['letter']}"
