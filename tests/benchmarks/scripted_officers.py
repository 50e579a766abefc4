"""Officers by a script: browsers without a screen that do at the desk what officers do, with thought between.

Each errand is a method of `Officer`; it raises `Trouble` where the desk answers otherwise than it should. A refusal in
words, such as that somebody else has changed the calendar meanwhile, is counted and is no trouble.
"""

import http.client
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup
from forms_on_pages import fields_of

NAME = "desk.example.gov.uk"
PASSWORD = "seven quiet herons"  # noqa: S105 - nobody's
SITE = "https://meetings.example.gov.uk"
FIELDS = "application/x-www-form-urlencoded"
SEE_OTHER, CONFLICT, FIRST_FAULT_OF_DESK = 303, 409, 500
OPEN_DAYS = frozenset({"free", "price"})
MINUTES_TO_PLAN = "0.15"
VIEWS = ("months", "bodies", "month", "list")
PAGES = ("days", "clashes", "history", "publish", "papers", "papers/work-programme", "papers/structure")


class Trouble(Exception):
    """The desk answered otherwise than it should."""


@dataclass
class Told:
    """What all officers found."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """By kind of request, seconds."""
    statuses: Counter[int] = field(default_factory=Counter)
    errands: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Errands that were refused in words."""
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What the desk answered."""

    status: int
    text: str
    location: str
    content: bytes


@dataclass
class Browser:
    """One connection with its cookies, as a proxy hands on what comes from an address."""

    port: int
    address: str
    told: Told
    think: Callable[[], None]
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=150)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def get(self, path: str, kind: str = "page", *, part: str = "") -> Answer:
        """Return a page that is there."""
        found = self._ask("GET", path, kind, headers={"X-Part": part} if part else {})
        if found.status != 200:
            raise Trouble(f"{path}: {found.status}")
        self.think()
        return found

    def post(self, path: str, fields: Mapping[str, str], kind: str = "form") -> Answer:
        """Send a form, and return what is answered, which is never the desk's own fault."""
        headers = {"Content-Type": FIELDS, "Origin": f"https://{NAME}", "Sec-Fetch-Site": "same-origin"}
        found = self._ask("POST", path, kind, urlencode(fields), headers)
        if found.status >= FIRST_FAULT_OF_DESK:
            raise Trouble(f"{path}: {found.status}")
        self.think()
        return found

    def _ask(
        self, method: str, path: str, kind: str, body: str | None = None, headers: Mapping[str, str] = {}
    ) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {"Host": NAME, "X-Forwarded-For": self.address, **({"Cookie": cookie} if cookie else {}), **headers}
        began = time.perf_counter()
        for first in (True, False):
            try:
                self._connection.request(method, path, body, own)
                answer = self._connection.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionError):  # the desk closes a connection that has rested
                self._connection.close()
                if not first:
                    raise
        content = answer.read()
        self.told.took[kind].append(time.perf_counter() - began)
        self.told.statuses[answer.status] += 1
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        location = urlsplit(answer.getheader("Location") or "")
        return Answer(answer.status, content.decode("utf-8", "replace"), location.path, content)


