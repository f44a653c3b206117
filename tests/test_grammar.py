"""Grammars: every shipped rule does what its examples say, and bad files are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapporteur.errors import GrammarError, UnknownGrammarError
from rapporteur.knowledge.files import shipped_folder
from rapporteur.knowledge.grammar import (
    Grammar,
    Rule,
    check,
    choose,
    compile_pattern,
    detect,
    load_grammars,
)
from rapporteur.knowledge.patterns import written_out
from rapporteur.knowledge.roles import ROLES, tables
from rapporteur.knowledge.traces import traces

SHIPPED = load_grammars()
RULES = {(rule.file, rule.id): rule for grammar in SHIPPED.values() for rule in grammar.rules}

GOOD = r"""
id = "harbour"
title = "Panel on Harbours"
extends = "base"

[define]
berth = '''berth\s\d+'''
month = '''Wintermonth'''

[lists]
ports = ["Port Anna", "Port Anna East"]

[settings]
lists_attendance = false

[[rules]]
id = "harbour.detect"
role = "detect"
pattern = '''Panel on Harbours'''
examples = [{ text = "Report of the Panel on Harbours" }]
rejects = ["Report of the Committee"]

[[rules]]
id = "harbour.berth"
role = "held_place"
pattern = '''^(?P<place>(?&berth)) of \L<ports>$'''
flags = "i"
value = "quay"
examples = [{ text = "Berth 12 of Port Anna East", groups = { place = "Berth 12" } }]
rejects = ["Berth of Port Anna", "Berth 3 of Port Bella"]
"""

RULE = """
[[rules]]
id = "{id}"
role = "held_place"
pattern = '''{pattern}'''
{more}
examples = [{{ text = "{text}" }}]
rejects = ["Quay"]
"""


def rule(
    name: str = "harbour.more", pattern: str = "Berth", more: str = "", text: str = "Berth"
) -> str:
    return RULE.format(id=name, pattern=pattern, more=more, text=text)


def label(
    name: str = "harbour.label",
    pattern: str = "^(?P<label>Berth (?P<number>[0-9]))",
    more: str = "",
    text: str = "Berth 1",
) -> str:
    value = "" if "counts" in more or "value" in more else 'value = "bullet"\n'
    return rule(name, pattern, value + more, text).replace('"held_place"', '"label"')


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write grammar files into a folder of a user."""

    def into(**files: str) -> Path:
        for name, content in files.items():
            (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
        return tmp_path

    return into


def only(folder: Path) -> Grammar:
    return load_grammars(folder)["harbour"]


# --- what ships -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule", RULES.values(), ids=lambda rule: f"{Path(rule.file).stem}-{rule.id}"
)
def test_a_shipped_rule_matches_its_examples_and_not_its_rejects(rule: Rule) -> None:
    assert rule.faults() == []


def test_no_rule_is_passed_over_where_it_matches() -> None:
    missed = [
        (found.id, example.text)
        for found in RULES.values()
        for example in found.data.examples
        if not found.traces.may_be_in(example.text, example.text.casefold())
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("pattern", "flags", "words"),
    [
        (r"\bhe (?:met|sat)\b", "", {"he "}),
        (r"(?:met )?in (?P<place>\w+)", "", {"in "}),
        (r"colou?r|grey{2}", "", {"colo", "gre"}),
        (r"(?&berth) of \L<ports>", "", {" of "}),
        (r"\L<ports>s?", "", {"Port Anna", "Quay"}),
        (r"Present", "i", {"present"}),
        (r"\w+ \((?=Chair|Co-Chair)(?!Chair of)", "", {"Chair"}),
        (r"(?!never)here|\d+", "", None),
        (r"(?i:Present)", "", None),
        (r"(?P<one>a+)(?P=one)b*", "", {"a"}),
        (r"[(]x\)|é", "i", None),
        (r"(?:word){e<=1}", "", None),
    ],
)
def test_what_a_text_must_hold_is_read_from_the_pattern(
    pattern: str, flags: str, words: set[str] | None
) -> None:
    read = traces(pattern, flags, {"berth": r"b\d"}, {"ports": ["Port Anna", "Quay"]})
    assert read.words == (None if words is None else frozenset(words))


