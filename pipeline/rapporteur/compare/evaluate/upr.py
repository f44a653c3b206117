"""Score the recommendations of a Universal Periodic Review report against the rows of its gold.

The gold may hold the document's own text (`print`, as an independent reader gives it). It changes
no figure; it only tells, for what differs, whether the report or the gold has what is printed.

| key | unit | right if |
|---|---|---|
| texts found | row that is in print | a recommendation holds it: whole, in part, near, respelled |
| row texts exact | the same | its letters stand in a recommendation without a gap |
| recommendations | recommendation | a row stands in it, or it in a row |
| whole texts exact | recommendation with rows | its letters are those of its rows, no more |
| punctuation exact | recommendation that is one row | also spaces, hyphens and the like agree |
| recommendation states | the same | the set of States is that of its rows |
| recommendation numbers | the same | the number is that of its rows |
| positions | the same | the position is what the rows' decision means |
| free of leaks | recommendation | no running head, page number or note text in it |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from rapporteur.compare.evaluate import damage
from rapporteur.compare.evaluate.normal import Json, folded, letters, shortened
from rapporteur.compare.evaluate.rows import (
    NEAR,
    Fit,
    GoldRow,
    Matching,
    Printed,
    match,
    read_printed,
    read_row,
    same_number,
)
from rapporteur.compare.evaluate.score import Score, Slip
from rapporteur.compare.evaluate.states import without_states

NOT_IN_PRINT = "row is not in the PDF's text, as the gold itself says"
IN_NOTE = "row stands in a footnote, as first read out; the print has other words"
RESPELLED = "compound recommendation that the coders composed anew"
MORE_THAN_ROWS = "compound recommendation with text that none of its rows holds"
SEVERAL = "rows of several numbers in one recommendation"
NO_STATES = "gold names no State"
AS_PRINTED = "report has what is printed; the gold has it otherwise"
DAMAGED = "gold text has lost letters beyond ASCII"

# Letters that may stand between two rows of one recommendation: "and", "as well as" and the like.
_BETWEEN = 14
_FRAGMENT = 15
_CLASSES = {Fit.NEAR: "near", Fit.RESPELLED: "composed anew by the coders", Fit.NONE: "missing"}
_MEANT = {
    "support": {"supported"},
    "consider": {"under_consideration"},
    "reject": {"rejected", "noted"},
    "noted": {"rejected", "noted"},
    "implement": {"supported", "implemented", "already_implemented"},
    "implemented": {"supported", "implemented", "already_implemented"},
}
# Answers of the State under review are numbered like the recommendations that they answer.
_NO_RECOMMENDATION = re.compile(
    r"(?i)^(?:with )?regard(?:ing)?\b|\brecommendations? (?:no|in para|under para)"
)
_PLACE = re.compile(r"(\d+)(?:\.[a-z])?")
_INNER_DOT = re.compile(r"(?<=\w)\.(?=\w)")
_INNER_NUMBER = re.compile(r"(?<=[;.,)] )\d{1,3}(?:\.\d{1,3})*\.?(?= )")
_SPACED = re.compile(r"(?:(?<!\s)\s+)?([-/;:,.()])\s*")
_TYPED = str.maketrans({"'": None, '"': None, "_": "-"})


def upr_scores(gold: Json, report: Json) -> Iterator[Score]:
    """Yield the scores of one report's recommendations against the rows of its gold."""
    rows = [read_row(row) for row in gold["rows"]]
    printed = [read_printed(entry) for entry in _of_lists(report.get("recommendations") or [])]
    notes = [note["text"] for note in report.get("footnotes") or []]
    matching = match(rows, printed, notes)
    witness = letters(gold.get("print") or "")
    yield from _row_scores(matching, witness)
    yield _false_ones(matching, witness)
    yield from _text_scores(matching, witness)
    yield _states(matching)
    yield _numbers(matching, witness)
    yield _positions(matching)
    yield _leaks(matching, _symbols(gold, report), notes)


def _of_lists(recommendations: Sequence[Json]) -> list[Json]:
    """Return the recommendations of the lists; the rows have none of those of the dialogue.

    A report that has lists names others by their place in the dialogue: "24.b", "45".
    """
    listed = [one for one in recommendations if not _of_dialogue(one)]
    return listed or list(recommendations)


