"""Organizations: known names, forms, lists, acronyms, and which names mean the same one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.knowledge.organizations import load_organizations
from rapporteur.tag import Context, tag
from rapporteur.tag.bodies import abbreviates, find_organizations
from rapporteur.tag.link_organizations import is_short_for
from rapporteur.tag.named import Named

OFFICE = (
    "Office of the Special Representative of the Secretary-General on Violence against Children"
)


def found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find_organizations(Named(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "sent to the World Health Organization (WHO) by WHO",
            ["World Health Organization", "WHO", "WHO"],
        ),
        ("who asked for a cat", []),
        ("the Ministry of Health, Labour and Welfare.", ["Ministry of Health, Labour and Welfare"]),
        (
            "the Ministry of Justice and the Ministry of Health",
            ["Ministry of Justice", "Ministry of Health"],
        ),
        ("the Ministry of Mines of Peru spoke", ["Ministry of Mines of Peru"]),
        ("the Ministry of Mines, Peru and Chad", ["Ministry of Mines"]),
        ("the National Water Board’s report", ["National Water Board"]),
        ("Strengthen the Peruvian Human Rights Commission", ["Peruvian Human Rights Commission"]),
        ("Support Peruvian Human Rights Commission", ["Peruvian Human Rights Commission"]),
        ("the Truth and Dignity Commission met", ["Truth and Dignity Commission"]),
        (
            "the Crop Office of the Ministry of Farming",
            ["Crop Office of the Ministry of Farming", "Ministry of Farming"],
        ),
        (f"the {OFFICE}, and others", [OFFICE]),
        (
            "Permanent Mission of Peru to the United Nations Office at Geneva, and others",
            [
                "Permanent Mission of Peru to the United Nations Office at Geneva",
                "United Nations Office at Geneva",
            ],
        ),
        ("the Mission of Peru to the United Nations", ["Mission of Peru", "United Nations"]),
        ("Advisor, Coastal Rights Resource Team", ["Coastal Rights Resource Team"]),
        (
            "the Rural Division of the United States Department of Roads",
            [
                "Rural Division of the United States Department of Roads",
                "United States Department of Roads",
            ],
        ),
        ("the Special Committee and the Working Group", []),
        ("each State Party to the Convention; the Government of Peru", []),
        ("United Nations Public Service Day", ["United Nations"]),
        ("a Lake Fund-led Reef Coalition for Atolls", ["Reef Coalition for Atolls"]),
        ("the armed forces, the Armed Forces", []),
        (
            "Statements were made by the observers for Reef Watch International, Peru and WHO.",
            ["Reef Watch International", "WHO"],
        ),
        (
            "The following organizations attended: Seeds Now, Save the Reefs and Peru.",
            ["Seeds Now", "Save the Reefs"],
        ),
        ("MINISTRY OF HEALTH", []),
        ("au Ministère des Affaires maritimes,", ["Ministère des Affaires maritimes"]),
        (
            "Misión Permanente del Perú ante las Naciones Unidas en Ginebra",
            ["Misión Permanente del Perú ante las Naciones Unidas en Ginebra"],
        ),
        ("Primera Secretaria, Direction of the wind", []),
        ("a Committee to Prevent Coastal Floods met", ["Committee to Prevent Coastal Floods"]),
        ("a Committee to Review the state of floods", []),
        ("the Togolese Secretariat for Equality was set up", ["Togolese Secretariat for Equality"]),
        ("Asesor Dirección de Puertos", ["Dirección de Puertos"]),
        ("Ministère des Affaires maritimes du Togo;", ["Ministère des Affaires maritimes"]),
        ("Mission permanente, Genève", []),
        ("the Federal Supreme Court ruled", ["Federal Supreme Court"]),
        (
            "Direction for the Promotion of Ports is involved",
            ["Direction for the Promotion of Ports"],
        ),
        (
            "Représentation permanente du Togo auprès de l’Office des Nations Unies à Genève;",
            ["Représentation permanente du Togo auprès de l’Office des Nations Unies à Genève"],
        ),
        (
            "Chef, Département des Ports au Ministère des Mines",
            ["Département des Ports", "Ministère des Mines"],
        ),
        ("by the Togolese Commission on Human Rights", ["Togolese Commission on Human Rights"]),
        ("by the former Commission on Human Rights", ["Commission on Human Rights"]),
        ("the Beijing Platform of Action", []),
        (
            "the House of Deputies and the Public Service Commission",
            ["House of Deputies", "Public Service Commission"],
        ),
        (
            "the African Union’s Working Group on Tides",
            ["African Union", "Working Group on Tides"],
        ),
        ("The Reef Divers Initiative reported that", ["Reef Divers Initiative"]),
        ("The Reef Divers Initiative was adopted", []),
        ("organized by the Harbour Friends Programme", ["Harbour Friends Programme"]),
        ("in the Harbour Friends Programme", []),
        ("from Harbour Friends International.", ["Harbour Friends International"]),
        ("Harbour International Law", []),
        ("a ship of Harbour Tugs Ltd.", ["Harbour Tugs Ltd"]),
        (
            "the Port Assembly of Heads of State and Government met",
            ["Port Assembly of Heads of State and Government"],
        ),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("acronym", "name", "expected"),
    [
        ("PHRC", "Peruvian Human Rights Commission", True),
        ("IsDB", "Islamic Development Bank", True),
        (
            "UN-Women",
            "United Nations Entity for Gender Equality and the Empowerment of Women",
            True,
        ),
        ("UPR", "Working Group on the Universal Periodic Review", False),
        ("Peru", "Water Board", False),
    ],
)
def test_acronyms_fit_their_names(acronym: str, name: str, *, expected: bool) -> None:
    assert abbreviates(acronym, name) is expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("review commission", "constitutional review commission", True),
        ("water commission", "water commission for clean rivers", True),
        ("ministry of justice", "legal unit of the ministry of justice", False),
        ("ministry of justice", "ministry of justice of peru", False),
        ("lake office", "lake office of the world bank", True),
        ("prisons service board", "prison service board", True),
        ("water board", "land board", False),
    ],
)
def test_short_forms(short: str, long: str, *, expected: bool) -> None:
    assert is_short_for(short.split(), long.split(), first=False) is expected


def test_an_acronym_in_brackets_is_recognised_everywhere() -> None:
    tagged = tag(
        [
            ("p1", "LWB had met."),
            ("p2", "The Lake Water Board (LWB) met again."),
            ("p3", "It was the view of LWB."),
        ]
    )
    board = next(o for o in tagged.organizations if o.acronym == "LWB")
    assert (board.name, board.paragraphs) == ("Lake Water Board", ["p1", "p2", "p3"])


def test_the_body_is_the_one_that_reports_or_was_named_last() -> None:
    nodes = [
        ("p1", "The Committee on Rivers and the Council of Lakes met."),
        ("p2", "The Committee rose. The Council sat."),
        ("p3", "The Committee on Deserts met."),
        ("p4", "The Committee rose."),
    ]
    alone = {o.name: o.paragraphs for o in tag(nodes).organizations}
    assert alone["Committee on Rivers"] == ["p1", "p2"]
    assert alone["Council of Lakes"] == ["p1", "p2"]
    assert alone["Committee on Deserts"] == ["p3", "p4"]
    reported = tag(nodes, context=Context(body="Committee on Rivers")).organizations
    assert {o.name: o.paragraphs for o in reported}["Committee on Rivers"] == ["p1", "p2", "p4"]


def test_a_body_of_a_body_is_one_by_name_or_acronym() -> None:
    nodes = [("1", "the Reef Panel of the World Health Organization"), ("2", "Reef Panel of WHO")]
    bodies = tag(nodes).organizations
    assert [o.paragraphs for o in bodies if o.name.startswith("Reef")] == [["1", "2"]]


def test_a_ministry_is_one_by_both_names_of_its_state() -> None:
    nodes = [
        ("1", "the Ministry of Tides of the Republic of Chad"),
        ("2", "Ministry of Tides of Chad"),
    ]
    (ministry,) = tag(nodes).organizations
    assert ministry.paragraphs == ["1", "2"]


def test_two_bodies_above_a_letter_are_two() -> None:
    both = Context(body="General Assembly Security Council")
    tagged = tag([("1", "The Council and the Assembly met.")], context=both)
    assert [o.id for o in tagged.organizations] == ["security-council", "general-assembly"]


def test_an_organ_is_that_of_the_organization_that_reports() -> None:
    nodes = [("1", "To the Executive Board."), ("2", "The Board met; so did the Committee.")]
    tagged = tag(nodes, context=Context(body="World Food Programme"))
    assert [(o.name, o.paragraphs) for o in tagged.organizations] == [
        ("Executive Board", ["1", "2"])
    ]
    assert not tag(nodes).organizations
    nodes.append(("3", "The Executive Board of the Reef Bank rose."))
    assert [o.name for o in tag(nodes).organizations][:1] == ["Executive Board of the Reef Bank"]


def test_one_organization_under_two_names() -> None:
    tagged = tag(
        [("p1", "UNHCR and the Office of the United Nations High Commissioner for Refugees")]
    )
    (refugees,) = tagged.organizations
    assert refugees.name == "Office of the United Nations High Commissioner for Refugees"
    assert refugees.acronym == "UNHCR"


def test_a_printed_acronym_alone_has_its_full_name() -> None:
    (organization,) = tag([("p1", "as UNDP said")]).organizations
    assert organization.name == "United Nations Development Programme"


def test_every_known_name_is_found_whole() -> None:
    known = load_organizations()
    for name in ("Group of 77 and China", "Gavi, the Vaccine Alliance", "Alliance 8.7"):
        assert known.lookup(name) is not None
        assert found(f"It thanked {name} again.") == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the non-governmental organization Tide Kwarata met", ["Tide Kwarata"]),
        ("by the Salt Pact and the Reef Trustees, both companies.", ["Salt Pact", "Reef Trustees"]),
        ("in partnership with Youth for Reefs, Peru and WHO", ["Youth for Reefs", "WHO"]),
        ("in partnership with Member States and the Reef Strategy", []),
        ("Submission by Alianza Por los Mares.", ["Alianza Por los Mares"]),
        ("Submission by Jo Kwarata of Port Clara.", []),
        ("organized by John Smith", []),
        ("UNDP, TWR and the World Bank met", ["UNDP", "TWR", "World Bank"]),
        ("UNDP, Tide Watch Now and Peru met", ["UNDP"]),
        ("the Reef Institute of the Navy (INOCAR) met", ["Reef Institute of the Navy", "INOCAR"]),
        ("the Reef Institute of the Navy (annex)", ["Reef Institute of the Navy"]),
        ("of the United Nations Joint Inspection Unit", ["United Nations Joint Inspection Unit"]),
        (
            "Submission by the Aid Trustees for Reefs and Tides.",
            ["Aid Trustees for Reefs and Tides"],
        ),
        ("the Commission on Tides – During the week", ["Commission on Tides"]),
        ("gave the Reef Committee a Report", ["Reef Committee"]),
        ("(Port Clara, Tidal University Press, 2031)", ["Tidal University Press"]),
        (
            "The OPCW Mission in Chad and the Network of Pilots in the Americas met",
            ["OPCW Mission in Chad", "Network of Pilots in the Americas"],
        ),
        ("The CICA Fund and a UNDP Office met", ["CICA Fund", "UNDP"]),
    ],
)
def test_what_the_text_says_is_a_body(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="Ministry of Labour, and the (ACR) Board’s-", max_size=90))
def test_names_nest_and_never_cross(text: str) -> None:
    spans = [(f.start, f.end) for f in find_organizations(Named(text))]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert not any(a < c < b < d for a, b in spans for c, d in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the National Human Rights Council of Chad met",
            ["National Human Rights Council of Chad"],
        ),
        ("the Commission on Human Rights of Peru met", ["Commission on Human Rights of Peru"]),
        ("adopted the Peaceful Assembly Act and held Local Council elections", []),
        ("the Forum on China–Wells Cooperation sat", ["Forum on China–Wells Cooperation"]),
        ("the First Nations Lake Centre sat", ["First Nations Lake Centre"]),
        ("the Finance for Lasting Ports Office", ["Finance for Lasting Ports Office"]),
        ("the ICC of National Lake Institutions", []),
        ("the Group for Lake Affairs and the Asian Fishers Pact", ["Group for Lake Affairs"]),
        ("the Board for Entry into Force", ["Board for Entry into Force"]),
    ],
)
def test_where_names_begin_and_end(text: str, expected: list[str]) -> None:
    found = [text[f.start : f.end] for f in find_organizations(Named(text))]
    assert [name for name in found if name not in ("Human Rights", "China")] == expected
