"""People: how reports introduce them, what they print of them, who is who."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.knowledge.phrases import fold, words
from rapporteur.tag import Context, tag
from rapporteur.tag.learned.asked import questions
from rapporteur.tag.link_people import is_same_name
from rapporteur.tag.named import Named
from rapporteur.tag.people import find_people
from rapporteur.tag.sought import Sought

PIECES = [
    "Ana", "Roe", "de", "la", "al-Sila", "D’Amaro", "McRoe", "A. B.", "St.", "Jr.", ", Jr", "Mr.",
    "President", "Chair", "the Tide Board", "Council’s", "of", "by", "met", "(", ")", ",", ".", ";",
    ":", "’s", "-", "and", "Peru", "Minister of Ports", "(Signed)", "headed by", "elected",
    "as Chair", "members", "Director", "May", "\n",
]  # fmt: skip
SAID = st.lists(st.sampled_from([*PIECES, " ", " ", " "]), max_size=24).map("".join)


class Unsifted(Named):
    """A text that says that names may stand in it, whatever stands there."""

    may_hold_names = True  # type: ignore[assignment]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | SAID)
def test_no_text_is_passed_over_in_which_there_are_people(text: str) -> None:
    assert find_people(Named(text)) == find_people(Unsifted(text))
    assert Named(text).may_hold_names or not list(questions(text))


@given(SAID)
def test_words_stand_where_they_say(text: str) -> None:
    cut = words(text)
    assert all(fold(text[word.start : word.end]) == word.fold for word in cut)
    assert [(w.start, w.end) for w in cut] == [(cut.start(i), cut.end(i)) for i in range(len(cut))]


@given(SAID)
def test_what_is_sought_at_signs_alone_is_all_there_is(text: str) -> None:
    pattern = r"(?:^|[.;]\s)(?P<name>[A-Z]\w+(?:\s[A-Z][\w.]*)*)"
    found = [m.span() for m in Sought(pattern, begins=".;").finditer(text)]
    assert found == [m.span() for m in re.finditer(pattern, text)]


def people(text: str) -> list[dict[str, str]]:
    return [dict(f.data) for f in find_people(Named(text))]


def names(text: str) -> list[str]:
    return [p["name"] for p in people(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Roe spoke.", ["Roe"]),
        ("Mr. President, the Fund of Dr. Roe’s Foundation, and Typhoon Merenda", []),
        ("Ms. Mst. Ana Roe and Mr. Justice Jo Doe spoke.", ["Ana Roe", "Jo Doe"]),
        ("headed by Dato’ Lin May Roe, Secretary", ["Lin May Roe"]),
        ("The Fund chose Ana D. Roe, Jr. (Peru).", ["Ana D. Roe, Jr."]),
        (
            "the Minister of Ports, Ana A. Roe, and the Chair, Jo Doe, spoke",
            ["Ana A. Roe", "Jo Doe"],
        ),
        ("by the Director of the Tide Network (TINE), Ana Roe.", ["Ana Roe"]),
        (
            "by the Head of the Lakes office, Ana Roe, and a youth speaker, Jo Doe.",
            ["Ana Roe", "Jo Doe"],
        ),
        (
            "The Co-Chairs of the Tide Board, Ana Roanova and Jo Doeman, spoke",
            ["Ana Roanova", "Jo Doeman"],
        ),
        ("thanked Ambassadors Ana Roe of Peru and Jo Doe of Chad", ["Ana Roe", "Jo Doe"]),
        (
            "the members whose terms would end (Ana Roanova and Jo Doeman)",
            ["Ana Roanova", "Jo Doeman"],
        ),
        (
            "elected as members of the Board: Ana Roanova and Jo Doeman.",
            ["Ana Roanova", "Jo Doeman"],
        ),
        ("elected its bureau: Ana Roe (Chair) and Jo Doe (Rapporteur)", ["Ana Roe", "Jo Doe"]),
        (
            "decided to appoint Ana Roe as Chair and Jo Doe as alternate Rapporteur",
            ["Ana Roe", "Jo Doe"],
        ),
        ("except: Ana Roe from 2 to 3 March; and Jo Doe on 4 March.", ["Ana Roe", "Jo Doe"]),
        (
            "Ana Roanova and Jo Doeman, Lakes and Law (Port Clara, 2031), p. 1",
            ["Ana Roanova", "Jo Doeman"],
        ),
        ("Blue Harbours, “Ports in dispute”, 2031", []),
        ("Ana Roanova and others, “Ports in dispute”, 2031", ["Ana Roanova"]),
        ("See “Tides”, 2030; and Jo Doeman, “Ports”, 2031", ["Jo Doeman"]),
        ("(Signed) Ana Roe", ["Ana Roe"]),
        ("(Signed) Ana Roe Ambassador Permanent Representative", ["Ana Roe"]),
        ("(Signed) Ana Roe Chargé d’affaires a.i.", ["Ana Roe"]),
        (
            "(Signed) Ana Roe Permanent Representative of Peru (Signed) Jo Doe Head",
            ["Ana Roe", "Jo Doe"],
        ),
        ("(Signed) Ana María Roe Jo Kai Doe Co-Chairs", ["Ana María Roe", "Jo Kai Doe"]),
        ("to Señora Ana Roe and Señor Jo Doe", ["Ana Roe", "Jo Doe"]),
        ("• Abogada Ana Roe, Fiscal; • Embajador Jo Doe, Director", ["Ana Roe", "Jo Doe"]),
        ("That was so. OTV Audit of Harbour Fund Books was done.", []),
        ("It was led by Hadra Tavir al-Sadr (HTS, list 3).", []),
        ("deferred by Greek Cypriots and the Lakes Board", []),
        ("the reforms of President Kvaran of Peru", ["Kvaran"]),
        ("The Minister of Ports Nicola Kvaran said so.", ["Nicola Kvaran"]),
        ("The Executive Director Tide Review said so.", []),
        ("Chair: Ana Roe; Rapporteur: Jo Doe", ["Ana Roe", "Jo Doe"]),
        ("H.E. Ms. Ana-María O’Roe y Doe spoke.", ["Ana-María O’Roe y Doe"]),
        ("Dr. Ibn Roe’s view", ["Ibn Roe"]),
        ("Sir Jo Doe KCMG, OBE, spoke.", ["Jo Doe"]),
        ("• Mme ROE Jeanne, Conseillère", ["ROE Jeanne"]),
        ("It was opened by Ana van der Roe (Peru).", ["Ana van der Roe"]),
        ("Chair: Jo B. Doe (Netherlands (Kingdom of the))", ["Jo B. Doe"]),
        ("Jo Doe (Republic of Korea) and Li Xu (China)", ["Jo Doe", "Li Xu"]),
        ("the Minister of Mines of Peru, Ana Roe, spoke", ["Ana Roe"]),
        ("The Rector of the Lake Academy, Dr. Jo Doe, agreed", ["Jo Doe"]),
        (
            "Presentations were made by Ana Roe, Jo Doe and Sidi al-Doe.",
            ["Ana Roe", "Jo Doe", "Sidi al-Doe"],
        ),
        ("Ana Roe of the Federal Police Office of Chad;", ["Ana Roe"]),
        ("when the Vice-Chair Ana Rosa dos Roe (Peru) spoke", ["Ana Rosa dos Roe"]),
        ("It was headed by Her Excellency, Ms. Ana Roe, Minister of Mines", ["Ana Roe"]),
        ("Jo Doe (Vice-Chair)", ["Jo Doe"]),
        ("Ana Roe, Administrative Assistant, Permanent Mission of Peru;", ["Ana Roe"]),
        ("Ana Ana Roe, Harbour Chair of Economics, Lake School", ["Ana Ana Roe"]),
        (
            "Presentations by Ana Roe, Director of Ports, and Jo Doe, Professor of Law;",
            ["Ana Roe", "Jo Doe"],
        ),
        (
            "as did Ana Roe, of the Committee on Contributions, and Jo Doe, former member",
            ["Ana Roe", "Jo Doe"],
        ),
        ("The Special Rapporteur on the rights of fishers, Ana Roe, spoke", ["Ana Roe"]),
        ("The Special Rapporteur on fishers was thanked by those, Ana Roe, who spoke", []),
        ("the enjoyment of rights by fishers, held in Villa Verde, Director", []),
        ("Mr. Jo Doe Secretary-General of the Board", ["Jo Doe"]),
        ("Minister Ana Roe, Director of Ports", ["Ana Roe"]),
        ("the Day of Victims of Forced Landings, the Chair-Rapporteur spoke", []),
        ("Christian Ana Roe, Head of Ports, and .Ms.Jo Doe Roe, Secretary", ["Jo Doe Roe"]),
        ("the Port Clara (Peru)", []),
        (
            "Ms. Ana Roe Peru, Mr. Jo van Doe United States of America",
            ["Ana Roe", "Jo van Doe"],
        ),
        ("Ana Roe, Colonel, Port Clara Police Headquarters;", ["Ana Roe"]),
        ("Falkland Islands (Malvinas); Lake Council (Peru)", []),
        ("made by the Lake Union and by Costa Rica", []),
        ("They met in Villa Verde (Peru) and on the Mary Rose (Chad)", []),
        ("Ratify the Palermo Protocol (Chad);", []),
        ("in Mandela Street, with the Sakharov Prize, on the Exxon Valdez", []),
        ("the Minister of Mines, San Marino, and others", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ms. Ana Roe OBE, Attorney General, Government of Chad;",
            {
                "honorific": "Ms.",
                "role": "Attorney General",
                "affiliation": "Government of Chad",
                "country": "TCD",
            },
        ),
        (
            "Ana Roe, Head of Wells in the Ministry of Mines of Peru, on behalf of the Arab Group;",
            {
                "role": "Head of Wells",
                "affiliation": "Ministry of Mines of Peru",
                "country": "PER",
                "on_behalf_of": "Arab Group",
            },
        ),
        (
            "• Mr. Jo Doe, Second Secretary, Permanent Mission of Chad, Geneva",
            {
                "honorific": "Mr.",
                "role": "Second Secretary",
                "affiliation": "Permanent Mission of Chad, Geneva",
                "country": "TCD",
            },
        ),
        (
            "H.E. Ms. Ana Roe, Permanent Representative of Peru to the United Nations",
            {
                "honorific": "H.E. Ms.",
                "role": "Permanent Representative of Peru to the United Nations",
                "country": "PER",
            },
        ),
        (
            "opened by Ana Roe (Peru), Chair of the Working Group. She spoke.",
            {"role": "Chair", "affiliation": "Working Group", "country": "PER"},
        ),
        (
            "the Head of the Wells Division, Ana Roe, called",
            {"role": "Head", "affiliation": "Wells Division"},
        ),
        (
            "Mme Ana Roe, Juriste, Ministère des Mines",
            {"honorific": "Mme", "role": "Juriste", "affiliation": "Ministère des Mines"},
        ),
        (
            "Mrs. Ana Roe, Ministry of Mines",
            {"honorific": "Mrs.", "affiliation": "Ministry of Mines"},
        ),
        (
            "Ana Roe, Conseillère technique au Ministère des Mines, de l’Eau et des Ports;",
            {
                "role": "Conseillère technique",
                "affiliation": "Ministère des Mines, de l’Eau et des Ports",
            },
        ),
        (
            "Jo Doe, Chargé d’affaires a.i. à la Mission permanente du Togo à Genève;",
            {
                "role": "Chargé d’affaires a.i.",
                "affiliation": "Mission permanente du Togo à Genève",
                "country": "TGO",
            },
        ),
        (
            "Ana Roe, Directora de Aguas del Ministerio de Minas y Puertos;",
            {"role": "Directora de Aguas", "affiliation": "Ministerio de Minas y Puertos"},
        ),
        (
            "Her Excellency, Ms. Ana Roe, Head of the United Nations Desk, Ministry of Mines;",
            {
                "honorific": "Her Excellency, Ms.",
                "role": "Head of the United Nations Desk",
                "affiliation": "Ministry of Mines",
            },
        ),
        ("The Group elected Mr. Jo Doe as Rapporteur.", {"honorific": "Mr.", "role": "Rapporteur"}),
        (
            "The following panellists spoke: Ana Roe (Peru).",
            {"role": "panellist", "country": "PER"},
        ),
        ("Vice-Chairs: Ana Roe (Peru)", {"role": "Vice-Chair", "country": "PER"}),
    ],
)
def test_what_is_printed_of_a_person(text: str, expected: dict[str, str]) -> None:
    (person,) = people(text)
    del person["name"]
    assert person == expected


def test_a_role_ends_where_the_next_person_is_addressed() -> None:
    found = people("Ms. Ana Roe (Peru), Chair-Rapporteur, Mr. Jo Doe (Chad), Vice-Chair.")
    assert [(each["name"], each["role"]) for each in found] == [
        ("Ana Roe", "Chair-Rapporteur"), ("Jo Doe", "Vice-Chair"),
    ]  # fmt: skip


def test_the_state_of_a_mandate_is_not_that_of_its_holder() -> None:
    found = people("the Special Rapporteur on the situation of human rights in Peru, Ana Roe,")
    assert found == [
        {"name": "Ana Roe", "role": "Special Rapporteur on the situation of human rights in Peru"}
    ]


def test_officers_of_one_paragraph_have_each_their_role() -> None:
    text = "It elected: Chair: Ana Roe (Peru) Vice-Chairs: Jo Doe (Chad) Li Xu (China)"
    assert [p["role"] for p in people(text)] == ["Chair", "Vice-Chair", "Vice-Chair"]


def test_a_label_in_a_node_of_its_own() -> None:
    tagged = tag([("a", "Vice-Chairs:"), ("b", "Ana Roe (Peru)"), ("c", "Jo Doe (Chad)")])
    assert [p.role for p in tagged.people] == ["Vice-Chair", "Vice-Chair"]


def test_surnames_mean_the_person_introduced_before_or_after() -> None:
    nodes = [
        ("p1", "Ms. Roe Doe agreed."),
        ("p2", "The Minister of Mines of Peru, Ana Roe Doe, opened the meeting."),
        ("p3", "Ms. Roe Doe left. Mr. Poe stayed."),
    ]
    first, second = tag(nodes).people
    assert (first.name, first.honorific, first.role) == (
        "Ana Roe Doe",
        "Ms.",
        "Minister of Mines of Peru",
    )
    assert first.paragraphs == ["p1", "p2", "p3"]
    assert (second.name, second.paragraphs) == ("Poe", ["p3"])


def test_two_spellings_are_one_person_and_a_problem() -> None:
    nodes = [
        ("p1", "opened by Marie Bouquet (Peru)"),
        ("p2", "closed by Marie Bouqet (Peru)"),
        ("p3", "It thanked Marie Anne Bouquet (Peru)"),
    ]
    tagged = tag(nodes)
    assert [p.name for p in tagged.people] == ["Marie Anne Bouquet"]
    assert [p.code for p in tagged.problems] == ["person_spelled_in_two_ways"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ana roe", "roe ana", True),
        ("ana maria roe", "ana roe", True),
        ("ana maria roe", "ana maria roe lund", True),
        ("ana roe", "ana roe lund", False),
        ("ana m roe", "ana maria roe", True),
        ("ana roe", "ana doe", False),
        ("ana roe", "eva roe", False),
        ("mohammad hashimzai", "mohammad qasim hashemzai", True),
    ],
)
def test_same_names(one: str, other: str, *, expected: bool) -> None:
    assert is_same_name(one.split(), other.split()) is expected


def test_a_vague_role_gives_way_and_the_body_is_named() -> None:
    nodes = [
        ("p1", "The following Committee members attended: Ana Roe (Peru) and Jo Doe (Chad)."),
        ("p2", "Chair: Ana Roe (Peru)"),
    ]
    tagged = tag(nodes, context=Context(body="Committee on Wells"))
    assert [(p.role, p.affiliation) for p in tagged.people] == [
        ("Chair", "Committee on Wells"),
        ("Committee member", "Committee on Wells"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("headed by: Ana St. Roe, Ambassador/Permanent Observer.", "Ana St. Roe", "Ambassador"),
        ("headed by Vice-Minister Ana Roe.", "Ana Roe", "Vice-Minister"),
        ("headed by the Minister of Lake Affairs Ana Maria Roe.", "Ana Maria Roe", "Minister"),
        (
            "headed by the Minister of Ports, Eastern Ferries and Piers, Ana Roe.",
            "Ana Roe",
            "Piers",
        ),
        (
            "headed by the Honourable Minister, Ministry of Mines, Justice Ana Roevska.",
            "Ana Roevska",
            "Minister",
        ),
        ("headed by the Minster of Mines, Ana Roevska. It met.", "Ana Roevska", "Minster of Mines"),
        ("headed by Ms.Ana Roe, Private Secretary to the Queen.", "Ana Roe", "Private Secretary"),
        ("headed by A. Ana J. Roe, Deputy Minister of Wells. It met.", "A. Ana J. Roe", "Deputy"),
    ],
)
def test_the_head_of_a_delegation_is_found(text: str, name: str, role: str) -> None:
    (found,) = people(f"The delegation of Peru was {text}")
    assert found["name"] == name
    assert role in found["role"]


@pytest.mark.parametrize(
    "text",
    ["The delegation was headed by the Minister of Ports.", "It was headed by Port Clara, Chad."],
)
def test_no_head_is_made_up(text: str) -> None:
    assert names(text) == []


def test_a_delegation_has_its_state() -> None:
    nodes = [
        ("p1", "The delegation of Peru was headed by Ana Roe, Minister of Mines."),
        ("annex-1.u1", "• Mr. Jo Doe, Adviser"),
        ("p2", "Mr. Poe of an association agreed."),
    ]
    assert {p.name: p.country for p in tag(nodes).people} == {
        "Ana Roe": "PER",
        "Jo Doe": "PER",
        "Poe": None,
    }


def test_a_name_that_is_a_state_is_a_person_after_a_form_of_address() -> None:
    tagged = tag([("p1", "Mr. Chad thanked Chad.")])
    assert [(m.kind, m.text, m.start) for m in tagged.mentions] == [
        ("person", "Chad", 4),
        ("country", "Chad", 17),
    ]


def test_what_the_document_has_in_lower_case_is_no_name() -> None:
    nodes = [("p1", "Reef Repair (Peru);"), ("p2", "the reef needs repair")]
    assert not tag(nodes).people


def test_names_that_stand_one_to_a_line() -> None:
    printed = ["The following members were present:", "Ana Roe", "Jo B. Doe", "Li Xu", "They met."]
    text, starts = "", []
    for line in printed:
        starts.append(len(text))
        text += line + " "
    tagged = tag([("p1", text.strip())], lines={"p1": starts}, context=Context(body="Wells Board"))
    assert [p.name for p in tagged.people] == ["Ana Roe", "Jo B. Doe", "Li Xu"]
    assert {(p.role, p.affiliation) for p in tagged.people} == {("member", "Wells Board")}
    assert not tag([("p1", text.strip())]).people


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("Ms. Ana Roe, Director of Nets, answered the questions.", "Director of Nets", None),
        (
            "Dr. Ana Roe, Minister of Lights of Chad stated that all was well.",
            "Minister of Lights of Chad",
            None,
        ),
        (
            "The Co-Chairs of the Board and the Under-Secretary-General for Ports, Ana Roe, spoke",
            "Under-Secretary-General for Ports",
            None,
        ),
        (
            "In the absence of the Chair, Ms. Ana Roe (Togo), Vice-Chair, presided",
            "Vice-Chair",
            None,
        ),
        (
            "• Ms. Ana Roe, Congresswoman, Chamber of Herrings;",
            "Congresswoman",
            "Chamber of Herrings",
        ),
        (
            "• Ms. Ana Roe, Legal Counsel, Attorney General’s Chambers;",
            "Legal Counsel",
            "Attorney General’s Chambers",
        ),
        ("Mr. Ana Roe (Fiji); Vice-Chair: Mr. Jo Doe (Peru)", None, None),
    ],
)
def test_what_is_said_of_a_person_ends_with_it(
    text: str, role: str | None, affiliation: str | None
) -> None:
    first = people(text)[0]
    assert (first.get("role"), first.get("affiliation")) == (role, affiliation)


def test_the_form_of_address_decides_between_two_of_one_surname() -> None:
    texts = [
        "Mr. Jo Roe (Malta) spoke.",
        "Ms. Ana Roe (Kenya) spoke.",
        "Ms. Roe went on.",
        "Mr. Roe",
    ]
    tagged = tag([(f"p{i}", text) for i, text in enumerate(texts)])
    found = {p.name: p.paragraphs for p in tagged.people}
    assert found == {
        "Jo Roe": ["p0", "p3"],
        "Ana Roe": ["p1", "p2"],
    }


def test_people_below_a_heading_with_an_office_are_of_that_office() -> None:
    texts = ["From the Permanent Mission of Iceland:", "H.E. Dr. Ana Roe, Ambassador;", "Jo Doe"]
    people = tag([(f"p{i}", text) for i, text in enumerate(texts)]).people
    assert [(p.name, p.role, p.affiliation) for p in people] == [
        ("Ana Roe", "Ambassador", "Permanent Mission of Iceland"),
        ("Jo Doe", None, "Permanent Mission of Iceland"),
    ]


def test_a_signatory_has_the_office_of_the_next_line() -> None:
    (person,) = tag([("p1", "(Signed) Ana Roe"), ("p2", "Permanent Representative")]).people
    assert (person.name, person.role) == ("Ana Roe", "Permanent Representative")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ana Roe", {}),
        (
            "Ana Roe Ambassador Permanent Representative",
            {"role": "Ambassador Permanent Representative"},
        ),
        (
            "Ana Roe Permanent Representative of Peru to the Harbour Fund",
            {"role": "Permanent Representative of Peru to the Harbour Fund", "country": "PER"},
        ),
        (
            "Ana Roe Executive Director World Food Programme",
            {"role": "Executive Director", "affiliation": "World Food Programme"},
        ),
        (
            "Ana Roe Chair of the Committee on Tides acting in the absence of all others",
            {"role": "Chair", "affiliation": "Committee on Tides"},
        ),
        (
            "Ana Roe Chair of the Ad Hoc Group on Chad",
            {"role": "Chair of the Ad Hoc Group on Chad"},
        ),
    ],
)
def test_the_lines_of_a_signature_are_name_office_and_body(text: str, told: dict[str, str]) -> None:
    (person,) = people(f"I thank you. (Signed) {text}")
    assert person == {"name": "Ana Roe", **told}


def test_two_who_sign_share_their_office() -> None:
    assert [p["role"] for p in people("(Signed) Ana Roe Jo Doe Co-Chairs")] == ["Co-Chair"] * 2


def test_the_end_of_a_longer_name_is_the_same_person() -> None:
    texts = ["President Roe Lund spoke.", "The Minister of Ports, Ana Roe Lund, agreed."]
    tagged = tag([(f"p{i}", text) for i, text in enumerate(texts)])
    assert [(p.name, p.paragraphs) for p in tagged.people] == [("Ana Roe Lund", ["p0", "p1"])]


def test_a_body_alone_behind_a_name_in_a_list_is_the_affiliation() -> None:
    found = people("The following speakers spoke: Ana Roanova, Harbour Fund; Jo Doeman, UNICEF.")
    assert [(p["name"], p.get("affiliation")) for p in found] == [
        ("Ana Roanova", "Harbour Fund"),
        ("Jo Doeman", "UNICEF"),
    ]


def test_who_signs_a_letter_is_of_the_state_whose_delegate_sent_it() -> None:
    title = (
        "Letter dated 3 May 2031 from the Permanent Representative of Peru to the United Nations"
    )
    nodes = [("p1", "(Signed) Ana Roe Ambassador"), ("annex-1.p1", "(Signed) Jo Doe Head")]
    tagged = tag(nodes, context=Context(title=title))
    assert [(p.name, p.country) for p in tagged.people] == [("Ana Roe", "PER"), ("Jo Doe", None)]


def test_those_behind_a_group_from_an_office_are_of_that_office() -> None:
    lead = "It heard the following experts from the Office for Tides"
    found = people(f"{lead}: Ana Roanova, who spoke of nets; and Jo Doeman, who spoke of ports.")
    assert [(p["name"], p.get("affiliation")) for p in found] == [
        ("Ana Roanova", "Office for Tides"),
        ("Jo Doeman", "Office for Tides"),
    ]