def test_a_text_must_hold_two_words_of_a_branch_that_has_two() -> None:
    told = traces(r"(?:river\s(?:ferry|barge)|lighter)\s(?=[A-Z])", "", {}, {})
    texts = ("the river ferry Ana", "the lighter Ana", "the river at Port Ana", "a ferry to Ana")
    assert [told.may_be_in(text, text) for text in texts] == [True, True, False, False]


@pytest.mark.parametrize(
    ("body", "called"),
    [("(?:East|West) Quay", False), ("(?P<side>East|West) Quay", True), ("Quay" * 300, True)],
)
def test_a_sub_pattern_is_written_out_unless_it_has_names_or_grows(body: str, called: bool) -> None:
    written = written_out("at (?&place), (?&nobody)", {"place": "(?&quay)s?", "quay": body})
    assert ("(?&quay)" in written) is called
    assert written.endswith("(?&nobody)")


def test_sub_patterns_that_double_again_and_again_stay_short() -> None:
    define = {f"a{i}": f"(?&a{i + 1})(?&a{i + 1})" for i in range(40)} | {"a40": "ab"}
    assert len(written_out("(?&a0)", define)) < 2000


def test_every_grammar_file_is_loaded_and_every_family_descends_from_base() -> None:
    alone = {path.stem for path in shipped_folder().glob("*.toml")}
    assert set(SHIPPED) == alone | {"en"}
    families = alone - {"word"}  # which says how Word names its styles, whatever the family
    assert {SHIPPED[name].lineage[-2:] for name in families} == {("base", "en")}


def test_rules_are_named_after_their_family() -> None:
    strangers = [
        found.id
        for grammar in SHIPPED.values()
        for found in grammar.rules
        if found.id.split(".")[0] not in grammar.lineage
    ]
    assert strangers == []


def test_every_family_says_how_it_is_recognised() -> None:
    families = {grammar.id for grammar in SHIPPED.values()} - {"base", "en", "word"}
    told = {found.id.split(".")[0] for found in _roles("detect")}
    assert families <= told


def _roles(role: str) -> list[Rule]:
    return [found for found in RULES.values() if found.role == role]


def test_label_rules_have_a_style_and_a_group_for_the_label() -> None:
    labels = _roles("label")
    assert labels
    assert [found.id for found in labels if not found.value] == []
    assert [found.id for found in labels if "label" not in found.pattern.groupindex] == []


def test_check_finds_no_fault_in_what_ships() -> None:
    assert check() == []


# --- reading, inheriting, replacing ---------------------------------------------------------------


def test_a_family_adds_to_what_it_inherits(write: Callable[..., Path]) -> None:
    grammar = only(write(harbour=GOOD))
    assert check(write(harbour=GOOD)) == []
    assert grammar.lineage == ("harbour", "base", "en")
    assert grammar.settings["lists_attendance"] is False
    assert grammar.role("held_place")[0].id == "harbour.berth"
    assert len(grammar.rules) == len(SHIPPED["base"].rules) + 2


def test_definitions_lists_flags_and_values_reach_the_rule(write: Callable[..., Path]) -> None:
    found = only(write(harbour=GOOD)).match("held_place", "BERTH 7 OF PORT ANNA EAST")
    assert found is not None
    assert (found[0].value, found[1]["place"]) == ("quay", "BERTH 7")


def test_own_rules_come_before_inherited_ones(write: Callable[..., Path]) -> None:
    own = label("harbour.item")
    ids = [found.id for found in only(write(harbour=GOOD + own)).role("label")]
    assert ids == ["harbour.item", *(found.id for found in SHIPPED["base"].role("label"))]


