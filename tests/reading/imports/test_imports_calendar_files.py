"""A calendar file as meetings: titles, places, repeats, what is cancelled; never what an event says else."""

import pytest
from builders import body, calendar, council, meeting, room
from made_files import content

from scheduler.domain.found import Found
from scheduler.outputs.feeds import feeds
from scheduler.reading.imports import calendar_files
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable

ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Here\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0000\n"
    "END:STANDARD\nEND:VTIMEZONE\n"
)


def read(*events: str) -> Found:
    written = "".join(f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events))
    return read_source(content("year.ics", f"BEGIN:VCALENDAR\n{ZONE}{written}END:VCALENDAR\n"))


def held(found: Found) -> list[tuple[object, ...]]:
    return [(one.body, one.date.isoformat(), one.start, one.end, one.place, one.title) for one in found.meetings]


def told(found: Found) -> list[tuple[str, str]]:
    return [(one.what, one.why) for one in found.left_out]


def test_an_event_is_a_meeting_at_local_time() -> None:
    found = read(
        "DTSTART:20260521T180000Z\nDTEND:20260521T200000Z\nSUMMARY:Provisional: Council (AGM)\n"
        "LOCATION:Chamber\\, Town\n  Hall\nDESCRIPTION:Not to be read"
    )
    assert held(found) == [("Council", "2026-05-21", 1140, 1260, "Chamber, Town Hall", "Annual Meeting")]
    assert (found.meetings[0].source.place, found.read_as) == ("line 10", (("year.ics", "a calendar file"),))


def test_repeats_are_expanded_and_one_without_end_is_told() -> None:
    found = read(
        "DTSTART:20260512T090000\nDURATION:PT2H\nRRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3\nSUMMARY:Planning",
        "DTSTART:20260512T090000\nRRULE:FREQ=YEARLY\nSUMMARY:Audit",
    )
    assert [(one.body, one.date.isoformat()) for one in found.meetings] == [
        ("Planning", "2026-05-12"), ("Planning", "2026-06-09"), ("Planning", "2026-07-14"),
        ("Audit", "2026-05-12"), ("Audit", "2027-05-12"),
    ]  # fmt: skip
    why = "it repeats without an end, and is followed until Wednesday 16 June 2027"
    assert told(found) == [("Audit", why)]


def test_what_is_cancelled_is_told_as_cancelled() -> None:
    found = read(
        "DTSTART:20260521T180000Z\nSTATUS:CANCELLED\nSUMMARY:CANCELLED: Council",
        "DTSTART:20260522T180000Z\nSUMMARY:Audit - cancelled",
        "DTSTART:20260523T180000Z\nRRULE:FREQ=DAILY;COUNT=3\nSTATUS:CANCELLED\nSUMMARY:Panel",
    )
    assert [(one.body, one.cancelled) for one in found.meetings] == [("Council", True), ("Audit", True)]
    assert told(found) == [("Panel", "cancelled, with all its repeats")]


def test_whole_days_are_days_off_or_meetings_without_a_time() -> None:
    found = read(
        "DTSTART;VALUE=DATE:20260525\nSUMMARY:Bank Holiday",
        "DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260829\nSUMMARY:Summer recess",
        "DTSTART;VALUE=DATE:20260601\nSUMMARY:Council 7pm",
        "DTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20260603\nSUMMARY:Conference",
        "DTSTART;VALUE=DATE:20260520\nSUMMARY:Agenda out: Council",
        "DTSTART;VALUE=DATE:20260602\nSUMMARY:",
    )
    assert [(one.first.isoformat(), one.last.isoformat(), one.reason) for one in found.closures] == [
        ("2026-05-25", "2026-05-25", "Bank Holiday"), ("2026-08-03", "2026-08-28", "Summer recess"),
    ]  # fmt: skip
    assert held(found) == [("Council", "2026-06-01", 1140, None, "", "")]
    assert told(found) == [
        ("Conference", "several days from one to another are no one meeting"),
        ("Agenda out: Council", "a deadline, and no meeting"),
        ("2026-06-02", "no body is named there"),
    ]


