"""Clashes: who sits on two bodies, who is wanted in two places, full weeks and days, and boards missed again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from flask import Blueprint, g, render_template, request, url_for

from scheduler.commands import clashes as asked
from scheduler.commands.clashes import MissedAgain, Sharing, TwoPlaces, Week
from scheduler.desk.screens.titles import Titles
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.wording import month_name, short_date

SCREEN = Blueprint("clashes", __name__)
ORDERS = (
    ("cluster", "those that share most, side by side"),
    ("most", "those that share most first"),
    ("name", "by name"),
    ("workbook", "as in the workbook"),
)
MOST_BODIES = 40
"""In the matrix, where not all are asked for: more are hard to read."""
MOST_PEOPLE, MOST_DAYS, MOST_WEEKS = 15, 12, 12
"""People, days and weeks that are shown where none is above the setting."""
SHADES = 5
"""How many steps of darkness a number may have."""


@dataclass(frozen=True)
class Pair:
    """Two bodies, and who sits on both."""

    one: str
    other: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Bodies in an order, with what each two share."""

    sharing: Sharing
    order: tuple[str, ...]
    pairs: tuple[Pair, ...]
    """Those that share anybody, those that share most first."""
    darkest: int


@dataclass(frozen=True)
class Found:
    """All that a calendar says of people who are wanted too often."""

    sharing: Sharing
    shared: int
    """How many pairs of bodies share anybody."""
    most: Pair | None
    """The bodies that share most."""
    matrices: dict[tuple[int, str], Matrix]
    """Those that were asked for, by how many bodies are in them and their order."""
    two_places: tuple[TwoPlaces, ...]
    weeks: dict[str, tuple[Week, ...]]
    mondays: tuple[date, ...]
    days: tuple[tuple[date, tuple[Meeting, ...]], ...]
    missed: tuple[MissedAgain, ...]


@dataclass(frozen=True)
class Filters:
    """What is looked at, as it stands in the address."""

    order: str
    body: str
    person: str
    broken: bool
    all: bool
    """Whether the matrix has every body, however many there are."""

    def admit(self, clash: TwoPlaces) -> bool:
        """Whether a clash is to be shown."""
        return (
            (not self.body or self.body in clash.clash.bodies)
            and (not self.person or self.person in clash.clash.people)
            and (clash.clash.broken or not self.broken)
        )


@dataclass(frozen=True)
class Load:
    """The weeks of one person."""

    person: str
    weeks: dict[date, Week]
    above: int
    """Weeks above the setting."""
    most: int
    """Meetings in the fullest of them."""


def found() -> Found:
    """Return what the calendar of this request says, counted once for each version of it."""
    calendar = g.calendar
    with calendar.loaded.counting:
        if "clashes" not in calendar.kept:
            plan, problem = calendar.plan, calendar.problem
            sharing = asked.sharing(problem)
            pairs = _pairs(sharing)
            calendar.kept["clashes"] = Found(
                sharing,
                len(pairs),
                pairs[0] if pairs else None,
                {},
                asked.two_places(calendar.standing),
                asked.weeks_of(plan),
                asked.all_weeks(plan),
                asked.full_days(plan),
                asked.missed_again(problem, plan),
            )
        return cast("Found", calendar.kept["clashes"])


@SCREEN.get("/years/<year>/in/<calendar>/clashes")
def show() -> str:
    """Show who is wanted too often."""
    all_of_it, problem = found(), g.calendar.problem
    filters = _filters(problem)
    limit, is_rule = asked.too_many_a_week(problem)
    shown = [one for one in all_of_it.two_places if filters.admit(one)]
    return render_template(
        "clashes.html",
        found=all_of_it,
        filters=filters,
        orders=ORDERS,
        matrix=_matrix(all_of_it, filters, problem),
        most=MOST_BODIES,
        cell=url_for("clashes.show", **_kept(filters)),
        chosen=_chosen(all_of_it.sharing),
        shown=shown,
        loads=_loads(all_of_it, filters, limit),
        limit=limit,
        is_rule=is_rule,
        fullest=_fullest(all_of_it, limit),
        days=[one for one in all_of_it.days if _has(one[1], filters)][:MOST_DAYS],
        missed=[
            one for one in all_of_it.missed if filters.body in ("", one.body) and filters.person in ("", one.person)
        ],
        titles=Titles(problem),
        order_words=dict(ORDERS)[filters.order],
        shade=shade,
        short=short_date,
        months=_months(all_of_it.mondays),
    )


