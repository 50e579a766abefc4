"""The authorities of a calendar: what vesting day makes of their bodies, and whatever contradicts it.

A body that says nothing of its own founding and dissolution has those of its authority. What is filled in so is noted
(`Row.filled`): it is no cell of anybody's, and next year's input has to find it anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from scheduler.domain.authorities import ENDING, PREDECESSOR, SHADOW, SUCCESSOR, Authority, first_day, last_day
from scheduler.domain.bodies import Body
from scheduler.domain.calendar import ClosedDate, Settings
from scheduler.domain.names import name_key
from scheduler.domain.wording import long_date
from scheduler.reading.references import Arrows, circles, with_arrows
from scheduler.reading.rows import Findings, FoundSettings, Row, Rows
from scheduler.reading.tables.texts import code_key, shown

TABLE = "authorities"
LONGEST_SHORT = 60
"""Letters of a name in short."""
YEARS_AWAY = timedelta(days=5 * 366)
"""How far from a calendar's first day a vesting day may be: feeds of what ended go on for years."""
_DATES = ("start_date", "end_date")


def authority_of(row: Row) -> Authority:
    """Return the authority that a row states, as far as its cells are fine."""
    return Authority(
        code=row.get("authority", ""),
        name=row.get("name"),
        short_name=row.get("short_name"),
        authority_kind=row.get("authority_kind"),
        part=row.get("part"),
        polling_day=row.get("polling_day", ()),
        successor=row.get("successor"),
        start_date=row.get("start_date"),
        end_date=row.get("end_date"),
        welsh_name=row.get("welsh_name"),
        welsh_short_name=row.get("welsh_short_name"),
        organiser=row.get("organiser"),
        contact=row.get("contact"),
    )


