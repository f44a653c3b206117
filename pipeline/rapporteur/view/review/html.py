"""HTML in which no text of a document can become markup or script.

Every value that a template writes is escaped; data for the script is JSON in which no character
has a meaning in HTML; and the page itself forbids, by its Content-Security-Policy, any style or
script but those whose hashes it names, and anything from the network.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rapporteur.view.review.naming import category
from rapporteur.view.review.words import family_words, problem_words, rule_words, severity_words

_ROOMS: Final = ("rapporteur.view.review", "rapporteur.view.serve")
_SIGNS: Final = {" ": "␣", "\n": "↵", "\t": "⇥", "\f": "⤓"}
_MEANINGS: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def render(name: str, styles: tuple[str, ...], scripts: tuple[str, ...], **values: Any) -> bytes:
    """Return the page that the template makes of the values, with style and script inside."""
    style, script = _joined(styles), _joined(scripts)
    html = _environment().get_template(name).render(
        values, style=_safe(style), script=_safe(script),
        policy=policy(style, script, served=values.get("served", False)),
    )  # fmt: skip
    return html.encode("utf-8", "replace")


def _safe(text: str) -> Markup:
    """Let a template write `text` as it stands: our own files, and JSON without signs of HTML."""
    return Markup(text)  # noqa: S704 - none of it comes from a document unescaped


def policy(style: str, script: str, *, served: bool) -> str:
    """Return a Content-Security-Policy that allows this style, this script and pictures inside.

    A page that is `served` may ask its own server, and nobody else.
    """
    own = " 'self'; connect-src 'self'" if served else ""
    return (
        f"default-src 'none'; img-src data:{own}; style-src '{_hash(style)}';"
        f" script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )


def as_data(value: object) -> Markup:
    """Return `value` as JSON that may stand in a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _safe(text.translate(_MEANINGS))


def visible(text: str) -> str:
    """Return `text` with signs for what cannot be seen: blanks, line ends, hyphens of PDFium."""
    shown = "".join(_SIGNS.get(c, c if c.isprintable() else f"U+{ord(c):04X}") for c in text)
    return shown or "∅"


def percent(share: float) -> str:
    """Return a share in per cent, cut and not rounded: what is not whole must not look so."""
    return f"{int(share * 10_000) / 100:.2f} %"


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(_asset(name) for name in names)


def _asset(name: str) -> str:
    places = (files(room) / "assets" / name for room in _ROOMS)
    return next(place.read_text(encoding="utf-8") for place in places if place.is_file())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name, "assets") for name in _ROOMS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "category": category,
        "data": as_data,
        "family": family_words,
        "problem": problem_words,
        "rule": rule_words,
        "severity": severity_words,
        "percent": percent,
        "visible": visible,
    }
    return environment
