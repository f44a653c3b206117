"""How often Python looks for garbage while many objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (1_000_000, 20, 20)
"""Thresholds of the collector. What documents and their rows are made of lives long and has no
circles: to look through it again and again took a tenth of a conversion, a third of a load."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let garbage be looked for seldom, as long as this lasts."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