class Officer:
    """Somebody at work in one year.

    Parameters
    ----------
    browser : Browser
        What they sit at.
    name, role : str
        Who they are, and what they may do.
    year : str
        The year's folder.
    chance : Random
        Says what they do next.

    """

    def __init__(self, browser: Browser, name: str, role: str, year: str, chance: random.Random) -> None:
        self.browser, self.name, self.role, self.year, self.chance = browser, name, role, year, chance
        self.told = browser.told
        self._drafts = 0

    @property
    def errands(self) -> list[tuple[Callable[[], None], int]]:
        """What they do, and how often each beside the others."""
        reading = [(self.look, 6), (self.ask_prices, 3), (self.take_papers, 2)]
        planning = [(self.move_and_undo, 4), (self.try_in_a_draft, 1), (self.plan_a_little, 1), (self.consult, 1)]
        return (
            reading
            + planning * (self.role == "planner")
            + [(self.publish, 2), (self.move_and_undo, 2)] * (self.role == "publisher")
        )

    def session(self, errands: int) -> None:
        """Log in, do some errands, and log out."""
        self._do(self.log_in)
        for _ in range(errands):
            every, weights = zip(*self.errands, strict=True)
            self._do(self.chance.choices(every, weights)[0])
        self._do(self.log_out)

    def _do(self, errand: Callable[[], None]) -> None:
        name = errand.__name__.replace("_", " ")
        self.told.errands[name] += 1
        try:
            errand()
        except (Trouble, OSError, http.client.HTTPException, StopIteration, KeyError, ValueError) as trouble:
            self.told.troubles.append(f"{self.name}, {name}: {type(trouble).__name__}: {trouble}")

    def _send(self, page: str, action: str, where: str = "", kind: str = "form", **typed: str) -> Answer:
        """Fill in the form of a page whose action ends so, and send it."""
        text = self.browser.get(page).text
        answer = self.browser.post(where or action, {**fields_of(text, action), **typed}, kind)
        if answer.status == CONFLICT:
            self.told.refused[kind] += 1
        return answer

    # -- coming and going

    def log_in(self) -> None:
        """Come in with a name and a password."""
        self.browser.cookies.clear()
        found = self.browser.get("/log-in")
        answer = self.browser.post(
            "/log-in", {**fields_of(found.text, "/log-in"), "name": self.name, "password": PASSWORD}
        )
        if answer.status != SEE_OTHER:
            raise Trouble(f"{self.name} was not let in: {answer.status}")

    def log_out(self) -> None:
        """Go."""
        self._send("/account", "/log-out")

    # -- reading

    def look(self) -> None:
        """Look at pages of the year."""
        year = f"/years/{self.year}"
        self.browser.get(self.chance.choice(("/", f"{year}/", f"{year}/jobs", f"{year}/workbook", f"{year}/faults")))
        self.browser.get(f"{year}/in/calendar/year?view={self.chance.choice(VIEWS)}")
        self.browser.get(f"{year}/in/calendar/{self.chance.choice(PAGES)}")
        self.browser.get(f"{year}/in/calendar/meetings/{self._meeting()}")

    def _meeting(self, calendar: str = "calendar") -> str:
        """Return the body and number of a meeting as addresses have it."""
        page = self.browser.get(f"/years/{self.year}/in/{calendar}/year?view=list").text
        found = sorted(set(re.findall(rf"/in/{calendar}/meetings/([^\"?]+/\d+)", page)))
        if not found:
            raise Trouble("a year without meetings")
        return self.chance.choice(found)

    def _days(self, calendar: str, meeting: str) -> list[str]:
        """Return the days on which a meeting could be."""
        found = json.loads(self.browser.get(f"/years/{self.year}/in/{calendar}/move/{meeting}/days", "days").text)
        return [day for day, (kind, _, _) in found["days"].items() if kind in OPEN_DAYS]

    def ask_prices(self, calendar: str = "calendar", meeting: str = "") -> str:
        """Ask what some days cost a meeting, and return the last."""
        meeting = meeting or self._meeting(calendar)
        page = f"/years/{self.year}/in/{calendar}/move/{meeting}"
        self.browser.get(page, "move")
        days = self._days(calendar, meeting)
        asked = self.chance.sample(days, min(3, len(days)))
        for day in asked:
            self.browser.get(f"{page}?day={day}", "price", part="panel")
        return asked[-1] if asked else ""

    def take_papers(self) -> None:
        """Take what is printed for a day, the report, and the notices."""
        papers = f"/years/{self.year}/in/calendar/papers"
        days = re.findall(r"/papers/days/(\d{4}-\d\d-\d\d)\"", self.browser.get(f"{papers}/days").text)
        self.browser.get(f"{papers}/days/{(day := self.chance.choice(days))}", "papers")
        self.browser.get(f"{papers}/days/{day}/all.zip", "papers")
        self.browser.get(f"{papers}/report", "papers")
        self.browser.get(f"{papers}/notices", "papers")

    # -- planning

    def move_and_undo(self) -> None:
        """Move a meeting, and go back to where it was."""
        self._move("calendar")
        self._undo("calendar")

    def _move(self, calendar: str) -> None:
        meeting = self._meeting(calendar)
        day = self.ask_prices(calendar, meeting)
        page = f"/years/{self.year}/in/{calendar}/move/{meeting}"
        if day and 'class="apply"' in self.browser.get(f"{page}?day={day}", "price").text:
            text = self.browser.get(f"{page}?day={day}", "price").text
            fields = _of_class(text, "apply")
            answer = self.browser.post(f"{page}?day={day}", {**fields, "day": day, "reason": "The hall is let"}, "move")
            if answer.status == CONFLICT:
                self.told.refused["move"] += 1
            elif answer.status != SEE_OTHER:
                raise Trouble(f"{page} to {day}: {answer.status}")

    def _undo(self, calendar: str) -> None:
        history = f"/years/{self.year}/in/{calendar}/history"
        steps = [int(one) for one in re.findall(r"/history/back/(\d+)", self.browser.get(history).text)]
        if not steps:
            return
        back = f"{history}/back/{max(steps)}"
        answer = self._send(back, back, kind="undo", reason="A soak")
        if answer.status not in (SEE_OTHER, CONFLICT):
            raise Trouble(f"{back}: {answer.status}")

    def try_in_a_draft(self) -> None:
        """Begin a draft, move something in it, compare it, and take it away."""
        self._drafts += 1
        name = f"{self.name.lower().replace(' ', '-')}-{self._drafts}"
        compare = f"/years/{self.year}/compare"
        self._send(compare, f"/years/{self.year}/drafts", kind="draft", name=name)
        self._move(name)
        self.browser.get(f"{compare}?one=calendar&other=draft:{name}", "compare")
        draft = f"/years/{self.year}/in/{name}/draft"
        self._send(draft, f"{draft}/remove", kind="draft")

    def plan_a_little(self) -> None:
        """Have the year planned for some seconds, near to what is there, and wait for it."""
        page = f"/years/{self.year}/plan"
        answer = self._send(page, page, kind="plan", minutes="own", own_minutes=MINUTES_TO_PLAN, reason="A soak")
        if answer.status != SEE_OTHER:
            raise Trouble(f"{page}: {answer.status}")
        ends = time.monotonic() + 300
        while 'data-poll="1"' in self.browser.get(answer.location, "job").text:
            if time.monotonic() > ends:
                raise Trouble(f"{answer.location} does not end")
            time.sleep(2)

    # -- with others

    def consult(self) -> None:
        """Ask somebody, who answers on their own page; decline the answer; withdraw the page."""
        page = f"/years/{self.year}/consult"
        answer = self._send(page, page, kind="consult", name="Anytown Police")
        if answer.status != SEE_OTHER:
            raise Trouble(f"{page}: {answer.status}")
        one = answer.location
        address = re.search(r"/consult/[\w-]{20,}", self.browser.get(one).text)
        if address is None:
            raise Trouble(f"{one} shows no address")
        outside = Browser(self.browser.port, self.browser.address, self.told, self.browser.think)
        shown = outside.get(address[0], "consultee").text
        days = re.search(r'name="first"[^>]*min="([^"]+)"', outside.get(f"{address[0]}/say", "consultee").text)
        said = (
            {"about": "days", "first": days[1], "reason": "A soak"} if days else {"about": "remark", "reason": "A soak"}
        )
        outside.post(address[0], said, "consultee")
        outside.close()
        if "Anytown Police" not in shown:
            raise Trouble("the consultee's page names nobody")
        asked = re.search(r"/consult/answers/\d+", self.browser.get(one).text)
        if asked is None:
            raise Trouble(f"{one} has no answer")
        where = f"/years/{self.year}{asked[0]}"
        self._send(where, where, kind="consult", do="decline", word="Not this year")
        self._send(one, one, kind="consult", do="withdraw")

    def publish(self) -> None:
        """Confirm what is provisional, publish, take the letters, and give one member new links."""
        page = f"/years/{self.year}/in/calendar/publish"
        if "/publish/confirm" in self.browser.get(page).text:
            self._send(page, f"{page}/confirm", kind="confirm")
        answer = self._send(page, page, kind="publish", base_url=SITE)
        if answer.status not in (SEE_OTHER, CONFLICT):
            raise Trouble(f"{page}: {answer.status}")
        if answer.status == SEE_OTHER:
            self.browser.get(f"{page}/letters", "letters")
            text = self.browser.get(f"{page}/links").text
            members = re.findall(r'name="members"[^>]*value="([^"]+)"', text)
            self._send(f"{page}/links", f"{page}/links", kind="links", do="rotate", members=self.chance.choice(members))


def _of_class(page: str, kind: str) -> dict[str, str]:
    """Return the fields of the form of a class."""
    form = BeautifulSoup(page, "html.parser").find("form", class_=kind)
    return fields_of(str(form))
