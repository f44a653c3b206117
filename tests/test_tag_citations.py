"""Symbols of documents, resolutions and decisions, dates."""

from __future__ import annotations

import pytest

from rapporteur.knowledge.dates import find_dates
from rapporteur.tag import Context, tag
from rapporteur.tag.citations import find_documents, find_resolutions
from rapporteur.tag.link_citations import can_take


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see A/99/1, para. 2", "A/99/1"),
        ("(A/HRC/WG.6/99/XYZ/1 and Corr.1)", "A/HRC/WG.6/99/XYZ/1 A/HRC/WG.6/99/XYZ/1/Corr.1"),
        ("E/CN.99/2099/2/Add.1 and Add.2.", "E/CN.99/2099/2/Add.1 E/CN.99/2099/2/Add.2"),
        ("A/99/7/Add.1–3", "A/99/7/Add.1 A/99/7/Add.3"),
        ("A/CN.9/2099/11 to 13.", "A/CN.9/2099/11 A/CN.9/2099/13"),
        ("A/99/5, 6 to 8 May; A/CN.9/PV.397–402", "A/99/5 A/CN.9/PV.397–402"),
        ("A/99/305 (Part I)/Add.1 and XD/B(S-XL)/1/2", "A/99/305_(Part_I)/Add.1 XD/B(S-XL)/1/2"),
        ("UNEP/ExA.Pro.98/12", "UNEP/ExA.Pro.98/12"),
        (
            "WFP/EB.1/2099/6-A/3 and EX/EB.9/2099/5-A/2/Add.1",
            "WFP/EB.1/2099/6-A/3 EX/EB.9/2099/5-A/2/Add.1",
        ),
        ("A/" + "B/" * 60 + "c", ""),
        (
            "see TD/B/C.I/MEM.9/2 and TRANS/WP.99/690/Amend.1",
            "TD/B/C.I/MEM.9/2 TRANS/WP.99/690/Amend.1",
        ),
        ("ECE/TRANS/99 and Amend.1", "ECE/TRANS/99 ECE/TRANS/99/Amend.1"),
        ("E/CN.99/2099/5 and 6.", "E/CN.99/2099/5 E/CN.99/2099/6"),
        ("E/CN.99/2099/5, 6 and 9", "E/CN.99/2099/5 E/CN.99/2099/6 E/CN.99/2099/9"),
        ("A/C.5/99/SR.1 and 2", "A/C.5/99/SR.1 A/C.5/99/SR.2"),
        ("A/99/5, 12 June; A/99/5 and 3; A/99/5 and 60; A/99/5 and 6 others", "A/99/5 " * 4),
        ("(A/99/7-S/2099/12, annex)", "A/99/7 S/2099/12"),
        ("document CTOC/COP/WG.9/2099/ INF/1/Rev.1", "CTOC/COP/WG.9/2099/INF/1/Rev.1"),
        ("A/99/5 (Vol. I) and A/99/15 (Part II)", "A/99/5_(Vol._I) A/99/15_(Part_II)"),
        ("A/99/6 (Sect. 2) and A/99/6 (Plan outline)", "A/99/6_(Sect._2) A/99/6_(Plan_outline)"),
        ("A/C.5/99/SR.1 and A/C.5/99/SR.2;", "A/C.5/99/SR.1 A/C.5/99/SR.2"),
        ("HIV/AIDS, and/or, km/h, A/H1N1, TB/HIV 2/3, 24/7", ""),
    ],
)
def test_symbols(text: str, expected: str) -> None:
    assert [f.entity for f in find_documents(text)] == [
        symbol.replace("_", " ") for symbol in expected.split()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolution 7/1", "7/1"),
        ("resolutions 97/11–97/15 and 98/21 to 98/24", "97/11 97/15 98/21 98/24"),
        ("decisions 72/XII, 88/III and 7/2099/12", "72/XII 88/III 7/2099/12"),
        ("resolutions 304 I (XI), 51/ 7 and 98/22 A–C", "304_I_(XI) 51/7 98/22_A 98/22_C"),
        ("resolutions 46/221 B, 48/223 C and 79/249", "46/221_B 48/223_C 79/249"),
        ("resolution 54/237 C and D", "54/237_C 54/237_D"),
        ("resolution 1325 (2000) and decision 4/4", "1325_(2000) 4/4"),
        ("resolution 1514 (XV) of 14 December 1960", "1514_(XV)"),
        ("resolutions 70/1 of 25 September 2015 and 70/2", "70/1 70/2"),
        ("resolution S-10/2", "S-10/2"),
        ("resolutions 217 A (III) and 2200 A (XXI), annex", "217_A_(III) 2200_A_(XXI)"),
        (
            "resolutions 81/1 of 22 June 2031, on ports, and 81/9 of 3 July 2031 on lights",
            "81/1 81/9",
        ),
        ("resolution 81/1 of 22 June 2031, on ports, and 81/9 of 3 July 2031", "81/1"),
        ("resolutions 82/7, on ports, and 82/9, on roads", "82/7 82/9"),
        ("resolution 77/26 A. In the view of some", "77/26_A"),
        (
            "resolution 2436 (2018), I say, and resolutions 48/2 H, I and J",
            "2436_(2018) 48/2_H 48/2_I 48/2_J",
        ),
        ("resolutions 81/1 of 22 June 2031, on ports,81/9 of 3 July 2031", "81/1 81/9"),
        ("resolution 14 (I) A, paragraph 3", "14_(I)_A"),
        ("resolution 2436 (2018) A few said", "2436_(2018)"),
        ("resolutions 81/1 of 22 June 2031. It met on 3, and 81/9 of 3 July 2031", "81/1"),
        ("Security Council resolutions 1325, 1820 and 2106", "1325 1820 2106"),
        ("Security Council resolution 1325.", "1325"),
        ("the Council’s resolution 1325, Security Council resolution 2019 of 3 May", ""),
        ("a resolution on 3 May; decision no. 4", ""),
    ],
)
def test_resolutions(text: str, expected: str) -> None:
    assert [f.data["number"] for f in find_resolutions(text)] == [
        number.replace("_", " ") for number in expected.split()
    ]


