"""The council's report: each sentence is true of the plan, nobody is named, and the document can be read by anybody."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from accessible_documents import faults_of
from builders import (
    body,
    calendar,
    closed,
    council,
    fixed,
    link,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    project,
    reports,
    room,
    session,
)
from docx.enum.section import WD_ORIENT
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.bodies import LawWaiver
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.outputs.report.document import MARK, NUMBERED, report_bytes
from scheduler.outputs.report.exceptions import NONE
from scheduler.outputs.report.parts import Points, Section, Table, without_names
from scheduler.outputs.report.report import Report, council_report


def ordinary(*rows: object, **settings: object) -> tuple[Problem, Plan]:
    """A council and its planning committee, whose meetings keep to everything."""
    problem = council(
        body("COU", name="Full Council", legal_kind="full_council", meetings=1, open_to_public=True),
        body("PLA", name="Planning Committee", legal_kind="planning_committee", meetings=2, open_to_public=True),
        room("CH", name="Chamber", features=frozenset({"step_free"})),
        *rows,
        **{"title": "Anytown calendar", **settings},
    )
    plan = calendar(
        problem,
        meeting(problem, "COU", "2015-11-19", "18:00"),
        meeting(problem, "PLA", "2015-11-10"),
        meeting(problem, "PLA", "2016-01-12"),
        status="optimal",
    )
    return problem, plan


def section(report: Report, heading: str) -> Section:
    (found,) = (one for one in report.sections if one.heading == heading)
    return found


def said(report: Report, heading: str) -> str:
    return "\n".join(section(report, heading).sentences())


def exception(report: Report, heading: str) -> list[str]:
    return [line for one in report.exceptions if one.heading == heading for line in one.sentences()]


def texts(data: bytes) -> Iterator[str]:
    document = docx.Document(BytesIO(data))
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


# -- the order and the recommendations


def test_it_has_the_sections_of_a_council_s_report_in_their_order() -> None:
    report = council_report(*ordinary())
    assert [one.heading for one in report.sections if one.level == 1] == [
        "Purpose",
        "Recommendations",
        "Background",
        "How the dates were found",
        "The law observed",
        "Exceptions",
        "Consultation",
        "Changes after approval",
        "Implications",
        "Background papers",
    ]
    assert [one.heading for one in report.sections if one.level == 2] == [
        *(one.heading for one in report.exceptions),
        "Legal implications",
        "Financial implications",
        "Equalities",
    ]


def test_the_council_approves_it_and_delegates_changes() -> None:
    report = council_report(*ordinary(contact="Ask democratic services", publication_date="2015-10-01"))
    assert said(report, "Purpose") == (
        "To ask Full Council to approve the calendar of meetings from Sunday 1 November 2015 to Monday 31 October 2016."
    )
    approves, delegates = report.recommendations
    assert approves.endswith("3 meetings of 2 bodies, as set out in Annex A and Annex B;")
    assert delegates.startswith("delegates authority to [to be completed: the post to which changes are delegated]")
    assert delegates.endswith("under “Changes after approval”.")
    assert ("Contact", "Ask democratic services") in report.facts.rows
    assert said(report, "Consultation").startswith("The calendar is to be published on Thursday 1 October 2015.")
    assert said(report, "Exceptions") == NONE


def test_where_no_body_of_it_may_approve_it_an_officer_says_which_does() -> None:
    problem = council(body("GB", meetings=1))
    report = council_report(problem, calendar(problem, meeting(problem)))
    assert "the body that approves the calendar" in report.to_complete
    assert report.facts.rows[0] == ("Report to", "[to be completed: the body that approves the calendar]")
    law = said(report, "The law observed")
    assert law.startswith("None of these bodies is one for which the law that was looked up has rules about dates.")
    assert "Nothing in the calendar was found to go against the rest of the law." in law


# -- background


def test_how_often_each_body_meets_is_counted() -> None:
    problem = council(
        meeting_day("DAY", name="Partnership day", min_gap_days=20),
        session("AM"),
        session("LUNCH"),
        body("ONE", name="One", meeting_day="DAY", session="AM"),
        body("TWO", name="Two", meetings=3, weekdays="Tue", min_gap_days=7, max_gap_days=70),
        body("UPTO", name="Up to", max_gap_days=200, start_date="2015-12-01", end_date="2016-06-30", successor="TWO"),
        body("GRP", name="Group", cadence=None, start_date="2016-01-01"),
        room(),
    )
    problem = replace(
        problem, bodies=problem.bodies | {"GRP": replace(problem.bodies["TWO"], code="GRP", name="Group")}
    )
    everything = {"FOUR": body("FOUR", name="Four", per_period=1), **problem.bodies}
    never = meeting_day("NEVER")
    problem = replace(problem, bodies=everything, meeting_days=problem.meeting_days | {"NEVER": never})
    plan = calendar(
        problem,
        meeting(problem, "FOUR", "2015-11-19"),
        *(occurrence(problem, on=on) for on in ("2015-11-19", "2016-02-18")),
        *(meeting(problem, "ONE", on) for on in ("2015-11-19", "2016-02-18")),
        *(meeting(problem, "TWO", on, at) for on, at in (("2015-11-03", "10:00"), ("2015-11-17", "14:00"))),
        meeting(problem, "TWO", "2016-01-12", "16:00"),
        *(meeting(problem, "UPTO", on) for on in ("2016-01-05", "2016-02-02")),
    )
    background = section(council_report(problem, plan), "Background")
    (table,) = (block for block in background.blocks if isinstance(block, Table))
    assert table.rows == (
        ("Four", "1 (1 a period)", "Mondays to Fridays", "10:00", ""),
        ("One", "2 (up to 4)", "With the Partnership day", "09:00", "91 (at least 20)"),
        ("Two", "3", "Tuesdays", "10:00 to 16:00", "14 to 56 (7 to 70)"),
        ("Up to", "2 (up to 10)", "Mondays to Fridays", "10:00", "28 (at most 200)"),
    )
    assert "Up to, from Tuesday 1 December 2015 until Thursday 30 June 2016; followed by Two" in background.sentences()
    (day,) = (one for one in background.sentences() if one.startswith("Partnership day"))
    assert day == (
        "Partnership day is a whole day of meetings, held at Town Hall on Thursday 19 November 2015 and Thursday 18 "
        "February 2016. It is made of:"
    )
    assert "AM, 09:00 to 12:00: One" in background.sentences()
    assert "Lunch, 12:30 to 13:30" in background.sentences()


# -- principles, each way


def test_principles_that_are_kept_are_said_to_be_kept() -> None:
    rows = (
        closed("2015-12-24", "2016-01-03", "Christmas", applies_to=()),
        closed("2016-08-01", "2016-08-31", "Recess", applies_to=("PLA",)),
        closed("2016-02-15", "2016-02-19", "Half-term", strength="avoid"),
        reports("PLA", "COU", 3),
        link("COU", "not_same_day", "PLA"),
        link("PLA", "not_same_week", "COU", strength="soft"),
        member("ANN", "COU"),
        member("ANN", "PLA"),
    )
    text = said(council_report(*ordinary(*rows, polling_day=())), "How the dates were found")
    for sentence in (
        "Every meeting is on one of its body's own days.",
        "No meeting is on a public holiday or a day closed to its body.",
        "No meeting is on a day that its body had better avoid (Half-term).",
        "Nobody is down to sit in two meetings that overlap.",
        "Nobody is down for more than 1 meeting on a day, or 1 in a week from Monday to Sunday.",
        "Christmas: Thursday 24 December 2015 to Sunday 3 January 2016",
        "Recess: Monday 1 August 2016 to Wednesday 31 August 2016, for Planning Committee",
        "Planning Committee: Full Council: 3 or more: None of 1",
        "Full Council and Planning Committee never meet on the same day.",
        "Planning Committee and Full Council never meet in the same week, Monday to Sunday.",
        "It is proven that no calendar which keeps the same rules fulfils these wishes better.",
    ):
        assert sentence in text, sentence
    assert "Friday 25 December 2015" in text
    assert "Saturday 26 December 2015" not in text  # a weekend's holiday closes nothing that was open
    assert "lunch" not in text


def test_principles_that_are_not_kept_are_counted_and_named_as_exceptions() -> None:
    problem, plan = ordinary(
        closed("2015-11-10", reason="Town hall shut"),
        closed("2016-01-12", reason="Founders' day", strength="avoid"),
        reports("PLA", "COU", 3),
        member("ANN", "COU"),
        member("ANN", "PLA"),
        polling_day=(),
    )
    saturday = meeting(problem, "COU", "2015-11-21", "10:00")
    clash = meeting(problem, "PLA", "2015-11-21", "11:00")
    early = meeting(problem, "COU", "2015-11-04", "10:00")
    plan = calendar(problem, *plan.meetings, saturday, clash, early)
    report = council_report(problem, plan, anyway="To be shown to the group leaders")
    text = said(report, "How the dates were found")
    for sentence in (
        "2 of 6 meetings are on a day that is none of their body's own; they are named under “Exceptions”.",
        "1 of 6 meetings are on a public holiday or a day closed to its body; they are named under “Exceptions”.",
        "1 of 6 meetings are on days that had better be avoided; they are named under “Exceptions”.",
        "2 of 6 meetings overlap with another in which the same person sits.",
        "Planning Committee: Full Council: 3 or more: 1 of 3 meetings, under “Exceptions”",
    ):
        assert sentence in text, sentence
    assert "is proven" not in text
    assert exception(report, "Days that had better be avoided") == [
        "1 of 6 meetings is on a day that had better be avoided.",
        "Tuesday 12 January 2016: Planning Committee: Founders' day",
    ]
    assert exception(report, "Other days than the body's own, and closed days") == [
        "Full Council on Saturday 21 November 2015 at 10:00 is on none of the days of Full Council.",
        "Planning Committee on Saturday 21 November 2015 at 11:00 is on none of the days of Planning Committee.",
        "Planning Committee on Tuesday 10 November 2015 at 10:00 is on a closed day: Town hall shut.",
    ]
    broken = exception(report, "Rules that are broken")
    assert broken[0] == (
        "This report was made although the calendar did not pass its check. The reason given: To be shown to the group "
        "leaders."
    )
    assert any(one.startswith("Closed date: Planning Committee on Tuesday 10 November 2015") for one in broken)
    assert report.recommendations[-1] == "notes what is set out under “Exceptions”."


def test_closed_periods_name_whichever_bodies_are_fewer_and_are_counted_where_there_are_many() -> None:
    bodies = [body(f"B{number}", name=f"Body {number}", meetings=1) for number in range(12)]
    rows = [
        closed("2016-08-01", reason="Most", applies_to=tuple(f"B{number}" for number in range(10))),
        closed("2016-08-02", reason="Half", applies_to=tuple(f"B{number}" for number in range(6))),
        closed("2016-08-03", reason="None of these", applies_to=("summit",)),
        closed("2030-01-01", reason="Another year"),
    ]
    problem = council(*bodies, *rows)
    plan = calendar(problem, *(meeting(problem, one.code, "2015-11-19") for one in bodies))
    text = said(council_report(problem, plan), "How the dates were found")
    assert "Most: Monday 1 August 2016, for all but Body 10 and Body 11" in text
    assert "Half: Tuesday 2 August 2016, for 6 bodies" in text
    assert "None of these: Wednesday 3 August 2016, for none of the bodies that meet" in text
    assert "Another year" not in text
    many = council(*bodies, *(closed(f"2016-03-{number:02d}", reason=f"R{number}") for number in range(1, 15)))
    assert "Beside them 14 periods are closed to some bodies or to all." in said(
        council_report(many, plan), "How the dates were found"
    )


def test_a_report_may_be_made_of_a_changed_input_that_breaks_no_rule() -> None:
    problem = council(body(meetings=1), room(), end_date="2015-11-30")
    plan = calendar(problem, meeting(problem), input_sha256="5a" * 32)
    report = council_report(problem, plan, anyway="Only a note was changed.")
    assert exception(report, "Rules that are broken") == [
        "This report was made although the calendar did not pass its check. The reason given: Only a note was changed.",
        "What the calendar was made from has been changed since.",
    ]
    assert "Public holidays" not in said(report, "How the dates were found")


def test_where_nobody_s_attendance_is_known_nothing_is_said_of_loads() -> None:
    problem, plan = ordinary(member("ANN", "PLA"))
    bare = tuple(replace(one, attendance=()) for one in plan.meetings)
    text = said(council_report(problem, replace(plan, meetings=bare, status="feasible")), "How the dates were found")
    assert "Nobody is down for more than" not in text
    assert "is proven" not in text


# -- the law


def test_what_the_law_asks_is_counted_in_the_calendar() -> None:
    problem = council(
        body("COU", name="Council", legal_kind="full_council", meetings=2),
        body("CAB", name="Cabinet", legal_kind="executive", meetings=1),
        fixed("2027-05-18", body="COU", title="Annual Meeting"),
        start_date="2027-05-04",
        end_date="2028-05-03",
        polling_day=(fixed("2027-05-06").date, fixed("2029-05-03").date),
    )
    plan = calendar(
        problem,
        meeting(problem, "COU", "2027-05-18", title="Annual Meeting"),
        meeting(problem, "COU", "2028-03-07", title="Budget"),
        meeting(problem, "CAB", "2027-05-05", title="Budget"),
    )
    report = council_report(problem, plan)
    law = said(report, "The law observed")
    for sentence in (
        "3 meetings of 2 bodies need notice.",
        (
            "The annual meeting of Council is on Tuesday 18 May 2027, which is among the days that the law leaves it, "
            "from Tuesday 11 May 2027 to Monday 31 May 2027."
        ),
        "Council (Budget) on Tuesday 7 March 2028 at 10:00 is no later than 10 March",
        "On Thursday 6 May 2027, a polling day, no meeting is held.",
        "1 meeting of this calendar lies in it.",
        "Notice: 5 clear working days; neither the day of publication nor the day of the meeting counts.: Local Gov",
        "[to be completed: confirm that this instrument is the right one]",
    ):
        assert sentence in law, sentence
    open_yet = replace(problem, fixed_meetings=())
    law = said(council_report(open_yet, calendar(open_yet, meeting(problem, "CAB", "2027-06-09"))), "The law observed")
    assert "annual meeting of Council" not in law
    without = replace(meeting(problem, "CAB", "2027-06-09"), agenda_deadline=None)
    assert "need notice" not in said(council_report(problem, calendar(problem, without)), "The law observed")
    late = calendar(
        problem,
        meeting(problem, "COU", "2027-06-30", title="Annual Meeting"),
        meeting(problem, "COU", "2028-03-20", title="Budget"),
        meeting(problem, "CAB", "2027-05-06"),
    )
    law = said(council_report(problem, late), "The law observed")
    assert "is later than 10 March" in law
    assert "On Thursday 6 May 2027, a polling day, 1 meeting is held." in law
    assert "Exceptions" in law
    assert exception(report, "Days that had better be avoided")[1].startswith(
        "Wednesday 5 May 2027: Cabinet (Budget): "
    )


def test_warnings_of_the_law_are_exceptions_with_their_answers() -> None:
    problem = council(
        body("COU", name="Council", legal_kind="full_council", meetings=1, notice_clear_days=3),
        body("STA", name="Statutory Board", statutory=True, meetings=1),
        LawWaiver("legal_kind", "No committee of a council", "STA", "Monitoring Officer"),
    )
    plan = calendar(problem, meeting(problem, "COU"), meeting(problem, "STA", "2015-11-20"))
    found = exception(council_report(problem, plan), "The law")
    (notice,) = (one for one in found if one.startswith("Notice: "))
    assert notice.endswith("[to be completed: the answer to this]")
    (kind,) = (one for one in found if "Statutory" in one)
    assert kind == ("Statutory Board (legal kind). Answered by Monitoring Officer: No committee of a council.")


# -- waivers, reports that do not reach, cancelled meetings


def test_waivers_cancelled_meetings_and_what_is_not_held_are_exceptions() -> None:
    problem, plan = ordinary(body("UP", name="Up To", meetings=2))
    problem = replace(
        problem,
        bodies=problem.bodies
        | {"UP": replace(problem.bodies["UP"], cadence=replace(problem.bodies["UP"].cadence, minimum=0))},
    )
    waived = replace(plan.meetings[0], waived=(Waiver("gap", "The count is on that day"),))
    off = replace(plan.meetings[1], status="cancelled")
    report = council_report(problem, replace(plan, meetings=(waived, off, *plan.meetings[2:])))
    assert exception(report, "Rules that are waived") == [
        "Planning Committee on Tuesday 10 November 2015 at 10:00: the rule gap is waived. The count is on that day."
    ]
    assert exception(report, "Cancelled meetings") == ["Full Council on Thursday 19 November 2015 at 18:00."]
    assert exception(report, "Meetings not held, or without a report") == [
        "Full Council: It may meet once, and does not meet.",
        "Up To: It may meet twice, and does not meet.",
    ]
    assert "Thu 19 off" in [cell for row in report.annex_a.blocks[-1].rows for cell in row]
    assert any("Full Council: cancelled" in row for one in report.annex_b for row in one.sentences())


# -- implications


@pytest.mark.parametrize(
    ("cost", "each", "sentences"),
    [
        (0, None, ["The 4 bookings of rooms in the calendar bear no charge.", "[to be completed: what a lunch costs]"]),
        (
            12,
            8,
            ["the hire of rooms comes to £", "for 4 bookings.", "2 lunches are planned, for 2 people in all; at £8"],
        ),
    ],
)
def test_what_it_costs_is_counted(cost: int, each: int | None, sentences: list[str]) -> None:
    problem = council(
        meeting_day(), session("AM"), session("LUNCH"), body("GB", meeting_day="DAY", session="AM"),
        room(cost_per_hour=cost), member("ANN"), cost_per_head=each,
    )  # fmt: skip
    days = ("2015-11-19", "2016-02-18")
    plan = calendar(problem, *(occurrence(problem, on=on) for on in days), *(meeting(problem, on=on) for on in days))
    text = said(council_report(problem, plan), "Financial implications")
    assert [one for one in sentences if one not in text] == []


def test_rooms_without_a_charge_are_told_from_those_with_one() -> None:
    problem = council(body(meetings=3), room("A", cost_per_hour=10), room("B"), body("WEB", attendance_mode="online"))
    held = [meeting(problem, on="2015-11-19"), meeting(problem, on="2016-01-19", room="B"), meeting(problem, "WEB")]
    report = council_report(problem, calendar(problem, *held))
    assert said(report, "Financial implications").startswith(
        "At the charges known for each room the hire of rooms comes to £20, setting up and clearing included, for 1 "
        "booking. 1 booking is of rooms without a charge."
    )
    assert "The rooms in which" not in said(report, "Equalities")
    assert "Online" in [row[3] for row in report.annex_b[1].blocks[0].rows]


def test_who_can_come_is_counted() -> None:
    text = said(council_report(*ordinary()), "Equalities")
    assert "1 meeting starts at 17:00 or later and 2 earlier" in text
    assert "Step free: at every meeting in a room." in text
    problem, plan = ordinary(room("UP", name="Upstairs"))
    moved = replace(plan, meetings=(replace(plan.meetings[0], room="UP"), *plan.meetings[1:]))
    assert "Step free: at 2 of the 3 meetings in a room." in said(council_report(problem, moved), "Equalities")


# -- annexes


def test_the_annexes_hold_every_meeting() -> None:
    problem, plan = invented_problem(), invented_plan()
    report = council_report(problem, plan)
    grid = report.annex_a.blocks[-1]
    assert isinstance(grid, Table)
    assert grid.columns[:2] == ("Body", "Oct 26")
    assert sum(cell.count("\n") + 1 for row in grid.rows for cell in row[1:] if cell) == len(plan.meetings)
    listed = [row for one in report.annex_b[1:] for block in one.blocks for row in block.rows]
    assert len(listed) == len(plan.meetings)
    assert ("Friday 23 October", "18:30 to 20:30", "Audit Committee", "Reading Room, Library") in listed
    assert "Bodies marked * do not meet in public." in report.annex_a.blocks
    assert ("Thursday 5 November", "10:00 to 11:00", "OLD\N{NO-BREAK SPACE}*: cancelled", "To be arranged") in listed


def test_a_calendar_of_two_years_has_its_grid_in_two_parts() -> None:
    problem = council(body(meetings=2), end_date="2017-04-30")
    plan = calendar(problem, meeting(problem), meeting(problem, on="2017-01-19"))
    grids = [block for block in council_report(problem, plan).annex_a.blocks if isinstance(block, Table)]
    assert [len(one.columns) for one in grids] == [9, 8]
    nothing = council_report(problem, calendar(problem))
    assert (nothing.annex_a.blocks, len(nothing.annex_b)) == ((), 1)
    assert faults_of(report_bytes(nothing, None)) == []


# -- nobody is named


def test_nobody_is_named_but_by_post() -> None:
    problem, plan = ordinary(
        person("ANN", name="Councillor Ann Ash"),
        member("ANN", "PLA", "chair"),
        closed("2016-07-01", reason="Wedding of Cllr Ann Ash"),
        closed("2016-07-02", reason="Asked for by the Leader of the Council", strength="closed"),
        person("LDR", name="Leader of the Council"),
        project("P", "PLA"),
    )
    waiver = Waiver("gap", "Councillor Ann Ash is in hospital")
    plan = replace(plan, meetings=(replace(plan.meetings[0], waived=(waiver,)), *plan.meetings[1:]))
    document = "\n".join(texts(report_bytes(council_report(problem, plan), None)))
    assert "Ash" not in document
    assert "Wedding" not in document
    assert document.count("[to be completed: the reason, which names somebody in the workbook]") == 2
    assert "Asked for by the Leader of the Council" in document
    assert without_names(problem, "") == ""


def test_what_the_invented_council_keeps_to_itself_is_not_in_it() -> None:
    problem, plan = invented_problem(), invented_plan()
    document = "\n".join(texts(report_bytes(council_report(problem, plan), None)))
    for secret in ("vegan", "aldermoor.example", "A. N. Invented", "Director of Public Health", "apolog"):
        assert secret not in document, secret


# -- the document


def test_the_document_is_accessible_and_the_same_each_time() -> None:
    problem, plan = invented_problem(), invented_plan()
    made = report_bytes(council_report(problem, plan), None)
    assert faults_of(made) == []
    assert made == report_bytes(council_report(problem, plan), None)


def test_headings_and_paragraphs_are_numbered_and_what_is_to_complete_has_one_style() -> None:
    document = docx.Document(BytesIO(report_bytes(council_report(*ordinary()), None)))
    marked = [run.text for one in document.paragraphs for run in one.runs if run.style.name == MARK]
    assert "[to be completed: the post to which changes are delegated]" in marked
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    assert any(run.style.name == MARK for cell in cells for one in cell.paragraphs for run in one.runs)
    unmarked = [run.text for one in document.paragraphs for run in one.runs if run.style.name != MARK]
    assert not [text for text in unmarked if "to be completed" in text]
    purpose = document.paragraphs[[one.text for one in document.paragraphs].index("Purpose") + 1]
    assert purpose.style.name == NUMBERED
    assert [one.orientation for one in document.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    assert Points(("a",)).numbered is False
