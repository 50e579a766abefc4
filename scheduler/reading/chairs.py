"""The column `chair` of bodies, which names who chairs each, as memberships."""

from collections import defaultdict

from scheduler.domain.names import name_key
from scheduler.domain.wording import listed
from scheduler.reading.rows import Findings, Row, Rows
from scheduler.reading.slips import rows_in_words
from scheduler.reading.tables.headers import RawInput

CHAIR = "chair"
"""The column, and the role."""
_UNSPECIFIC = (CHAIR, "member")
"""What the list of memberships may say of somebody who chairs: published lists call everybody a member."""
_NOBODY = frozenset(
    ("", "vacant", "vacancy", "vacantseat", "tbc", "tba", "tobeconfirmed", "tobeappointed", "none", "n/a")
)
"""What stands, as `name_key` has it, where nobody chairs a body at present."""


def has_chairs(raw: RawInput) -> bool:
    """Whether the table of bodies says who chairs any of them."""
    return "bodies" in raw.tables and any(CHAIR in row.cells for row in raw.tables["bodies"].rows)


def clear_vacancies(rows: Rows) -> None:
    """Clear the cells that say that nobody chairs a body at present."""
    for row in rows["bodies"]:
        if CHAIR in row.values and name_key(row.get(CHAIR)) in _NOBODY:
            del row.values[CHAIR]


def add_chairs(rows: Rows, findings: Findings) -> None:
    """Seat whoever chairs a body by its row, whose codes are resolved; warn where memberships say otherwise.

    A membership that there is becomes the chair's; where there is none, one is added, at the place of the cell.
    """
    seats: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    chairs: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["memberships"]:
        if "person" in row.values and "body" in row.values:
            seats[row.get("person"), row.get("body")].append(row)
            if row.get("role") == CHAIR:
                chairs[row.get("body")].append(row)
    for row in rows["bodies"]:
        if CHAIR not in row.values or "body" not in row.values:
            continue
        person, body = row.get(CHAIR), row.get("body")
        _warn_of_others(row, [one for one in chairs[body] if one.get("person") != person], findings)
        theirs = seats[person, body]
        if theirs:
            _make_chair(row, theirs, findings)
        else:
            values = {"person": person, "body": body, "role": CHAIR}
            rows["memberships"].append(Row(row.table, row.number, values, at=CHAIR))


def _make_chair(row: Row, theirs: list[Row], findings: Findings) -> None:
    """Give the role to each membership that says none, or only that somebody is a member."""
    others = [one for one in theirs if one.get("role", CHAIR) not in _UNSPECIFIC]
    for one in theirs:
        if one not in others and one.fine("role"):
            one.values["role"] = CHAIR
    if others:
        roles = listed(list(dict.fromkeys(one.get("role").replace("_", "-") for one in others)))
        where = rows_in_words([one.number for one in others])
        message = (
            f"{row.get(CHAIR)} chairs {row.get('body')} by this cell, and is {roles} by {others[0].table}, {where}"
        )
        findings.warning(row, CHAIR, f"{message}: that is followed", "Make both say the same, or clear one of them.")


def _warn_of_others(row: Row, others: list[Row], findings: Findings) -> None:
    if others:
        people = listed(list(dict.fromkeys(one.get("person") for one in others)))
        where = rows_in_words([one.number for one in others])
        message = f"{row.get(CHAIR)} chairs {row.get('body')} by this cell, and {people} by {others[0].table}, {where}"
        remedy = "Clear one of them, unless they chair one after the other."
        findings.warning(row, CHAIR, message, remedy)
