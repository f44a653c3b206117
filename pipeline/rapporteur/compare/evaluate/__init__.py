"""Score reports against gold: precision, recall and F1 for every key, with each miss and extra."""

from rapporteur.compare.evaluate.command import main
from rapporteur.compare.evaluate.compare import (
    GoldError,
    evaluate,
    evaluate_paths,
    load_gold,
    score_document,
)
from rapporteur.compare.evaluate.score import DocumentScore, Evaluation, Score, Slip
from rapporteur.compare.evaluate.show import as_json, render_table

__all__ = [
    "DocumentScore",
    "Evaluation",
    "GoldError",
    "Score",
    "Slip",
    "as_json",
    "evaluate",
    "evaluate_paths",
    "load_gold",
    "main",
    "render_table",
    "score_document",
]
