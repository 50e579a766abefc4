"""Next year's input made from this year's, and from the calendar that came of it.

Settings, periods, closures by name, bodies, people, memberships in force, rooms and standing rows go on. What was for
this year alone does not: dates, absences, diaries, decisions, cancelled and waived rows, ended bodies and memberships,
lunches that were held. Every date is carried and marked; whatever does not go on is listed with its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scheduler.dates.closed_dates import public_holiday
from scheduler.domain.calendar import ONE_DAY, Settings
from scheduler.domain.found import FoundClosure, LeftOut, Source
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.imported import Entry, Imported, ImportedRow, Unknown
from scheduler.domain.municipal_year import ANNUAL_MEETING, BUDGET
from scheduler.domain.plan import CANCELLED, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.domain.titles import body_title, meeting_title, person_title
from scheduler.domain.wording import counted, listed, long_date, rule_words
from scheduler.reading.imports.years import FIFTY_TWO_WEEKS, carried, polling_days, text_later, year_after, year_later
from scheduler.reading.rows import Row, Rows
from scheduler.reading.written_cells import csv_text

MUNICIPAL = (ANNUAL_MEETING, BUDGET)
OPEN = "open"
MOST_SHOWN = 80
MOST_NAMED = 3
LONGEST_HOLIDAY = timedelta(days=28)
"""A closure that is longer goes on by 52 weeks, wherever Easter is."""
_ABOUT_A_BODY = (("memberships", "members_of"), ("fixed_meetings", "body"), ("law_waivers", "body"))
"""Cells that may be blank, and say what their row is about where they are not."""
_OF_A_TRAIL = ("body", "name", "aliases", "open_to_public", "end_date", "successor", "authority", "welsh_name")
"""What is kept of a body that has ended, for its feed to go on."""
_OF_ONE_YEAR = ("unavailability", "busy_calendars")
_DATES_LATER, _WEEKS_LATER = "the same dates a year later", "52 weeks later"


def next_year(problem: Problem, rows: Rows, plan: Plan, name: str) -> Imported:
    """Return next year's input.

    Parameters
    ----------
    problem : Problem
        This year's input.
    rows : Rows
        Its rows with their cells understood.
    plan : Plan
        The calendar of this year.
    name : str
        What the input is called, for whatever is listed.

    """
    return _NextYear(problem, rows, plan, name).imported()


@dataclass
class _NextYear:
    """The rows of this year, and what becomes of them."""

    problem: Problem
    rows: Rows
    plan: Plan
    name: str
    left_out: list[LeftOut] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.year = year_after(self.problem.settings)
        self.gone = self._gone()
        self.trails = self._trails()

    def imported(self) -> Imported:
        """Return the input, with what has to be looked at."""
        tables = {table: tuple(self._settings() if table == "settings" else self._rows_of(table)) for table in TABLES}
        self._ask()
        return Imported(
            title=text_later(self.problem.settings.title),
            tables={table: rows for table, rows in tables.items() if rows},
            read_as=(
                (self.name, f"this year's input, with its calendar of {counted(len(self.plan.live), 'meeting')}"),
            ),
            counts={
                ("body", "bodies"): len(tables["bodies"]),
                ("person", "people"): len(tables["people"]),
                ("membership", "memberships"): len(tables["memberships"]),
                ("room", "rooms"): len(tables["rooms"]),
            },
            habits=tuple(self._exceptions()),
            unknown=tuple(self.unknown),
            left_out=tuple(self.left_out),
        )

    # -- which rows go on

    def _rows_of(self, table: str) -> Iterator[ImportedRow]:
        makers = {
            "periods": self._period,
            "bodies": self._body,
            "memberships": self._membership,
            "closed_dates": self._closure,
            "reporting": lambda row: self._without(row, "served_until"),
            "themes": self._theme,
            "speakers": self._speaker,
            "fixed_meetings": self._fixed_meeting,
            "projects": self._project,
            "decisions": self._decision,
        }
        make = makers.get(table, self._standing)
        for row in self.rows[table]:
            if table in _OF_ONE_YEAR or self._names_what_is_gone(table, row):
                continue
            made = make(row)
            if made:
                yield made

    def _trails(self) -> set[str]:
        """Return the codes of those bodies that end, and whose feeds go on, in a calendar of several authorities.

        They stay, without meetings, for as long as somebody may have subscribed to them.
        """
        heirs = {row.get("body"): row.get("successor") for row in self.rows["bodies"]}
        kept = set()
        for code in self.gone if self.rows["authorities"] else ():
            heir, seen = heirs.get(code), {code}
            while heir in self.gone and heir not in seen:
                seen.add(heir)
                heir = heirs.get(heir)
            if heir is not None and heir not in self.gone:
                kept.add(code)
        return kept

    def _gone(self) -> set[str]:
        """Return the codes of the bodies that end before next year begins."""
        ended = {row.get("body") for row in self.rows["bodies"] if row.get("end_date", date.max) < self.year.first}
        return {code for code in ended if code}

    def _ended_authorities(self) -> set[str]:
        """Return the codes of the authorities all of whose bodies are gone next year."""
        home = self.problem.home.code
        whose = [(row.get("authority", home), row.get("body") in self.gone) for row in self.rows["bodies"]]
        return {code for code, _ in whose} - {code for code, gone in whose if not gone}

    def _names_what_is_gone(self, table: str, row: Row) -> bool:
        """Whether a row is about a body that is gone next year; it is listed then, but for seats on that body."""
        for column in TABLES[table].columns:
            about = column.needed or (table, column.name) in _ABOUT_A_BODY
            if table == "bodies":
                continue
            if about and "bodies" in column.refers_to and row.get(column.name) in self.gone:
                if table != "memberships":
                    self._leave_out(row, self._named(row), self._ends(row.get(column.name)))
                return True
        return False

    def _ends(self, body: str) -> str:
        return f"{body_title(self.problem, body)} ends before the year begins"

    def _named(self, row: Row) -> str:
        """Name a row by its codes and texts, as far as a reader knows it by them."""
        if "from_body" in row.values:
            return " to ".join(body_title(self.problem, row.get(end)) for end in ("from_body", "to_body"))
        return ", ".join(str(value) for value in row.values.values() if isinstance(value, str))[:MOST_SHOWN]

    def _leave_out(self, row: Row, what: str, why: str) -> None:
        place = f"{sheet_title(row.table)}, row {row.number}"
        self.left_out.append(LeftOut(what, why, Source(self.name, place)))

    # -- rows of each table

    def _standing(self, row: Row) -> ImportedRow:
        """Return a row as it is, without the bodies that are gone; who stood alone in a cell is told."""
        cells: dict[str, Entry] = {}
        for column in TABLES[row.table].columns:
            value = None if column.name in row.filled else row.get(column.name)
            if isinstance(value, tuple) and "bodies" in column.refers_to:
                value = tuple(code for code in value if code not in self.gone)
            elif "bodies" in column.refers_to and value in self.gone:
                self._leave_out(row, f"{heading_of(row.table, column.name)} of {self._named(row)}", self._ends(value))
                value = None
            if value not in ((), None):
                cells[column.name] = Entry(csv_text(column, value))
        return cells

    def _without(self, row: Row, *columns: str) -> ImportedRow:
        return {name: entry for name, entry in self._standing(row).items() if name not in columns}

    def _settings(self) -> Iterator[ImportedRow]:
        """Yield every setting that is not the usual one."""
        settings = self.problem.settings
        usual = Settings("", settings.start_date, settings.end_date)
        for name, column in SETTINGS.items():
            value = getattr(settings, name)
            if value == getattr(usual, name) and not column.needed:
                continue
            value, why = self._setting(name, value)
            text = csv_text(column, value)
            if text:
                yield {"setting": Entry(name), "value": Entry(text, why)}

    def _setting(self, name: str, value: Any) -> tuple[Any, str]:  # noqa: ANN401 - whatever the setting's kind says
        """Return a setting of next year, and how it was found where it is another than this year's."""
        if name == "title":
            return text_later(value), "this year's, a year later"
        if name in ("start_date", "end_date"):
            day = self.year.first if name == "start_date" else self.year.last
            return day, f"this year {long_date(value)}: the year after"
        if name == "publication_date":
            return value + FIFTY_TWO_WEEKS, f"this year {long_date(value)}: 52 weeks later"
        if name == "authority" and (heir := self._heir()):
            return heir, f"{value} has ended: {heir} has taken over"
        if name == "polling_day":
            self._ask_for(
                "settings", "value", "Whether there is an election in May: its day is taken to be polling day."
            )
            return polling_days(self.year), "the first Thursday in May: delete it if there is no election"
        return ("provisional" if name == "status" else value), ""

    def _heir(self) -> str:
        """Return what the authority is called that has taken over from that of the settings; nothing where none has."""
        found = [one for one, last in self.problem.authorities_after(self.problem.home) if last < self.year.first]
        return found[-1].title if found else ""

    def _period(self, row: Row) -> ImportedRow:
        start, end = row.get("start_date"), row.get("end_date")
        made = dict(self._standing(row))
        made["period"] = Entry(text_later(row.get("period")))
        settings = self.problem.settings
        begins = start.day == 1 or start == settings.start_date
        ends = (end + ONE_DAY).day == 1 or end == settings.end_date
        made["start_date"] = self._edge(start, of_months=begins and ends)
        made["end_date"] = self._edge(end, of_months=begins and ends)
        return made

    def _edge(self, day: date, *, of_months: bool) -> Entry:
        """Return the first or last day of a period next year; that of the calendar stays that of the calendar."""
        edges = {
            self.problem.settings.start_date: (self.year.first, "the calendar's first day"),
            self.problem.settings.end_date: (self.year.last, "the calendar's last day"),
        }
        later = (year_later(day), _DATES_LATER) if of_months else (day + FIFTY_TWO_WEEKS, _WEEKS_LATER)
        there, how = edges.get(day, later)
        return Entry(there.isoformat(), f"this year {long_date(day)}: {how}")

    def _body(self, row: Row) -> ImportedRow | None:
        if row.get("body") in self.trails:
            return self._trail(row)
        if row.get("end_date", date.max) < self.year.first:
            successor = f"; {row.get('successor')} takes over" if row.get("successor") else ""
            ends = long_date(row.get("end_date"))
            self._leave_out(row, str(row.get("name")), f"it ended on {ends}{successor}")
            return None
        over = ["start_date"] if row.get("start_date", date.max) <= self.year.first else []
        if row.get("endorsement_due", date.max) < self.year.first:
            over.append("endorsement_due")
            self._ask_for("bodies", "endorsement_due", f"When {row.get('name')} is to be endorsed next.")
        return self._without(row, *over)

    def _trail(self, row: Row) -> ImportedRow:
        """Return a body that has ended as far as its feed needs it: who it was, and who has taken over."""
        whose = row.get("authority") or self.problem.home.code
        known = {**row.values, **({"authority": whose} if whose else {})}
        why = "it has ended: it stays for its subscribers, who find its successor's meetings in its feed"
        return {
            column.name: Entry(csv_text(column, known[column.name]), why)
            for column in TABLES["bodies"].columns
            if column.name in _OF_A_TRAIL and column.name in known
        }

    def _membership(self, row: Row) -> ImportedRow | None:
        if row.get("end_date", date.max) < self.year.first:
            self._leave_out(row, self._seat(row), f"the membership ended on {long_date(row.get('end_date'))}")
            return None
        began = row.get("start_date", date.max) <= self.year.first
        return self._without(row, *(["start_date"] if began else []))

    def _seat(self, row: Row) -> str:
        """Name a seat: `Director of Public Health on Health and Wellbeing Board`."""
        body, members_of = row.get("body"), row.get("members_of")
        if members_of is None:
            who = person_title(self.problem, row.get("person"))
        else:
            who = f"the members of {body_title(self.problem, members_of)}"
        return f"{who} on {body_title(self.problem, body)}"

    def _closure(self, row: Row) -> ImportedRow | None:
        reason = str(row.get("reason", ""))
        if "file" in row.values:
            self._leave_out(row, str(row.get("file")), "a calendar file is of its own year: ask for the next one")
            self._ask_for("closed_dates", "file", f"The next file in place of {row.get('file')}.")
            return None
        if row.get("applies_to") and (self.gone | self._ended_authorities()).issuperset(row.get("applies_to")):
            self._leave_out(row, reason, self._ends(row.get("applies_to")[0]))
            return None  # a row for nobody would be one for everybody
        first = row.get("start_date")
        last = row.get("end_date", first)
        if row.get("strength") == OPEN and first == last:
            return self._reopened(row, first)
        begin, end, how = self._carried(FoundClosure(first, last, reason, Source(self.name)))
        made = {**self._standing(row), "start_date": Entry(begin.isoformat(), how)}
        if "end_date" in row.values:
            made["end_date"] = Entry(end.isoformat(), how)
        return made

    def _carried(self, closure: FoundClosure) -> tuple[date, date, str]:
        """Return the days of a closure next year, and how they were found."""
        whole_months = closure.first.day == 1 and (closure.last + ONE_DAY).day == 1
        if closure.last - closure.first > LONGEST_HOLIDAY and not whole_months:
            how = f"this year {long_date(closure.first)} to {long_date(closure.last)}: {_WEEKS_LATER}"
            return closure.first + FIFTY_TWO_WEEKS, closure.last + FIFTY_TWO_WEEKS, how
        there = carried(closure)
        return there.closure.first, there.closure.last, there.how

    def _reopened(self, row: Row, day: date) -> ImportedRow | None:
        """Return the row of a public holiday that is re-opened, on the day of the same holiday next year."""
        nation = self.problem.settings.holidays
        name = public_holiday(nation, day)
        days = [self.year.first + number * ONE_DAY for number in range((self.year.last - self.year.first).days + 1)]
        found = next((one for one in days if name is not None and public_holiday(nation, one) == name), None)
        if found is None:
            self._leave_out(row, str(row.get("reason", "")), "no public holiday of the year is called the same")
            return None
        why = f"this year {long_date(day)}: the next {name}"
        return {**self._without(row, "end_date"), "start_date": Entry(found.isoformat(), why)}

    def _speaker(self, row: Row) -> ImportedRow:
        if "available" in row.values:
            self._ask_for("speakers", "available", f"When {row.get('name')} is free next year.")
        return self._without(row, "available")

    def _theme(self, row: Row) -> ImportedRow | None:
        held = next((one for one in self.plan.occurrences if one.theme == row.get("theme")), None)
        if held is not None:
            self._leave_out(row, str(row.get("title")), f"its lunch was on {long_date(held.date)}")
            return None
        made = dict(self._without(row, "date"))
        if "periods" in row.values:
            made["periods"] = Entry(";".join(map(text_later, row.get("periods"))))
        return made

    def _project(self, row: Row) -> ImportedRow | None:
        if row.get("end_date", date.max) < self.year.first:
            self._leave_out(row, str(row.get("title")), f"the project ended on {long_date(row.get('end_date'))}")
            return None
        due = tuple(day for day in row.get("report_due", ()) if day >= self.year.first)
        made = dict(self._without(row, "report_due"))
        if due:
            made["report_due"] = Entry(csv_text(_column("projects", "report_due"), due))
        return made

    def _decision(self, row: Row) -> ImportedRow | None:
        if "number" in row.values or row.get("date", date.max) < self.year.first:
            self._leave_out(row, str(row.get("title")), "it was for a meeting of this year")
            return None
        return self._standing(row)

    def _fixed_meeting(self, row: Row) -> ImportedRow | None:
        """Return the row of a meeting that the law or its title brings every year, or of one known by its number."""
        title = row.get("title")
        if any(column in row.values for column in ("waive", "extra", "cancelled")):
            return None  # told among the exceptions
        if title in MUNICIPAL:
            return self._without(row, "date", "earliest", "latest", "number")
        if "date" in row.values:
            self._leave_out(row, f"{title or 'A meeting'} of {self._subject(row)}", "a date was for this year alone")
            return None
        made = dict(self._standing(row))
        for column in ("earliest", "latest"):
            if column in row.values:
                day = row.get(column)
                made[column] = Entry((day + FIFTY_TWO_WEEKS).isoformat(), f"this year {long_date(day)}: 52 weeks later")
        return made

    def _subject(self, row: Row) -> str:
        body = row.get("body")
        return str(row.get("meeting_day")) if body is None else body_title(self.problem, body)

    # -- what is told

    def _ask_for(self, table: str, column: str, what: str) -> None:
        self.unknown.append(Unknown(table, column, what))

    def _ask(self) -> None:
        """List what no input of this year can say of the next."""
        if any("start_date" in row.values for row in self.rows["closed_dates"]):
            words = "Recess, closures and school holidays are carried over: look at each, above all the terms."
            self._ask_for("closed_dates", "start_date", words)
        else:
            self._ask_for("closed_dates", "start_date", "Recess, closures and school holidays.")
        if not self.problem.settings.polling_day and polling_days(self.year):
            day = long_date(polling_days(self.year)[0])
            words = f"Whether there is an election on {day}: then write the day in the setting Polling days."
            self._ask_for("settings", "value", words)
        for table, words in zip(_OF_ONE_YEAR, ("absence", "diary"), strict=True):
            number = len(self.rows[table])
            if number:
                every = counted(number, words, f"{words}s" if words == "absence" else "diaries")
                what = f"{every} of this year: none goes on. Ask for those of the next."
                self._ask_for(table, "who", what)
        seated = {
            row.get("person") for row in self.rows["memberships"] if row.get("end_date", date.max) >= self.year.first
        }
        idle = [row.get("name") for row in self.rows["people"] if row.get("person") not in seated]
        if idle:
            words = (
                f"{counted(len(idle), 'person', 'people')} on no body next year, {idle[0]} first: remove whoever goes."
            )
            self._ask_for("people", "person", words)
        silent = [
            row.get("title")
            for row in self.rows["projects"]
            if row.get("end_date", date.max) >= self.year.first
            and max(row.get("report_due", ()), default=date.min) < self.year.first
        ]
        if silent:
            more = len(silent) - MOST_NAMED
            which = listed(silent if more <= 0 else [*silent[:MOST_NAMED], f"{more} more"])
            self._ask_for("projects", "report_due", f"When projects report next year: {which}.")
        if self.rows["law_waivers"]:
            words = "Warnings of the law that were answered this year: see that each answer still stands."
            self._ask_for("law_waivers", "reason", words)

    def _exceptions(self) -> Iterator[str]:
        """Yield what was done otherwise this year than the year's rules have it, and is no rule of the next."""
        for meeting in self.plan.meetings:
            title = meeting_title(self.problem, meeting)
            if meeting.status == CANCELLED:
                yield f"{title} was cancelled."
            for waiver in meeting.waived:
                yield f"{title}: the rule {rule_words(waiver.rule)} was waived. {waiver.reason}"
            if meeting.extra:
                yield f"{title} was held beside the others."
            elif meeting.pinned:
                yield f"{title} was pinned there."


def _column(table: str, name: str) -> Column:
    return next(column for column in TABLES[table].columns if column.name == name)