def test_what_is_not_understood_is_told() -> None:
    found = read("DTSTART:20260521T180000Z\nDTEND:nonsense\nSUMMARY:Council", "DTSTART:20261399\nSUMMARY:Odd")
    assert [one.body for one in found.meetings] == ["Council"]
    assert [why for _, why in told(found)] == ["not understood", "not understood"]


def test_a_file_without_events_is_told() -> None:
    assert told(read()) == [("year.ics", "a calendar file without events")]


def test_a_file_of_too_many_events_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_files, "MOST_EVENTS", 3)
    with pytest.raises(Unreadable, match="more than 3 events"):
        read("DTSTART:20260521T180000Z\nRRULE:FREQ=DAILY;COUNT=4\nSUMMARY:Council")


def test_a_file_that_breaks_off_is_refused() -> None:
    with pytest.raises(Unreadable, match="breaks off"):
        read_source(content("year.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260521T180000Z\n"))


def test_our_own_feed_is_read_back() -> None:
    problem = council(body("GB"), body("SC"), room("CR1", venue="Town Hall"))
    plan = calendar(
        problem,
        meeting(problem, "GB", "2015-11-19", "10:00", room="CR1"),
        meeting(problem, "SC", "2016-06-02", "14:00", status="confirmed"),
        meeting(problem, "GB", "2015-12-17", "10:00", status="cancelled"),
    )
    feed = dict(feeds(problem, plan))["all.ics"]
    found = read_source(content("all.ics", feed))
    assert [(one.body, one.date.isoformat(), one.start, one.cancelled) for one in found.meetings] == [
        ("GB Board", "2015-11-19", 600, False),
        ("GB Board", "2015-12-17", 600, True),
        ("SC Board", "2016-06-02", 840, False),
    ]
    assert found.meetings[0].place == "Room CR1, Town Hall"


@pytest.mark.parametrize(("language", "name"), [("welsh", "Cyngor Llawn"), ("both", "Cyngor Llawn / Full Council")])
def test_our_own_feed_in_welsh_or_in_both_is_read_back(language: str, name: str) -> None:
    full_council = body("FC", name="Full Council", welsh_name="Cyngor Llawn")
    problem = council(full_council, room("CR1"), language=language)
    plan = calendar(
        problem,
        meeting(problem, "FC", "2015-11-19"),
        meeting(problem, "FC", "2015-12-17", status="cancelled"),
    )
    found = read_source(content("all.ics", dict(feeds(problem, plan))["all.ics"]))
    assert [(one.body, one.cancelled) for one in found.meetings] == [(name, False), (name, True)]
    assert {one.body for one in found.meetings} <= set(full_council.names)


def test_a_file_as_windows_writes_unicode_is_read() -> None:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "DTSTART:20260512T100000", "SUMMARY:Audit"]
    text = "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
    assert held(read_source(content("last.ics", text.encode("utf-16")))) == held(read_source(content("last.ics", text)))
    assert [one.body for one in read_source(content("last.ics", text.encode("utf-16"))).meetings] == ["Audit"]


def test_a_day_of_no_year_is_told_with_its_event() -> None:
    found = read("DTSTART:20260521T180000Z\nSUMMARY:Council", "DTSTART:99991332T180000\nSUMMARY:Cabinet")
    assert [one.body for one in found.meetings] == ["Council"]
    assert told(found) == [("Cabinet", "its day, 99991332T180000, is none")]


def test_what_is_not_understood_is_told_whole() -> None:
    found = read("DTSTART:20260521T180000Z\nRRULE:FREQ=SECONDLY;COUNT=3\nSUMMARY:Council")
    ((what, why),) = told(found)
    assert (what.startswith("year.ics has 1 event whose repeats cannot be read"), "\u2026" in what) == (True, False)
    assert why == "not understood"
