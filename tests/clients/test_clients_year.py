"""Forty steps of a council's year, from its first plan to the next year's, read by subscribers after each."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from clients.a_year import Council, Readers, Row, asked, plan_in
from clients.programs import read_by_ical_js, served
from clients.strict_parser import feeds_in
from openpyxl import load_workbook
from rounds import rounds

from scheduler.outputs.site.register import read_register

ADDRESS = "https://meetings.example.gov.uk"
PEOPLE = ("LEA", "DEP", "AVA", "BEN", "CAL", "DOT", "EVE", "FAY", "CLK")
BODIES: tuple[Row, ...] = (
    {"body": "COU", "name": "Council", "meetings_min": "4", "meetings_max": "4", "min_gap_days": "42"},
    {"body": "PLN", "name": "Planning Committee", "meetings_min": "6", "meetings_max": "6", "min_gap_days": "35"},
    {"body": "AUD", "name": "Audit Committee", "meetings_min": "3", "meetings_max": "3", "min_gap_days": "60"},
)
OPEN = {"notice_clear_days": "5", "open_to_public": "yes", "start_times": "18:00;19:00", "duration_minutes": "90"}
SEATS = {"COU": PEOPLE[:8], "PLN": ("AVA", "BEN", "CAL", "DOT"), "AUD": ("DOT", "EVE", "FAY")}


def tables(first: str, last: str) -> dict[str, list[Row]]:
    settings = {"title": "Aldermoor meetings", "authority": "Aldermoor Borough Council", "start_date": first}
    return {
        "settings": [{"setting": name, "value": value} for name, value in {**settings, "end_date": last}.items()],
        "bodies": [{**body, **OPEN} for body in BODIES],
        "people": [{"person": code, "name": f"Councillor {code.title()}"} for code in PEOPLE[:8]]
        + [{"person": "CLK", "name": "Democratic Services Officer"}, {"person": "NEW", "name": "Councillor New"}],
        "memberships": [
            {"person": person, "body": body, "role": "chair" if place == 0 else "member"}
            for body, people in SEATS.items()
            for place, person in enumerate(people)
        ]
        + [{"person": "CLK", "body": "COU", "role": "clerk"}],
        "rooms": [
            {"room": "CH", "name": "Council Chamber", "venue": "Town Hall", "capacity": "60"},
            {"room": "CR1", "name": "Committee Room 1", "venue": "Town Hall", "capacity": "20"},
            {"room": "CR2", "name": "Committee Room 2", "venue": "Town Hall", "capacity": "20"},
        ],
    }


class Year:
    """The officer's folder: the input, the plan, the published site, and what has been done so far."""

    def __init__(self, home: Path, address: str) -> None:
        self.council = Council(home / "council", tables("2026-05-04", "2027-04-30"))
        self.plan, self.site, self.register = home / "year", home / "site", home / "register.json"
        self.readers = Readers(self.site, self.register, home / "readers", address)
        self.today = "2026-03-02"
        self.steps: list[str] = []

    def do(self, command: str, *words: object, code: int = 0) -> str:
        """Take a step: run the command, publish, and let everybody read what is published."""
        told = asked(command, *words)
        assert told.code == code, f"{command} {words}: {told.code}\n{told.words}"
        self.steps.append(f"{self.today} {command} {' '.join(map(str, words[2:]))}")
        self.publish()
        return told.words

    def publish(self) -> None:
        told = asked(
            *("publish", self.plan, "--to", self.site, "--base-url", ADDRESS),
            *("--register", self.register, "--as-of", f"{self.today}T12:00"),
        )
        assert told.code == 0, (self.steps[-1], told.words)
        self.readers.read(plan_in(self.plan), PEOPLE)

    def plan_again(self, *words: object, council: Council | None = None) -> str:
        source = (council or self.council).folder
        return self.do("plan", source, "-o", self.plan, "--time-limit", 120, "--as-of", f"{self.today}T09:00", *words)

    def by_hand(self, command: str, *words: object, code: int = 0) -> str:
        moment = ("--as-of", f"{self.today}T09:00")
        return self.do(command, self.council.folder, self.plan, *words, *moment, "--accept", code=code)

    def confirm(self, *words: object) -> str:
        return self.do("confirm", self.plan, *words, "--as-of", f"{self.today}T10:00")

    def dates(self, body: str) -> list[tuple[int, str]]:
        """Return the number and the date of each meeting of a body that is to be held, in order of date."""
        found = [one for one in plan_in(self.plan)["meetings"] if one["body"] == body and one["status"] != "cancelled"]
        return [(one["sequence"], one["date"]) for one in found]

    def next_of(self, body: str) -> int:
        """Return the number of the body's next meeting but one: notice of it has not been served."""
        return [number for number, date in self.dates(body) if date > self.today][1]


