"""Labels that OCR has misread: mended where their neighbours leave no other reading."""

from __future__ import annotations

import pytest

from rapporteur.repair import repair
from rapporteur.text import Text

ENTRIES = "97.14. Mend the nets (Togo);\n{}\n97.16. Paint the pier (Mali)."
NOTED = "12. The tide rose.\n{}\n14. The tide fell."
LONG = "The pilots slept while the tide rose over the northern pier, and nobody woke them."
TENS = "10. The tide rose.\n{}\n12. The tide fell."
TITLES = "II. Harbours\n7. The tide rose.\n{}\n8. The tide fell.\nIV. Keepers"
ITEMS = "(a) dredge the port;\n{} paint the pier;\n(c) train the pilots;\n(d) mend the nets."


def mended(text: str, *, recognized: bool = True) -> str:
    edits = repair(Text.of(text), geometry=True, recognized=recognized)
    return Text.of(text).apply(edits).content


@pytest.mark.parametrize(
    ("frame", "read", "meant"),
    [
        (ENTRIES, "97:15: Train the pilots (Fiji);", "97.15. Train the pilots (Fiji);"),
        (ENTRIES, "S7I5. Train the pilots (Fiji);", "97.15. Train the pilots (Fiji);"),
        (ENTRIES, "QF:5. Train the pilots (Fiji);", "97.15. Train the pilots (Fiji);"),
        (ENTRIES, "97.35. Train the pilots (Fiji);", "97.15. Train the pilots (Fiji);"),
        (NOTED, "l3. The pilots slept.", "13. The pilots slept."),
        (NOTED, "19. | The pilots slept.", "13. The pilots slept."),
        (NOTED, "1B, The pilots slept.", "13. The pilots slept."),
        (TENS, f"Il. {LONG}", f"11. {LONG}"),
        (TITLES, "Hil. Lamps", "III. Lamps"),
        (TITLES.replace("II.", "Il."), "HI. Lamps", "III. Lamps"),
        (ITEMS, "(6)", "(b)"),
        (ITEMS, "{b)", "(b)"),
        (ITEMS.replace("(c)", "(©)"), "(b)", "(b)"),
    ],
)
def test_a_misread_label_is_mended(frame: str, read: str, meant: str) -> None:
    expected = frame.replace("(©)", "(c)").replace("Il.", "II.").format(meant)
    assert mended(frame.format(read)) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Nothing lacks, or nothing stands there.
        ENTRIES.format("97.15. Train the pilots,\nISO. Togo spoke;"),
        ENTRIES.format("Train the pilots (Fiji);"),
        # A title may be II as well as 11; a paragraph is no title.
        TENS.format("II. Harbours"),
        TITLES.format("9. The pilots slept."),
        # A word, a text that goes on from the line above, two that may be it.
        ENTRIES.format("Ports. Togo spoke;"),
        ENTRIES.format("as said by the\nUPR. Togo spoke;"),
        ENTRIES.format("QRX:. Togo spoke;\nKRX:. Mali spoke;"),
        # No other label near.
        "12. The tide rose.\nl9. The pilots slept.",
    ],
)
def test_what_may_be_otherwise_stays(text: str) -> None:
    assert mended(text) == text


def test_what_no_ocr_has_read_is_not_misread() -> None:
    text = ENTRIES.format("97:15: Train the pilots (Fiji);")
    assert mended(text, recognized=False) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Il. Harbours", "II. Harbours"),
        ("IIl. Harbours", "III. Harbours"),
        ("Ill Harbours are none", "Ill Harbours are none"),
        ("lV. Harbours", "IV. Harbours"),
        ("Ill health is no title", "Ill health is no title"),
        ("| The tide\nrose | and fell |", "The tide\nrose and fell"),
        ("12. | The tide", "12. The tide"),
        ("a|b", "a|b"),
        ("ll. harbours", "ll. harbours"),
    ],
)
def test_numerals_and_strokes(read: str, meant: str) -> None:
    assert mended(read) == meant


def test_mending_twice_changes_nothing_more() -> None:
    once = mended(ENTRIES.format("97:15: Train the pilots (Fiji);"))
    assert mended(once) == once
