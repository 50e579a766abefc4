"""Which bodies are asked about, as a command line names them, and everything that is wrong with it at once."""

import pytest
from builders import body, council, day, meeting_day, member, session

from scheduler.domain.viability import Together
from scheduler.errors import InputFaults
from scheduler.reading.requests.questions import read_together

FIRST = day("2015-11-01")
CALENDAR = "Choose a day from Sunday 1 November 2015 to Monday 31 October 2016."
ANOTHER = "Choose another day with --on, or leave them out."
COUNCIL = council(
    meeting_day("DAY"),
    session("AM"),
    session("LUNCH"),
    session("PM"),
    body("HWB", name="Health Board", meeting_day="DAY", session="AM"),
    body("GB", name="Growth Board", meeting_day="DAY", session="AM"),
    body("TP", name="Whole Partnership", meeting_day="DAY", session="PM"),
    body("OLD", name="Old Board", end_date="2015-12-31"),
    body("NEW", name="New Board", start_date="2016-02-01"),
    member("ANN", "HWB"),
)
AM = COUNCIL.sessions["DAY", "AM"]


def faults(problem=COUNCIL, **asked):
    with pytest.raises(InputFaults) as caught:
        read_together(problem, **asked)
    return [f"{fault.message}. {fault.remedy}" for fault in caught.value.faults]


def test_without_bodies_those_of_the_one_session_of_boards():
    assert read_together(COUNCIL) == Together(("HWB", "GB"), FIRST, AM, ("HWB", "GB"))


def test_bodies_that_are_named_keep_their_order_and_their_common_session():
    assert read_together(COUNCIL, "gb; hwb") == Together(("GB", "HWB"), FIRST, AM, ("GB", "HWB"))
    assert read_together(COUNCIL, "HWB;TP") == Together(("HWB", "TP"), FIRST, None, ("HWB", "TP"))
    assert read_together(COUNCIL, "HWB;OLD").session is None


def test_a_session_is_named_by_its_codes():
    assert read_together(COUNCIL, meeting_day="day", session="am").session is AM
    assert read_together(COUNCIL, meeting_day="DAY").session is AM


def test_the_day_is_the_first_on_which_all_exist_or_the_one_given():
    assert read_together(COUNCIL, "HWB;NEW").day == day("2016-02-01")
    assert read_together(COUNCIL, "HWB;NEW", day="03/03/2016").day == day("2016-03-03")


def test_a_session_is_asked_about_with_those_that_exist():
    late = body("LATE", meeting_day="DAY", session="AM", start_date="2016-01-01")
    early = body("EARLY", meeting_day="DAY", session="AM", end_date="2015-12-01")
    problem = council(*COUNCIL.meeting_days.values(), AM, *list(COUNCIL.bodies.values())[:2], late, early)
    everybody = ("HWB", "GB", "LATE", "EARLY")
    assert read_together(problem) == Together(("HWB", "GB", "EARLY"), FIRST, AM, everybody)
    assert read_together(problem, day="2016-01-01") == Together(("HWB", "GB", "LATE"), day("2016-01-01"), AM, everybody)


def test_every_code_that_is_none_is_told_at_once_with_what_was_meant():
    told = faults(bodies="HWBB;Growht Board;Health  board;hwb", day="2020-01-01")
    assert told == [
        "--bodies: “HWBB” is not the code of a body of the input. Did you mean HWB? Write its code.",
        "--bodies: “Growht Board” is not the code of a body of the input. Did you mean GB? Write its code.",
        "--bodies: HWB is named more than once. Name each body once.",
        f"--on: Wednesday 1 January 2020 is outside the calendar. {CALENDAR}",
    ]  # fmt: skip


def test_one_body_or_none_is_too_few():
    assert faults(bodies="HWB") == [
        "--bodies: only HWB is named. Name two bodies or more, such as HWB;GB, in quotation marks.",
    ]  # fmt: skip
    assert faults(bodies=" ; ") == [
        "--bodies: no body is named. Name two bodies or more, such as HWB;GB, in quotation marks.",
    ]  # fmt: skip


def test_a_date_that_is_none_says_how_to_write_one():
    (told,) = faults(day="2016-02-30")
    assert told.startswith("--on: “2016-02-30” is no day")


def test_bodies_that_do_not_exist_on_the_day_are_named():
    assert faults(bodies="HWB;OLD;NEW", day="2016-01-01") == [
        f"Old Board and New Board do not exist on Friday 1 January 2016. {ANOTHER}",
    ]  # fmt: skip
    assert faults(bodies="HWB;OLD", day="2016-01-01") == [
        f"Old Board does not exist on Friday 1 January 2016. {ANOTHER}",
    ]  # fmt: skip
    never = "there is no day of the calendar on which Health Board, Old Board and New Board all exist"
    assert faults(bodies="HWB;OLD;NEW") == [f"{never}. Leave one of them out."]


def test_a_session_needs_two_bodies_that_exist_on_the_day():
    late = body("LATE", meeting_day="DAY", session="AM", start_date="2016-01-01")
    problem = council(*COUNCIL.meeting_days.values(), AM, COUNCIL.bodies["HWB"], late)
    assert faults(problem, day="2015-12-01") == [
        f"LATE Board does not exist on Tuesday 1 December 2015. {ANOTHER}",
    ]  # fmt: skip


def test_an_input_without_meeting_days_needs_bodies_to_be_named():
    assert faults(council(body("A"), body("B"))) == [
        "the input has no meeting days with sessions. Name the bodies, such as --bodies 'HWB;GB'.",
    ]  # fmt: skip


def test_a_session_with_too_few_bodies_needs_bodies_to_be_named():
    assert faults(session="pm") == [
        "only one body sits in the session PM. Name the bodies, such as --bodies 'HWB;GB'.",
    ]  # fmt: skip
    nobody = council(meeting_day("DAY"), AM)
    assert faults(nobody) == ["no body sits in the session AM. Name the bodies, such as --bodies 'HWB;GB'."]


def test_sessions_that_are_none_or_lunches_or_not_the_only_ones():
    remedy = "Name the bodies, such as --bodies 'HWB;GB', or another session."
    assert faults(session="LUNCH") == [f"the session named is a lunch. {remedy}"]
    assert faults(meeting_day="DAYS") == [
        "--meeting-day: “DAYS” is no meeting day here. Did you mean DAY? There is DAY."
    ]
    assert faults(session="XYZ") == ["--session: “XYZ” is no session here. There is AM, LUNCH and PM."]
    only_lunch = council(meeting_day("DAY"), session("LUNCH"))
    assert faults(only_lunch) == [f"there is no session of the kind boards. {remedy}"]
    two = council(meeting_day("DAY"), AM, session("AM2", start="13:00", end="14:00"))
    which = "--meeting-day DAY --session AM or --meeting-day DAY --session AM2"
    assert faults(two) == [f"there are 2 sessions that might be meant. Say which: {which}."]
