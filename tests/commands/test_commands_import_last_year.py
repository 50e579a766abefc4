"""Years made of rules, imported, and held against what was inferred: what was planted is found, and nothing else.

A year is drawn from a seed: bodies with weekdays, weeks of the month or so many weeks between, starts and rooms, and
whatever happens to real calendars: meetings moved for holidays, cancelled, special ones, other times.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from rounds import rounds

from scheduler.commands.checks import check
from scheduler.dates.closed_dates import public_holiday
from scheduler.domain.found import FoundBody, FoundClosure, FoundPerson, FoundRoom, FoundSeat
from scheduler.reading.imports.making import imported
from tests.reading.imports.found_councils import SOURCE, YEAR, council, meeting, nth, written

FIRST, LAST = date(2026, 5, 1), date(2027, 4, 30)
A_WEEK = timedelta(7)
RECESS = FoundClosure(date(2026, 8, 3), date(2026, 8, 28), "Summer recess", SOURCE)
NAMES = (
    *("Council", "Cabinet", "Planning Committee", "Licensing Committee", "Audit Committee", "Standards Committee"),
    *(
        "Overview and Scrutiny Committee",
        "Health and Wellbeing Board",
        "Climate Working Group",
        "Joint Waste Committee",
    ),
)
SEEDS = range(rounds(12))


def is_shut(day):
    return public_holiday("GB-ENG", day) is not None or RECESS.first <= day <= RECESS.last


def days_of_a_body(random):
    """Draw the days of a body: in a week of the month, in two of them, or every so many weeks."""
    weekday, way = random.randrange(4), random.randrange(4)
    if way == 0:
        step = timedelta(weeks=random.choice((3, 4, 6, 8)))
        first = nth(2026, 5, weekday, random.randint(1, 4))
        return [first + step * number for number in range(18) if first + step * number <= LAST]
    numbers = random.sample((1, 2, 3, 4, -1), 2 if way == 1 else 1)
    months = YEAR[random.randrange(3) :: 3] if way == 2 else YEAR
    return sorted({nth(*month, weekday, number) for month in months for number in numbers})


def with_life(random, name, days, usual):
    """Return a body's meetings: those on shut days moved or left out, one cancelled, a special one, another time."""
    taken, meetings = set(days), []
    for day in days:
        there = day
        while is_shut(there) or (there != day and there in taken):
            there += A_WEEK if random.random() < 0.7 else timedelta(1)
        if there.month == 8 or not FIRST <= there <= LAST or there.weekday() > 4 or is_shut(there):
            continue
        taken.add(there)
        meetings.append(meeting(name, there, **usual))
    meetings = list({one.date: one for one in meetings}.values())
    if len(meetings) > 5 and random.random() < 0.4:
        place = random.randrange(len(meetings))
        meetings[place] = replace(meetings[place], cancelled=True, status="Cancelled")
    if len(meetings) > 5 and random.random() < 0.4:
        place = random.randrange(len(meetings))
        meetings[place] = replace(meetings[place], start=600, end=600 + random.choice((60, 90, 120)))
    if random.random() < 0.4:
        day = FIRST + timedelta(random.randrange(360))
        if day.weekday() < 5 and not is_shut(day) and day not in taken:
            meetings.append(meeting(name, day, **{**usual, "title": "Special Meeting"}))
    if name == "Council" and meetings:
        meetings[0] = replace(meetings[0], title="Annual Meeting", start=660, end=720)
    return meetings


