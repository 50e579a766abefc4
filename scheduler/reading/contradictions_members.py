"""Contradictions of members: who sits on what, the seats of each body, and quorums that they could never make up."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, groupby, islice
from math import ceil

from scheduler.domain.members_of import seats_of
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, listed, long_date
from scheduler.reading.contradictions_cadence import meets
from scheduler.reading.references import MOST_CIRCLES, Arrows, circles, with_arrows
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows, votes
from scheduler.reading.stated import memberships_of
from scheduler.reading.tables.texts import cut

ONE_DAY = timedelta(days=1)
COUNTED_BY = ("category", "organisation", "person", "role")
MOST_LOOKS = 200_000
"""Seats that are looked at before the rest is left to the planner: every rule looks at all of its body's."""
_OF_A_SEAT = ("person", "members_of", "body", "role", "voting", "start_date", "end_date")
"""The columns that have to be fine for a row to be known to seat whom it seats."""


def check_memberships(rows: Rows, findings: Findings) -> None:
    """Note what is contradictory in memberships and quorum rules, and warn of bodies without members."""
    _check_whose(rows["memberships"], findings)
    of_seat: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows["memberships"]:
        person, body = row.get("person"), row.get("body")
        if person is not None and person in row.get("substitute", ()):
            message = f"{person} cannot be a substitute for themselves"
            findings.contradiction(row, "substitute", message, "Write somebody else, or clear the cell.")
        if person is not None and body is not None and row.fine("start_date", "end_date"):
            of_seat[person, body].append(row)
    for (person, body), seats in of_seat.items():
        _check_overlaps(person, body, seats, findings)
    for row in rows["quorum_rules"]:
        if row.blank(*COUNTED_BY):
            message = "the rule does not say whom it counts"
            findings.contradiction(row, "category", message, "Fill in category, organisation, person or role.")
    _warn_of_empty_bodies(rows, findings)


def _check_whose(rows: list[Row], findings: Findings) -> None:
    """Note rows that name nobody, or a person and a body's members at once, and bodies seated in a circle."""
    nobody = [row for row in rows if row.blank("person", "members_of")]
    if nobody and len(nobody) == len(rows):
        message = "nobody is named: the column person is missing or blank"
        remedy = "Write the heading person in row 1, and fill in the column."
        findings.faults.append(Fault("memberships", 1, "person", message, remedy))
    for row in nobody if len(nobody) < len(rows) else ():
        message = "person is blank, and so is members_of"
        findings.fault(row, "person", message, "Fill in one of the two, or clear the whole row.")
    through: Arrows = defaultdict(list)
    for row in rows:
        if not row.blank("person") and not row.blank("members_of"):
            message = "person and members_of are both filled in, and a row has one of them"
            findings.fault(row, "members_of", message, "Clear one of the two, or write two rows.")
        elif row.get("members_of") is not None and row.get("members_of") == row.get("body"):
            message = f"{row.get('body')} cannot be made of its own members"
            findings.fault(row, "members_of", message, "Write another body.")
        elif "members_of" in row.values and "body" in row.values:
            through[row.get("body")].append((row.get("members_of"), row))
    for row, circle in islice(circles(through), MOST_CIRCLES):
        message = f"the bodies seat one another's members in a circle: {with_arrows(circle)}"
        findings.fault(row, "members_of", message, "Clear one of these rows, or name the people themselves.")


def first_day(row: Row) -> date:
    """Return the first day of a membership or a body's life."""
    found: date = row.get("start_date", date.min)
    return found


def last_day(row: Row) -> date:
    """Return the last day of a membership or a body's life."""
    found: date = row.get("end_date", date.max)
    return found


def _check_overlaps(person: str, body: str, rows: list[Row], findings: Findings) -> None:
    rows.sort(key=first_day)
    last: Row | None = None
    for row in rows:
        if last is not None and first_day(row) <= last_day(last):
            later, earlier = (row, last) if row.number > last.number else (last, row)
            column = "person" if later.blank("start_date") else "start_date"
            message = f"{person} is a member of {body} already, by row {earlier.number}, for some of the same days"
            findings.contradiction(later, column, message, "Clear one row, or end the one before the other starts.")
        if last is None or last_day(row) > last_day(last):
            last = row


