"""A person's words for what the program calls by its own: kinds of problems, rules, repairs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rapporteur.knowledge.grammar import load_grammars

PROBLEMS = {
    "count_mismatch": "Counts disagree",
    "unplaced_text": "Text that stands nowhere",
    "prose_removed": "Text was removed",
    "person_spelled_in_two_ways": "A name in two spellings",
    "correction_conflict": "A correction that does not fit any more",
    "unknown_member": "A name that is not known",
    "unknown_agenda_item": "An agenda item that does not exist",
    "state_unknown": "A State that is not known",
    "state_misspelt": "A State misspelt",
    "speaker_not_attending": "Spoke, but is not listed as present",
    "recommendation_not_found": "A recommendation is missing",
    "recommendation_no_state": "A recommendation by nobody",
    "recommendation_bracket": "The bracket of a recommendation",
    "no_structure": "No structure was found",
    "footnote_uncalled": "A footnote that nothing calls",
    "footnote_empty": "A footnote without text",
    "footnote_far": "A footnote with text of a later page",
    "damaged_content": "Content of the file that does not decode",
    "font": "A font whose letters have no meaning",
    "sparse_page": "A page that breaks off",
    "answer_unmatched": "An answer to no recommendation",
    "answer_missing": "A recommendation without an answer",
    "answer_contradicts": "An answer that contradicts the report",
}
SEVERITIES = {"error": "Error", "warning": "Look at it", "info": "For information"}
RULES = {
    "repair.apostrophe": "Apostrophe",
    "repair.blank_at_slash": "Blank at a slash taken out",
    "repair.blank_before_hyphen": "Blank before a hyphen taken out",
    "repair.blank_before_mark": "Blank before a mark taken out",
    "repair.blank_behind_hyphen": "Blank behind a hyphen taken out",
    "repair.blank_in_bracket": "Blank in a bracket taken out",
    "repair.blank_in_symbol": "Blank in a symbol taken out",
    "repair.broken_address": "Address joined",
    "repair.broken_alternative": "Alternative joined",
    "repair.broken_symbol": "Symbol joined",
    "repair.closed_dash": "Dash set apart",
    "repair.hyphen_sign": "Sign of a hyphen",
    "repair.invisible": "Invisible sign taken out",
    "repair.ligature": "Letters of a ligature",
    "repair.line_hyphen_dropped": "Hyphen at the end of a line dropped",
    "repair.line_hyphen_kept": "Hyphen at the end of a line kept",
    "repair.lost_hyphen": "Lost hyphen put back",
    "repair.mojibake": "Damaged letters mended",
    "repair.private_use": "Sign of a font mended",
    "repair.soft_hyphen": "Soft hyphen taken out",
    "repair.space_sign": "Sign of a blank",
    "repair.split_number": "Split number joined",
    "repair.split_word": "Split word joined",
    "repair.split_year": "Split year joined",
    "base.word_of_label": "Word of a label",
    "base.job_line": "Line of the job number",
    "base.note_call": "Call of a footnote",
}


def problem_words(code: str) -> str:
    """Return what a person calls a kind of problem."""
    return PROBLEMS.get(code) or _plain(code)


def severity_words(severity: str) -> str:
    """Return what a person calls how grave a problem is."""
    return SEVERITIES.get(severity, severity)


def rule_words(rule: str) -> str:
    """Return a rule in words for people: "Blank before a mark taken out"."""
    return RULES.get(rule) or _plain(rule.rpartition(".")[2])


def families(grammars: Path | None = None) -> Mapping[str, str]:
    """Return what each family of documents is called, by its id; `grammars` are a user's own."""
    return {grammar.id: grammar.title for grammar in load_grammars(grammars).values()}


def family_words(family: str) -> str:
    """Return what a person calls a family of documents."""
    return families().get(family) or _plain(family)


def _plain(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
