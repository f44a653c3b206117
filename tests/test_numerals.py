"""Roman numerals, written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.knowledge.numerals import roman, value_of


@given(st.integers(1, 3999))
def test_what_is_written_is_read(count: int) -> None:
    assert value_of(roman(count)) == count


@pytest.mark.parametrize("text", ["", "IV", "4", "a", "iv.", "xiz"])
def test_anything_else_counts_nothing(text: str) -> None:
    assert value_of(text) is None
