"""What was sent of each event is read from the feeds themselves, and what goes back is found."""

import datetime as dt

from builders import body, calendar, council, meeting, member, person

from scheduler.domain.plan import Plan
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.register import Sent
from scheduler.outputs.site.sent import Event, Sending, events_in, sending_of

PROBLEM = council(body("GB", name="Growth; Board", open_to_public=True), person("ANN"), member("ANN", "GB", "chair"))
DAY = dt.date(2015, 11, 19)


def plan() -> Plan:
    return revised(PROBLEM, calendar(PROBLEM, meeting(PROBLEM, "GB", revision=3), generated="2015-10-01T09:00:00Z"))


def event(sequence: int, stamp: str, uid: str = "one") -> Event:
    return Event(uid, sequence, stamp, "Growth Board", DAY)


def test_every_event_of_a_site_is_read_from_its_feeds() -> None:
    made = plan()
    sending = sending_of(Contents(PROBLEM, made))
    (uid,) = (one.uid for one in made.meetings)
    assert sending.shared[uid] == Event(uid, 3, "20151001T090000Z", "Provisional: Growth; Board", DAY)
    assert set(sending.shared) >= set(made.shown) - {
        one for one, shown in made.shown.items() if shown.title.startswith("No meetings")
    }
    assert sending.own["member:ann"][uid].stamp == "20151001T090000Z"


def test_an_event_without_its_folds_is_read() -> None:
    feed = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n b\r\nDTSTAMP:20151001T090000Z\r\nSEQUENCE:12\r\n"
        b"DTSTART;VALUE=DATE:20151119\r\nSUMMARY:Lunch\\, tea \\n and\r\n  cake\r\n"
        b"DESCRIPTION:x\\nUID:none\r\nEND:VEVENT\r\n"
    )
    assert list(events_in(feed)) == [Event("ab", 12, "20151001T090000Z", "Lunch, tea \n and cake", DAY)]


def test_what_goes_back_is_a_lower_sequence_or_an_older_stamp() -> None:
    before = {"one": Sent(2, "20151001T090000Z", {"member:ann": "20151005T090000Z"})}
    stamps = {"20151001T090000Z": 0, "20151001T090001Z": 0, "20151001T085959Z": 1}
    for stamp, lowered in stamps.items():
        assert len(Sending({"one": event(2, stamp)}).lowered(before)) == lowered
    assert Sending({"one": event(1, "20160101T000000Z")}).lowered(before) == [event(1, "20160101T000000Z")]
    assert Sending({"new": event(0, "20100101T000000Z", "new")}).lowered(before) == []


def test_what_one_member_was_told_later_does_not_go_back_for_them_alone() -> None:
    before = {"one": Sent(2, "20151001T090000Z", {"member:ann": "20151005T090000Z"})}
    shared = {"one": event(2, "20151001T090000Z")}
    assert Sending(shared, {"member:bob": shared}).lowered(before) == []
    assert Sending(shared, {"member:ann": shared}).lowered(before) == [shared["one"]]
    later = {"one": event(2, "20151005T090000Z")}
    assert Sending(shared, {"member:ann": later, "member:bob": shared}).lowered(before) == []


def test_the_latest_of_everything_is_kept() -> None:
    before = {
        "one": Sent(2, "20151001T090000Z", {"member:ann": "20151005T090000Z", "member:cat": "20151003T090000Z"}),
        "gone": Sent(4, "20151001T090000Z"),
    }
    shared = {"one": event(3, "20151004T090000Z"), "new": event(0, "20151004T090000Z", "new")}
    own = {"member:bob": {"one": event(3, "20151006T090000Z")}, "member:ann": {"one": event(3, "20151004T090000Z")}}
    assert Sending(shared, own).added_to(before) == {
        "one": Sent(3, "20151004T090000Z", {"member:ann": "20151005T090000Z", "member:bob": "20151006T090000Z"}),
        "gone": Sent(4, "20151001T090000Z"),
        "new": Sent(0, "20151004T090000Z"),
    }
