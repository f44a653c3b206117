"""Find cited documents by their symbols, resolutions and decisions by body and number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapporteur.tag.model import Found

_SEGMENT = (
    r"(?:[A-Z][A-Za-z]*(?:\.(?:\d+|[IVX]+(?=/)))?(?:-\d+)?|[A-Z]+\d+|\d+(?:-\d+)?(?:[A-Z]\b)?"
    r"|[A-Z]{1,4}(?=/))"
)
_NEXT = rf"/(?:{_SEGMENT}|\s(?:\d|[A-Z]+[./]\w)[\w.-]*)"
# The fascicles of the programme budget are sections, programmes, an introduction and an outline.
_PART = (
    r"\s\((?:(?:Part|Vol|PART|VOL)\.?\s[IVX\d]+|(?:Income\s)?[Ss]ect\.\s\d{1,2}[A-Z]?"
    r"|Prog\.\s\d{1,2}|Introduction|Plan\soutline)\)"
)
SYMBOL = re.compile(
    rf"(?:(?<![\w/.-])|(?<=\d-))(?P<series>[A-Z]{{1,8}}(?:\.\d+)?)(?P<rest>(?:{_NEXT})+)"
    rf"(?P<part>{_PART})?(?![\w/]|\.[A-Z\d])"
)
_SUFFIX = re.compile(
    r"(?:,|\s?and|,?\s?and)\s(?P<kind>Corr|Add|Amend|Rev|SR|L|CRP|INF|NGO)\.(?P<number>\d+)(?!\d|/)"
    r"|(?:,|\sand)\s(?P<digits>\d{1,3})(?![\d/–-]|\.\d|\s(?!and\s\d)[A-Za-z])"
)
_LAST_NUMBER = re.compile(r"(?<=[/.])\d{1,3}$")
_NEAR = 20
_KNOWN_SERIES = frozenset(
    [
        "A",
        "E",
        "S",
        "T",
        "ST",
        "TD",
        "UNEP",
        "UNDP",
        "UNFPA",
        "CTOC",
        "CAC",
        "CERD",
        "CCPR",
        "CEDAW",
        "CAT",
        "CRC",
        "CRPD",
        "CMW",
        "CED",
        "HRI",
        "HSP",
        "DP",
        "IDB",
        "GC",
        "PC",
        "SPLOS",
        "ISBA",
        "FCCC",
        "CD",
        "NPT",
        "TP",
        "CCW",
        "BWC",
        "AC",
        "PRS",
        "ECA",
        "ECE",
        "ESCAP",
        "LC",
        "ICCD",
        "CBD",
        "LTD",
        "UNITAR",
        "WGEID",
        "APLC",
        "ICEF",
        "IFAD",
        "WFP",
        "CEB",
        "JIU",
        "EMEP",
        "INF",
    ]
)
_NUMBER = (
    r"(?:(?:E?S-\d*/?\d+|\d{1,4}/(?:\d{1,3}|[A-Z]{1,3}\.\d+)|\d{2}\.\d{1,2})"
    r"(?:\s[A-Z]\b(?!\.(?!\s[A-Z]|$)))?"
    r"|\d{1,4}(?:\s[A-F])?\s\((?:E?S-[IVX]+|[IVXL]+)\)(?:\s[A-F]\b)?|\d{1,4}\s\(\d{4}\))"
)
_DATED = r"(?:\sof\s\d{1,2}\s[A-Z][a-z]+\s\d{4})?"
_LIST = (
    rf"(?P<numbers>{_NUMBER}{_DATED}"
    rf"(?:(?:,?\sand|,|\sor)\s(?:{_NUMBER}{_DATED}|[A-Z]\b(?![.\w])))*)"
)
# A series goes on behind what is said of one: "resolutions 79/1 of …, on ports, and 79/9 of …".
_LATER = re.compile(
    r"(?:,|\band|\bor)\s(?P<numbers>\d{1,3}/\d{1,3}(?:\s[A-Z])?"
    r"(?:\sof\s\d{1,2}\s[A-Z][a-z]+\s\d{4}|(?=,\son\s)))"
)
_SENTENCE_END = re.compile(r"[.;]\s(?=[A-Z])")
RESOLUTION = re.compile(rf"\b(?P<kind>[Rr]esolution|[Dd]ecision)s?\s{_LIST}")
# Those of the Security Council are numbered through, so that some cite them without the year.
_COUNCIL = re.compile(
    r"\bSecurity\sCouncil\s(?P<cited>(?P<kind>[Rr]esolution)s?\s(?P<numbers>\d{3,4}"
    r"(?:(?:,?\sand|,)\s\d{3,4})*))(?![\d/]|\s\(|\sof\s\d)"
)
_DIGITS = re.compile(r"\d+")
_EACH = re.compile(rf"(?P<number>{_NUMBER})|\b(?P<letter>[A-Z])\b")
_ENTITLED = re.compile(r"[^.;“]{0,60}?\bentitled “(?P<title>[^”]+)”")
_TITLE_BEFORE = re.compile(r"“(?P<title>[^”]+)”\s?\($")


def find_documents(text: str) -> list[Found]:
    """Give the symbols of documents; `entity` is the symbol without blanks.

    Surface forms: "A/HRC/WG.6/18/AFG/1 and Corr.1" (two documents), "A/79/5 (Vol. I)", a symbol
    broken over a line, "A/79/5-S/2025/1" (one document, two symbols). "HIV/AIDS", "km/h" and
    "and/or" are none. `data["title"]` is the title in quotation marks before the bracket.
    """
    found: list[Found] = []
    for m in SYMBOL.finditer(text):
        if _is_symbol(m):
            found += _symbols(text, m)
    return found


def _is_symbol(m: re.Match[str]) -> bool:
    rest = m["rest"]
    digits = any(c.isdigit() for c in rest)
    known = m["series"].partition(".")[0] in _KNOWN_SERIES
    return digits and (known or rest.count("/") > 1)


def _symbols(text: str, m: re.Match[str]) -> Iterator[Found]:
    symbol = re.sub(r"/\s", "/", m.group())
    title = _TITLE_BEFORE.search(text, max(0, m.start() - 400), m.start())
    data = {"title": title["title"]} if title else {}
    yield Found(m.start(), m.end(), "document", symbol, "citations.symbol", data)
    kind, at = "", m.end()
    while suffix := _SUFFIX.match(text, at):
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
    cited = list(RESOLUTION.finditer(text))
    stops = [*(m.start() for m in cited[1:]), len(text)]
    for m, stop in zip(cited, stops, strict=False):
        found += _numbers(text, m)
        if text[m.end("kind")] == "s":
            found += _later(text, m, stop)
    return [*found, *_of_council(text)]


def _of_council(text: str) -> Iterator[Found]:
    """Give resolutions of the Security Council that are cited without a year."""
    for m in _COUNCIL.finditer(text):
        for index, number in enumerate(_DIGITS.finditer(text, *m.span("numbers"))):
            start = number.start() if index else m.start("cited")
            data = {"kind": "resolution", "number": number.group()}
            yield Found(start, number.end(), "resolution", None, "citations.resolution", data)


def _later(text: str, m: re.Match[str], stop: int) -> Iterator[Found]:
    """Give numbers of a series, dated or told of, behind what is said of one of them."""
    kind = m["kind"].lower()
    end = _SENTENCE_END.search(text, m.end(), stop)
    for later in _LATER.finditer(text, m.end(), end.start() if end else stop):
        for start, after, number in _each(text, *later.span("numbers")):
            data = {"kind": kind, "number": number}
            yield Found(start, after, "resolution", None, f"citations.{kind}", data)


def _numbers(text: str, m: re.Match[str]) -> Iterator[Found]:
    kind = m["kind"].lower()
    title = _ENTITLED.match(text, m.end())
    parts = list(_each(text, *m.span("numbers")))
    for i, (start, end, number) in enumerate(parts):
        last = i == len(parts) - 1
        data = {"kind": kind, "number": number}
        if last and title:
            data["title"] = title["title"]
        begin = m.start() if i == 0 else start
        yield Found(begin, end, "resolution", None, f"citations.{kind}", data)


def _each(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    stem = ""
    for m in _EACH.finditer(text, start, end):
        if m["number"]:
            number = " ".join(m["number"].split())
            stem = re.sub(r"\s[A-Z]$", "", number)
            yield m.start(), m.end(), number
        elif stem:
            yield m.start(), m.end(), f"{stem} {m['letter']}"
