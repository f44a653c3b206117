"""How addresses of the web begin and go on: the same in every language."""

from __future__ import annotations

import re
from typing import Final

ADDRESS: Final = r"(?:https?://|www\.)"
REST = re.compile(
    r"\S*[/=?%_&#]|\S+\.(?:html?|pdf|aspx?|php|org|int|net|com)\b|\S+-\S+-|[a-f\d]{8,}"
)
"""What behind a break in an address surely belongs to it."""
