"""The model: vectors of words in their context, and how much a stretch of them is a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from thinc.api import (
    HashEmbed,
    Linear,
    Maxout,
    Model,
    chain,
    clone,
    concatenate,
    expand_window,
    residual,
    with_array,
)
from thinc.types import Floats2d, Ints2d

from rapporteur.tag.learned.features import COLUMNS

WIDTH = 64
DEPTH = 3
HIDDEN = 64
ROWS = (5000, 1000, 2000, 500, 100, 100)
"""Rows of the tables of the hashed features: words, beginnings, ends, shapes, rarities, classes."""
_PIECES = 3
_PARTS = 5

Windows = list[Ints2d]
"""Stretches of text, each as the features of its words."""
Asked = Sequence[tuple[int, int, int]]
"""Spans: the window, the first word and the one behind the last."""
Net = Model[tuple[Windows, Asked], Floats2d]
Layer = Model[Floats2d, Floats2d]


def build() -> Net:
    """Make the model, without what it has learned: a number for each span asked, above 0 a name."""
    assert len(ROWS) == COLUMNS
    tables: list[Model[Ints2d, Floats2d]] = [
        HashEmbed(WIDTH, rows, column=i, seed=i + 1) for i, rows in enumerate(ROWS)
    ]
    mixed: Layer = Maxout(WIDTH, WIDTH * COLUMNS, nP=_PIECES, normalize=True)
    wide: Layer = Maxout(WIDTH, WIDTH * 3, nP=_PIECES, normalize=True)
    around: Layer = chain(expand_window(window_size=1), wide)
    alone: Model[Windows, list[Floats2d]] = with_array(chain(concatenate(*tables), mixed))
    within: Model[list[Floats2d], list[Floats2d]] = with_array(
        clone(residual(around), DEPTH), pad=DEPTH
    )
    hidden: Layer = Maxout(HIDDEN, WIDTH * _PARTS, nP=_PIECES, normalize=True, dropout=0.2)
    return chain(_spans(chain(alone, within)), hidden, Linear(1, HIDDEN))


def _spans(words: Model[Windows, list[Floats2d]]) -> Net:
    """Give for each span the mean of its words, the first, the last, and those around it."""
    return Model("spans", _forward, init=_init, layers=[words])


def _init(model: Net, **_: object) -> None:
    model.layers[0].initialize()


def _forward(
    model: Net, asked: tuple[Windows, Asked], is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], tuple[Windows, Asked]]]:
    windows, spans = asked
    vectors, back = model.layers[0](windows, is_train)
    ops = model.ops
    out = ops.alloc2f(len(spans), WIDTH * _PARTS)
    for row, (window, start, end) in enumerate(spans):
        words: Any = vectors[window]
        parts: Any = out[row].reshape((_PARTS, WIDTH))
        parts[0] = words[start:end].mean(axis=0)
        parts[1], parts[2] = words[start], words[end - 1]
        if start:
            parts[3] = words[start - 1]
        if end < len(words):
            parts[4] = words[end]

    def backprop(d_out: Floats2d) -> tuple[Windows, Asked]:
        d_vectors: Any = [ops.alloc2f(*X.shape) for X in vectors]
        for row, (window, start, end) in enumerate(spans):
            d_words = d_vectors[window]
            parts: Any = d_out[row].reshape((_PARTS, WIDTH))
            d_words[start:end] += parts[0] / (end - start)
            d_words[start] += parts[1]
            d_words[end - 1] += parts[2]
            if start:
                d_words[start - 1] += parts[3]
            if end < len(d_words):
                d_words[end] += parts[4]
        return back(d_vectors), spans

    return out, backprop