def test_a_family_may_redefine_a_part_of_an_inherited_pattern(write: Callable[..., Path]) -> None:
    dated = (
        'id = "{id}"\ntitle = "Dated"\nextends = "{up}"\n[define]\nday = "{day}"\n'
        "[[rules]]\nid = \"{id}.day\"\nrole = \"caption\"\npattern = '''^(?&day)$'''\n{more}"
        'examples = [{{ text = "{text}" }}]\nrejects = ["Quay"]\n'
    )
    one = dated.format(id="one", up="base", day="Monday", text="Monday", more="")
    other = dated.format(id="two", up="one", day="Freeday", text="Freeday", more="")
    other = other.split("[[rules]]")[0]
    grammars = load_grammars(write(one=one, two=other))
    assert grammars["one"].fits("caption", "Monday")
    assert not grammars["one"].fits("caption", "Freeday")
    assert grammars["two"].fits("caption", "Freeday")
    assert grammars["two"].lineage == ("two", "one", "base", "en")


def test_replaces_puts_a_rule_in_the_place_of_an_inherited_one(write: Callable[..., Path]) -> None:
    new = label("harbour.bullet", r"^(?P<label>[•~])", 'replaces = "base.bullet"', "~ Berth")
    grammar = only(write(harbour=GOOD + new))
    ids = [found.id for found in grammar.role("label")]
    assert "base.bullet" not in ids
    assert "harbour.bullet" in ids
    assert "base.bullet" in [found.id for found in SHIPPED["base"].role("label")]


def test_match_is_anchored_and_search_is_not(write: Callable[..., Path]) -> None:
    grammar = only(write(harbour=GOOD))
    assert grammar.search("detect", "The Panel on Harbours met") is not None
    assert grammar.match("detect", "The Panel on Harbours met") is None
    assert grammar.fits("detect", "Panel on Harbours")
    assert grammar.role("no_such_role") == ()


def test_the_hash_tells_one_state_of_the_files_from_another(tmp_path: Path) -> None:
    hashes = []
    for index, content in enumerate((GOOD, GOOD, GOOD + rule())):
        folder = tmp_path / str(index)
        folder.mkdir()
        (folder / "harbour.toml").write_text(content, encoding="utf-8")
        hashes.append(only(folder).hash)
    assert hashes[0] == hashes[1]
    assert len({*hashes, SHIPPED["base"].hash}) == 3


# --- what is refused ------------------------------------------------------------------------------

