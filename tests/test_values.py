"""Values that are made by the thousand behave as frozen dataclasses do."""

from __future__ import annotations

import pickle
from dataclasses import replace

from rapporteur.source import Line
from rapporteur.text import Span


def test_values_are_alike_by_their_fields() -> None:
    one, other = Span(1, 4), Span(1, 4)
    assert one == other
    assert {one: "a"}[other] == "a"
    assert sorted([Span(2, 3), one]) == [one, Span(2, 3)]
    assert replace(one, end=9) == Span(1, 9)
    assert pickle.loads(pickle.dumps(one)) == one
    assert not hasattr(one, "__dict__")


def test_lines_are_alike_only_if_they_are_the_same() -> None:
    one, other = Line(0, 4, 1), Line(0, 4, 1)
    assert one != other
    assert len({one, other}) == 2
