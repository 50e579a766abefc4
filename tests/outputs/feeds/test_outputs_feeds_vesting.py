"""Vesting day put forward in the middle of a year: what is cancelled, what goes on, and who is where with two hats."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import calendar, meeting
from icalendar import Calendar
from outputs.feeds.a_life import planned
from small_input import write_input

from scheduler.domain.plan import CONFIRMED, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds import feeds
from scheduler.outputs.pages.meetings import listing
from scheduler.outputs.pages.planner import Year
from scheduler.reading import read_input
from scheduler.rules import broken

OCTOBER, NOVEMBER = "2015-10-01T09:00:00Z", "2015-10-20T09:00:00Z"
HELD = (("GB", "2015-11-09"), ("GB", "2015-11-23"), ("HWB", "2015-11-24"), ("NGB", "2015-12-09"))
LATE, EARLY = "2015-12-07", "2015-11-16"


def input_of(folder: Path, vesting_day: str) -> Problem:
    tables = {
        "settings": "setting,value\ntitle,Joint calendar\nauthority,Anytown Council\nstart_date,2015-11-02\n"
        f"end_date,2015-12-18\nvesting_day,{vesting_day}\n",
        "authorities": "authority,name,part,successor\nANY,Anytown Council,predecessor,NEW\n"
        "NEW,Newshire Council,successor,\nOLD,Oldham Council,continuing,\n",
        "bodies": "body,name,meetings_max,open_to_public,authority,successor,venue\n"
        "GB,Growth Board,4,yes,,NGB,Town Hall\n"
        "HWB,Health Board,1,yes,OLD,,Guildhall\nNGB,Growth Committee,2,yes,NEW,,Town Hall\n",
        "memberships": "person,body,role\nBOB,GB,chair\nANN,GB,\nANN,HWB,chair\nANN,NGB,chair\nDPH,NGB,\n",
        "rooms": "room,name,venue,capacity\nCR1,Committee Room,Town Hall,20\nGH,Great Hall,Guildhall,20\n",
        "travel": "from_venue,to_venue,minutes\nTown Hall,Guildhall,40\n",
    }
    return read_input(write_input(folder, **tables))[0]


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    return input_of(tmp_path_factory.mktemp("late"), LATE)


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    return input_of(tmp_path_factory.mktemp("early"), EARLY)


@pytest.fixture(scope="module")
def given_out(late: Problem) -> Plan:
    made = planned(late, OCTOBER, None, *(meeting(late, code, day, room="CR1") for code, day in HELD))
    return replace(made, meetings=tuple(replace(one, status=CONFIRMED) for one in made.meetings))


@pytest.fixture(scope="module")
def sooner(early: Problem, given_out: Plan) -> Plan:
    kept = (meeting(early, code, day, room="CR1") for code, day in HELD if (code, day) != ("GB", "2015-11-23"))
    return planned(early, NOVEMBER, given_out, *kept)


def events(feed: bytes) -> list[tuple[str, str, str]]:
    found = Calendar.from_ical(feed).events
    return [(str(one["SUMMARY"]), one["DTSTART"].dt.isoformat()[:10], str(one["STATUS"])) for one in found]


def test_a_meeting_after_the_new_vesting_day_is_cancelled_where_the_body_is_subscribed_to(
    early: Problem, sooner: Plan, given_out: Plan
) -> None:
    made = feeds(early, sooner)
    assert events(made["bodies/GB.ics"]) == [
        ("Growth Board", "2015-11-09", "CONFIRMED"),
        ("Growth Board has ended: what follows is of Growth Committee", "2015-11-16", "CONFIRMED"),
        ("CANCELLED: Growth Board", "2015-11-23", "CANCELLED"),
        ("Growth Committee", "2015-12-09", "CONFIRMED"),
    ]
    before = {one.uid: one.revision for one in given_out.meetings}
    (gone,) = [one for one in sooner.meetings if not one.live]
    assert (gone.uid in before, gone.revision > before[gone.uid]) == (True, True)


def test_a_members_feed_goes_on_under_the_new_hat(early: Problem, sooner: Plan) -> None:
    assert [title for title, _, _ in events(feeds(early, sooner)["people/ANN.ics"])] == [
        "Growth Board", "CANCELLED: Growth Board", "Health Board", "Growth Committee"
    ]  # fmt: skip


def test_the_page_shows_the_meeting_struck_out(early: Problem, sooner: Plan) -> None:
    shown = [one for month in listing(Year(early, sooner)).months for one in month.meetings]
    gone = [(one.name, "Cancelled" in dict(one.tags).values()) for one in shown if "cancelled" in one.classes]
    assert gone == [("Growth Board", True)]


def test_a_body_begins_on_vesting_day_and_not_before(late: Problem, early: Problem) -> None:
    told = {}
    for name, problem in (("late", late), ("early", early)):
        plan = calendar(problem, meeting(problem, "NGB", "2015-11-17"), meeting(problem, "GB", "2015-11-17", "14:00"))
        told[name] = [breach.message for breach in broken(problem, plan) if breach.rule == "lifetime"]
    assert told == {
        "late": [
            "Growth Committee on Tuesday 17 November 2015 at 10:00: the body is founded only on Monday 7 December 2015."
        ],
        "early": [
            "Growth Board on Tuesday 17 November 2015 at 14:00: the body is dissolved on Sunday 15 November 2015."
        ],
    }


@pytest.mark.parametrize(
    ("start", "end", "rules"),
    [("11:00", "13:00", {"person_clash"}), ("12:15", "14:00", {"travel"}), ("12:45", "14:00", set())],
)
def test_two_hats_in_two_halls_on_one_day(late: Problem, start: str, end: str, rules: set[str]) -> None:
    """Town Hall until 12:00, the Guildhall forty minutes away: neither at once, nor as fast as that."""
    one = meeting(late, "GB", "2015-11-09", "10:00", room="CR1")
    other = meeting(late, "HWB", "2015-11-09", start, end=end, room="GH")
    found = {breach.rule for breach in broken(late, calendar(late, one, other))}
    assert found & {"person_clash", "travel"} == rules