BASE_RULES = {found.id: found for found in SHIPPED["base"].rules}
SAME_BULLET = BASE_RULES["base.bullet"].data.pattern
BROKEN = {
    "no TOML": ("id = harbour", None, "cannot be read"),
    "a key twice": (GOOD.replace("[define]", 'title = "Twice"\n[define]'), None, "cannot be read"),
    "unknown key": (
        GOOD.replace("extends", "extend"), "extend",
        "unknown key 'extend'; did you mean 'extends'?",
    ),
    "unknown key of a rule": (
        GOOD + rule(more='patern = "x"'), "harbour.more",
        "unknown key 'patern'; did you mean 'pattern'?",
    ),
    "misspelt key that is needed": (
        GOOD + rule().replace("rejects", "reject"), "harbour.more",
        "unknown key 'reject'; did you mean 'rejects'?",
    ),
    "no title": ('id = "harbour"', "title", "'title' is missing"),
    "no examples": (
        GOOD + rule().replace('{ text = "Berth" }', ""), "harbour.more",
        "'examples' needs at least one",
    ),
    "an example that is a text": (
        GOOD + rule().replace('{ text = "Berth" }', '"Berth"'), "harbour.more",
        "an example is a table such as { text",
    ),
    "no rejects": (
        GOOD + rule().replace('"Quay"', ""), "harbour.more", "'rejects' needs at least one",
    ),
    "id without family": (
        GOOD + rule("more"), "more", "an id is like 'family.thing', in small letters, not 'more'",
    ),
    "unknown flag": (
        GOOD + rule(more='flags = "q"'), "harbour.more", "flags are letters of 'imxs', not 'q'",
    ),
    "unknown way to count": (
        GOOD + rule(more='counts = "part"\nopens = "paragraph"'), "harbour.more",
        "not 'part'; did you mean 'parts'?",
    ),
    "unknown setting": (
        GOOD.replace("lists_att", "list_att"), None,
        "unknown setting 'list_attendance'; did you mean 'lists_attendance'?",
    ),
    "setting of another type": (
        GOOD.replace("= false", '= "no"'), None,
        "setting 'lists_attendance' is true or false, not 'no'",
    ),
    "unknown table": (
        GOOD + "[tables.month]\nmai = 5", None, "unknown table 'month'; did you mean 'months'?",
    ),
    "a month too many": (
        GOOD + "[tables.months]\nmai = 13", None, "'mai' of table 'months' is from 1 to 12, not 13",
    ),
    "a number in words": (
        GOOD + '[tables.months]\nmai = "five"', None, "of table 'months' is no number: 'five'",
    ),
    "a list that nothing asks for": (
        GOOD.replace("[settings]", 'hulls = ["barge"]\n[settings]'), None,
        "list 'hulls' is used nowhere",
    ),
    "unknown sub-pattern": (
        GOOD + rule(pattern="^(?&berht)"), "harbour.more",
        "calls (?&berht), which [define] does not",
    ),
    "unknown list": (
        GOOD + rule(pattern=r"^\L<prots>"), "harbour.more",
        r"asks for \L<prots>, which [lists] does not have; did you mean 'ports'?",
    ),
    "unknown parent": (GOOD.replace('"base"', '"bass"'), None, "cannot extend 'bass'"),
    "its own parent": (GOOD.replace('"base"', '"harbour"'), None, "cannot extend 'harbour'"),
    "id twice": (GOOD + rule("harbour.berth"), "harbour.berth", "exists already"),
    "id of an inherited rule": (GOOD + rule("base.bullet"), "base.bullet", "exists already"),
    "replaces nothing": (
        GOOD + rule(more='replaces = "base.bulet"'), "harbour.more",
        "replaces 'base.bulet', which does not exist; did you mean 'base.bullet'?",
    ),
    "a family that extends nothing": (
        GOOD.replace('extends = "base"', "") + rule().replace('"held_place"', '"detect"'), None,
        "'extends' is missing",
    ),
    "replaces by the same": (
        GOOD + rule("harbour.dot", SAME_BULLET, 'value = "bullet"\nreplaces = "base.bullet"'),
        "harbour.dot", "by the same rule",
    ),
}  # fmt: skip


