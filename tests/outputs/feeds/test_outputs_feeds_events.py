import datetime as dt
from dataclasses import replace

import pytest

from scheduler.outputs.feeds.events import Event

EVENT = Event(
    uid="a-1",
    title="Health and Wellbeing Board",
    date=dt.date(2026, 11, 19),
    changed="2026-08-03T09:30:00Z",
    start=570,
    end=690,
    revision=2,
    place="Committee Room 1, Town Hall",
    category="Health and Wellbeing Board",
    description="Meeting 1 of HWB.",
    timezone="Europe/London",
)


def lines_of(event: bytes, *names: str) -> list[str]:
    lines = event.replace(b"\r\n ", b"").decode().split("\r\n")
    return [line for line in lines if line.split(":")[0].split(";")[0] in names]


def test_a_meeting_is_written_in_local_time_with_its_zone() -> None:
    assert EVENT.plain.decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:a-1",
        "DTSTAMP:20260803T093000Z",
        "LAST-MODIFIED:20260803T093000Z",
        "SEQUENCE:2",
        "DTSTART;TZID=Europe/London:20261119T093000",
        "DTEND;TZID=Europe/London:20261119T113000",
        "SUMMARY:Health and Wellbeing Board",
        "STATUS:CONFIRMED",
        "LOCATION:Committee Room 1\\, Town Hall",
        "CATEGORIES:Health and Wellbeing Board",
        "DESCRIPTION:Meeting 1 of HWB.",
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "END:VEVENT",
        "",
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("confirmed", ["SUMMARY:Audit", "STATUS:CONFIRMED", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"]),
        (
            "provisional",
            [
                "SUMMARY:Provisional: Audit",
                "STATUS:TENTATIVE",
                "TRANSP:OPAQUE",
                "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
            ],
        ),
        (
            "cancelled",
            [
                "SUMMARY:CANCELLED: Audit",
                "STATUS:CANCELLED",
                "TRANSP:TRANSPARENT",
                "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
            ],
        ),
    ],
)
def test_status_shows_in_title_status_and_time_taken(status: str, expected: list[str]) -> None:
    event = replace(EVENT, title="Audit", status=status)
    assert lines_of(event.plain, "SUMMARY", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS") == expected


def test_an_event_says_when_it_was_made_whom_to_ask_and_where_it_stands() -> None:
    event = replace(
        EVENT, created="2026-08-01T09:00:00Z", contact="Town; Council", url="https://x.org/index.html#month-2026-11"
    )
    assert lines_of(event.plain, "CREATED", "CONTACT", "URL") == [
        "CREATED:20260801T090000Z",
        "CONTACT:Town\\; Council",
        "URL:https://x.org/index.html#month-2026-11",
    ]
    assert (event.facts, event.whole) == (EVENT.facts, EVENT.whole)


def test_an_event_is_never_made_after_it_changed() -> None:
    event = replace(EVENT, created="2026-09-01T09:00:00Z")
    assert lines_of(event.plain, "CREATED", "LAST-MODIFIED") == [
        "CREATED:20260803T093000Z",
        "LAST-MODIFIED:20260803T093000Z",
    ]


def test_a_whole_day_ends_before_the_next_and_leaves_everybody_free() -> None:
    event = replace(EVENT, start=None, end=None)
    assert lines_of(event.plain, "DTSTART", "DTEND", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS") == [
        "DTSTART;VALUE=DATE:20261119",
        "DTEND;VALUE=DATE:20261120",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ]
    assert event.order == (dt.datetime(2026, 11, 19), "a-1")


def test_midnight_is_the_start_of_the_next_day() -> None:
    event = replace(EVENT, start=1380, end=1440)
    assert lines_of(event.plain, "DTEND") == ["DTEND;TZID=Europe/London:20261120T000000"]


def test_what_is_empty_is_left_out() -> None:
    event = replace(EVENT, place="", category="", description="")
    assert lines_of(event.plain, "LOCATION", "CATEGORIES", "DESCRIPTION") == []


def test_a_remark_to_one_person_follows_the_description() -> None:
    assert lines_of(EVENT.addressed(("You attend.",), elsewhere=False), "DESCRIPTION", "TRANSP") == [
        "DESCRIPTION:Meeting 1 of HWB.\\nYou attend.",
        "TRANSP:OPAQUE",
    ]
    assert EVENT.addressed(("",), elsewhere=False) == EVENT.plain


def test_who_is_elsewhere_is_free() -> None:
    assert lines_of(EVENT.addressed(("",), elsewhere=True), "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS") == [
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ]