def spring(year: Year) -> None:
    """Plan, look, plan again, confirm piece by piece."""
    year.plan_again()
    year.plan_again()
    year.today = "2026-03-10"
    year.council.add("closed_dates", start_date="2026-08-03", end_date="2026-08-28", reason="Summer recess")
    year.plan_again()
    year.today = "2026-03-20"
    year.confirm("--body", "COU")
    year.today = "2026-03-27"
    year.confirm()
    year.confirm()
    year.do("export", year.plan)
    year.today = "2026-04-02"
    year.plan_again()
    assert {one["status"] for one in plan_in(year.plan)["meetings"]} == {"confirmed"}


def by_hand(year: Year) -> None:
    """Move, swap, add, pin, and go back on it."""
    year.today = "2026-04-13"
    number = year.next_of("PLN")
    (date,) = (date for one, date in year.dates("PLN") if one == number)
    year.by_hand("move", f"PLN#{number}", a_week_later(date), "19:00")
    year.do("undo", year.plan)
    year.do("undo", year.plan)
    year.today = "2026-04-20"
    year.by_hand("pin", f"COU#{year.next_of('COU')}")
    year.by_hand("add", "COU", "2026-07-21", "18:00", "--reason", "Extraordinary meeting")
    year.plan_again()
    assert "2026-07-21" in [date for _, date in year.dates("COU")]
    year.today = "2026-05-11"
    year.by_hand("cancel", f"AUD#{year.next_of('AUD')}", "--reason", "No business")
    year.plan_again()
    year.by_hand("unpin", f"COU#{year.next_of('COU')}")


def summer(year: Year) -> None:
    """A by-election, a room that is shut, a bank holiday proclaimed."""
    year.today = "2026-06-08"
    year.do(
        *("change", year.council.folder, year.plan, "--leave", "CAL:PLN", "--leave", "CAL:COU", "--from", "2026-06-15"),
        *("--repair", year.plan, "--as-of", f"{year.today}T09:00"),
    )
    for body in ("PLN", "COU"):
        year.council.change("memberships", {"person": "CAL", "body": body}, end_date="2026-06-14")
    year.plan_again()
    year.today = "2026-07-02"
    for body in ("PLN", "COU"):
        year.council.add("memberships", person="NEW", body=body, role="member", start_date="2026-07-10")
    year.plan_again()
    year.council.add("unavailability", kind="room", who="CH", start="2026-09-01", end="2026-10-30", reason="New roof")
    year.plan_again()
    year.today = "2026-08-03"
    year.council.add("closed_dates", start_date="2026-09-14", reason="Bank holiday proclaimed", non_working="yes")
    year.plan_again()
    year.council.change("bodies", {"body": "PLN"}, start_times="18:30;19:00")
    year.plan_again()
    year.confirm()
    year.council.change("rooms", {"room": "CR1"}, name="The Mayor's Parlour")
    year.plan_again()
    year.do("undo", year.plan)


