"""A real browser for tests: Debian's Chromium, without a network, that reports every complaint.

Tests use the fixture `browser` of conftest.py; `picture` is for scripts that want a screenshot.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from patience import patience

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser that is closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=list(SWITCHES))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A page that is open, and what went wrong on it: console, errors, requests."""

    page: Page
    own: str = ""
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda message: self._console(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self._request(request.url))

    def _console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")

    def _request(self, url: str) -> None:
        known = ("file:", "data:", "blob:", *([self.own] if self.own else []))
        if not url.startswith(known):
            self.complaints.append(f"request: {url}")


def visit(
    browser: Browser,
    address: str,
    *,
    width: int = 1440,
    dark: bool = False,
    ready: str = "html[data-ready]",
    own: str = "",
) -> Visit:
    """Open a page of ours and wait until it has what is `ready`; close its context when done.

    `own` is the server that it may ask.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    found = Visit(context.new_page(), own)
    found.listen()
    found.page.goto(address)
    found.page.wait_for_selector(ready, timeout=patience(20_000))
    return found


def picture(
    browser: Browser, page: Path, to: Path, *, at: str = "", width: int = 1440, dark: bool = False
) -> None:
    """Write a screenshot of the page as PNG; `at` is the id that its address names."""
    found = visit(browser, f"{page.resolve().as_uri()}#{at}", width=width, dark=dark)
    found.page.wait_for_timeout(400)  # pictures of pages are decoded beside
    found.page.screenshot(path=to)
    found.page.context.close()


def faults(page: Page, within: str = "", *, contrast_only: bool = False) -> list[dict[str, Any]]:
    """Return the serious and critical violations that axe-core finds, on the page or `within`."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if contrast_only:
        options["runOnly"] = ["color-contrast"]
    found = page.evaluate(
        "([within, options]) => axe.run(within || document, options).then((r) => r.violations)",
        [within, options],
    )
    return [each for each in found if each["impact"] in {"serious", "critical"}]
