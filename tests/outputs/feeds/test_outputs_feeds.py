import datetime as dt
import re
from dataclasses import replace

import pytest
from icalendar import Calendar, Event
from outputs.invented_council import CHANGED, MOVED, invented_plan, invented_problem, uid

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.outputs.feeds import feeds, feeds_as_planned

FIRST_DAY, SECOND_DAY = "Partnership Day", "Provisional: Partnership Day"
FIRST_LUNCH, SECOND_LUNCH = "Lunch: Social prescribing: what works?", "Provisional: Lunch: Young people's voice"
HWB, CTB = "Health and Wellbeing Board", "Children's Trust Board"


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return feeds(invented_problem(), invented_plan())


def events(feed: bytes) -> tuple[Event, ...]:
    calendar = Calendar.from_ical(feed)
    assert calendar.errors == []
    found = tuple(calendar.events)
    assert [event.errors for event in found] == [[]] * len(found)
    return found


def titles(feed: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(feed)]


def described(feed: bytes, title: str) -> str:
    (event,) = (event for event in events(feed) if event["SUMMARY"] == title)
    return str(event["DESCRIPTION"])


def test_everybody_and_everything_has_a_feed(written: dict[str, bytes]) -> None:
    meetings = sorted(f"meetings/{meeting.uid}.ics" for meeting in invented_plan().meetings)
    assert sorted(written) == [
        "all.ics",
        "bodies/A%2FB.ics",
        "bodies/ALB.ics",
        "bodies/AUD.ics",
        "bodies/CTB.ics",
        "bodies/HWB.ics",
        "bodies/OLD.ics",
        "bodies/PRJ.ics",
        "busy/%2E%2E.ics",
        "busy/DEP.ics",
        "busy/DPH.ics",
        "busy/LDR.ics",
        "busy/NHS.ics",
        "deadlines.ics",
        "meeting-days/PD.ics",
        *meetings,
        "organisations/Aldermoor.ics",
        "organisations/NHS.ics",
        "organisations/Youth Parliament.ics",
        "people/%2E%2E.ics",
        "people/DEP.ics",
        "people/DPH.ics",
        "people/LDR.ics",
        "people/NHS.ics",
        "public.ics",
        "rooms/CH.ics",
        "rooms/CR1.ics",
        "rooms/CR12.ics",
        "rooms/CR2.ics",
        "rooms/LIB.ics",
    ]


def test_everything_is_in_all_in_order_of_time(written: dict[str, bytes]) -> None:
    assert titles(written["all.ics"]) == [
        "Audit Committee",
        "CANCELLED: OLD",
        FIRST_DAY,
        HWB,
        CTB,
        FIRST_LUNCH,
        "Aldermoor Board",
        "Audit Committee",
        "CANCELLED: Audit Committee",
        SECOND_DAY,
        f"Provisional: {HWB}",
        f"Provisional: {CTB}",
        SECOND_LUNCH,
        "Provisional: Aldermoor Board",
        "Provisional: Arts, Books; and Back\\slash Group",
    ]


def test_public_has_the_meetings_of_public_bodies_and_nothing_else(written: dict[str, bytes]) -> None:
    assert titles(written["public.ics"]) == [
        "Audit Committee",
        HWB,
        "Audit Committee",
        "CANCELLED: Audit Committee",
        f"Provisional: {HWB}",
    ]


def test_public_names_no_person_and_no_speaker(written: dict[str, bytes]) -> None:
    text = written["public.ics"].replace(b"\r\n ", b"").decode()
    problem = invented_problem()
    private = [word for person in problem.people.values() for word in (person.name, person.email) if word]
    private += [speaker.name for speaker in problem.speakers.values()]
    assert [word for word in private if word in text] == []


def test_a_body_has_its_meetings_and_the_days_it_sits_at(written: dict[str, bytes]) -> None:
    assert titles(written["bodies/CTB.ics"]) == [
        FIRST_DAY,
        CTB,
        FIRST_LUNCH,
        SECOND_DAY,
        f"Provisional: {CTB}",
        SECOND_LUNCH,
    ]
    assert titles(written["bodies/AUD.ics"]) == ["Audit Committee", "Audit Committee", "CANCELLED: Audit Committee"]


