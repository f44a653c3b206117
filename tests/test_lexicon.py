"""Names of States: whole names, printed lists, running text."""

from __future__ import annotations

import re
from itertools import pairwise

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.errors import GrammarError
from rapporteur.knowledge.countries import Countries, load_countries

COUNTRIES = load_countries()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Iran (Islamic Republic of)", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Iran, Islamic Republic of", "IRN"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("North Macedonia", "MKD"),
        ("Macedonia", "MKD"),
        ("Lao People’s Democratic Republic", "LAO"),
        ("Lao People's Democratic Republic", "LAO"),
        ("Republic of Korea", "KOR"),
        ("DPRK", "PRK"),
        ("United Kingdom", "GBR"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("Swaziland", "SWZ"),
        ("Cape Verde", "CPV"),
        ("Czech Republic", "CZE"),
        ("Timor Leste", "TLS"),
        ("Viet Nam", "VNM"),
        ("Vietnam", "VNM"),
        ("State of Palestine", "PSE"),
        ("Holy See", "VAT"),
        ("Cote d'Ivoire", "CIV"),
        ("CÔTE D´IVOIRE", "CIV"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("the Netherlands", "NLD"),
        ("The Niger", "NER"),
        ("Micronesia (Federated States of)", "FSM"),
        ("Bolivarian Republic of Venezuela", "VEN"),
        ("Plurinational State of Bolivia", "BOL"),
        ("St. Lucia", "LCA"),
        ("Russian Federati on", "RUS"),
        ("Lybia", "LBY"),
        ("European Union", None),
        ("Korea", None),
        ("French", None),
        ("", None),
    ],
)
def test_whole_names(name: str, expected: str | None) -> None:
    found = COUNTRIES.lookup(name)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("Burma", 1985, "BUMM"),
        ("Burma", 2012, "MMR"),
        ("East Timor", 2001, "TPTL"),
        ("East Timor", 2010, "TLS"),
        ("Yugoslavia", 2010, "YUCS"),
    ],
)
def test_historic_names_follow_the_date_of_the_document(
    name: str, year: int, expected: str
) -> None:
    found = COUNTRIES.lookup(name, year=year)
    assert found is not None
    assert found.id == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Guinea Bissau thanked all", ["Guinea", "Guinea Bissau"]),
        ("the Niger, which spoke, thanked all", ["the Niger,"]),
        ("Bra zil thanked all", ["Bra zil"]),
        ("Peru", []),
        ("Lighthouses of Peru stand", []),
        ("", []),
    ],
)
def test_names_are_found_at_the_start_of_a_text(text: str, names: list[str]) -> None:
    found = [text[:end] for end in COUNTRIES.leading(text, 12)]
    assert found == names
    assert all(map(COUNTRIES.lookup, found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile, Iran (Islamic Republic of), Peru and Trinidad and Tobago", "CHL IRN PER TTO"),
        ("Antigua and Barbuda, and Bosnia and Herzegovina", "ATG BIH"),
        ("Norway; the European Union; Mali", "NOR European_Union MLI"),
        ("Serbia and Montenegro", "SRB MNE"),
        ("Chad/Togo & Benin", "TCD TGO BEN"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("the Sudan and the former Yugoslav Republic of Macedonia.", "SDN MKD"),
        ("Institute for Law and Practice and Oman", "Institute_for_Law_and_Practice OMN"),
        ("", ""),
    ],
)
def test_lists(text: str, expected: str) -> None:
    members = COUNTRIES.split_list(text)
    got = [m.country.id if m.country else m.name.replace(" ", "_") for m in members]
    assert got == expected.split()


def test_a_list_of_its_time_may_hold_a_historic_state() -> None:
    members = COUNTRIES.split_list("Peru, Serbia and Montenegro and Togo", year=2005)
    assert [m.country and m.country.id for m in members] == ["PER", "CSXX", "TGO"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Papua New Guinea and Guinea met; Guinea-Bissau did not.", "PNG GIN GNB"),
        ("The United Kingdom of Great Britain and Northern Ireland spoke.", "GBR"),
        ("A visit to Northern Ireland", ""),
        ("Nigeria and the Niger; the Niger Delta", "NGA NER"),
        ("South Sudan, the Sudan", "SSD SDN"),
        ("the Dominican Republic and Dominica", "DOM DMA"),
        ("the Democratic Republic of the Congo; the Congo; the Congo Basin", "COD COG"),
        ("the Jordan Valley and Jordan’s schools", "JOR"),
        ("French, Chilean and Georgian experts ate turkey off china", ""),
        ("1,306 United States dollars, 40 Fiji dollars and the dollars of Fiji", "FJI"),
        ("Turkey Creek Ltd., the China Sea, the India Tide Company, Guinea-fowl", ""),
        ("La réunion a été ouverte. La Réunion est une île.", "REU"),
        ("in Guinea. Bissau is a city", "GIN"),
        ("Lao People’s\nDemocratic   Republic", "LAO"),
        ("the former Yugoslavia", ""),
        ("the United States Government", "USA"),
    ],
)
def test_running_text(text: str, expected: str) -> None:
    assert [h.value.id for h in COUNTRIES.find(text)] == expected.split()


def test_offsets_leave_out_article_and_possessive() -> None:
    text = "The Bahamas and Colombia’s neighbours"
    assert [text[h.start : h.end] for h in COUNTRIES.find(text)] == ["Bahamas", "Colombia"]


@given(st.lists(st.sampled_from([c.name for c in COUNTRIES if not c.until]), max_size=12))
def test_a_list_of_names_comes_back_as_it_was(names: list[str]) -> None:
    text = "; ".join(names)
    members = COUNTRIES.split_list(text)
    assert [m.name for m in members] == names
    assert all(m.country and m.country.name == m.name for m in members)


@given(st.text(alphabet="Guinea Bisu,;()&/.andthe ’-", max_size=80))
def test_offsets_of_members_cut_their_names(text: str) -> None:
    members = COUNTRIES.split_list(text)
    assert all(text[m.start : m.end] == m.name for m in members)
    assert all(a.end <= b.start for a, b in pairwise(members))


def test_every_state_has_its_codes_and_its_group() -> None:
    states = [c for c in COUNTRIES if c.iso3 and not c.until]
    assert {c.id for c in states} == {c.alpha_3 for c in pycountry.countries}
    assert all(re.fullmatch(r"[A-Z]{2}", c.iso2 or "") for c in states)
    assert all(re.fullmatch(r"\d{3}", c.m49 or "") for c in states)
    assert sum(c.region == "African States" for c in COUNTRIES) == 54
    assert sum(c.region == "Latin American and Caribbean States" for c in COUNTRIES) == 33


def test_historic_states_have_the_codes_of_iso_3166_3() -> None:
    assert COUNTRIES.get("YUCS") is not None
    assert all(pycountry.historic_countries.get(alpha_4=c.id) for c in COUNTRIES if c.until)


def test_one_name_for_two_states_is_refused() -> None:
    data = {
        "groups": {},
        "states": {"PER": {"name": "Peru"}, "CHL": {"name": "Peru"}},
        "non_member_states": {},
        "territories": {},
        "historic": {},
        "not_a_state": {"names": [], "person_names": []},
    }
    with pytest.raises(GrammarError, match="'Peru' is a name of PER too"):
        Countries(data)