def _of_dialogue(recommendation: Json) -> bool:
    """Say whether the number of a recommendation is its place: a paragraph, and a letter there."""
    place = _PLACE.fullmatch(recommendation.get("number") or "")
    node = (recommendation.get("paragraph") or "").partition(".")[0]
    return place is not None and node == f"p{place[1]}"


def _row_scores(matching: Matching, witness: str) -> Iterator[Score]:
    fits = matching.fits
    in_print = [i for i, row in enumerate(matching.rows) if row.in_print]
    scored = [i for i in in_print if fits[i] is not Fit.IN_NOTE]
    excluded = _counted(
        {
            NOT_IN_PRINT: len(matching.rows) - len(in_print),
            IN_NOTE: len(in_print) - len(scored),
        }
    )
    lost = [_missing(matching, i, witness) for i in scored if fits[i] is Fit.NONE]
    yield Score("texts found", len(scored) - len(lost), tuple(lost), excluded)
    slips = [_row_slip(matching, i) for i in scored if fits[i] < Fit.PART]
    yield Score("row texts exact", len(scored) - len(slips), tuple(slips), excluded)


def _counted(excluded: dict[str, int]) -> dict[str, int]:
    return {reason: count for reason, count in excluded.items() if count}


def _missing(matching: Matching, index: int, witness: str) -> Slip:
    row = matching.rows[index]
    named = [e.core for e in matching.printed if same_number(row.number, e.number)]
    cause = "its number has another text" if named else "no recommendation of its number"
    if any(len(core) >= _FRAGMENT and row.core.startswith(core) for core in named):
        cause = "text cut short"
    if witness and row.core not in witness:
        cause += "; does not stand so in the print"
    return Slip(row.number, shortened(row.text, 160), None, cause)


def _row_slip(matching: Matching, index: int) -> Slip:
    row, place, fit = matching.rows[index], matching.places[index], matching.fits[index]
    if place is None:
        return Slip(row.number, shortened(row.text, 160), None, _CLASSES[fit])
    expected, found = damage.contrast(row.text, matching.printed[place].text)
    return Slip(row.number, expected, found, _CLASSES[fit])


def _false_ones(matching: Matching, witness: str) -> Score:
    """Count recommendations of the report that are none: no row in them, and they in no row."""
    held = matching.groups()
    alone = [(i, entry) for i, entry in enumerate(matching.printed) if i not in held]
    reread = {i for i, _ in alone if _has_rows_in_notes(matching, i)}
    slips = tuple(
        Slip(entry.number, None, shortened(entry.text, 160), _false_cause(entry, matching, witness))
        for i, entry in alone
        if i not in reread and not _is_fragment(entry, matching.rows)
    )
    hits = len(matching.printed) - len(slips) - len(reread)
    return Score("recommendations", hits, slips, _counted({IN_NOTE: len(reread)}))


def _has_rows_in_notes(matching: Matching, place: int) -> bool:
    number = matching.printed[place].number
    pairs = zip(matching.rows, matching.fits, strict=True)
    return any(fit is Fit.IN_NOTE and same_number(row.number, number) for row, fit in pairs)


def _is_fragment(entry: Printed, rows: tuple[GoldRow, ...]) -> bool:
    if len(entry.core) < _FRAGMENT:
        return False
    longer = [row.core for row in rows if len(row.core) >= len(entry.core)]
    return any(entry.core in core for core in longer) or any(
        fuzz.partial_ratio(entry.core, core, score_cutoff=NEAR) for core in longer
    )


def _false_cause(entry: Printed, matching: Matching, witness: str) -> str:
    """Tell what the gold skips from what is no recommendation, as far as a program sees it."""
    if entry.states and not _NO_RECOMMENDATION.search(entry.text) and _stands(entry, witness):
        return "printed so, with its States; the gold has no such row"
    paragraph, _, local = entry.number.rpartition(".")
    known = {".".join(row.number.split(".")[:2]) for row in matching.rows}
    if entry.number in known:
        return "row of that number has another text"
    if not local.isdigit():
        return "like no row of the gold"
    beside = {f"{paragraph}.{int(local) - 1}", f"{paragraph}.{int(local) + 1}"}
    return "number left out by the gold" if beside <= known else "like no row of the gold"


