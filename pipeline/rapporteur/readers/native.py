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
    Without the types of its arguments a door costs half of that again, for nothing is converted:
    it takes what `ready` returns, and numbers that fit an int.
    """
    place = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    assert place
    return ctypes.PYFUNCTYPE(result, *arguments)(place)


def ready(handle: int) -> object:
    """Return a handle as an argument for doors without types, to be used again and again."""
    return HANDLE.from_param(handle)


def address(handle: object) -> int:
    """Return a handle of the generated bindings as a plain number, 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