NUMBERED = "^(?P<label>(?P<number>[0-9]/[0-9]))"
BREACHES = {
    "role": (
        label().replace('"label"', '"lable"'), "unknown role 'lable'; did you mean 'label'?",
    ),
    "value": (
        label(more='value = "bulet"'), "role 'label' has no value 'bulet'; did you mean 'bullet'?",
    ),
    "no value": (
        rule().replace('"held_place"', '"category"'), "role 'category' needs a value: one of igos",
    ),
    "value of a role without": (
        rule(more='value = "x"').replace('"held_place"', '"caption"'), "takes no value, but it has",
    ),
    "group missing": (
        label(pattern="^(?P<lable>Berth)"),
        "role 'label' needs the group 'label'; did you mean it with 'lable'?",
    ),
    "group unknown": (
        rule(pattern="(?P<palce>Berth)"),
        "role 'held_place' has no group 'palce'; did you mean 'place'?",
    ),
    "group in a class or escaped": (
        label(pattern=r"^[(?P<label>]x\(?P<label>"), "needs the group 'label'",
    ),
    "groups of what is replaced": (
        label(
            pattern="^(?P<label>B)", more='value = "decimal"\nreplaces = "base.numbered_paragraph"'
        ),
        "replaces 'base.numbered_paragraph' but lacks its group 'number'",
    ),
    "role of what is replaced": (
        rule(more='replaces = "base.bullet"'), "of role 'label', but has role 'held_place'",
    ),
    "a second rule where one is asked": (
        rule().replace('"held_place"', '"list_mark"'), "has one rule; say replaces = 'en.",
    ),
    "counts without opens": (
        label(pattern=NUMBERED, more='counts = "parts"'), "'counts' and 'opens' go together",
    ),
    "counts with a value": (
        label(more='value = "dash"\ncounts = "parts"\nopens = "item"'), "give either 'value' or",
    ),
    "counts of another role": (
        rule(more='counts = "parts"\nopens = "item"'), "takes no 'counts' and no 'opens'",
    ),
    "a style that is none": (
        label(more='counts = "parts"\nopens = "heading"'),
        "no label that opens 'heading' counts 'parts'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("more", "reason"), BREACHES.values(), ids=BREACHES)
def test_a_rule_that_does_not_keep_to_its_role_is_refused_in_one_line(
    write: Callable[..., Path], more: str, reason: str
) -> None:
    folder = write(harbour=GOOD + more)
    with pytest.raises(GrammarError) as caught:
        load_grammars(folder)
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"{folder / 'harbour.toml'}: harbour.")
    assert len(str(caught.value).splitlines()) == 1


def test_a_group_in_a_sub_pattern_is_said_to_give_none(write: Callable[..., Path]) -> None:
    inner = GOOD.replace("[define]", "[define]\nbay = '(?P<label>Bay)'")
    with pytest.raises(GrammarError, match="'label' stands in a sub-pattern"):
        load_grammars(write(harbour=inner + label(pattern="^(?&bay)")))


def test_every_role_is_asked_for_where_the_registry_says(root: Path) -> None:
    wings = root / "pipeline" / "rapporteur"
    text = {
        wing: "".join(
            path.read_text("utf-8")
            for path in (wings / wing).rglob("*.py")
            if path.parent.name != "roles"
        )
        for wing in {role.used_in for role in ROLES.values()}
    }
    assert [r.name for r in ROLES.values() if f'"{r.name}"' not in text[r.used_in]] == []


def test_the_guide_shows_the_tables_of_the_roles(root: Path) -> None:
    guide = (root / "docs" / "grammars.md").read_text("utf-8")
    assert tables() in guide, "paste what `rapporteur grammars roles` prints into docs/grammars.md"


@pytest.mark.parametrize(
    ("counts", "opens", "style"),
    [
        ("parts", "paragraph", "decimal"),
        ("decimal", "item", "bracket_number"),
        ("roman", "heading", "upper_roman"),
        ("letter", "recommendation", "recommendation"),
    ],
)
def test_a_label_says_how_it_counts_and_what_it_opens(
    write: Callable[..., Path], counts: str, opens: str, style: str
) -> None:
    own = label(more=f'counts = "{counts}"\nopens = "{opens}"')
    assert only(write(harbour=GOOD + own)).role("label")[0].value == style


@pytest.mark.parametrize(("content", "rule_id", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_bad_file_is_refused_with_file_rule_and_reason(
    write: Callable[..., Path], content: str, rule_id: str | None, reason: str
) -> None:
    folder = write(harbour=content)
    with pytest.raises(GrammarError) as caught:
        load_grammars(folder)
    assert caught.value.file == str(folder / "harbour.toml")
    assert caught.value.rule == rule_id
    assert reason in caught.value.reason
    assert all(part in str(caught.value) for part in (caught.value.file, rule_id or "", reason))


def test_two_families_that_extend_each_other_are_refused(write: Callable[..., Path]) -> None:
    one, two = ('id = "{}"\ntitle = "Ring"\nextends = "{}"'.format(*ids) for ids in ("ab", "ba"))
    with pytest.raises(GrammarError, match="cannot extend"):
        load_grammars(write(a=one, b=two))


def test_two_files_with_one_id_are_refused(write: Callable[..., Path]) -> None:
    folder = write(harbour=GOOD, haven=GOOD)
    with pytest.raises(GrammarError, match="same grammar id") as caught:
        load_grammars(folder)
    assert all(str(folder / f"{name}.toml") in str(caught.value) for name in ("harbour", "haven"))


def test_a_file_may_not_take_the_id_of_a_shipped_grammar(write: Callable[..., Path]) -> None:
    with pytest.raises(GrammarError, match="same grammar id"):
        load_grammars(write(mine=GOOD.replace('"harbour"', '"base"').replace("extends", "#")))


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_bytes(b'id = "h\xe9"')
    with pytest.raises(GrammarError, match=r"harbour\.toml: cannot be read"):
        load_grammars(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match="no such folder"):
        load_grammars(tmp_path / "none")


BAD_PATTERNS = {
    "bracket": ("Berth(", "bad pattern"),
    "list": (r"\L<quays>", "which .lists. does not"),
}


@pytest.mark.parametrize(("pattern", "why"), BAD_PATTERNS.values(), ids=BAD_PATTERNS)
def test_a_bad_pattern_names_file_rule_and_reason(
    write: Callable[..., Path], pattern: str, why: str
) -> None:
    folder = write(harbour=GOOD + rule(pattern=pattern))
    with pytest.raises(GrammarError, match=why) as caught:
        check(folder)
    assert caught.value.rule == "harbour.more"
    assert caught.value.file == str(folder / "harbour.toml")


FAULTS = {
    "example": (rule(text="Bert"), "does not match its example 'Bert'"),
    "group": (
        rule(pattern="(?P<place>Ber)th").replace('"Berth" }', '"Berth", groups = {place = "B"} }'),
        "group 'place' of 'Berth' is 'Ber', not 'B'",
    ),
    "no group": (
        rule().replace('"Berth" }', '"Berth", groups = { place = "B" } }'),
        "group 'place' of 'Berth' is None, not 'B'",
    ),
    "reject": (rule(pattern="Berth|Quay"), "matches what it must reject: 'Quay'"),
}


@pytest.mark.parametrize(("more", "fault"), FAULTS.values(), ids=FAULTS)
def test_check_names_every_fault(write: Callable[..., Path], more: str, fault: str) -> None:
    folder = write(harbour=GOOD + more)
    assert check(folder) == [f"{folder / 'harbour.toml'}: harbour.more: {fault}"]


def test_check_goes_through_rules_whatever_family_their_id_names(
    write: Callable[..., Path],
) -> None:
    other = rule("quay.more", text="Bert")
    assert len(check(write(some_file=GOOD + other))) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD + rule(text="Bert"), "harbour.more: does not match its example 'Bert'"),
        (GOOD + rule(pattern="Berth("), "harbour.more: bad pattern"),
        (GOOD.replace('"base"', '"bass"'), "cannot extend 'bass'"),
        ("id = harbour", "cannot be read"),
    ],
    ids=["fault", "pattern", "parent", "toml"],
)
def test_the_command_that_checks_says_what_is_wrong(
    write, rapporteur, content: str, said: str
) -> None:
    folder = write(harbour=content)
    result = rapporteur("grammars", "check", "--grammars", folder)
    assert result.returncode != 0
    assert f"{folder / 'harbour.toml'}" in result.stderr
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_broken_grammar_of_a_user_stops_conversion(write, rapporteur, root: Path) -> None:
    folder = write(harbour=GOOD + label(pattern="^(?P<label>("))
    sample = root / "tests" / "data" / "family" / "harbour.txt"
    options = ("--grammars", folder, "--grammar", "harbour", "--no-entities")
    result = rapporteur("convert", sample, *options)
    assert result.returncode != 0
    assert "harbour.label: bad pattern" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_the_command_that_checks_is_content_with_a_good_grammar(write, rapporteur) -> None:
    result = rapporteur("grammars", "check", "--grammars", write(harbour=GOOD))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.endswith("rules, all do what their examples say\n")


