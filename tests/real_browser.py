"""The browser in which pages are opened, and what axe finds wrong with one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

SHELL, WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = SHELL if Path(SHELL).exists() else WHOLE
"""Without a window Chromium asks for half the processor time; where that is not installed, the whole browser does."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt --no-maglev",  # no page runs long enough to earn what its code costs to be optimised
)
SECONDS = 60
"""For one page to come, and for one thing to be seen: a machine may be busy with much else."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BARRIERS = """async tags => {
    const found = await axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false });
    const wrong = found.violations.flatMap(({ id, nodes }) =>
        nodes.map(node => `${id}: ${node.target} ${node.html.slice(0, 160)}`));
    for (const sheet of document.styleSheets) {
        if (sheet.href?.startsWith("file:")) continue;  // no script may read that
        for (const { media, cssText } of sheet.cssRules) {
            if (media?.mediaText.includes("orientation") && cssText.includes("rotate")) wrong.push(cssText);
        }
    }
    return wrong;
}"""
"""What axe would ask a page's style sheets once more for, whether a page turns with the screen, is asked here."""

expect.set_options(timeout=1000 * SECONDS)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Have a browser for as long as this lasts."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def barriers(page: Page) -> list[str]:
    """Return what axe finds wrong with a page that has JavaScript: rule, place, and what stands there."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(BARRIERS, WCAG)
    return found
