"""What the model is asked, what speaks against what it says, and what is done with the rest."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import spacy

from conftest import ROOT
from rapporteur.tag import tag
from rapporteur.tag.learned import names as learned
from rapporteur.tag.learned.asked import questions
from rapporteur.tag.learned.trust import doubts, speaks_against
from rapporteur.tag.named import Named

MEGABYTES = 12
CLOSE = 0.01
UNKNOWN = "Josefina Kwarata"
SAID = f"Security forces arrested {UNKNOWN}, who had led the party since March."


def asked(text: str) -> list[str]:
    return [text[slice(*q.place(span))] for q in questions(text) for span in q.spans]


def found(text: str) -> list[tuple[str, str]]:
    mentions = tag([("p1", text)]).mentions
    return [(m.text, m.rule) for m in mentions if m.kind == "person"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Nothing stands in capitals here.", []),
        ("The Committee on Trade met in Geneva.", []),
        (f"It named {UNKNOWN}.", [UNKNOWN]),
        (f"{UNKNOWN}’s report", [UNKNOWN]),
        ("It named Ana Kwarata Lund.", ["Ana Kwarata", "Ana Kwarata Lund", "Kwarata Lund"]),
        ("The Permanent Representative spoke.", []),
    ],
)
def test_the_model_is_asked_of_runs_that_may_be_names(text: str, spans: list[str]) -> None:
    assert asked(text) == spans


@pytest.mark.parametrize(
    ("before", "name", "behind"),
    [
        ("rockets fell near ", "Kafra Silmun", ""),
        ("the village of ", "Bela Vistra", ""),
        ("as part of Operation ", "Sakra Moliu", ", the force"),
        ("by the ", "Bakru Dorun", " faction"),
        ("led by ", "Hadra Tavir", " (HT, list 3)"),
        ("new houses in Jabal ", "Abru Ghenim", ", and"),
        ("the plan “", "Nearu Ratnak", "” was"),
        ("a report, ", "Broken Record", ", said"),
        ("the ", "Jafru Exprel", " train"),
        ("It noted. ", "Although Kwarata", " said"),
        ("signed by ", "ICRMU CPED", ""),
        ("the study by ", "UNOPS IFPs", ""),
        ("by ", "Dagu Hamarskol Library", ""),
        ("by the ", "Erbru Governorates", ""),
    ],
)
def test_the_text_speaks_against_places_groups_and_words(
    before: str, name: str, behind: str
) -> None:
    text = f"{before}{name}{behind}."
    assert speaks_against(text, len(before), len(before) + len(name))


@pytest.mark.parametrize(
    ("before", "name", "behind"),
    [
        ("replacing ", UNKNOWN, " as head"),
        ("Kenya (", UNKNOWN, ")"),
        ("the former President ", UNKNOWN, ", whose"),
        ("noted. General ", UNKNOWN, " left"),
        ("the deputy of ", UNKNOWN, "’s group"),
        ("heard ", UNKNOWN, " Ambassador"),
    ],
)
def test_nothing_speaks_against_a_name_in_its_place(before: str, name: str, behind: str) -> None:
    text = f"{before}{name}{behind}."
    assert not speaks_against(text, len(before), len(before) + len(name))


def test_words_and_acronyms_in_a_name_are_doubts() -> None:
    assert (doubts(UNKNOWN), doubts("Summer Kwarata"), doubts("AVP Kwarata")) == (0, 1, 2)
    assert doubts("Josefina KWARATA") == 0


def test_a_name_that_no_rule_introduces_is_proposed() -> None:
    assert found(SAID) == [(UNKNOWN, "model")]


def test_rules_come_first() -> None:
    assert found(f"The Chair, {UNKNOWN}, spoke.") == [(UNKNOWN, "people.function")]


def test_office_body_and_state_are_read_of_a_proposed_name() -> None:
    said = f"Forces arrested {UNKNOWN}, Director for Ports, Ministry of Trade of Peru."
    (person,) = tag([("p1", said)]).people
    told = (person.role, person.affiliation, person.country)
    assert told == ("Director for Ports", "Ministry of Trade of Peru", "PER")


def test_a_place_in_one_paragraph_is_a_place_in_all() -> None:
    nodes = [("p1", SAID), ("p2", f"Houses were lost in {UNKNOWN}.")]
    assert tag(nodes).people == ()


def test_a_proposed_name_is_seen_wherever_it_stands() -> None:
    (person,) = tag([("p1", SAID), ("p2", f"Of {UNKNOWN} no more was heard.")]).people
    assert person.paragraphs == ["p1", "p2"]


def test_headings_and_names_of_bodies_name_nobody() -> None:
    assert tag([("s-I", SAID)]).people == ()
    nodes = [("p1", SAID), ("p2", f"It thanked the {UNKNOWN} Foundation.")]
    assert [p.name for p in tag(nodes).people if p.name == UNKNOWN] == []


def test_the_component_works_alone() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("un_names")
    doc = nlp(SAID)
    assert [span.text for span in doc.spans["un_names"]] == [UNKNOWN]
    assert [d.spans["un_names"][0].id_ for d in nlp.pipe([SAID, SAID])] == ["model"] * 2


def test_two_threads_say_what_one_says() -> None:
    readings = [Named(SAID.replace("March", month)) for month in ("April", "May", "June")] * 4

    def say(_: int) -> list[float]:
        return learned._scores([q for r in readings for q in questions(r.text)])

    with ThreadPoolExecutor(2) as pool:
        once, again = pool.map(say, range(2))
    assert once == again == say(0)


def test_no_sample_hangs_on_the_last_digits_of_a_score() -> None:
    texts = [
        text
        for path in sorted((ROOT / "outputs").glob("*.json"))
        for text in _texts(json.loads(path.read_text("utf-8")))
    ]
    open_ = [(r, q) for text in texts for r in [Named(text)] for q in learned._open(r, ())]
    scores = iter(learned._scores([question for _, question in open_]))
    for reading, question in open_:
        for span in question.spans:
            doubt = learned._DOUBT * doubts(reading.text[slice(*question.place(span))])
            assert abs(next(scores) - doubt - learned.THRESHOLD) > CLOSE


def _texts(report: dict[str, Any]) -> list[str]:
    waiting = [*report["paragraphs"]]
    texts = [note["text"] for note in report["footnotes"]]
    while waiting:
        node = waiting.pop()
        texts.append(node["text"])
        waiting += node["items"]
    return texts


def test_the_model_is_small() -> None:
    folder = Path(learned.__file__).parent
    size = sum((folder / name).stat().st_size for name in (learned.FILE, "words.txt"))
    assert size < MEGABYTES * 2**20


@pytest.fixture(scope="module")
def annotations() -> dict[str, list[dict[str, Any]]]:
    folder = ROOT / "training"
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in folder.glob("*.jsonl")
    }


def test_annotations_are_facts_and_no_sentences(
    annotations: dict[str, list[dict[str, Any]]],
) -> None:
    for entry in (*annotations["blind"], *annotations["candidates"]):
        assert re.fullmatch(r"[0-9a-f]{64}", entry["sha256"])
        assert entry["label"] in ("person", "none", "open")
        assert len((entry["words"] or "").split()) <= 8
        assert set(entry) <= {"sha256", "symbol", "page", "words", "nth", "label", "also"}


def test_annotations_of_bodies_are_names_and_where_they_stand(
    annotations: dict[str, list[dict[str, Any]]],
) -> None:
    read: dict[str, list[int]] = {}
    for entry in annotations["clean"]:
        assert re.fullmatch(r"[0-9a-f]{64}", entry["sha256"])
        if entry["label"] == "read":
            read[entry["sha256"]] = entry["pages"]
        else:
            assert not re.search(r"[a-z]{3}\.(?:\s|$)", entry["words"])
            assert entry.get("page") is None or entry["page"] in read[entry["sha256"]]


def test_a_tenth_is_annotated_twice(annotations: dict[str, list[dict[str, Any]]]) -> None:
    for name in ("blind", "candidates"):
        lines = (ROOT / "training" / "second" / f"{name}.jsonl").read_text("utf-8").splitlines()
        again = {json.loads(line)["sha256"] for line in lines}
        assert again == set(sorted({entry["sha256"] for entry in annotations[name]})[::10])


def test_what_is_scored_is_never_trained_on(annotations: dict[str, list[dict[str, Any]]]) -> None:
    scored = {entry["sha256"] for entry in annotations["blind"]}
    trained = {entry["sha256"] for entry in annotations["candidates"]}
    assert scored
    assert trained
    assert not scored & trained
    assert all(int(sha256[:8], 16) % 5 == 0 for sha256 in scored)