# --- choosing -------------------------------------------------------------------------------------


def test_an_unknown_grammar_is_named_with_those_that_exist() -> None:
    meant = r"unknown grammar 'ctok'; did you mean 'ctoc'\?; known: .*base"
    with pytest.raises(UnknownGrammarError, match=meant):
        choose("ctok")


DETECT = """
[[rules]]
id = "{id}.{n}"
role = "detect"
pattern = "{p}"
examples = [{{ text = "{p}" }}]
rejects = ["x"]
"""


def family(name: str, up: str, *marks: str) -> str:
    head = f'id = "{name}"\ntitle = "Family"\nextends = "{up}"\n'
    return head + "".join(DETECT.format(id=name, n=f"d{n}", p=p) for n, p in enumerate(marks))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Nothing known", "base"),
        ("Panel on Harbours", "harbour"),
        ("Panel on Harbours, Subpanel on Cranes", "crane"),
        ("Subpanel on Cranes", "crane"),
        ("Panel on Harbours, Board of Lights, Beacons", "light"),
    ],
    ids=["none", "one", "child before parent", "child alone", "most rules"],
)
def test_detect_takes_the_most_specific_family_then_the_one_with_most_signs(
    write, head: str, expected: str
) -> None:
    folder = write(
        harbour=family("harbour", "base", "Panel on Harbours", "Annual report of the Panel"),
        crane=family("crane", "harbour", "Subpanel on Cranes"),
        light=family("light", "base", "Board of Lights", "Beacons"),
    )
    assert detect(head, load_grammars(folder)).id == expected