def _warn_of_empty_bodies(rows: Rows, findings: Findings) -> None:
    doubtful = "memberships" in findings.unreadable or any("body" not in row.values for row in rows["memberships"])
    members = {row.get("body") for row in rows["memberships"]}
    for row in rows["bodies"]:
        if meets(row) and "body" in row.values and row.get("body") not in members and not doubtful:
            message = f"{row.get('body')} meets, and has no members"
            findings.warning(row, "body", message, "Add its members to the table memberships, or to the grid Seats.")


def _seat_rows(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows of memberships; for one of `members_of`, a row for each whom it seats, at its own place."""
    if all(row.blank("members_of") for row in rows):
        yield from rows
        return
    whole = [
        row
        for row in rows
        if row.fine(*_OF_A_SEAT) and "body" in row.values and row.blank("person") != row.blank("members_of")
    ]
    found = dict(zip(map(id, whole), seats_of(memberships_of({"memberships": whole})), strict=True))
    for row in rows:
        if id(row) not in found or "person" in row.values:
            yield row
        for seat in found.get(id(row), ()) if "person" not in row.values else ():
            own = {"person": seat.person, "start_date": seat.start_date, "end_date": seat.end_date}
            values = {**row.values, **own}
            yield Row(row.table, row.number, {name: value for name, value in values.items() if value is not None})


class Seats:
    """The voting seats of every body; a seat with a fault counts for whatever it might yet be."""

    def __init__(self, rows: Rows) -> None:
        self._people = {row.get("person"): row for row in rows["people"]}
        self._of_body: defaultdict[str, list[Row]] = defaultdict(list)
        self._homeless = 0
        self.doubtful: set[str] = set()
        """Bodies that seat another's members by a row with a fault: as many as that may be."""
        self.looked_at = 0
        for row in _seat_rows(rows["memberships"]):
            if "body" in row.values:
                self._of_body[row.get("body")].append(row)
                if not row.fine("members_of"):
                    self.doubtful.add(row.get("body"))
            else:
                self._homeless += 1

    def most(self, body: str, days: tuple[date, date], counts: Callable[[Row], bool]) -> int:
        """Return the most seats with a vote, of those that count, that are in force on any of the days."""
        return self._homeless + max((number for _, number in self.numbers(body, days, counts)), default=0)

    def numbers(self, body: str, days: tuple[date, date], counts: Callable[[Row], bool]) -> Iterator[tuple[date, int]]:
        """Yield how many seats with a vote, of those that count, are in force from which of the days on."""
        changes = Counter({days[0].toordinal(): 0})
        self.looked_at += len(self._of_body[body])
        for row in self._of_body[body]:
            first, last = max(first_day(row), days[0]), min(last_day(row), days[1])
            if first <= last and may_vote(row) and counts(row):
                changes[first.toordinal()] += 1
                changes[last.toordinal() + 1] -= 1
        order = sorted(changes)
        for day, number in zip(order, accumulate(changes[day] for day in order), strict=True):
            if day <= days[1].toordinal():
                yield date.fromordinal(day), number

    def that_end(self, body: str, day: date) -> list[Row]:
        """Return the rows of the voting seats of a body that are in force on a day for the last time."""
        return [row for row in self._of_body[body] if last_day(row) == day and may_vote(row)]

    def name(self, person: str | None) -> str:
        """Name a person as their row does."""
        row = self._people.get(person)
        return str(person) if row is None else str(row.get("name", person))

    def matches(self, rule: Row, seat: Row) -> bool:
        """Whether a quorum rule counts the seat."""
        person = self._people.get(seat.get("person"))
        return (
            (person is None or _agree(rule, person, "category"))
            and (person is None or _agree(rule, person, "organisation"))
            and _agree(rule, seat, "person")
            and (not seat.fine("role") or rule.get("role") in (None, seat.get("role", "member")))
        )


def may_vote(row: Row) -> bool:
    """Whether a seat has a vote, or might yet have one."""
    return not row.fine("role", "voting") or votes(row)


def _agree(rule: Row, row: Row, column: str) -> bool:
    return column not in rule.values or not row.fine(column) or rule.get(column) == row.get(column)


def check_quorums(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note seats, quorums and quorum rules that voting members do not fit, and warn of quorums that are lost."""
    if "memberships" in findings.unreadable:
        return
    seats = Seats(rows)
    life: dict[str, tuple[date, date]] = {}
    for row in rows["bodies"]:
        first, last = max(first_day(row), found.span[0]), min(last_day(row), found.span[1])
        if "body" in row.values and first <= last and row.get("body") not in seats.doubtful:
            _check_seats(row, seats, (first, last), findings)
            if meets(row):
                life[row.get("body")] = first, last
                _check_quorum(row, seats, (first, last), findings)
    for row in rows["quorum_rules"]:
        if seats.looked_at > MOST_LOOKS:
            return
        if row.get("body") in life and "minimum" in row.values and row.fine(*COUNTED_BY) and not row.blank(*COUNTED_BY):
            _check_rule(row, seats, life[row.get("body")], findings)


def _everyone(_row: Row) -> bool:
    return True


def _check_seats(row: Row, seats: Seats, days: tuple[date, date], findings: Findings) -> None:
    """Note more voting members than a body has seats."""
    given = row.get("seats")
    if given is None:
        return
    for day, number in seats.numbers(row.get("body"), days, _everyone):
        if number > given:
            message = f"{row.get('body')} has {counted(given, 'seat')}, and on {long_date(day)} {number} voting members"
            remedy = f"Write at least {number}, or end the memberships that are over, or write voting no."
            findings.contradiction(row, "seats", message, remedy)
            return


def _check_quorum(row: Row, seats: Seats, days: tuple[date, date], findings: Findings) -> None:
    quorum, given = row.get("quorum"), row.get("seats")
    if isinstance(quorum, Fraction) and given is not None:
        quorum = ceil(quorum * given)
    if not row.fine("quorum", "seats") or not isinstance(quorum, int):
        return
    most = seats.most(row.get("body"), days, _everyone)
    if quorum > most:
        message = f"a quorum of {quorum}, and the body has never more than {counted(most, 'voting member')}"
        remedy = "Write a smaller number or a share such as 25%, or add the missing members to memberships."
        findings.contradiction(row, "quorum", message, remedy)
    else:
        _warn_of_lost_quorum(row, quorum, seats, days, findings)


def _warn_of_lost_quorum(row: Row, quorum: int, seats: Seats, days: tuple[date, date], findings: Findings) -> None:
    """Warn, at the memberships that end, of a quorum that cannot be met any more from a day on."""
    body = row.get("body")
    stretches = list(seats.numbers(body, days, _everyone))
    for short, rest in groupby(reversed(stretches), key=lambda stretch: stretch[1] < quorum):
        since, left = list(rest)[-1]
        ended = seats.that_end(body, since - ONE_DAY) if short and since > days[0] else []
        if ended:
            names = listed([seats.name(one.get("person")) for one in ended])
            leave = "leaves" if len(ended) == 1 else "leave"
            message = (
                f"{names} {leave} {body} on {long_date(since - ONE_DAY)}: from {long_date(since)} only "
                f"{counted(left, 'voting member')} {'is' if left == 1 else 'are'} left, and its quorum is {quorum}"
            )
            column = "members_of" if "members_of" in ended[0].values else "end_date"
            remedy = "Fill the seats: add to memberships who takes them over, or hold no meetings after that."
            findings.warning(ended[0], column, message, remedy)
        return


def _check_rule(row: Row, seats: Seats, days: tuple[date, date], findings: Findings) -> None:
    most = seats.most(row.get("body"), days, lambda seat: seats.matches(row, seat))
    if row.get("minimum") > most:
        whom = ", ".join(cut(row.get(column)) for column in COUNTED_BY if column in row.values)
        message = (
            f"at least {row.get('minimum')} of {whom} must be there, and {row.get('body')} has never more than "
            f"{counted(most, 'such voting member')}"
        )
        remedy = "Write a smaller minimum, correct whom it counts, or add the missing members to memberships."
        findings.contradiction(row, "minimum", message, remedy)
