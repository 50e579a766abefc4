"""Rows of memberships that seat all voting members of another body: who sits through them, and when.

A row with `members_of` seats on its own body every voting member of that body on the day, with its own role, vote and
attendance. Whoever has a row of their own there keeps that row, on the days when it is in force.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from scheduler.domain.people import Membership

Stretch = tuple[int, int]
"""First and last day, both included, as ordinals of the calendar."""

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def seated(rows: Sequence[Membership]) -> tuple[Membership, ...]:
    """Return every membership that rows give, in their order: those of `members_of` rows with the body they come of.

    A membership that names its person stays as it is. In a circle of bodies that seat each other's members nobody sits
    through the row that closes it.
    """
    return tuple(rows) if all(row.person for row in rows) else tuple(chain.from_iterable(seats_of(rows)))


def seats_of(rows: Sequence[Membership]) -> list[Sequence[Membership]]:
    """Return the memberships that each row gives."""
    of_body: defaultdict[str, list[Membership]] = defaultdict(list)
    for row in rows:
        of_body[row.body].append(row)
    through = {body: _through(of_body, body, ()) for body in dict.fromkeys(row.body for row in rows if not row.person)}
    return [(row,) if row.person else through[row.body][id(row)] for row in rows]


def _through(of_body: dict[str, list[Membership]], body: str, above: tuple[str, ...]) -> dict[int, list[Membership]]:
    """Return whom each `members_of` row of a body seats, by the row's identity."""
    taken: defaultdict[str, list[Stretch]] = defaultdict(list)
    for row in of_body.get(body, ()):
        if row.person:
            taken[row.person].append(_days(row))
    found: dict[int, list[Membership]] = {}
    for row in of_body.get(body, ()):
        if not row.person:
            found[id(row)] = list(_seats(row, _voting_days(of_body, row.members_of or "", (*above, body)), taken))
            for seat in found[id(row)]:
                taken[seat.person].append(_days(seat))
    return found


def _voting_days(of_body: dict[str, list[Membership]], body: str, above: tuple[str, ...]) -> dict[str, list[Stretch]]:
    """Return when each voting member of a body has a vote there."""
    days: defaultdict[str, list[Stretch]] = defaultdict(list)
    if body in above:
        return days
    through = _through(of_body, body, above)
    for row in of_body.get(body, ()):
        for seat in (row,) if row.person else through[id(row)]:
            if seat.voting:
                days[seat.person].append(_days(seat))
    return days


def _seats(row: Membership, voting: dict[str, list[Stretch]], taken: dict[str, list[Stretch]]) -> Iterator[Membership]:
    first, last = _days(row)
    for person, stretches in voting.items():
        inside = [(max(first, begin), min(last, end)) for begin, end in stretches]
        for begin, end in _without(_joined(inside), taken.get(person, ())):
            yield replace(
                row,
                person=person,
                substitutes=tuple(deputy for deputy in row.substitutes if deputy != person),
                start_date=None if begin == _FIRST else date.fromordinal(begin),
                end_date=None if end == _LAST else date.fromordinal(end),
            )


def _days(row: Membership) -> Stretch:
    return (row.start_date or date.min).toordinal(), (row.end_date or date.max).toordinal()


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the days of stretches as few stretches in order; those that end before they begin have none."""
    last: Stretch | None = None
    for begin, end in sorted(one for one in stretches if one[0] <= one[1]):
        if last is not None and begin <= last[1] + 1:
            last = last[0], max(last[1], end)
        else:
            if last is not None:
                yield last
            last = begin, end
    if last is not None:
        yield last


def _without(stretches: Iterable[Stretch], others: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield what is left of stretches in order once the days of others are taken out."""
    gone = list(_joined(others))
    for begin, end in stretches:
        at = begin
        for first, last in gone:
            if first <= end and last >= at:
                if at < first:
                    yield at, first - 1
                at = last + 1
        if at <= end:
            yield at, end
