"""Quorums that the membership can never meet, on no day of the body's life within the calendar."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import accumulate

from scheduler.domain.wording import counted
from scheduler.reading.cell_text import cut
from scheduler.reading.contradictions_bodies import meets
from scheduler.reading.contradictions_memberships import COUNTED_BY, first_day, last_day
from scheduler.reading.parse_people import votes
from scheduler.reading.parse_rows import Findings, Row, Rows
from scheduler.reading.parse_settings import FoundSettings

MOST_LOOKS = 200_000
"""Seats that are looked at before the rest is left to the planner: every rule looks at all of its body's."""


class Seats:
    """The voting seats of every body; a seat with a fault counts for whatever it might yet be."""

    def __init__(self, rows: Rows) -> None:
        self._people = {row.get("person"): row for row in rows["people"]}
        self._of_body: defaultdict[str, list[Row]] = defaultdict(list)
        self._homeless = 0
        self.looked_at = 0
        for row in rows["memberships"]:
            if "body" in row.values:
                self._of_body[row.get("body")].append(row)
            else:
                self._homeless += 1

    def most(self, body: str, days: tuple[date, date], counts: Callable[[Row], bool]) -> int:
        """Return the most seats with a vote, of those that count, that are in force on any of the days."""
        changes = []
        self.looked_at += len(self._of_body[body])
        for row in self._of_body[body]:
            first, last = max(first_day(row), days[0]), min(last_day(row), days[1])
            if first <= last and _may_vote(row) and counts(row):
                changes += [(first.toordinal(), 1), (last.toordinal() + 1, -1)]
        steps = accumulate(change for _, change in sorted(changes))
        return self._homeless + max(steps, default=0)

    def matches(self, rule: Row, seat: Row) -> bool:
        """Whether a quorum rule counts the seat."""
        person = self._people.get(seat.get("person"))
        return (
            (person is None or _agree(rule, person, "category"))
            and (person is None or _agree(rule, person, "organisation"))
            and _agree(rule, seat, "person")
            and (not seat.fine("role") or rule.get("role") in (None, seat.get("role", "member")))
        )


def _may_vote(row: Row) -> bool:
    return not row.fine("role", "voting") or votes(row)


def _agree(rule: Row, row: Row, column: str) -> bool:
    return column not in rule.values or not row.fine(column) or rule.get(column) == row.get(column)


def check_quorums(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note explicit quorums and quorum rules above what the voting members could ever make up."""
    if "memberships" in findings.unreadable:
        return
    seats = Seats(rows)
    life: dict[str, tuple[date, date]] = {}
    for row in rows["bodies"]:
        first, last = max(first_day(row), found.span[0]), min(last_day(row), found.span[1])
        if "body" in row.values and meets(row) and first <= last:
            life[row.get("body")] = first, last
            _check_quorum(row, seats, (first, last), findings)
    for row in rows["quorum_rules"]:
        if seats.looked_at > MOST_LOOKS:
            return
        if row.get("body") in life and "minimum" in row.values and row.fine(*COUNTED_BY) and not row.blank(*COUNTED_BY):
            _check_rule(row, seats, life[row.get("body")], findings)


def _check_quorum(row: Row, seats: Seats, days: tuple[date, date], findings: Findings) -> None:
    quorum = row.get("quorum")
    if isinstance(quorum, int):
        most = seats.most(row.get("body"), days, lambda _: True)
        if quorum > most:
            message = f"a quorum of {quorum}, and the body has never more than {counted(most, 'voting member')}"
            remedy = "Write a smaller number or a share such as 25%, or add the missing members to memberships."
            findings.contradiction(row, "quorum", message, remedy)


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
