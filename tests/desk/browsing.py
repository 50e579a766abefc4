"""Journeys through the desk in a real browser: nothing leaves the machine, nothing complains, keys alone suffice."""

import re
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request
from real_browser import SECONDS

from scheduler.desk.application import create
from scheduler.desk.desk import Desk
from scheduler.server.access_log import AccessLog
from scheduler.server.listening import Limits, Server

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

MOST_TABS = 80
"""From one control to another, on any screen."""
LARGEST = 50 * 1024 * 1024
ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
"""What Chromium's console says of a page that tells what was wrong with a form, or is not there."""

NO_POINTER = """for (const kind of ["pointerdown", "mousedown", "touchstart"])
    addEventListener(kind, event => event.isTrusted && console.error(`a ${kind} in a journey by keyboard`), true);"""
FOCUS = """() => {
    const one = document.activeElement, looks = getComputedStyle(one), box = one.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 20) / 2);
    const outlined = looks.outlineStyle !== "none" && parseFloat(looks.outlineWidth) > 0;
    return {
        any: one !== document.body,
        seen: outlined || looks.boxShadow !== "none",
        inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        clear: at !== null && (one.contains(at) || at.contains(one) || at.closest("label")?.control === one),
        words: `${one.tagName} ${(one.getAttribute("aria-label") ?? one.innerText ?? "").slice(0, 80)}`,
    };
}"""
"""Of what has the focus: whether that can be seen, whether it is in the window, and not behind something else."""
HIDDEN_FOCUS = f"""() => {{
    const look = {FOCUS};
    const wrong = [];
    for (const one of document.querySelectorAll("a[href], button, input, select, summary, textarea, [tabindex]")) {{
        if (one.tabIndex < 0) continue;
        one.focus();
        if (one !== document.activeElement) continue;
        const {{ seen, inside, clear, words }} = look();
        if (!(seen && inside && clear)) wrong.push(words);
    }}
    return wrong;
}}"""
"""The stops of the Tab key at which the focus cannot be seen; each gets it in turn, once a key has been pressed."""
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What follows from another width of the window has been done."""


@dataclass(frozen=True)
class Served:
    """A desk that answers at an address of this machine."""

    base: str
    desk: Desk

    def entrance(self, path: str = "/") -> str:
        """Return an address that logs its reader in."""
        return f"{self.base}{path}?token={self.desk.access.token}"


class Answering:
    """The desk's application with a log that is kept, as the server asks for one."""

    def __init__(self, desk: Desk) -> None:
        self.lines: list[str] = []
        self.log = AccessLog(self.lines.append)
        self._answer = create(desk)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(environ, start_response)


def free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(desk: Desk, port: int) -> Iterator[Served]:
    """Answer at a port of this machine for as long as this lasts."""
    limits = Limits(kept=lambda _headers: LARGEST, received=LARGEST)
    server = Server(Answering(desk), "127.0.0.1", port, limits)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{port}", desk)
    finally:
        server.stop()
        thread.join(SECONDS)


@dataclass
class Visit:
    """One officer's window, with all that it asked for elsewhere and all that it complained of."""

    context: BrowserContext
    base: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(1000 * SECONDS)
        self.context.on("request", self._asked)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:", "blob:")):
            self.complaints.append(f"asked {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not ANSWERED.search(message.text):
            self.complaints.append(f"{message.type}: {message.text}")


@contextmanager
def window(
    chromium: Browser, served: Served, *, scripts: bool = True, width: int = 1366, pointer: bool = True
) -> Iterator[Page]:
    """Open a window in which somebody is logged in; it must ask nobody else, and complain of nothing.

    Parameters
    ----------
    chromium, served : Browser, Served
        The browser and the desk.
    scripts : bool
        Whether JavaScript is on.
    width : int
        Of the window, in pixels.
    pointer : bool
        Whether a mouse or a finger may be used.

    """
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="en-GB", base_url=served.base
    )
    visit = Visit(context, served.base)
    if not pointer and scripts:
        context.add_init_script(NO_POINTER)
    page = context.new_page()
    page.goto(served.entrance())
    yield page
    context.close()
    assert not visit.complaints, visit.complaints


def follow(control: Locator) -> None:
    """Press what leads to another page, and wait for that: until it is there, what is read is of the page before."""
    with control.page.expect_navigation(timeout=1000 * SECONDS):
        control.click()


