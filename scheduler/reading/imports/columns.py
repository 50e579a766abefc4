"""The columns of a list of members, bodies or seats, by what councils write above them."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.domain.names import name_key
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.written_names import is_email, is_party, is_private

_WORDS: dict[str, str] = {
    "name": "name, names, councillor, councillors, member, members, member name, members name, name of member, "
    "name of councillor, councillor name, full name, fullname, person, representative, representatives, appointee, "
    "name of representative, raw_name, display name, elected member, cllr, board member, committee member, "
    "surname first name, surname forename, surname first names, surname forenames",
    "surname": "surname, last name, family name",
    "first": "first name, first names, forename, forenames, given name, given names, christian name",
    "title": "title, salutation, honorific, prefix, honorific prefix",
    "group": "party, political party, group, political group, party group, group/party, party/group, raw_party, "
    "affiliation, political affiliation, party name",
    "bodies": "committee, committees, committee(s), body, bodies, board, boards, committee name, name of committee, "
    "panel, panels, committee membership, committee memberships, committees and panels, membership of committees, "
    "sits on, body name, name of body, boards and committees, committee/body",
    "role": "role, roles, position, positions, office, capacity, committee role, role on committee, key posts, "
    "key post, responsibility, position held, post, role/position, appointment, membership type, chair/vice chair",
    "substitute": "substitute, substitutes, substitute(s), named substitute, named substitutes, substitute member, "
    "substitute members, deputy, deputies, reserve, reserves, reserve members",
    "organisation": "organisation, organization, employer, agency, representing, on behalf of, partner organisation, "
    "company, nominating body, partner, nominated by",
    "category": "category, sector, type of member",
    "start": "start, start date, from, appointed, date appointed, appointment date, date of appointment, elected, "
    "date elected, term start, start of term, appointed on, date from",
    "end": "end, end date, to, until, expires, expiry, expiry date, term ends, end of term, term expires, term end, "
    "appointed until, date to, retires, end of term of office, term of office ends",
    "term": "term of office, term, term of appointment, period of office, terms of office",
    "voting": "voting, voting rights, vote, voting member",
    "identity": "raw_identifier, member id, person id, councillor id, memberid, councillorid, uid",
    "chair": "chair, chairman, chairperson, chairwoman, convener, convenor",
    "vice_chair": "vice chair, vice chairman, vice chairperson, deputy chair, deputy chairman, vice chairs, "
    "vice convener",
    "clerk": "clerk, secretary, democratic services officer, committee officer, committee clerk",
}  # fmt: skip
"""Headings of each kind of column, with commas between."""
_KINDS = {name_key(word): kind for kind, words in _WORDS.items() for word in words.split(", ")}
_OF_CALENDARS = frozenset(
    map(name_key, ("date", "dates", "time", "day", "meeting date", "date of meeting", "start time"))
)
"""Headings of lists of meetings, which no list of members has."""
_BESIDE_NAMES = ("group", "bodies", "role", "substitute", "organisation", "term", "end", "email", "voting", "identity")
"""What makes a list of names a list of members."""
_WARDS = frozenset(map(name_key, ("ward", "wards", "division", "electoral division", "raw_division", "electoral ward")))
MOST_ROWS_ABOVE = 12
"""Rows above the headings: a title, a date, who it is from."""
NO_HEADING = "it has no heading"
PRIVATE, UNREAD = "private: it is never read", "nothing in a calendar of meetings is made of it"


@dataclass(frozen=True)
class Columns:
    """The headings of a list: their row in the grid, the column of each kind, and those that are not read."""

    row: int
    of: Mapping[str, int]
    unread: tuple[tuple[int, str], ...]
    """Column and why."""
    groups: tuple[tuple[int, str], ...] = ()
    """Of a list of bodies, the columns of each political group's members, and its name."""

    @property
    def has_members_of_bodies(self) -> bool:
        """Whether the people of a row stand in columns of their office or group, and not in one of names."""
        return "chair" in self.of or "vice_chair" in self.of or (bool(self.groups) and "name" not in self.of)


def kind_of(heading: str) -> str:
    """Return which column of a list a heading stands over, blank where it is none that is read."""
    if is_email(heading):
        return "email"
    return "" if is_private(heading) else _KINDS.get(name_key(heading), "")


def columns_of(grid: Grid) -> Columns | None:
    """Return the columns of a list of members, of bodies with their members, or of seats; None where it is none."""
    for row in range(min(len(grid.rows), MOST_ROWS_ABOVE)):
        found = _columns_in(grid, row)
        if found is not None:
            return found
    return None


def _columns_in(grid: Grid, row: int) -> Columns | None:
    of: dict[str, int] = {}
    unread: list[tuple[int, str]] = []
    groups: list[tuple[int, str]] = []
    seen: set[str] = set()
    for column in range(len(grid.rows[row])):
        heading = grid.text(row, column)
        key = name_key(heading)
        if not key:
            if any(grid.text(below, column) for below in range(row + 1, len(grid.rows))):
                unread.append((column, NO_HEADING))
            continue
        seen.add(key)
        kind = kind_of(heading)
        if kind and kind not in of:
            of[kind] = column
        elif not kind and is_party(heading):
            groups.append((column, heading))
        else:
            unread.append((column, PRIVATE if is_private(heading) else UNREAD))
    if not _OF_CALENDARS.isdisjoint(seen) or not _is_list(of, seen, groups):
        return None
    return Columns(row, of, tuple(unread), tuple(groups))


def _is_list(of: Mapping[str, int], seen: set[str], groups: list[tuple[int, str]]) -> bool:
    """Whether headings are those of a list that is read: of names with something beside them, or of bodies' members."""
    named = "name" in of or "surname" in of
    beside = any(kind in of for kind in _BESIDE_NAMES) or not _WARDS.isdisjoint(seen) or "first" in of
    return (named and beside) or ("bodies" in of and ("chair" in of or "vice_chair" in of or bool(groups)))
