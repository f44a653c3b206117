"""Train the model of `un_names` and write it into the package, with its scores beside this file.

    python training/train.py [--corpus ../shared/corpus]

One core, no network, the same bytes each time on one machine. The corpus is no part of the project.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from thinc.api import Adam, Model, fix_random_seed

from material import (
    HERE,
    Document,
    Example,
    asked_corpus,
    documents,
    examples,
    judgements,
    small_words,
)
from rapporteur.tag.learned import features as seen
from rapporteur.tag.learned.names import FILE
from rapporteur.tag.learned.net import build
from variants import Variants

PACKAGE = Path(seen.__file__).parent
THRESHOLDS = (0.0, 1.0, 2.0, 2.5, 3.0, 4.0)
JUDGED = ("person", "none")
HIDDEN = 1


class Trainer:
    """Trains one model on examples; `config` is config.toml."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._config = config
        fix_random_seed(config["seed"])
        self._random = Random(config["seed"])  # noqa: S311
        self._hide = np.random.default_rng(config["seed"])
        self._model = build()
        self._model.initialize()
        self._adam = Adam(config["learn_rate"], L2=config["l2"])

    def train(self, known: list[Example]) -> Model[Any, Any]:
        """Give the model, with the means of its weights over the course of training."""
        variants = Variants(known, self._config, self._random)
        for epoch in range(self._config["epochs"]):
            self._slow_down(epoch)
            loss = [self._learn(batch) for batch in self._batches(known, variants)]
            print(f"epoch {epoch + 1}: {np.mean(loss):.4f}", file=sys.stderr, flush=True)
        trained = build()
        with self._model.use_params(self._adam.averages):
            return trained.from_bytes(self._model.to_bytes())

    def _slow_down(self, epoch: int) -> None:
        first, last = self._config["learn_rate"], self._config["last_learn_rate"]
        self._adam.learn_rate = first + (last - first) * epoch / self._config["epochs"]

    def _batches(self, known: list[Example], variants: Variants) -> Iterator[list[Example]]:
        chosen = [
            variants.vary(one) if any(one.named) else one
            for one in known
            for _ in range(2 if one.source == "person" else 1)
            if one.source != "body" or self._random.random() < self._config["bodies"]
        ]
        self._random.shuffle(chosen)
        size = self._config["batch"]
        return (chosen[i : i + size] for i in range(0, len(chosen), size))

    def _learn(self, batch: Sequence[Example]) -> float:
        windows, spans, named = asked(batch)
        for window in windows:
            self._hide_some(window)
        scores, back = self._model.begin_update((windows, spans))
        sure = 1 / (1 + np.exp(-scores))
        back(((sure - named) / len(batch)).astype("float32"))
        self._model.finish_update(self._adam)
        return float(np.abs(sure - named).mean())

    def _hide_some(self, window: np.ndarray) -> None:
        """Hide words and their edges by chance: what is left must do."""
        words = self._hide.random(len(window)) < self._config["hidden_word"]
        window[words, 0] = HIDDEN
        edges = self._hide.random(len(window)) < self._config["hidden_edges"]
        window[edges, 1:3] = HIDDEN


def asked(batch: Sequence[Example]) -> tuple[list[np.ndarray], list[tuple[int, int, int]], Any]:
    """Give what the model takes, and the answers."""
    windows = [np.array([seen.features(w) for w in one.words], dtype="uint64") for one in batch]
    spans = [(at, *span) for at, one in enumerate(batch) for span in one.spans]
    named = [[float(answer)] for one in batch for answer in one.named]
    return windows, spans, np.array(named, dtype="float32")


def score(model: Model[Any, Any], known: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Give precision and recall of the surest span of each question, by threshold."""
    best: list[tuple[float, bool, bool]] = []
    for one in known:
        windows, spans, _ = asked([one])
        scores = model.predict((windows, spans))[:, 0]
        top = int(scores.argmax())
        best.append((float(scores[top]), one.named[top], any(one.named)))
    total = sum(has for *_, has in best)
    out = {}
    for threshold in THRESHOLDS:
        said = [right for value, right, _ in best if value > threshold]
        out[str(threshold)] = {
            "precision": round(sum(said) / max(1, len(said)), 3),
            "recall": round(sum(said) / max(1, total), 3),
        }
    return out


def known_of(found: Sequence[Document], judged: Mapping[str, str]) -> list[Example]:
    """Give all examples of some documents."""
    return [one for document in found for one in examples(document, judged)]


def main() -> int:
    """Train twice: without the documents that choose the threshold, then with them."""
    corpus = asked_corpus(__doc__)
    if corpus is None:
        return 1
    config = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
    found = list(documents(corpus, config))
    words = "\n".join(small_words(found)) + "\n"
    (PACKAGE / seen.WORDS).write_text(words, encoding="utf-8")
    seen.written_small.cache_clear()
    seen.features.cache_clear()
    judged = judgements()
    choosing = [one for one in found if one.part(config["chosen_by_of"], 1)]
    rest = [one for one in found if one not in choosing]
    first = Trainer(config).train(known_of(rest, judged))
    unseen = known_of(choosing, judged)
    scores = {
        "documents": len(found),
        "of these to choose the threshold": len(choosing),
        "questions": len(known_of(found, judged)),
        "judged by the annotator": score(first, [one for one in unseen if one.source in JUDGED]),
        "said by the rules": score(first, [one for one in unseen if one.source not in JUDGED]),
    }
    model = Trainer(config).train(known_of(found, judged))
    (PACKAGE / FILE).write_bytes(model.to_bytes())
    (HERE / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=2), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