def test_a_feed_is_never_empty(written: dict[str, bytes]) -> None:
    (event,) = events(written["bodies/PRJ.ics"])
    assert event["SUMMARY"] == "No meetings at present"
    assert event["DESCRIPTION"] == "Meetings appear here by themselves as soon as they are fixed."
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2026, 10, 1), dt.date(2026, 10, 2))
    assert (event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"], event["SEQUENCE"]) == ("TRANSPARENT", "FREE", 0)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == utc(CHANGED)
    assert {path for path, feed in written.items() if events(feed) == ()} == set()


def test_the_output_folder_has_exactly_the_plan() -> None:
    as_planned = feeds_as_planned(invented_problem(), invented_plan())
    calendar = Calendar.from_ical(as_planned["bodies/PRJ.ics"])
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


def test_a_body_that_is_gone_keeps_its_cancelled_meeting(written: dict[str, bytes]) -> None:
    assert titles(written["bodies/OLD.ics"]) == ["CANCELLED: OLD"]
    assert described(written["bodies/OLD.ics"], "CANCELLED: OLD") == "This meeting will not be held.\nMeeting 1 of OLD."


def test_a_member_has_the_meetings_of_memberships_in_force(written: dict[str, bytes]) -> None:
    assert titles(written["people/NHS.ics"]) == [
        FIRST_DAY,
        HWB,
        FIRST_LUNCH,
        SECOND_DAY,
        f"Provisional: {HWB}",
        f"Provisional: {CTB}",
        SECOND_LUNCH,
        "Provisional: Arts, Books; and Back\\slash Group",
    ]


def test_a_deputy_has_the_meetings_where_they_deputise(written: dict[str, bytes]) -> None:
    assert titles(written["people/DEP.ics"]) == [
        "CANCELLED: OLD",
        FIRST_DAY,
        HWB,
        FIRST_LUNCH,
        SECOND_DAY,
        f"Provisional: {HWB}",
        SECOND_LUNCH,
    ]


def test_members_read_their_own_part_and_nobody_elses(written: dict[str, bytes]) -> None:
    common = "Meeting 1 of HWB.\nIt is part of Partnership Day.\nIt is open to the public."
    assert described(written["bodies/HWB.ics"], HWB) == common
    assert described(written["people/LDR.ics"], HWB) == f"{common}\nYour role: chair. You attend."
    assert described(written["people/DPH.ics"], HWB) == (
        f"{common}\nYour role: vice-chair. Deputy Director of Public Health sits in your place "
        "(sits on the Children's Trust Board at the same time)."
    )
    assert described(written["people/DEP.ics"], HWB) == f"{common}\nYou deputise for Director of Public Health."


def test_a_rule_that_is_waived_is_said_to_whoever_reads_the_meeting() -> None:
    plan = invented_plan()
    waived = tuple(
        replace(one, waived=(Waiver("weekday", "Public event"),)) if one.body == "HWB" and one.sequence == 1 else one
        for one in plan.meetings
    )
    found = feeds(invented_problem(), replace(plan, meetings=waived))
    for feed in ("bodies/HWB.ics", "people/LDR.ics", "public.ics"):
        assert "The rule weekday is waived: Public event" in described(found[feed], HWB).split("\n")


def test_apologies_are_sent_with_or_without_a_reason(written: dict[str, bytes]) -> None:
    assert described(written["people/NHS.ics"], f"Provisional: {HWB}").endswith(
        "Your role: member. You send apologies (sits on the Children's Trust Board at the same time)."
    )
    assert described(written["people/%2E%2E.ics"], CTB).endswith("Your role: observer. You send apologies.")


def test_only_who_attends_is_busy(written: dict[str, bytes]) -> None:
    def busy(person: str) -> str:
        (event,) = (event for event in events(written[f"people/{person}.ics"]) if event["SUMMARY"] == HWB)
        return str(event["X-MICROSOFT-CDO-BUSYSTATUS"])

    assert {person: busy(person) for person in ("LDR", "DPH", "DEP")} == {"LDR": "BUSY", "DPH": "FREE", "DEP": "BUSY"}


def test_a_cancelled_meeting_says_nothing_of_anyones_part(written: dict[str, bytes]) -> None:
    title = "CANCELLED: Audit Committee"
    assert described(written["people/LDR.ics"], title) == described(written["all.ics"], title)


def test_a_member_without_an_attendance_row_reads_the_common_text() -> None:
    plan = invented_plan()
    bare = replace(plan, meetings=tuple(replace(meeting, attendance=()) for meeting in plan.meetings))
    written = feeds(invented_problem(), bare)
    assert described(written["people/LDR.ics"], HWB) == described(written["all.ics"], HWB)


def test_a_room_has_what_takes_it_or_a_part_of_it(written: dict[str, bytes]) -> None:
    hwb, ctb = [HWB, f"Provisional: {HWB}"], [CTB, f"Provisional: {CTB}"]
    assert titles(written["rooms/CR1.ics"]) == [hwb[0], FIRST_LUNCH, hwb[1], SECOND_LUNCH]
    assert titles(written["rooms/CR2.ics"]) == [ctb[0], FIRST_LUNCH, ctb[1], SECOND_LUNCH]
    assert titles(written["rooms/CR12.ics"]) == [hwb[0], ctb[0], FIRST_LUNCH, hwb[1], ctb[1], SECOND_LUNCH]
    assert titles(written["rooms/CH.ics"]) == ["Aldermoor Board", "Provisional: Aldermoor Board"]


def test_a_meeting_day_without_a_lunch_has_only_its_day() -> None:
    plan = invented_plan()
    plan = replace(plan, occurrences=tuple(replace(one, lunch=None) for one in plan.occurrences))
    written = feeds(invented_problem(), plan)
    assert titles(written["people/DEP.ics"]) == ["CANCELLED: OLD", FIRST_DAY, HWB, SECOND_DAY, f"Provisional: {HWB}"]
    assert titles(written["rooms/CR1.ics"]) == [HWB, f"Provisional: {HWB}"]


def test_the_lunch_names_theme_sponsor_and_speaker(written: dict[str, bytes]) -> None:
    assert described(written["all.ics"], FIRST_LUNCH) == (
        "The lunch of Partnership Day.\nTheme: Social prescribing: what works?\nSponsor: Health and Wellbeing Board\n"
        "Speaker: A. N. Invented, general practitioner, Aldermoor Practice"
    )
    assert described(written["all.ics"], SECOND_LUNCH) == "The lunch of Partnership Day.\nTheme: Young people's voice"


def test_a_lunch_without_a_theme_is_the_lunch_of_its_day() -> None:
    plan = invented_plan()
    bare = tuple(replace(one, theme=None, speaker=None, venue=None) for one in plan.occurrences)
    written = feeds(invented_problem(), replace(plan, occurrences=bare))
    assert described(written["all.ics"], "Lunch of Partnership Day") == "The lunch of Partnership Day."


def revisions(problem: Problem, plan: Plan, title: str) -> tuple[str, int, dt.datetime]:
    (event,) = (event for event in events(feeds(problem, plan)["all.ics"]) if event["SUMMARY"] == title)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    return str(event["UID"]), event["SEQUENCE"], event["DTSTAMP"].dt


def utc(iso: str) -> dt.datetime:
    return dt.datetime.fromisoformat(iso)


def test_uid_and_revision_are_those_of_the_plan() -> None:
    problem, plan = invented_problem(), invented_plan()
    assert revisions(problem, plan, "CANCELLED: Audit Committee") == (uid("AUD3"), 3, utc(MOVED))
    assert revisions(problem, plan, HWB) == (uid("HWB1"), 0, utc(CHANGED))


def test_a_meeting_day_keeps_its_uid_whatever_its_date_and_counts_its_own_changes() -> None:
    problem, plan = invented_problem(), invented_plan()
    first, second = plan.occurrences
    moved = replace(first, date=dt.date(2026, 11, 26), theme=None, revision=2, changed="2026-10-01T08:00:00Z")
    before = revisions(problem, plan, FIRST_DAY)
    after = revisions(problem, replace(plan, occurrences=(moved, second)), FIRST_DAY)
    assert before[1:] == (1, utc(MOVED))
    assert after == (before[0], 2, utc("2026-10-01T08:00:00Z"))


def test_a_meeting_day_whose_changes_nobody_counted_changes_with_its_meetings() -> None:
    problem, plan = invented_problem(), invented_plan()
    assert revisions(problem, plan, SECOND_DAY)[1:] == (0, utc(CHANGED))


def test_a_meeting_whose_last_change_is_unknown_has_the_first_day_of_the_plan() -> None:
    plan = invented_plan()
    bare = replace(plan, meetings=tuple(replace(meeting, changed="") for meeting in plan.meetings))
    assert revisions(invented_problem(), bare, HWB)[2] == dt.datetime(2026, 10, 1, tzinfo=dt.UTC)


def test_uids_of_days_depend_on_the_title_only_without_an_authority() -> None:
    problem, plan = invented_problem(), invented_plan()
    own, renamed = (
        replace(problem, settings=replace(problem.settings, authority=None, title=title)) for title in ("One", "Two")
    )
    found = [revisions(one, plan, FIRST_DAY)[0] for one in (problem, own, renamed)]
    assert len(set(found)) == 3
    retitled = replace(problem, settings=replace(problem.settings, title="Two"))
    assert revisions(retitled, plan, FIRST_DAY)[0] == found[0]


def test_an_online_meeting_is_online_and_a_hybrid_one_says_so(written: dict[str, bytes]) -> None:
    (online,) = events(written["bodies/A%2FB.ics"])
    assert online["LOCATION"] == "Online"
    assert "It is held online." in online["DESCRIPTION"]
    assert "It can be attended in person and online." in events(written["bodies/AUD.ics"])[0]["DESCRIPTION"]


def test_deadlines_are_whole_days_in_their_own_feed(written: dict[str, bytes]) -> None:
    found = [(event["DTSTART"].dt.isoformat(), str(event["SUMMARY"])) for event in events(written["deadlines.ics"])]
    assert found == [
        ("2026-10-02", "Report due: Early help"),
        ("2026-10-14", "Reports due: Audit Committee"),
        ("2026-10-15", "Publish agenda: Audit Committee"),
        ("2026-10-22", "Notice expires: Audit Committee"),
        ("2027-01-13", "Reports due: Audit Committee"),
        ("2027-01-14", "Publish agenda: Audit Committee"),
        ("2027-01-21", "Notice expires: Audit Committee"),
        ("2027-01-29", "Report due: Town centre"),
        ("2027-06-01", "Report due: A project that reports to nobody"),
    ]
    assert b"Publish agenda" not in written["all.ics"]


def test_deadlines_say_what_for(written: dict[str, bytes]) -> None:
    feed = written["deadlines.ics"]
    assert described(feed, "Report due: Early help") == "No meeting of Audit Committee can hear it by then."
    assert described(feed, "Report due: Town centre") == (
        "It goes to Audit Committee on Friday 22 January 2027 at 18:30.\nLead officer: Director of Public Health"
    )
    meeting = "Audit Committee on Friday 22 January 2027 at 18:30"
    assert [str(event["DESCRIPTION"]) for event in events(feed)[4:7]] == [
        f"The last working day for reports to {meeting}.\nIts agenda is published on Thursday 14 January 2027.",
        (
            f"The last day to publish the agenda of {meeting}.\n5 clear working days of notice.\n"
            "On the agenda: Town centre"
        ),
        f"The last clear working day before {meeting}.\n5 clear working days of notice.",
    ]
    assert "DESCRIPTION" not in events(feed)[-1]


def test_an_organisation_has_the_meetings_where_somebody_of_it_sits(written: dict[str, bytes]) -> None:
    assert titles(written["organisations/NHS.ics"]) == [
        FIRST_DAY,
        HWB,
        FIRST_LUNCH,
        SECOND_DAY,
        f"Provisional: {CTB}",
        SECOND_LUNCH,
        "Provisional: Arts, Books; and Back\\slash Group",
    ]
    assert titles(written["organisations/Youth Parliament.ics"]) == ["No meetings at present"]


def test_a_meeting_day_has_everything_of_it(written: dict[str, bytes]) -> None:
    first = [FIRST_DAY, HWB, CTB, FIRST_LUNCH, "Aldermoor Board"]
    second = [SECOND_DAY, f"Provisional: {HWB}", f"Provisional: {CTB}", SECOND_LUNCH, "Provisional: Aldermoor Board"]
    assert titles(written["meeting-days/PD.ics"]) == [*first, *second]


def test_who_is_only_to_know_that_somebody_is_busy_learns_nothing_else(written: dict[str, bytes]) -> None:
    found = [
        (event["DTSTART"].dt.strftime("%Y-%m-%d %H:%M"), str(event["X-MICROSOFT-CDO-BUSYSTATUS"]))
        for event in events(written["busy/NHS.ics"])
    ]
    assert found == [
        ("2026-11-19 09:30", "BUSY"),
        ("2026-11-19 12:00", "BUSY"),
        ("2027-05-20 09:30", "TENTATIVE"),
        ("2027-05-20 12:00", "TENTATIVE"),
        ("2027-07-01 10:00", "TENTATIVE"),
    ]
    assert set(titles(written["busy/NHS.ics"])) == {"Busy"}
    properties = {name for event in events(written["busy/NHS.ics"]) for name in event}
    assert properties.isdisjoint({"LOCATION", "DESCRIPTION", "CATEGORIES"})
    uids = {str(event["UID"]) for path in ("people/NHS.ics", "busy/NHS.ics") for event in events(written[path])}
    assert len(uids) == 5 + len(events(written["people/NHS.ics"]))


def test_a_meeting_can_be_had_by_itself(written: dict[str, bytes]) -> None:
    (event,) = events(written[f"meetings/{uid('HWB1')}.ics"])
    assert (event["UID"], event["SUMMARY"]) == (uid("HWB1"), HWB)


def test_no_feed_holds_what_makes_clients_stumble(written: dict[str, bytes]) -> None:
    text = b"".join(written.values())
    found = {line.split(b":")[0].split(b";")[0] for line in text.replace(b"\r\n ", b"").split(b"\r\n")}
    assert sorted(found & {b"METHOD", b"ATTENDEE", b"ORGANIZER", b"RDATE", b"VALARM", b"RELATED-TO"}) == []
    heads = [feed.split(b"BEGIN:VEVENT")[0] for feed in written.values()]
    assert [head for head in heads if b"\r\nUID:" in head] == []


def test_feeds_say_how_often_to_come_back(written: dict[str, bytes]) -> None:
    for feed in written.values():
        assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n" in feed
        assert re.search(rb"(?<!\r)\n|\r(?!\n)", feed) is None


def test_feeds_are_named_for_what_they_are_for(written: dict[str, bytes]) -> None:
    names = {path: str(Calendar.from_ical(feed).calendar_name) for path, feed in written.items()}
    assert {
        path: names[path] for path in ("all.ics", "public.ics", "bodies/HWB.ics", "people/DEP.ics", "rooms/LIB.ics")
    } == {
        "all.ics": "Aldermoor Partnership 2026-27",
        "public.ics": "Aldermoor Partnership 2026-27: public meetings",
        "bodies/HWB.ics": HWB,
        "people/DEP.ics": "Meetings: Deputy Director of Public Health",
        "rooms/LIB.ics": "Reading Room\\, Library",  # the parser leaves this property as it is written
    }


def test_a_meeting_is_the_same_bytes_in_every_feed_that_is_about_nobody(written: dict[str, bytes]) -> None:
    def of(path: str) -> set[bytes]:
        return {
            b"BEGIN:VEVENT" + part
            for part in written[path].removesuffix(b"END:VCALENDAR\r\n").split(b"BEGIN:VEVENT")[1:]
        }

    whole = of("all.ics")
    shared = [path for path in written if path.split("/")[0] in {"public.ics", "bodies", "rooms", "organisations"}]
    alone = {"bodies/PRJ.ics", "organisations/Youth Parliament.ics"}
    assert [path for path in shared if not of(path) <= whole and path not in alone] == []
