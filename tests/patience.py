"""How long tests wait for what does come: longer where many share the machine."""

from __future__ import annotations

import os


def patience(seconds: float) -> float:
    """Return the seconds, or their multiple where more wants to run than there are cores for."""
    return seconds * max(1.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))