def year(seed):
    """Return what is found of a year, drawn from a seed, and the meetings of each body."""
    random = Random(seed)  # noqa: S311 - a year that can be drawn again
    names = random.sample(NAMES, random.randint(2, len(NAMES)))
    meetings, people, seats, rooms = {}, [], [], []
    for number, name in enumerate(names):
        start = random.choice((600, 840, 1080, 1110, 1140))
        ends = None if random.random() < 0.3 else start + random.choice((90, 120, 150))
        usual = {"start": start, "end": ends, "place": f"Room {number + 1}"}
        meetings[name] = with_life(random, name, days_of_a_body(random), usual)
        rooms.append(FoundRoom(f"Room {number + 1}", SOURCE, venue="Town Hall", capacity=random.choice((None, 40))))
        theirs = [FoundPerson(f"Councillor {chr(65 + one)}{number}", SOURCE) for one in range(random.choice((0, 5, 9)))]
        people += theirs
        seats += [
            FoundSeat(name, one.name, SOURCE, role="member" if place else "chair") for place, one in enumerate(theirs)
        ]
    bodies = tuple(FoundBody(name, SOURCE) for name in names)
    found = council(bodies=bodies, people=tuple(people), seats=tuple(seats), rooms=tuple(rooms), closures=(RECESS,))
    return random, found, meetings


def with_meetings(found, meetings):
    every = sorted((one for theirs in meetings.values() for one in theirs), key=lambda one: (one.date, one.body))
    return replace(found, meetings=tuple(every))


def broken(found, folder):
    """Return what last year's calendar breaks of the rules inferred from it: each rule, and the days it is about."""
    source, calendar = written(folder / "last", imported(found, of_last_year=True))
    return {(breach.rule, breach.dates) for breach in check(source, calendar).breaches}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_that_broke_nothing_breaks_no_rule_that_is_inferred(seed, tmp_path):
    _, found, meetings = year(seed)
    assert broken(with_meetings(found, meetings), tmp_path) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_planted_is_found_and_nothing_else(seed, tmp_path):
    random, found, meetings = year(seed)
    planted = set()
    one, two = random.sample(sorted(meetings), 2)
    holiday = random.choice((date(2026, 5, 25), date(2026, 8, 31), date(2027, 3, 26), date(2026, 12, 25)))
    meetings[one].append(meeting(one, holiday, place=_room(found, one)))
    planted.add(("closed_date", (holiday,)))
    inside = date(2026, 8, 5) + timedelta(random.randrange(14))
    while inside.weekday() > 4:
        inside += timedelta(1)
    meetings[two].append(meeting(two, inside, start=1110, end=1230, place=_room(found, two)))
    planted.add(("closed_date", (inside,)))
    clash = random.choice([each for each in meetings[two] if not each.cancelled and each.date != inside])
    meetings[one] = [each for each in meetings[one] if each.date != clash.date]
    meetings[one].append(replace(clash, body=one, title="Special Meeting"))
    planted.add(("room_clash", (clash.date,)))
    assert broken(with_meetings(found, meetings), tmp_path) == planted


def _room(found, name):
    return found.rooms[[body.name for body in found.bodies].index(name)].name


def test_a_room_too_small_and_a_body_that_was_no_more_are_found(tmp_path):
    _, found, meetings = year(3)
    small, over = sorted(meetings)[:2]
    theirs = [FoundPerson(f"Councillor Z{number}", SOURCE) for number in range(8)]
    days = [date(2026, 6, 9), date(2026, 9, 8), date(2026, 12, 8), date(2027, 3, 9)]
    meetings[small] = [meeting(small, day, place="Snug") for day in days]
    meetings[over] = [meeting(over, day, place=_room(found, over)) for day in days]
    found = replace(
        found,
        rooms=(*found.rooms, FoundRoom("Snug", SOURCE, venue="Town Hall", capacity=4)),
        people=(*found.people, *theirs),
        seats=(*(s for s in found.seats if s.body != small), *(FoundSeat(small, one.name, SOURCE) for one in theirs)),
        bodies=tuple(replace(b, end_date=date(2026, 12, 31)) if b.name == over else b for b in found.bodies),
    )
    late = ("lifetime", (date(2027, 3, 9),))
    found = with_meetings(found, meetings)
    assert broken(found, tmp_path) == {late, *(("room_capacity", (day,)) for day in days)}