class Keys:
    """Whoever has nothing but a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, role: str, name: str | re.Pattern[str], *, most: int = MOST_TABS) -> Locator:
        """Press Tab until the control of a role and name has the focus, which must be seen wherever it goes."""
        wanted = self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first  # type: ignore[arg-type]
        wanted.wait_for(state="attached")
        for _ in range(most):
            if wanted.evaluate("one => one === document.activeElement"):
                self.see()
                return wanted
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{most} times Tab did not lead to the {role} {name!r} on {self.page.url}")

    def see(self) -> bool:
        """Assert that what has the focus shows it, in the window and behind nothing else; say if anything has it."""
        found = self.page.evaluate(FOCUS)
        if not found["any"]:
            return False
        assert (found["seen"], found["inside"], found["clear"]) == (True, True, True), (self.page.url, found)
        return True

    def press(self, role: str, name: str | re.Pattern[str], key: str = "Enter") -> None:
        """Go to a control and press a key there."""
        self.to(role, name)
        self.page.keyboard.press(key)

    def follow(self, role: str, name: str | re.Pattern[str], key: str = "Enter") -> None:
        """Go to a link or button that leads to another page, and wait for that."""
        self.to(role, name)
        with self.page.expect_navigation(timeout=1000 * SECONDS):
            self.page.keyboard.press(key)

    def type(self, name: str | re.Pattern[str], text: str, role: str = "textbox") -> None:
        """Go to a field and type, in the place of what is there."""
        self.to(role, name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def date(self, name: str | re.Pattern[str], day: str) -> None:
        """Go to a date and type it, `2015-11-19`, as the browser's own field asks for it: day, month, year."""
        field_of_date = self.page.get_by_label(name)
        for _ in range(MOST_TABS):
            if field_of_date.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        year, month, number = day.split("-")
        self.page.keyboard.type(f"{number}{month}{year}")
        assert field_of_date.input_value() == day

    def choose(self, name: str | re.Pattern[str], words: str) -> None:
        """Go to a list and choose a line of it by the arrow keys."""
        found = self.to("combobox", name)
        chosen = "one => one.selectedOptions[0].textContent.trim()"
        self.page.keyboard.press("Home")
        for _ in range(found.evaluate("one => one.options.length")):
            if found.evaluate(chosen) == words:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{words!r} cannot be chosen of {name!r}")


SMALL_TARGETS = """() => [...document.querySelectorAll("button, input, select, summary, textarea")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && one.type !== "hidden" && (box.height < 23.5 || box.width < 23.5);
}).map(one => `${one.tagName} ${(one.innerText || one.name).slice(0, 60)}`)"""
"""What is smaller than 24 by 24 pixels; of links, which stand in sentences or with room around, axe says so."""
WIDER = """() => [...document.querySelectorAll("main *")].filter(one => {
    if (one.closest(".scroll") || one.closest("svg") && one.tagName !== "svg") return false;
    for (let at = one; at.tagName !== "MAIN"; at = at.parentElement) {
        if (getComputedStyle(at).clipPath !== "none") return false;
    }
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.right > innerWidth + 1;
}).map(one => `${one.tagName}.${one.className} ${(one.innerText || "").slice(0, 40)}`).slice(0, 5)"""
"""What is wider than the window, outside regions that scroll by themselves."""


def structure(page: Page) -> list[str]:
    """Return what is wrong with a page's title, headings, language and landmarks."""
    wrong = []
    found = page.eval_on_selector_all(":is(h1, h2, h3, h4):not(.faults *)", "all => all.map(one => one.tagName[1])")
    levels = [int(level) for level in found]  # those of an error summary aside, which stands before all else
    if levels.count(1) != 1 or levels[0] != 1:
        wrong.append(f"headings begin {levels[:4]}, with {levels.count(1)} of the first level")
    wrong += [f"a heading {after} after {before}" for before, after in pairwise(levels) if after > before + 1]
    if page.locator("html").get_attribute("lang") != "en-GB":
        wrong.append("no language")
    if not page.title().endswith("meeting-day") or page.title() == "meeting-day":
        wrong.append(f"titled {page.title()!r}")
    if page.locator("main").count() != 1:
        wrong.append("no main part")
    return wrong
