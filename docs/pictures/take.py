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

from browser import PROGRAM, chromium, picture, visit  # noqa: E402 - stands beside the tests
from served import REVIEW, TOKEN, serving, with_samples  # noqa: E402

SAMPLE = "samples/a-hrc-99-99.pdf"
WIDTH = 1280
PICTURES = {
    "review": ("p18", False),
    "recommendations": ("rec-38.5", True),
}
"""Each picture of the review page: what its address names, and whether it is dark."""
WORKBENCH = {
    "workbench": ("/", "html[data-ready] tbody tr", "", False),
    "workbench-report": (
        f"/report/{REVIEW}#p7", "html[data-ready] #ui-sheets img", "e", False,
    ),
    "workbench-recommendations": (
        "/tables?what=recommendations&position=supported", "html[data-ready] tbody tr", "", True,
    ),
}  # fmt: skip
"""Each picture of the workbench: where, what must be there, a key to press, whether it is dark."""


def write_review(folder: Path) -> Path:
    """Write the review page of the sample and return its path."""
    page = folder / "review.html"
    command = [sys.executable, "-m", "rapporteur", "review", SAMPLE, "-o", str(page)]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 - our own command
    return page


def take_workbench(folder: Path, browser: object) -> None:
    """Take the pictures of the workbench over the samples."""
    with serving(with_samples(folder / "reports")) as server:
        for title, (path, ready, key, dark) in WORKBENCH.items():
            address = f"{server.address}/?token={TOKEN}"
            found = visit(browser, address, width=WIDTH, dark=dark, own=server.address)
            found.page.goto(f"{server.address}{path}")
            for _ in range(60):  # the rows of tables come after the reports
                if found.page.locator(ready).count():
                    break
                found.page.wait_for_timeout(1000)
                if "/report/" not in path:
                    found.page.reload()
            if key:
                found.page.keyboard.press(key)
            found.page.wait_for_timeout(1500)
            found.page.screenshot(path=folder / f"{title}.png")
            found.page.context.close()
            keep(folder, title)


def keep(folder: Path, title: str) -> None:
    """Write a screenshot beside this file, small."""
    target = Path(__file__).with_name(f"{title}.webp")
    Image.open(folder / f"{title}.png").save(target, quality=80, method=6)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def main() -> None:
    """Take every picture."""
    if PROGRAM is None:
        sys.exit("the pictures need chromium; install it with apt")
    with TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        page = write_review(folder)
        for title, (at, dark) in PICTURES.items():
            picture(browser, page, folder / f"{title}.png", at=at, width=WIDTH, dark=dark)
            keep(folder, title)
        take_workbench(folder, browser)


if __name__ == "__main__":
    main()
