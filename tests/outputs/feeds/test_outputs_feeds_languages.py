"""Feeds in Welsh, and in both languages: one feed with titles in both, Welsh first."""

from dataclasses import replace
from io import BytesIO

import pytest
from builders import body, council, meeting, meeting_day, member, occurrence, person, room, session, theme
from icalendar import Calendar
from outputs.feeds.a_life import planned, read_back, seen
from outputs.in_languages import SETTINGS, alike, writing_to

from scheduler.domain.plan import APOLOGIES, CANCELLED, CONFIRMED, PROVISIONAL, SUBSTITUTE, Attendance, Plan
from scheduler.domain.problem import Problem
from scheduler.languages import IN_BOTH, IN_ENGLISH, IN_WELSH
from scheduler.outputs.feeds import feeds, feeds_as_planned
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.site.contents import Contents, notice_feed
from scheduler.outputs.site.sent import sending_of
from scheduler.reading.ics.components import calendars

OCTOBER, NOVEMBER = "2015-10-01T09:00:00Z", "2015-11-02T09:00:00Z"
NAMES = {"Ŵyr ac Ŷd: Pwyllgor Tŷ'r Gwŷr a'r Gwragedd Llŷn, Môn ac Arfon", "Committee of the House"}
COUNCIL = council(
    body("FC", name="Full Council", welsh_name="Cyngor Llawn", open_to_public=True, attendance_mode="online"),
    body("CH", name="Committee of the House", welsh_name=next(one for one in NAMES if "Ŵ" in one)),
    body("NHS", name="GIG"),
    body("HWB", name="Health Board", welsh_name="Bwrdd Iechyd", meeting_day="DAY", session="AM"),
    meeting_day("DAY", name="Partnership Day", welsh_name="Diwrnod Partneriaeth"),
    session("AM"),
    session("LUNCH"),
    theme("T1", title="Sports", welsh_title="Chwaraeon"),
    room("CR1", name="Room One", welsh_name="Ystafell Un", welsh_venue="Neuadd y Dref"),
    person("ANN", name="Ann"),
    person("BOB", name="Bob"),
    member("ANN", "FC", "vice_chair"),
    member("BOB", "FC"),
    member("BOB", "CH"),
    title="Calendar",
    welsh_title="Calendr",
    authority="Anytown Council",
    welsh_authority="Cyngor Unrhyw Dref",
)
ELSEWHERE = "sits at Committee of the House at the same time"
OFFICERS = ("deadlines.ics", "forward-plan.ics")


def plan_of(problem: Problem) -> Plan:
    """Return a calendar with a meeting of each kind: provisional, confirmed, cancelled, and one of a meeting day."""
    away = (
        Attendance("ANN", "vice_chair", voting=True, outcome=APOLOGIES, reason="not expected"),
        Attendance("BOB", "member", voting=True, outcome=SUBSTITUTE, substitute="ANN", reason=ELSEWHERE),
    )
    return planned(
        problem,
        OCTOBER,
        None,
        meeting(problem, "FC", "2015-11-12", attendance=away, status=PROVISIONAL, room=None, venue=None),
        meeting(problem, "CH", "2015-11-17", status=CANCELLED),
        meeting(problem, "NHS", "2015-11-18", status=CONFIRMED),
        meeting(problem, "HWB", "2015-11-19", meeting_day="DAY"),
        occurrence(problem, "DAY", "2015-11-19", theme="T1"),
    )


PROBLEMS = {language: writing_to(COUNCIL, language) for language in SETTINGS}
MADE = {language: feeds_as_planned(problem, plan_of(problem)) for language, problem in PROBLEMS.items()}
WORDS = ("NAME", "DESCRIPTION", "SUMMARY", "LOCATION", "CONTACT")


def lines_of(feed: bytes) -> set[str]:
    """Return each line of text of a feed: of its own, and of its events."""
    calendar = Calendar.from_ical(feed)
    texts = [str(one[name]) for one in (calendar, *calendar.events) for name in WORDS if name in one]
    return {line for text in texts for line in text.split("\n")}


def events(language: str, path: str = "all.ics") -> dict[str, dict[str, str]]:
    """Return the words of each event of a feed by its uid."""
    found = Calendar.from_ical(MADE[language][path]).events
    return {str(one["UID"]): {name: str(one.get(name, "")) for name in WORDS} for one in found}


@pytest.mark.parametrize("path", sorted(MADE[IN_ENGLISH]))
def test_no_feed_for_members_or_the_public_has_a_line_of_english_in_welsh(path: str) -> None:
    english, welsh = lines_of(MADE[IN_ENGLISH][path]), lines_of(MADE[IN_WELSH][path])
    if path in OFFICERS:
        assert english == welsh
    else:
        assert {line for line in alike(english, welsh) if line.removeprefix("Provisional: ") != "GIG"} <= {"GIG"}