def _stands(entry: Printed, witness: str) -> bool:
    return damage.as_printed(entry.text, witness) and not list(damage.leaks(entry.text, (), ()))


def _text_scores(matching: Matching, witness: str) -> Iterator[Score]:
    """Yield whole texts (letters), and for recommendations that are one row all signs."""
    hits, slips, excluded = 0, list[Slip](), Counter[str]()
    signs = list[Score]()
    for place, indices in matching.groups().items():
        reason = _not_comparable(matching, indices)
        if reason:
            excluded[reason] += 1
            continue
        slip = _whole_slip(matching, place, indices, witness)
        hits, slips = hits + (slip is None), slips + ([slip] if slip else [])
        if slip is None and len(indices) == 1:
            signs.append(_signs(matching.rows[indices[0]], matching.printed[place]))
    yield Score("whole texts exact", hits, tuple(slips), _counted(excluded))
    yield _sum("punctuation exact", signs)


def _sum(key: str, scores: list[Score]) -> Score:
    excluded = Counter[str]()
    for score in scores:
        excluded.update(score.excluded)
    slips = tuple(slip for score in scores for slip in score.slips)
    return Score(key, sum(score.hits for score in scores), slips, dict(excluded))


def _not_comparable(matching: Matching, indices: list[int]) -> str:
    if not all(matching.rows[i].in_print for i in indices):
        return NOT_IN_PRINT
    return RESPELLED if any(matching.fits[i] is Fit.RESPELLED for i in indices) else ""


def _whole_slip(matching: Matching, place: int, indices: list[int], witness: str) -> Slip | None:
    entry, rows = matching.printed[place], [matching.rows[i] for i in indices]
    if len({".".join(row.number.split(".")[:2]) for row in rows}) > 1:
        cause = (
            AS_PRINTED if _stands(entry, witness) and not _holds_number(entry, rows) else SEVERAL
        )
        return Slip(entry.number, ", ".join(row.number for row in rows), entry.number, cause)
    if len(rows) == 1 and matching.fits[indices[0]] is Fit.WHOLE:
        return None
    if len(rows) > 1 and max(map(len, _left_over(entry.core, rows)), default=0) <= _BETWEEN:
        return None
    gold = " ".join(row.text for row in rows)
    expected, found = damage.contrast(without_states(gold), without_states(entry.text))
    one = rows[0]
    reason = damage.cause(one.core, entry.core, one.holes) if len(rows) == 1 else MORE_THAN_ROWS
    if _stands(entry, witness) and not _sentence_follows(entry, rows):
        reason = AS_PRINTED
    return Slip(entry.number, expected, found, reason)


def _holds_number(entry: Printed, rows: list[GoldRow]) -> bool:
    """Whether a number of another row stands in the text, as where two were run together."""
    inside = {found.rstrip(".") for found in _INNER_NUMBER.findall(entry.text)}
    forms = {form for row in rows for form in (row.number, row.number.split(".")[-1])}
    return bool(inside & forms)


def _sentence_follows(entry: Printed, rows: list[GoldRow]) -> bool:
    """Whether a new sentence stands behind the one row, as where a footnote or an answer follows.

    What stands in one run in the document may still be two things that follow each other there.
    """
    if len(rows) > 1 or not entry.core.startswith(rows[0].core):
        return False
    signs = iter(enumerate(without_states(entry.text)))
    kept = ((at, sign) for at, sign in signs if letters(sign))
    end = next((at for n, (at, _) in enumerate(kept, 1) if n == len(rows[0].core)), -1)
    return without_states(entry.text)[end + 1 :].lstrip(" )").startswith((";", ".", "*"))


def _left_over(core: str, rows: list[GoldRow]) -> list[str]:
    """Return the pieces of a recommendation that none of its rows holds."""
    for row in sorted(rows, key=lambda row: -len(row.core)):
        core = core.replace(row.core, "\n", 1)
    return core.split("\n")


def _signs(row: GoldRow, entry: Printed) -> Score:
    key = "punctuation exact"
    if not row.text.isascii():
        return Score(key, excluded={DAMAGED: 1})
    wanted, given = _with_signs(row.text), _with_signs(entry.text)
    if wanted == given:
        return Score(key, hits=1)
    return Score(key, slips=(Slip(entry.number, *damage.contrast(wanted, given), "signs differ"),))


