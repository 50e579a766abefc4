"""Whatever the input says reaches every client as it was written, or cleaned of what no calendar can hold."""

import unicodedata
from dataclasses import replace

import vobject
from builders import body, council, meeting, meeting_day, member, occurrence, person, room, session, theme
from clients.strict_parser import seen_by_strict_parser
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from outputs.feeds.a_life import planned
from rounds import rounds

from scheduler.outputs.feeds import feeds
from scheduler.outputs.naming import cleaned, on_one_line

MOMENT = "2015-10-01T09:00:00Z"
ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\\;,:\"'\r\n\t\x00\x07\x0b\x7f\u2028\u0301ŵé🏛\u200d"), min_size=1, max_size=90
) | st.text("🏛é\u0301\\,", min_size=30, max_size=60)
TEXT = ANY_TEXT.filter(str.strip)
"""No name, place or reason is blank: an input that has one is refused."""


@settings(max_examples=rounds(20))
@given(name=TEXT, title=TEXT, place=TEXT, venue=TEXT, reason=TEXT, someone=TEXT)
def test_any_text_survives_the_trip_or_is_cleaned(
    name: str, title: str, place: str, venue: str, reason: str, someone: str
) -> None:
    problem = council(
        body("GB", name=name, meeting_day="DAY", session="AM"),
        meeting_day(name=name),
        session(),
        session("LUNCH"),
        member("ANN", "GB", "chair"),
        member("BOB", "GB", substitutes=("CAT",)),
        person("ANN", name=someone, organisation=name),
        person("CAT", name=someone),
        room(name=place, venue=venue),
        theme("AIR", title=title),
    )
    held = meeting(problem, apologies=["ANN"], substitutes={"BOB": "CAT"})
    held = replace(held, attendance=tuple(replace(row, reason=reason) for row in held.attendance))
    plan = planned(problem, MOMENT, None, held, occurrence(problem, theme="AIR"))
    written = feeds(problem, plan)
    for feed in written.values():
        lines = feed.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert {*range(9), 11, 12, *range(14, 32), 127}.isdisjoint(feed)
        assert [line for line in lines if not unicodedata.is_normalized("NFC", line.decode())] == []
        seen_by_strict_parser(feed)
    own = {path: {str(one["UID"]): one for one in Calendar.from_ical(written[path]).events} for path in written}
    event = own["people/ANN.ics"][plan.meetings[0].uid]
    assert str(event["SUMMARY"]) == on_one_line(f"Provisional: {name}")
    assert str(event["LOCATION"]) == on_one_line(f"{place}, {venue}")
    common = str(own["bodies/GB.ics"][plan.meetings[0].uid]["DESCRIPTION"])
    to_ann = cleaned(f"Your role: chair. You send apologies ({reason.rstrip('.')}).")
    to_bob = cleaned(f"Your role: member. {someone} sits in your place ({reason.rstrip('.')}).")
    assert str(event["DESCRIPTION"]) == f"{common}\n{to_ann}"
    assert str(own["people/BOB.ics"][plan.meetings[0].uid]["DESCRIPTION"]) == f"{common}\n{to_bob}"
    assert on_one_line(f"Provisional: Lunch: {title}") in {str(one["SUMMARY"]) for one in own["all.ics"].values()}
    calendar = vobject.readOne(written["people/ANN.ics"].decode())
    (again,) = (one for one in calendar.vevent_list if one.uid.value == plan.meetings[0].uid)
    assert [again.summary.value, again.location.value] == [str(event["SUMMARY"]), str(event["LOCATION"])]
    assert again.description.value == str(event["DESCRIPTION"])