def _filters(problem: Problem) -> Filters:
    order, body, person = (request.args.get(name, "") for name in ("order", "body", "person"))
    return Filters(
        order if order in dict(ORDERS) else ORDERS[0][0],
        body if body in problem.bodies else "",
        person if person in problem.people else "",
        request.args.get("broken") == "yes",
        request.args.get("all") == "yes",
    )


def _kept(filters: Filters) -> dict[str, Any]:
    """Return what of the filters goes on in the address of a cell."""
    said = {"order": filters.order, "all": "yes" if filters.all else ""}
    return {name: value for name, value in said.items() if value}


def _matrix(all_of_it: Found, filters: Filters, problem: Problem) -> Matrix:
    """Return the matrix that is asked for, made once."""
    number = len(all_of_it.sharing.bodies) if filters.all else min(MOST_BODIES, len(all_of_it.sharing.bodies))
    key = number, filters.order
    if key not in all_of_it.matrices:
        sharing = all_of_it.sharing.among(number)
        darkest = max((len(people) for people in sharing.people.values()), default=1)
        all_of_it.matrices[key] = Matrix(
            sharing, _order(sharing, filters.order, problem), tuple(_pairs(sharing)), darkest
        )
    return all_of_it.matrices[key]


def _order(sharing: Sharing, order: str, problem: Problem) -> tuple[str, ...]:
    if order == "cluster":
        return asked.clustered(sharing)
    if order == "name":
        return asked.by_name(problem, sharing.bodies)
    if order == "most":
        return tuple(sorted(sharing.bodies, key=lambda body: -sharing.most(body)))
    return sharing.bodies


def _pairs(sharing: Sharing) -> list[Pair]:
    """Return every two bodies that share anybody, those that share most first."""
    pairs = [
        Pair(one, other, sharing.people[one, other])
        for number, one in enumerate(sharing.bodies)
        for other in sharing.bodies[number + 1 :]
        if (one, other) in sharing.people
    ]
    return sorted(pairs, key=lambda pair: -len(pair.people))


def _chosen(sharing: Sharing) -> Pair | None:
    """Return the two bodies of the address; None where it names none, or they share nobody."""
    key = request.args.get("one", ""), request.args.get("other", "")
    return Pair(*key, sharing.people[key]) if key in sharing.people else None


def _loads(all_of_it: Found, filters: Filters, limit: int) -> list[Load]:
    """Return those whose weeks are above the setting, or else the fullest, the fullest first."""
    loads = [
        Load(
            person,
            {week.monday: week for week in weeks},
            sum(week.load > limit for week in weeks),
            max(week.load for week in weeks),
        )
        for person, weeks in all_of_it.weeks.items()
        if filters.person in ("", person) and any(_has(week.meetings, filters) for week in weeks)
    ]
    loads.sort(key=lambda one: (-one.above, -one.most, -sum(week.load for week in one.weeks.values()), one.person))
    above = [one for one in loads if one.above]
    return above if len(above) > MOST_PEOPLE else loads[:MOST_PEOPLE]


def _has(meetings: Sequence[Meeting], filters: Filters) -> bool:
    return not filters.body or any(meeting.body == filters.body for meeting in meetings)


def _fullest(all_of_it: Found, limit: int) -> list[tuple[str, Week]]:
    """Return the weeks above the setting, or else the fullest there are, each with whose it is."""
    weeks = [(person, week) for person, theirs in all_of_it.weeks.items() for week in theirs]
    weeks.sort(key=lambda one: (-one[1].load, one[1].monday, one[0]))
    above = [one for one in weeks if one[1].load > limit]
    return above or [one for one in weeks if one[1].load > 1][:MOST_WEEKS]


def shade(number: int, most: int) -> int:
    """Return how dark a number is shown, from 0 for none to `SHADES` for the most there are."""
    return 0 if number <= 0 else 1 + (SHADES - 1) * (number - 1) // max(1, most - 1) if most > 1 else SHADES


def _months(mondays: Sequence[date]) -> list[tuple[str, int]]:
    """Return the months above the weeks, each with how many weeks begin in it."""
    return list(Counter(map(month_name, mondays)).items())