def _with_signs(text: str) -> str:
    """Fold what typing leaves open: case, quotation marks, space around signs, signs at the end.

    The gold also has a full stop or low line for a hyphen ("non.governmental", "2012_2025").
    """
    bare = folded(without_states(text)).casefold().translate(_TYPED)
    return _INNER_DOT.sub("-", _SPACED.sub(r"\1", bare)).strip(" ;.,:)")


def _states(matching: Matching) -> Score:
    hits, slips, excluded = 0, list[Slip](), Counter[str]()
    for place, indices in matching.groups().items():
        entry = matching.printed[place]
        rows = [*(matching.rows[i] for i in indices), *matching.namesakes(place)]
        wanted = frozenset(code for row in rows for code in row.states)
        if not wanted:
            excluded[NO_STATES] += 1
        elif wanted == entry.states:
            hits += 1
        else:
            slips.append(_state_slip(entry, wanted))
    return Score("recommendation states", hits, tuple(slips), _counted(excluded))


def _state_slip(entry: Printed, wanted: frozenset[str]) -> Slip:
    if not entry.states:
        cause = "no State found"
    elif entry.states < wanted:
        cause = "State missing"
    else:
        cause = "State too many" if wanted < entry.states else "other States"
    return Slip(entry.number, _listed(wanted), _listed(entry.states), cause)


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes)) or "(none)"


def _numbers(matching: Matching, witness: str) -> Score:
    groups = matching.groups()
    slips = []
    for place, indices in groups.items():
        entry, row = matching.printed[place], matching.rows[indices[0]]
        if not same_number(row.number, entry.number):
            local = entry.number.split(".")[-1]
            cause = AS_PRINTED if damage.as_printed(f"{local} {entry.text}", witness) else ""
            slips.append(Slip(row.number, row.number, entry.number or "(none)", cause))
    return Score("recommendation numbers", len(groups) - len(slips), tuple(slips))


def _positions(matching: Matching) -> Score:
    hits, slips = 0, list[Slip]()
    for place, indices in matching.groups().items():
        entry = matching.printed[place]
        decisions = {matching.rows[i].decision or "" for i in indices}
        meant = set().union(*(_MEANT.get(decision, set()) for decision in decisions))
        if not meant:
            continue
        if entry.position in meant:
            hits += 1
        else:
            coded, found = "/".join(sorted(decisions)), str(entry.position)
            slips.append(Slip(entry.number, coded, found, f"{coded} → {found}"))
    return Score("positions", hits, tuple(slips))


def _symbols(gold: Json, report: Json) -> list[str]:
    printed = (report.get("document") or {}).get("symbols") or []
    return [symbol for symbol in {gold["rows"][0].get("symbol"), *printed} if symbol]


def _leaks(matching: Matching, symbols: list[str], notes: list[str]) -> Score:
    slips: dict[int, list[Slip]] = {}
    groups = matching.groups()
    for place, entry in enumerate(matching.printed):
        gold = "".join(matching.rows[i].core for i in groups.get(place, ()))
        for kind in damage.leaks(entry.text, symbols, notes, gold):
            slip = Slip(entry.number, None, shortened(entry.text, 160), kind)
            slips.setdefault(place, []).append(slip)
    for place, slip in _stray_digits(matching):
        slips.setdefault(place, []).append(slip)
    found = tuple(slip for several in slips.values() for slip in several)
    return Score("free of leaks", len(matching.printed) - len(slips), found)


def _stray_digits(matching: Matching) -> Iterator[tuple[int, Slip]]:
    """Yield recommendations that hold a few digits more than the one row that they are."""
    for place, indices in matching.groups().items():
        row, entry = matching.rows[indices[0]], matching.printed[place]
        alike = matching.fits[indices[0]] in {Fit.NEAR, Fit.PART}
        if len(indices) == 1 and alike and damage.stray_digits(row.core, entry.core, row.holes):
            found = damage.contrast(row.text, entry.text)[1]
            yield place, Slip(entry.number, None, found, damage.CALL)
