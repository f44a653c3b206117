"""The brackets of States behind recommendations: who makes them, and what text is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import base
from rapporteur.extract.states import attribute
from rapporteur.knowledge.countries import load_countries

BASE = base()
COUNTRIES = load_countries()

WHOLE = [
    ("Ratify it (Brazil);", "Ratify it", ["BRA"]),
    ("Ratify it (Brazil, Peru and Chad).", "Ratify it", ["BRA", "PER", "TCD"]),
    ("Ratify it (Brazil);(Mexico).", "Ratify it", ["BRA", "MEX"]),
    ("Ratify it (Brazil) (Mexico) and (Peru);", "Ratify it", ["BRA", "MEX", "PER"]),
    ("Ratify it (Libya). );", "Ratify it", ["LBY"]),
    ("Ratify it (Chad);*", "Ratify it", ["TCD"]),
    ("Ratify it (Chad)3;", "Ratify it", ["TCD"]),
    ("Ratify it. (Kuwait)", "Ratify it.", ["KWT"]),
    ("Ratify it [Kuwait];", "Ratify it", ["KWT"]),
    ("Ratify it (Brazil; Peru);", "Ratify it", ["BRA", "PER"]),
    ("Ratify it (Brazil, Brazil);", "Ratify it", ["BRA"]),
    ("Ratify it (Argentina Chile, Peru);", "Ratify it", ["ARG", "CHL", "PER"]),
    ("Ratify it (Republic of Korea 1);", "Ratify it", ["KOR"]),
]
OFFICIAL = [
    ("Act (Iran (Islamic Republic of));", ["IRN"]),
    ("Act (Islamic Republic of Iran, Peru);", ["IRN", "PER"]),
    ("Act (Bolivia (Plurinational State of)) (Eswatini);", ["BOL", "SWZ"]),
    ("Act (Venezuela (Bolivarian Republic of), Cuba);", ["VEN", "CUB"]),
    ("Act (Micronesia (Federated States of)).", ["FSM"]),
    ("Act (the former Yugoslav Republic of Macedonia);", ["MKD"]),
    ("Act (North Macedonia) (Türkiye) (State of Palestine);", ["MKD", "TUR", "PSE"]),
    ("Act (Netherlands (Kingdom of the));", ["NLD"]),
    ("Act (Kingdom of the Netherlands);", ["NLD"]),
    ("Act (Bosnia and Herzegovina and Trinidad and Tobago);", ["BIH", "TTO"]),
    ("Act (Democratic People’s Republic of Korea, Republic of Korea);", ["PRK", "KOR"]),
    ("Act (United Kingdom of Great Britain and Northern Ireland) (Ireland);", ["GBR", "IRL"]),
]
INSIDE = [
    ("Ratify the treaty (CEDAW);", "Ratify the treaty (CEDAW)", []),
    ("Ratify the treaty (No. 189) (Togo);", "Ratify the treaty (No. 189)", ["TGO"]),
    ("Build schools (primary and secondary).", "Build schools (primary and secondary).", []),
    ("Sign (Spain)/ratify (Togo) the pact (Mali);", "Sign (Spain)/ratify (Togo) the pact",
     ["ESP", "TGO", "MLI"]),
    ("Sign it (Spain); ratify it (Chad)", "Sign it (Spain); ratify it", ["ESP", "TCD"]),
    ("Restore peace (Niger Delta) (Mali);", "Restore peace (Niger Delta)", ["MLI"]),
    ("Work with Togo", "Work with Togo", []),
    ("Act together (European Union);", "Act together (European Union)", []),
]  # fmt: skip
BROKEN = [
    ("Ratify it (Brazil;", "Ratify it", ["BRA"]),
    ("Ratify it (Iran (Islamic Republic of);", "Ratify it", ["IRN"]),
    ("Ratify the Statute Ghana);", "Ratify the Statute", ["GHA"]),
    ("Ratify the Statute Ghana, Sri Lanka);", "Ratify the Statute", ["GHA", "LKA"]),
    ("Ratify it; Spain", "Ratify it", ["ESP"]),
    ("Ratify it – Spain;", "Ratify it", ["ESP"]),
    ("Sign it (Peru, and the Statute (Mali, Chad);", "Sign it (Peru, and the Statute",
     ["PER", "MLI", "TCD"]),
]  # fmt: skip
MISSPELT = [
    ("Act (Holly See);", ["VAT"]),
    ("Act (United States of Americas);", ["USA"]),
    ("Act (Bolivia (Plurinational Republic of));", ["BOL"]),
    ("Act (Islamic Republic Iran) (Peru);", ["IRN", "PER"]),
]


@pytest.mark.parametrize(("text", "left", "states"), [*WHOLE, *INSIDE, *BROKEN])
def test_the_trailing_brackets_of_states_go(text: str, left: str, states: list[str]) -> None:
    made = attribute(text, COUNTRIES, BASE)
    assert (made.text, list(made.states)) == (left, states)


@pytest.mark.parametrize(("text", "states"), OFFICIAL)
def test_official_names_with_brackets_of_their_own(text: str, states: list[str]) -> None:
    made = attribute(text, COUNTRIES, BASE)
    assert (made.text, list(made.states), made.guessed, made.unknown) == ("Act", states, (), ())


@pytest.mark.parametrize(("text", "states"), MISSPELT)
def test_a_misspelling_is_read_and_told(text: str, states: list[str]) -> None:
    made = attribute(text, COUNTRIES, BASE)
    assert (made.text, list(made.states)) == ("Act", states)
    assert len(made.guessed) == 1


@pytest.mark.parametrize("text", [text for text, _, _ in BROKEN])
def test_a_bracket_that_lacks_a_sign_is_told(text: str) -> None:
    assert attribute(text, COUNTRIES, BASE).unclosed


def test_what_is_no_state_in_a_list_of_states_is_told() -> None:
    made = attribute("Act (Brazil, European Union);", COUNTRIES, BASE)
    assert (made.states, made.unknown) == (("BRA",), ("European Union",))


def test_a_doubtful_misspelling_is_no_state() -> None:
    made = attribute("Act (Slovania);", COUNTRIES, BASE)
    assert (made.text, made.states) == ("Act (Slovania)", ())


def test_the_year_tells_which_state_a_name_means() -> None:
    assert attribute("Act (Serbia and Montenegro);", COUNTRIES, BASE, year=2005).states == ("CSXX",)


NAMES = sorted(country.name for country in COUNTRIES if country.until is None)


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
    st.sampled_from([";", ".", "", " ;"]),
    st.booleans(),
)
def test_all_official_names_are_read_in_order(names: list[str], end: str, one: bool) -> None:
    listed = f"({', '.join(names)})" if one else " ".join(f"({name})" for name in names)
    made = attribute(f"Ratify the Convention (CRC) {listed}{end}", COUNTRIES, BASE)
    codes = [country.id for name in names if (country := COUNTRIES.lookup(name))]
    assert made.text == "Ratify the Convention (CRC)"
    assert list(made.states) == list(dict.fromkeys(codes))
    assert made.unknown == made.guessed == ()


@given(st.text(alphabet="ab ();,.[Spain", max_size=60))
def test_nothing_but_the_end_is_taken_away(text: str) -> None:
    assert text.startswith(attribute(text, COUNTRIES, BASE).text)
