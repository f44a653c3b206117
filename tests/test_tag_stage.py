"""The stage as a whole, and the spaCy components in anybody's pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc

from rapporteur.tag import Context, Tagged, tag
from rapporteur.tag.components import found_in, load_pipeline
from rapporteur.tag.finders import NAMES, find_all
from rapporteur.tag.model import Found
from rapporteur.tag.spans import nested

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
PIECES = [
    "Mr. Doe", "Ana Roe (Peru)", "the Ministry of Mines of ", "Chad", "Papua New Guinea", "(LWB)",
    " Lake Water Board", ", ", " and ", "; ", "the Committee", "its resolution 7/1", "’s ", "\n",
    "A/99/1 and Corr.1", "12 and 13 October 2021", "General Assembly", "  ", ". ", ": ",
    "World Health Organization",
]  # fmt: skip


def check(tagged: Tagged, nodes: list[tuple[str, str]]) -> None:
    texts = dict(nodes)
    ids = {p.id for p in tagged.people} | {c.id for c in tagged.countries}
    ids |= {o.id for o in tagged.organizations} | {c.id for c in tagged.citations}
    for m in tagged.mentions:
        assert texts[m.node][m.start : m.end] == m.text
        assert m.start < m.end
        assert m.kind == "date" or m.entity in ids
    for node in texts:
        spans = [(m.start, m.end) for m in tagged.mentions if m.node == node]
        assert not any(a < c < b < d for a, b in spans for c, d in spans)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4))
def test_mentions_cut_their_text_nest_and_name_entities(texts: list[str]) -> None:
    nodes = [(f"p{i}", text) for i, text in enumerate(texts)]
    check(tag(nodes, context=Context(body="Committee on Wells", year=2021)), nodes)


@given(st.text(max_size=60))
def test_any_text_is_tagged(text: str) -> None:
    check(tag([("p1", text)]), [("p1", text)])


@given(st.text(alphabet="ab .,’\n\t-é", max_size=40))
def test_the_tokenizer_loses_nothing(text: str) -> None:
    assert load_pipeline().tokenizer(text).text == text


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=10))
def test_claims_are_settled_without_crossing(claims: list[tuple[int, int]]) -> None:
    found = [Found(a, a + n, "date", None, str(i)) for i, (a, n) in enumerate(claims)]
    kept = nested(found)
    spans = [(f.start, f.end) for f in kept]
    assert not any(a < c < b < d for a, b in spans for c, d in spans)
    assert len(set(spans)) == len(spans)
    assert not found or found[0] in kept


def test_a_state_stands_inside_the_name_of_its_ministry() -> None:
    tagged = tag([("p1", "the Ministry of Mines of Peru")])
    assert [(m.kind, m.text) for m in tagged.mentions] == [
        ("organization", "Ministry of Mines of Peru"),
        ("country", "Peru"),
    ]


def test_asides_count_but_have_no_mentions() -> None:
    tagged = tag([("p1", "Peru")], asides=[("t1#1-1", "Chad, A/99/1")])
    assert [c.id for c in tagged.countries] == ["PER", "TCD"]
    assert tagged.countries[1].paragraphs == ["t1"]
    assert [c.symbol for c in tagged.citations] == ["A/99/1"]
    assert {m.node for m in tagged.mentions} == {"p1"}


def test_states_are_those_of_the_year() -> None:
    assert [c.id for c in tag([("p1", "Burma")], context=Context(year=1985)).countries] == ["BUMM"]
    assert [c.id for c in tag([("p1", "Burma")], context=Context(year=2020)).countries] == ["MMR"]


@pytest.mark.parametrize(
    ("name", "text", "label", "entity", "rule"),
    [
        ("un_countries", "in Côte d’Ivoire now", "country", "CIV", "countries.name"),
        ("un_organizations", "as WHO said", "organization", "who", "organizations.acronym"),
        ("un_people", "as Mr. Roe said", "person", "", "people.addressed"),
        ("un_citations", "in A/99/1 only", "document", "A/99/1", "citations.symbol"),
        ("un_dates", "on 3 May 2020 only", "date", "2020-05-03", "dates.date"),
    ],
)
def test_each_component_alone_in_a_plain_pipeline(
    name: str, text: str, label: str, entity: str, rule: str
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    doc = nlp(text)
    (span,) = doc.spans[name]
    assert (span.label_, span.kb_id_, span.id_) == (label, entity, rule)
    assert text[span._.un["start"] : span._.un["end"]] in span.text


@given(st.lists(st.sampled_from([*PIECES, "by Josefina Kwarata"]), max_size=12).map("".join))
def test_the_components_find_what_the_stage_finds(text: str) -> None:
    (ours,) = find_all([text], 2021)
    assert found_in(load_pipeline(2021)(text)) == ours


def test_what_is_found_survives_being_stored() -> None:
    nlp = load_pipeline()
    doc = nlp("Ana Roe, Director, Ministry of Mines of Peru")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (span,) = again.spans["un_people"]
    assert span._.un["data"]["role"] == "Director"
    assert set(NAMES) <= set(again.spans)


def test_an_installed_model_stands_behind_ours(tmp_path: Path) -> None:
    model = spacy.blank("en")
    ruler = model.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Zeb"},
            {"label": "GPE", "pattern": "Peru"},
            {"label": "GPE", "pattern": "Lima"},
        ]
    )
    model.to_disk(tmp_path / "tiny")
    tagged = tag([("p1", "Zeb saw Lima in Peru")], model=str(tmp_path / "tiny"))
    assert [(m.text, m.rule) for m in tagged.mentions] == [
        ("Zeb", "model.PERSON"),
        ("Peru", "countries.name"),
    ]
    assert tagged.people[0].name == "Zeb"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared/corpus")
def test_the_sample_has_eight_people_each_once() -> None:
    pytest.importorskip("rapporteur.run")
    from rapporteur.run import run

    report = run(CORPUS / "sample" / "ctoc-cop-wg.4-2021-6.txt").report
    people = report.entities.people
    assert len(people) == 8
    assert all(p.role and p.affiliation and p.country for p in people)
    assert sum(p.on_behalf_of is not None for p in people) == 7


def test_cells_of_a_column_of_names_are_people_with_the_state_beside() -> None:
    cells = [
        ("t1#0", "Name of member"),
        ("t1#2", "Ana Roanova"),
        ("t1#3", "Chad"),
        ("t1#4", "Vacant"),
    ]
    found = tag([], asides=cells, names={"t1#2": "Chad", "t1#4": ""}).people
    assert [(p.name, p.country) for p in found] == [("Ana Roanova", "TCD")]