def test_detect_does_not_depend_on_the_order_of_the_grammars(write) -> None:
    grammars = load_grammars(write(a=family("ab", "base", "Lights"), b=family("ba", "base", "on")))
    backwards = dict(reversed(grammars.items()))
    assert detect("Board on Lights", grammars) is detect("Board on Lights", backwards)


def test_compile_pattern_takes_flags_and_lists() -> None:
    pattern = compile_pattern(r"^\L<ports> x", "imx", {"ports": ["Port Anna"]})
    assert pattern.search("at\nport annax") is not None


PORTS = 'id = "ports"\ntitle = "Ports"\nextends = "base"\n'


def _folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "ports").mkdir()
    for name, text in files.items():
        (tmp_path / "ports" / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_the_files_of_a_folder_are_one_grammar(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        berths=PORTS + "[tables.numerals]\nOne = 1\n",
        quays=PORTS + '[lists]\nquays = ["East", "West"]\n[define]\nquay = \'\\L<quays>\'\n',
    )
    grammar = load_grammars(folder)["ports"]
    assert grammar.tables["numerals"] == {"One": 1}
    assert grammar.tables["months"]["May"] == 5
    assert grammar.lists["quays"] == ("East", "West")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (PORTS + "[tables.numerals]\nTwo = 2\n", "stands in another file too"),
        (PORTS.replace('"base"', '"upr"'), "differs from"),
        (PORTS.replace('id = "ports"', 'id = "docks"'), "differs from"),
    ],
)
def test_files_of_a_folder_must_agree(tmp_path: Path, other: str, said: str) -> None:
    folder = _folder(tmp_path, a=PORTS + "[tables.numerals]\nOne = 1\n", b=other)
    with pytest.raises(GrammarError, match=said):
        load_grammars(folder)


@pytest.mark.parametrize(
    ("sign", "wings"),
    [
        ("import re\n", ("strip", "segment", "extract", "body", "readers")),
        ("compile_pattern", ("repair", "tag", "batch", "compare", "view")),
    ],
)
def test_a_wing_takes_its_patterns_from_one_engine(
    root: Path, sign: str, wings: tuple[str, ...]
) -> None:
    folders = [root / "pipeline" / "rapporteur" / wing for wing in wings]
    modules = [path for folder in folders for path in folder.rglob("*.py")]
    assert [path.name for path in modules if sign in path.read_text("utf-8")] == []