def settle_authorities(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note what is contradictory in the authorities, and give each body the days of its own."""
    _warn_of_vesting_day(rows, found, findings)
    _check_circles(rows, findings)
    if not rows[TABLE]:
        return
    for row in rows[TABLE]:
        _check_row(row, found.values.get("vesting_day"), findings)
    _check_twins(rows, findings)
    for row, life in _lives(rows, found):
        for body in rows["bodies"]:
            if _own_row(body, rows, found) is row:
                _check_body(body, row, life, findings)
                _check_meets(body, row, found, findings)
    _check_own_codes(rows, findings)
    _check_fixed(rows, found, findings)


def _lives(rows: Rows, found: FoundSettings) -> Iterator[tuple[Row, tuple[date | None, date | None]]]:
    """Yield the row of each authority, with the first and last day of its bodies."""
    vesting_day = found.values.get("vesting_day")
    by_code = {row.get("authority"): authority_of(row) for row in rows[TABLE]}
    for row in rows[TABLE]:
        own = authority_of(row)
        yield row, (first_day(own, vesting_day), last_day(own, by_code.get(own.successor), vesting_day))


def settings_for(body: Row | None, rows: Rows, found: FoundSettings) -> Settings:
    """Return the settings with the kind and the polling days of the authority of a body."""
    settings = found.settings()
    row = None if body is None else _own_row(body, rows, found)
    if row is None or body is None:
        return settings
    theirs = settings.polling_day if body.blank("authority") else ()
    return replace(
        settings,
        authority_kind=row.get("authority_kind", settings.authority_kind),
        polling_day=row.get("polling_day", theirs),
    )


def _own_row(body: Row, rows: Rows, found: FoundSettings) -> Row | None:
    """Return the row of a body's authority: the one it names, else that of the settings' own, where it has one."""
    if not body.blank("authority"):
        return next((row for row in rows[TABLE] if row.get("authority") == body.get("authority")), None)
    return home_row(rows, found)


def home_row(rows: Rows, found: FoundSettings) -> Row | None:
    """Return the row of the authority of the settings, by its name or its code; None where there is none."""
    home = code_key(found.values.get("authority", ""))
    return next((row for row in rows[TABLE] if home and home in _called(row)), None)


def _called(row: Row) -> set[str]:
    return {code_key(row.get("authority", "")), code_key(row.get("name", ""))} - {""}


def _warn_of_vesting_day(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Warn of a vesting day that nothing follows from, or that is so far off that it must be another year's."""
    (first, last), day = found.span, found.values.get("vesting_day")
    if day is not None and found.calendar is not None and abs(day - first) > YEARS_AWAY:
        message = f"vesting day is {long_date(day)}, years away from the calendar"
        findings.warning(found.rows["vesting_day"], "value", message, "Check its year, or clear the value.")
    if day is not None and first <= day <= last and not any("part" in row.values for row in rows[TABLE]):
        message = "a vesting day is given, and no row of authorities says which council ends or begins on it"
        remedy = "Add a row for each council to the sheet Authorities, with its part, or clear the value."
        findings.warning(found.rows["vesting_day"], "value", message, remedy)


def _check_row(row: Row, vesting_day: date | None, findings: Findings) -> None:
    part, code = row.get("part"), row.get("authority")
    open_end = part in ENDING and row.blank("end_date")
    if vesting_day is None and (open_end or (part == SUCCESSOR and row.blank("start_date"))):
        what = "ends on the eve of vesting day" if part in ENDING else "begins on vesting day"
        column = "end_date" if part in ENDING else "start_date"
        message = f"it {what}, and the settings give no vesting day"
        findings.contradiction(row, "part", message, f"Write the setting vesting_day, or fill in {column}.")
    if code is not None and row.get("successor") == code:
        findings.fault(row, "successor", "an authority cannot take over from itself", "Write another, or clear it.")
    if len(row.get("short_name", "")) > LONGEST_SHORT:
        message = f"{shown(row.get('short_name'))} is no name in short: it stands behind the names of bodies"
        findings.fault(row, "short_name", message, f"Write one of {LONGEST_SHORT} letters at most.")
    start, end = row.get("start_date"), row.get("end_date")
    if start is not None and end is not None and end < start:
        message = f"it ends on {long_date(end)}, before it starts on {long_date(start)}"
        findings.fault(row, "end_date", message, "Write a last day on or after start_date.")
    elif vesting_day is not None and part == PREDECESSOR and end is not None and end >= vesting_day:
        message = f"a predecessor ends on {long_date(end)}, and vesting day is {long_date(vesting_day)}"
        findings.contradiction(row, "end_date", message, "Clear the cell, or write another part.")
    elif vesting_day is not None and part == SUCCESSOR and start is not None and start < vesting_day:
        message = f"a successor begins on {long_date(start)}, before vesting day, {long_date(vesting_day)}"
        remedy = f"Clear the cell, or write {SHADOW}: a shadow authority meets before vesting day."
        findings.contradiction(row, "start_date", message, remedy)


def _check_circles(rows: Rows, findings: Findings) -> None:
    """Note each authority, and each body, that would take over from itself in the end."""
    for table, key in ((TABLE, "authority"), ("bodies", "body")):
        arrows: Arrows = defaultdict(list)
        for row in rows[table]:
            heir = row.get("successor")
            if heir is not None and key in row.values and heir != row.get(key):
                arrows[row.get(key)].append((heir, row))
        for row, circle in circles(arrows):
            message = f"those who take over go round in a circle: {with_arrows(circle)}"
            findings.contradiction(row, "successor", message, "Clear one of these cells.")


def _check_twins(rows: Rows, findings: Findings) -> None:
    """Note two authorities of one name, or of one short name: their meetings would be taken for one another's."""
    first: dict[str, Row] = {}
    short: dict[str, Row] = {}
    for row in rows[TABLE]:
        for name in sorted(_called(row)):
            other = first.setdefault(name, row)
            if other is not row and code_key(row.get("authority", "")) != code_key(other.get("authority", "")):
                column = "name" if name == code_key(row.get("name", "")) else "authority"
                message = f"row {other.number} is called {shown(row.get(column))}, too"
                findings.contradiction(row, column, message, "Give each authority a name of its own.")
                break
        other = short.setdefault(code_key(row.get("short_name", "")), row)
        if other is not row and "short_name" in row.values:
            message = f"row {other.number} has the short name {shown(row.get('short_name'))}, too"
            findings.contradiction(row, "short_name", message, "Give each authority a short name of its own.")


def _check_body(body: Row, row: Row, life: tuple[date | None, date | None], findings: Findings) -> None:
    """Note a body that is there when its authority is not; one that says nothing of it is there as long."""
    name = row.get("name", row.get("authority"))
    first, last = life
    start, end = body.get("start_date"), body.get("end_date")
    if first is not None and start is not None and start < first:
        message = f"it is founded on {long_date(start)}, and {name} has no bodies before {long_date(first)}"
        findings.contradiction(body, "start_date", message, "Clear the cell, or write a later day.")
    elif first is not None and end is not None and end < first:
        message = f"it is dissolved on {long_date(end)}, and {name} has no bodies before {long_date(first)}"
        findings.contradiction(body, "end_date", message, "Clear the cell, or write another authority.")
    if last is not None and end is not None and end > last:
        message = f"it is dissolved on {long_date(end)}, and {name} has no bodies after {long_date(last)}"
        findings.contradiction(body, "end_date", message, "Clear the cell, or write an earlier day.")
    elif last is not None and start is not None and start > last:
        message = f"it is founded on {long_date(start)}, and {name} has no bodies after {long_date(last)}"
        findings.contradiction(body, "start_date", message, "Clear the cell, or write another authority.")
    for column, day in zip(_DATES, life, strict=True):
        if day is not None and body.blank(column):
            body.values[column] = day
            body.filled.add(column)


def _check_meets(body: Row, row: Row, found: FoundSettings, findings: Findings) -> None:
    """Note a body that has to meet, and whose authority is not there on any day of the calendar."""
    first, last = body.get("start_date", date.min), body.get("end_date", date.max)
    if found.calendar is None or not body.filled or (first <= found.calendar[1] and found.calendar[0] <= last):
        return
    owed = next((column for column in ("per_period", "meetings_min") if body.get(column)), None)
    if owed is not None:
        name, begins = row.get("name", row.get("authority")), first > found.calendar[1]
        when = f"begins only on {long_date(first)}" if begins else f"ends on {long_date(last)}"
        message = f"it is to meet in this calendar, and {name} {when}"
        findings.contradiction(body, owed, message, f"Clear the cell, or correct the row of {name} in Authorities.")


def _check_own_codes(rows: Rows, findings: Findings) -> None:
    """Note two bodies of one authority whose codes are one without its own in front: their meetings would be one."""
    authorities = {row.get("authority"): authority_of(row) for row in rows[TABLE]}
    first: dict[tuple[str, str], Row] = {}
    for body in rows["bodies"]:
        authority = authorities.get(body.get("authority"))
        if authority is None or "body" not in body.values:
            continue
        own = authority.own_code(body.get("body"))
        other = first.setdefault((authority.code, code_key(own)), body)
        if other is not body and code_key(other.get("body", "")) != code_key(body.get("body")):
            message = (
                f"{body.get('body')} and {other.get('body')} (row {other.number}) are both {own} at {authority.title}"
            )
            remedy = f"Write another code: what stands behind {authority.code} is how its meetings are known there."
            findings.contradiction(body, "body", message, remedy)


def _check_fixed(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note meetings that are fixed on a day on which the authority of their body is not there."""
    lives = {row.number: life for row, life in _lives(rows, found)}
    bodies = {body.get("body"): body for body in rows["bodies"]}
    for row in rows["fixed_meetings"]:
        body, day = bodies.get(row.get("body")), row.get("date")
        own = None if body is None else _own_row(body, rows, found)
        if own is None or day is None or row.get("cancelled"):
            continue
        name = own.get("name", own.get("authority"))
        first, last = lives[own.number]
        if first is not None and day < first:
            message = f"the meeting is on {long_date(day)}, and {name} has no bodies before {long_date(first)}"
        elif last is not None and day > last:
            message = f"the meeting is on {long_date(day)}, and {name} has no bodies after {long_date(last)}"
        else:
            continue
        remedy = "Write another day, or the body of the authority that is there then; or correct the sheet Authorities."
        findings.contradiction(row, "date", message, remedy)


def closed_to_bodies(closed: Sequence[ClosedDate], rows: Rows, found: FoundSettings) -> tuple[ClosedDate, ...]:
    """Return closed days with the bodies of each authority that they name; one without bodies stays, for nobody."""
    bodies: defaultdict[str, list[str]] = defaultdict(list)
    for body in rows["bodies"]:
        own = _own_row(body, rows, found)
        if own is not None:
            bodies[own.get("authority")].append(body.get("body"))
    for body in rows["bodies"]:
        bodies[body.get("body")] = [body.get("body")]
    named = ([bodies.get(code, [code]) for code in one.applies_to] for one in closed)
    return tuple(
        replace(one, applies_to=tuple(dict.fromkeys(chain.from_iterable(codes))))
        for one, codes in zip(closed, named, strict=True)
    )


def authorities_of(rows: Rows) -> dict[str, Authority]:
    """Return every authority by its code, in the order of the table."""
    return {row.get("authority"): authority_of(row) for row in rows[TABLE]}


def with_names_apart(bodies: Mapping[str, Body], rows: Rows, found: FoundSettings) -> dict[str, Body]:
    """Return bodies with their names as people read them: with their authority where another's is called the same.

    One that is gone when the calendar begins, and is there for its feed to go on, makes nobody else's name longer.
    """
    if not rows[TABLE]:
        return dict(bodies)
    whose = {row.get("body"): _own_row(row, rows, found) for row in rows["bodies"]}
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for code, body in bodies.items():
        row = whose[code]
        if _is_there(body, found):
            alike[name_key(body.name)].add("" if row is None else row.get("authority"))
    home = found.values.get("authority", found.values.get("title", ""))
    named = {}
    for code, body in bodies.items():
        row = whose[code]
        behind = f" ({home if row is None else authority_of(row).short_title})"
        welsh_behind = (
            behind if row is None else f" ({authority_of(row).welsh_short_name or authority_of(row).short_title})"
        )
        welsh = None if body.welsh_name is None else body.welsh_name + welsh_behind
        is_alone = alike[name_key(body.name)] <= {"" if row is None else row.get("authority")}
        own = body.name if _is_there(body, found) else None
        apart = replace(body, name=body.name + behind, welsh_name=welsh, own_name=own)
        named[code] = body if is_alone else apart
    return named


def _is_there(body: Body, found: FoundSettings) -> bool:
    """Whether a body is not gone yet when the calendar begins."""
    return body.end_date is None or body.end_date >= found.span[0]
