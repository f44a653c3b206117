"""`rapporteur schema`: the JSON Schema of the report."""

from __future__ import annotations

import json

from rapporteur.cli.console import emit, orderly


def schema() -> None:
    """Print the JSON Schema of the report."""
    from rapporteur.report import json_schema

    with orderly():
        emit(json.dumps(json_schema(), indent=2, ensure_ascii=False).encode() + b"\n")