def autumn(year: Year) -> None:
    """A meeting is called off and held after all, a body is renamed, another one founded."""
    year.today = "2026-09-21"
    number = year.next_of("PLN")
    year.by_hand("cancel", f"PLN#{number}", "--reason", "Called off")
    year.do("undo", year.plan)
    year.council.change("bodies", {"body": "AUD"}, body="AGC", name="Audit and Governance Committee", aliases="AUD")
    for person in SEATS["AUD"]:
        year.council.change("memberships", {"person": person, "body": "AUD"}, body="AGC")
    year.plan_again()
    year.today = "2026-10-12"
    scrutiny = {"body": "SCR", "name": "Scrutiny Committee", "meetings_min": "2", "meetings_max": "2", **OPEN}
    year.council.add("bodies", **scrutiny, start_date="2026-11-01")
    for person in ("LEA", "DEP", "BEN"):
        year.council.add("memberships", person=person, body="SCR", role="member")
    year.plan_again()
    year.confirm("--body", "SCR")
    year.council.change("bodies", {"body": "SCR"}, open_to_public="no")
    year.plan_again()
    year.council.change("bodies", {"body": "SCR"}, open_to_public="yes")
    year.plan_again()
    year.today = "2026-11-30"
    council, planning = (year.dates(body)[-1][0] for body in ("COU", "PLN"))
    waiver = ("--waive", "gap", "--reason", "The budget cannot wait")
    year.by_hand("swap", f"COU#{council}", f"PLN#{planning}", *waiver)
    year.plan_again()


def the_next_year(year: Year) -> None:
    """The next year's plan takes the place of this one's; this one's last meetings stay with everybody."""
    year.today = "2027-03-08"
    following = Council(year.council.folder.with_name("following"), tables("2027-05-03", "2028-04-28"))
    year.plan_again(council=following)
    year.council = following
    year.today = "2027-04-12"
    year.confirm()
    year.plan_again()
    year.by_hand("move", f"PLN#{year.next_of('PLN')}", a_week_later(year.dates("PLN")[1][1]), "19:00")
    number, date = year.dates("COU")[-1]
    words = ("--as-of", f"{year.today}T09:00", "--accept")
    year.do("accept", year.council.folder, edited(year, "COU", number), year.plan, *words)
    assert year.dates("COU")[-1] == (number, a_week_later(date))
    year.plan_again()
    assert year.dates("COU")[-1] == (number, a_week_later(date))


def edited(year: Year, body: str, number: int) -> Path:
    """Return a copy of the workbook in which an officer has put a meeting a week later."""
    book = load_workbook(year.plan / "calendar.xlsx")
    rows = list(book["Meetings"].iter_rows())
    headings = next(row for row in rows if "Date" in [cell.value for cell in row])
    place = {str(cell.value): cell.column - 1 for cell in headings}
    (row,) = (one for one in rows if (one[place["Body"]].value, one[place["Number"]].value) == (body, number))
    row[place["Date"]].value += dt.timedelta(days=7)
    path = year.plan.with_name("edited.xlsx")
    book.save(path)
    return path


def a_week_later(date: str) -> str:
    return (dt.date.fromisoformat(date) + dt.timedelta(days=7)).isoformat()


ACTS: tuple[Callable[[Year], None], ...] = (spring, by_hand, summer, autumn, the_next_year)


@pytest.mark.slow
@pytest.mark.timeout(1_200)  # forty plans, each published and read by every subscriber
def test_no_subscriber_ever_sees_a_year_go_backwards(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with served(tmp_path / "site") as address:
        year = Year(tmp_path, address)
        for act in ACTS[: rounds(len(ACTS))]:
            act(year)
            register = read_register(year.register)
            assert register is not None
            year.readers.synchronise(register, ("AVA", "DOT"))
            read, _ = read_by_ical_js(year.site, tmp_path / "thunderbird", "Europe/London")
            assert read == feeds_in(year.site)
    assert len(year.steps) >= rounds(40)
