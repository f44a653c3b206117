"""Take the pictures of README.md and docs/: pages that rapporteur writes, in a real Chromium.

Writes <name>.webp beside this file; `make pictures` runs it. Needs Debian's chromium.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser import PROGRAM, chromium, picture  # noqa: E402 - stands beside the tests

SAMPLE = "samples/a-hrc-99-99.pdf"
WIDTH = 1280
PICTURES = {
    "review": ("p18", False),
    "recommendations": ("rec-38.5", True),
}
"""Each picture of the review page: what its address names, and whether it is dark."""


def write_review(folder: Path) -> Path:
    """Write the review page of the sample and return its path."""
    page = folder / "review.html"
    command = [sys.executable, "-m", "rapporteur", "review", SAMPLE, "-o", str(page)]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 - our own command
    return page


def main() -> None:
    """Take every picture."""
    if PROGRAM is None:
        sys.exit("the pictures need chromium; install it with apt")
    with TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        page = write_review(folder)
        for title, (at, dark) in PICTURES.items():
            shot = folder / f"{title}.png"
            picture(browser, page, shot, at=at, width=WIDTH, dark=dark)
            target = Path(__file__).with_name(f"{title}.webp")
            Image.open(shot).save(target, quality=80, method=6)
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