BODIES = Context(
    body="Working Group on Wells", parents=("Conference of the Parties to the Wells Treaty",)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("General Assembly resolution 64/293", "General Assembly resolution 64/293"),
        (
            "The Group notes: in its resolution 77/1, entitled “On it”, the General Assembly asked",
            "General Assembly resolution 77/1",
        ),
        (
            "The Human Rights Council, in its resolution 5/1, asked",
            "Human Rights Council resolution 5/1",
        ),
        (
            "The Human Rights Council met. Recalling Council decision 6/1",
            "Human Rights Council decision 6/1",
        ),
        ("Recalling resolution 1325 (2000)", "Security Council resolution 1325 (2000)"),
        (
            "Security Council resolution 1325, and later resolution 1325 (2000)",
            "Security Council resolution 1325 (2000)",
        ),
        ("Security Council resolution 1325, as said", "Security Council resolution 1325"),
        ("Recalling resolution 2018/12", "Economic and Social Council resolution 2018/12"),
        ("Recalling resolution 1514 (XV)", "General Assembly resolution 1514 (XV)"),
        ("Recalling decision 4/4", "Conference of the Parties to the Wells Treaty decision 4/4"),
        (
            "The annex to Human Rights Council resolution 5/1. As in resolution 5/1,",
            "Human Rights Council resolution 5/1",
        ),
    ],
)
def test_who_took_a_resolution(text: str, expected: str) -> None:
    cited = tag([("p1", text)], context=BODIES).citations
    assert [f"{c.body} {c.kind} {c.number}" for c in cited] == [expected]


@pytest.mark.parametrize(
    ("body", "kind", "number", "expected"),
    [
        ("Security Council", "resolution", "64/293", False),
        ("General Assembly", "resolution", "64/293", True),
        ("General Assembly", "resolution", "5/1", False),
        ("Committee on Wells", "resolution", "64/293", False),
        ("Committee on Wells", "decision", "22/1", True),
    ],
)
def test_who_can_have_taken_it(body: str, kind: str, number: str, *, expected: bool) -> None:
    assert can_take(body, kind, number) is expected


def test_its_resolution_is_that_of_the_body_that_speaks_in_an_act() -> None:
    nodes = [
        ("s-I.draft-resolution-i", "Ports"),
        ("u1", "The General Assembly,"),
        ("u2", "Recalling its resolution 56/119,"),
        ("s-II", "Wells"),
        ("p1", "The Working Group on Wells recalled its decision 3/1."),
    ]
    cited = tag(nodes, context=Context(body="Working Group on Wells")).citations
    assert [(c.body, c.number) for c in cited] == [
        ("General Assembly", "56/119"),
        ("Working Group on Wells", "3/1"),
    ]


def test_a_citation_is_one_entity_with_its_title_and_places() -> None:
    tagged = tag(
        [
            ("p1", "In its resolution 99/1, entitled “On wells”, the General Assembly asked."),
            ("p2", "See General Assembly resolution 99/1 and “All wells” (A/99/7)."),
            ("p2#tail", "and A/99/7"),
        ]
    )
    resolution, document = tagged.citations
    assert (resolution.title, resolution.paragraphs) == ("On wells", ["p1", "p2"])
    assert (document.symbol, document.title, document.paragraphs) == ("A/99/7", "All wells", ["p2"])
    assert {m.kind for m in tagged.mentions if m.node == "p2#tail"} == {"document"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 12 and 13 October 2021", ["2021-10-12/2021-10-13"]),
        ("16 June–11 July 2025", ["2025-06-16/2025-07-11"]),
        ("from 28 December 2024 to 3 January 2025", ["2024-12-28/2025-01-03"]),
        ("on 7 April 2025 and, again, on 9 April", ["2025-04-07", "2025-04-09"]),
        ("in June 2022", ["2022-06"]),
        ("on 31 April 2022", [None]),
        ("on 3 May", [None]),
        ("May 3 people come in March", []),
    ],
)
def test_dates(text: str, expected: list[str | None]) -> None:
    assert [f.iso for f in find_dates(text)] == expected


def test_a_day_without_year_takes_that_of_the_date_before_it() -> None:
    tagged = tag([("p1", "on 3 May 2020"), ("p2", "on 4 May")], context=Context(year=2021))
    assert [m.entity for m in tagged.mentions] == ["2020-05-03", "2020-05-04"]
    assert tag([("p1", "on 4 May")], context=Context(year=2021)).mentions[0].entity == "2021-05-04"