@pytest.mark.parametrize("path", sorted(set(MADE[IN_ENGLISH]) - set(OFFICERS)))
def test_a_feed_in_both_says_what_each_says_the_welsh_first(path: str) -> None:
    for uid, both in events(IN_BOTH, path).items():
        welsh, english = (events(language, path)[uid] for language in (IN_WELSH, IN_ENGLISH))
        for name, joint in (("DESCRIPTION", "\n\n"), ("LOCATION", " / "), ("CONTACT", " / ")):
            assert both[name] == joint.join(dict.fromkeys(filter(None, (welsh[name], english[name]))))


def test_titles_stand_beside_one_another_and_what_is_alike_stands_once() -> None:
    titles = {one["SUMMARY"] for one in events(IN_BOTH).values()}
    assert {"Dros dro / Provisional: Cyngor Llawn / Full Council", "GIG"} <= titles
    assert any(title.startswith("WEDI'I GANSLO / CANCELLED: ") for title in titles)
    assert "Cinio: Chwaraeon / Lunch: Sports" in " ".join(titles)
    assert Calendar.from_ical(MADE[IN_BOTH]["all.ics"])["NAME"] == "Calendr / Calendar"
    assert Calendar.from_ical(MADE[IN_BOTH]["bodies/NHS.ics"])["NAME"] == "GIG"


def test_the_welsh_says_which_language_it_is_in_and_two_languages_together_say_none() -> None:
    assert b"SUMMARY;LANGUAGE=cy:Dros dro: Cyngor Llawn\r\n" in MADE[IN_WELSH]["all.ics"]
    assert b"DESCRIPTION;LANGUAGE=cy:" in MADE[IN_WELSH]["all.ics"]
    assert b"LANGUAGE=" not in MADE[IN_BOTH]["all.ics"] + MADE[IN_ENGLISH]["all.ics"]


def test_what_one_person_is_told_stands_in_each_language_behind_what_everybody_reads() -> None:
    (text,) = {one["DESCRIPTION"] for one in events(IN_BOTH, "people/BOB.ics").values() if "Llawn" in one["SUMMARY"]}
    welsh, english = text.split("\n\n")
    assert welsh.endswith(
        "Eich rôl: aelod. Bydd Ann yn eistedd yn eich lle (yn bresennol mewn cyfarfod arall ar yr un pryd: "
        f"{COUNCIL.bodies['CH'].welsh_name})."
    )
    assert english.endswith(
        "Your role: member. Ann sits in your place (sits at Committee of the House at the same time)."
    )


@pytest.mark.parametrize("language", [IN_WELSH, IN_BOTH])
def test_no_line_is_longer_than_75_octets_and_none_parts_a_letter(language: str) -> None:
    for feed in MADE[language].values():
        for line in feed.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()


def test_our_own_reader_and_another_read_the_same_title() -> None:
    feed = MADE[IN_WELSH]["bodies/CH.ics"]
    (read,) = (
        part.text("SUMMARY")
        for part in calendars("a.ics", BytesIO(feed), titles=True)[0].parts
        if part.name == "VEVENT"
    )
    assert read.replace("\\", "") == f"WEDI'I GANSLO: {COUNCIL.bodies['CH'].welsh_name}"
    assert {str(one["SUMMARY"]) for one in Calendar.from_ical(feed).events} == {read.replace("\\", "")}


@pytest.mark.parametrize("before", SETTINGS)
@pytest.mark.parametrize("after", SETTINGS)
def test_another_language_reaches_subscribers_and_never_goes_back(before: str, after: str) -> None:
    first = plan_of(PROBLEMS[before])
    again = revised(replace(PROBLEMS[after], baseline=first), replace(first, generated=NOVEMBER))
    second = read_back(again)
    for path in ("all.ics", "people/BOB.ics", "busy/BOB.ics"):
        had, has = (seen(PROBLEMS[language], plan, path) for language, plan in ((before, first), (after, second)))
        by_start = {one.start: one for one in had.values()}
        for one in has.values():
            old = by_start[one.start]
            if before == after:
                assert one == old
            elif one.title != old.title:
                assert (one.revision, one.stamp) > (old.revision, old.stamp)
                assert one.revision == old.revision + 1
            else:
                assert one.revision >= old.revision
                assert one.stamp > old.stamp
    sent = sending_of(Contents(PROBLEMS[before], first)).added_to({})
    assert sending_of(Contents(PROBLEMS[after], second)).lowered(sent) == []


def test_a_member_without_meetings_and_one_whose_link_is_withdrawn_read_why_in_both() -> None:
    problem = PROBLEMS[IN_BOTH]
    plan = plan_of(problem)
    empty = planned(problem, OCTOBER, None)
    assert b"SUMMARY:Dim cyfarfodydd ar hyn o bryd / No meetings at present" in feeds(problem, empty)["people/ANN.ics"]
    feed = notice_feed(problem, plan, "abc", OCTOBER).replace(b"\r\n ", b"").decode()
    assert "NAME:Dolen galendr a dynnwyd yn ôl / Withdrawn calendar link" in feed
    assert "am gymorth: Cyngor Unrhyw Dref / This calendar link has been withdrawn - ask Anytown Council" in feed
