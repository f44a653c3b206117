"""What the REST interface offers: each operation once, for the server and for its description.

A request is checked by the same schemas that `/api/openapi.json` shows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Param:
    """A value in the path or the query. `low` and `high` bound a number or a length."""

    name: str
    about: str
    kind: str = "string"
    place: str = "query"
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    pattern: str | None = None
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        low, high = ("minimum", "maximum") if self.kind == "integer" else ("minLength", "maxLength")
        found: dict[str, Any] = {"type": self.kind}
        more = ((low, self.low), (high, self.high), ("pattern", self.pattern))
        found |= {key: value for key, value in more if value is not None}
        return found | ({"enum": list(self.choices)} if self.choices else {})

    def described(self) -> dict[str, Any]:
        """Return the description of the parameter."""
        return {
            "name": self.name,
            "in": self.place,
            "description": self.about,
            "required": self.required or self.place == "path",
            "schema": self.schema(),
        }

    def read(self, given: str | None) -> Any:
        """Return the value that is given; raises `ValueError`, which says what is wrong."""
        if given is None:
            if self.required:
                raise ValueError(f"{self.name} is missing")
            return None
        value: Any = self._number(given) if self.kind == "integer" else given
        return self._within(value, value if self.kind == "integer" else len(given))

    def _number(self, given: str) -> int:
        if not given.isascii() or not given.lstrip("-").isdigit() or len(given) > 18:
            raise ValueError(f"{self.name} is no number")
        return int(given)

    def _within(self, value: Any, size: int) -> Any:
        if self.choices and value not in self.choices:
            raise ValueError(f"{self.name} must be one of {', '.join(self.choices)}")
        if size < (-math.inf if self.low is None else self.low):
            raise ValueError(f"{self.name} is too small")
        if size > (math.inf if self.high is None else self.high):
            raise ValueError(f"{self.name} is too large")
        if self.pattern and not re.fullmatch(self.pattern, str(value)):
            raise ValueError(f"{self.name} is not of the form that it must have")
        return value


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: `work` takes the values and the body, and returns the answer.

    `body` is the JSON Schema of what must be sent, or the media type of bytes. `answers` are
    statuses with what they mean; `gives` is the media type, or the schema, of a 200.
    """

    method: str
    path: str
    about: str
    work: Callable[..., Response]
    params: tuple[Param, ...] = ()
    body: Mapping[str, Any] | str | None = None
    gives: Mapping[str, Any] | Sequence[str] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what identifies the operation."""
        words = self.path.replace("{", "").replace("}", "").replace("-", "/").split("/")
        return "_".join([self.method.lower(), *filter(None, words)])

    def described(self) -> dict[str, Any]:
        """Return the description of the operation."""
        found: dict[str, Any] = {"operationId": self.name, "summary": self.about}
        if self.params:
            found["parameters"] = [param.described() for param in self.params]
        if self.body is not None:
            found["requestBody"] = {"required": True, "content": _content(self.body)}
        found["responses"] = {"200": {"description": "done", "content": _gives(self.gives)}}
        found["responses"] |= {
            str(status): {"description": meaning, "content": _content(_ERROR)}
            for status, meaning in self._statuses().items()
        }
        return found

    def _statuses(self) -> dict[int, str]:
        more = {422: "a value is wrong"} if self.params or self.body is not None else {}
        if isinstance(self.body, Mapping):
            more |= {400: "the body is no JSON", 413: "the body is too large"}
        doors = {401: "no token", 403: "it comes from elsewhere", 421: "under another name"}
        return {**doors, **more, **self.answers}


_ERROR: Mapping[str, Any] = {"type": "object", "properties": {"error": {"type": "string"}}}


def _content(body: Mapping[str, Any] | str) -> dict[str, Any]:
    if isinstance(body, str):
        return {body: {"schema": {"type": "string", "format": "binary"}}}
    return {"application/json": {"schema": body}}


def _gives(gives: Mapping[str, Any] | Sequence[str]) -> dict[str, Any]:
    if isinstance(gives, Mapping):
        return _content(gives or {"type": "object"})
    types = {"application/json": "object"}
    return {kind: {"schema": {"type": types.get(kind, "string")}} for kind in gives}


def openapi(operations: Sequence[Operation], version: str) -> dict[str, Any]:
    """Return the description of the interface (OpenAPI 3.1)."""
    shared: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        described = _with_shared(one.described(), shared)
        paths.setdefault(one.path, {})[one.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "rapporteur", "version": version},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": shared,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _with_shared(value: Any, shared: dict[str, Any]) -> Any:
    """Return a description whose schemas point to those that all share, and collect these."""
    if isinstance(value, Mapping):
        for name, schema in value.get("$defs", {}).items():
            shared[name] = _with_shared(schema, shared)
        return {
            key: _pointing(one) if key == "$ref" else _with_shared(one, shared)
            for key, one in value.items()
            if key != "$defs"
        }
    if isinstance(value, list):
        return [_with_shared(one, shared) for one in value]
    return value


def _pointing(reference: str) -> str:
    return reference.replace("#/$defs/", "#/components/schemas/")
