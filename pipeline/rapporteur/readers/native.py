"""Lean ways into the functions of a native library."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Final

HANDLE: Final = ctypes.c_void_p
INT: Final = ctypes.c_int


def door(function: object, result: type | None, *arguments: type) -> Callable[..., Any]:
    """Return a lean way into a PDFium function: handles as plain numbers, no lock released.

    Calls per text object are many and short, and these cost half of the generated bindings'.
    """
    place = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    assert place
    return ctypes.PYFUNCTYPE(result, *arguments)(place)


def address(handle: object) -> int:
    """Return a handle of the generated bindings as a plain number, 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
