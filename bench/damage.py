"""Damage at known places: what repair brings back, and what it spoils.

    python bench/damage.py [--corpus ../shared/corpus] [--most 20] [--half "held out"] [--tell]

The damage that `tests/data/repair_cases.toml` labels by sentences is put into whole texts, which a
tool made of real reports: known places, chosen by a hash of the name. The texts are repaired first,
so that what is changed outside these places is a sound word. `--tell` prints what was missed and
spoilt; that is for the documents developed on. Needs poppler's pdftotext.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from parity import halves, text_of
from rapporteur.knowledge.words import Strength, lexicon
from rapporteur.repair import repair
from rapporteur.repair.score import Mend
from rapporteur.text import Text

MOST: Final = 20
PER_KIND: Final = 40
APART: Final = 60
"""Letters between two damages: each stands among sound words."""
NOT_MEASURED: Final = "pdftotext of poppler is not on PATH: not measured."
HEAD: Final = """## Damage put into held-out texts

The kinds of damage that the labelled cases hold, put at known places into {count} texts that
`pdftotext` made of documents held out (as above; nobody looked at them): words cut in two, blanks
before and behind hyphens, marks, slashes and in symbols, hyphens lost as `pdftotext` loses them,
where the document has the word with its hyphen elsewhere. Words whose two pieces are words
themselves are not cut: nothing tells them from two words. What is changed elsewhere, in {words:,}
words, is spoilt: {spoilt} sound words, {rate:.2f} in 10,000 (aim: 1 at most).
"""
TAKEN: Final = """
Of the hyphens at line ends that `pdftotext` took from these texts (`-layout` keeps them) and whose
words the same document has with their hyphens inside a line: {back} of {taken} are back
({share}; aim .95).
"""
WORD: Final = re.compile(r"(?<![\w’'/.@-])\p{L}{2,}(?![\w’'/@-])".replace(r"\p{L}", "[^\\W\\d_]"))
HYPHENED: Final = re.compile(r"(?<![\w-])([^\W\d_]{2,})-([^\W\d_]{2,}|\d{2})(?![\w-])")
MARK: Final = re.compile(r"(?<=[^\W\d_]{3})[.,;:](?=\s[^\W\d_])")
SLASH: Final = re.compile(r"(?<=\b[Aa]nd)/(?=or\b)")
SYMBOL: Final = re.compile(r"\b[A-Z]{1,4}(?:/[A-Z]{1,5}[.\d]*)*/\d{2,4}(/)[A-Z]*\.?\d+\b")
LINE_END: Final = re.compile(r"(\S+)[ \t]+([^\W\d_]{2,})-[ \t]*\n[ \t]*([^\W\d_]{2,})\b")


@dataclass
class Counts:
    """What was damaged, mended and missed by kind, and what was spoilt."""

    mended: Counter[str] = field(default_factory=Counter)
    damaged: Counter[str] = field(default_factory=Counter)
    spoilt: int = 0
    words: int = 0
    taken: int = 0
    back: int = 0
    texts: int = 0


Place = tuple[int, int, str]
"""`[start, end)` of a sound text, and what damage leaves there."""


def split_words(text: str, chance: random.Random) -> Iterator[Place]:
    """Yield words with a blank inside, but those that two words could be."""
    known = lexicon()
    for match in WORD.finditer(text):
        word = match[0]
        at = chance.randrange(1, len(word))
        pieces = word[:at], word[at:]
        weak = any(known.strength(piece.lower()) < Strength.SOUND for piece in pieces)
        if weak and known.count(word.lower()):
            yield (*match.span(), f"{pieces[0]} {pieces[1]}")


def blanks(text: str, _: random.Random) -> Iterator[Place]:
    """Yield stray blanks at hyphens, marks, slashes and in symbols."""
    for match in HYPHENED.finditer(text):
        yield (*match.span(), f"{match[1]} -{match[2]}")
    for match in MARK.finditer(text):
        yield (*match.span(), f" {match[0]}")
    for match in SLASH.finditer(text):
        yield (*match.span(), " /")
    for match in SYMBOL.finditer(text):
        yield (*match.span(1), "/ ")


def lost_hyphens(text: str, chance: random.Random) -> Iterator[Place]:
    """Yield one place of each compound that the document has twice or more, without the hyphen."""
    places: dict[str, list[re.Match[str]]] = {}
    for match in HYPHENED.finditer(text):
        if not match[2].isdigit():
            places.setdefault(match[0].lower(), []).append(match)
    for found in places.values():
        if len(found) > 1:
            match = chance.choice(found)
            yield (*match.span(), match[1] + match[2])


KINDS: Final = {
    "lost hyphens": lost_hyphens,
    "stray blanks": blanks,
    "split words": split_words,
}
"""Those of which there are fewest take their places first."""


def damage(sound: str, name: str) -> tuple[str, list[tuple[Mend, str]]]:
    """Return the text with damage at known places, and what each should read again."""
    chance = random.Random(name)  # noqa: S311 - the same places each time
    places: list[tuple[Place, str]] = []
    for kind, find in KINDS.items():
        found = list(find(sound, chance))
        places += [(one, kind) for one in chance.sample(found, min(PER_KIND, len(found)))]
    chosen: list[tuple[Place, str]] = []
    known: dict[str, str] = {}
    for place, kind in places:
        word = sound[place[0] : place[1]].lower()
        if "-" in word and known.setdefault(word, kind) != kind:
            continue  # what the document shows elsewhere stays sound there
        if all(place[0] >= end + APART or place[1] + APART <= low for (low, end, _), _ in chosen):
            chosen.append((place, kind))
    parts, mends, at, size = [], [], 0, 0
    for (start, end, printed), kind in sorted(chosen):
        size += start - at
        mends.append((Mend(size, size + len(printed), sound[start:end], ""), kind))
        parts += [sound[at:start], printed]
        at, size = end, size + len(printed)
    return "".join([*parts, sound[at:]]), mends


def measure(pdfs: Sequence[Path], *, tell: bool = False) -> Counts:
    """Damage the texts of PDFs, repair them, and count."""
    counts = Counts()
    for pdf in pdfs:
        printed = text_of(pdf, "pdftotext").decode("utf-8", "replace")
        sound = _repaired(printed)
        count(sound, pdf.stem, counts, tell=tell)
        laid = text_of(pdf, "pdftotext -layout").decode("utf-8", "replace")
        count_taken(laid, printed, sound, counts, tell=tell)
        counts.texts += 1
    return counts


def _repaired(text: str) -> str:
    return Text.of(text).apply(repair(Text.of(text), geometry=False)).content


def count(sound: str, name: str, counts: Counts, *, tell: bool = False) -> None:
    """Damage a sound text, repair it, and count what is mended and spoilt."""
    damaged, mends = damage(sound, name)
    text = Text.of(damaged)
    edits = repair(text, geometry=False)
    counts.words += len(sound.split())
    for mend, kind in mends:
        inside = [one for one in edits if mend.start <= one.start and one.end <= mend.end]
        read = damaged[mend.start : mend.end]
        for edit in reversed(inside):
            low, high = edit.start - mend.start, edit.end - mend.start
            read = read[:low] + edit.replacement + read[high:]
        edits = [one for one in edits if one not in inside]
        counts.damaged[kind] += 1
        counts.mended[kind] += read == mend.after
        if tell and read != mend.after:
            around = damaged[max(0, mend.start - 25) : mend.end + 25]
            print(f"missed, {kind}: {damaged[mend.start : mend.end]!r} in {around!r}")
    counts.spoilt += len(edits)
    for edit in edits if tell else ():
        around = damaged[max(0, edit.start - 20) : edit.end + 20]
        print(f"spoilt, {edit.rule}: {around!r} gets {edit.replacement!r}")


def count_taken(
    laid: str, printed: str, repaired: str, counts: Counts, *, tell: bool = False
) -> None:
    """Count the hyphens that a tool took from `printed`, and those back; `laid` has them all.

    The tool welds what it takes them from: two words on two lines are printed so.
    """
    inside = {match[0].lower() for match in HYPHENED.finditer(laid)}
    for before, first, second in LINE_END.findall(laid):
        if f"{first}-{second}".lower() not in inside:
            continue
        words = [re.escape(one) for one in (before, first, second)]
        between = re.compile(rf"{words[0]}\s+{words[1]}([-\s]*){words[2]}(?!\w)")
        taken = [found for found in between.findall(printed) if not found]
        if not taken:
            continue
        left = [found for found in between.findall(repaired) if not found]
        counts.taken += len(taken)
        counts.back += len(taken) - len(left)
        if tell and left:
            print(f"not back: {before} {first}[{left[0]!r}]{second}")


def section(corpus: Path, most: int = MOST, half: str = "held out", *, tell: bool = False) -> str:
    """Return the section of docs/accuracy.md."""
    if shutil.which("pdftotext") is None:
        return f"{HEAD.partition(chr(10))[0]}\n\n{NOT_MEASURED}\n"
    counts = measure(halves(corpus, most)[half], tell=tell)
    rows = ["| damage | places | mended | recall |", "|---|---|---|---|"]
    for kind, places in counts.damaged.items():
        mended = counts.mended[kind]
        rows.append(f"| {kind} | {places} | {mended} | {mended / places:.3f} |")
    rate = 10_000 * counts.spoilt / max(1, counts.words)
    head = HEAD.format(count=counts.texts, words=counts.words, spoilt=counts.spoilt, rate=rate)
    share = f"{counts.back / counts.taken:.3f}" if counts.taken else "–"
    tail = TAKEN.format(back=counts.back, taken=counts.taken, share=share)
    return "\n".join([head, *rows]) + "\n" + tail


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--most", type=int, default=MOST)
    parser.add_argument("--half", choices=("held out", "developed on"), default="held out")
    parser.add_argument("--tell", action="store_true")
    options = parser.parse_args()
    print(section(options.corpus, options.most, options.half, tell=options.tell))


if __name__ == "__main__":
    main()
