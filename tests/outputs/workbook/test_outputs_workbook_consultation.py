"""The consultation edition: every meeting is in it, and nobody's name, absence, reason or address."""

import datetime as dt
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from outputs.invented_council import invented_plan, invented_problem
from outputs.workbook.reopened import table_rows

from scheduler.domain.bodies import LawWaiver
from scheduler.domain.calendar import Absence, ClosedDate
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.outputs.public_view import for_everybody
from scheduler.outputs.workbook import consultation_bytes, workbook_bytes
from scheduler.outputs.workbook.consultation import dates_sheet

WAIVED = Waiver("weekday", "Waived for the mayor's regatta")
UNTIL = "for consultation until Monday 14 September 2026."


def with_secrets() -> tuple[Problem, Plan]:
    """Return the invented council with a reason wherever the input may have one."""
    problem, plan = invented_problem(), invented_plan()
    away = Absence("person", "LDR", None, "Leave for an operation", 0, 600)
    problem = replace(
        problem,
        absences=(away,),
        closed_dates=(*problem.closed_dates, ClosedDate(dt.date(2026, 11, 2), dt.date(2026, 11, 2), "A funeral")),
        law_waivers=(LawWaiver("legal_kind", "Counsel has advised", by="Monitoring Officer"),),
    )
    first, *others = plan.meetings
    seats = tuple(replace(row, outcome="apologies", reason="Leave for an operation") for row in first.attendance)
    return problem, replace(plan, meetings=(replace(first, waived=(WAIVED,), attendance=seats), *others))


def contents(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return "".join(f"{name}\n{parts.read(name).decode()}\n" for name in parts.namelist())


def book(problem: Problem | None = None, plan: Plan | None = None) -> Workbook:
    data = consultation_bytes(problem or invented_problem(), plan or invented_plan())
    return openpyxl.load_workbook(BytesIO(data))


def secrets_of(problem: Problem) -> set[str]:
    """Return every name of a person, every address and every reason of an input, and what else is for officers."""
    found = {"Leave for an operation", "A funeral", "Offices shut", "regatta", "Counsel", "Monitoring Officer"}
    found |= {"vegan", "A. N. Invented", "Town centre", "apolog", "Apolog", "PRJ"}
    for person in problem.people.values():
        found |= {text for text in (person.name, person.email, person.dietary) if text}
    return found


def test_no_name_no_reason_and_no_address_of_the_input_is_anywhere_in_it() -> None:
    problem, plan = with_secrets()
    secrets = secrets_of(problem)
    officers, everybody = (contents(made(problem, plan)) for made in (workbook_bytes, consultation_bytes))
    assert {secret for secret in secrets if secret in everybody} == set()
    named = {"Leader of the Council", "Leave for an operation", "A funeral", "regatta", "A. N. Invented"}
    assert {secret for secret in secrets if secret in officers} >= named


def test_it_holds_every_meeting_and_marks_those_that_are_public() -> None:
    rows = table_rows(book()["Dates"])
    assert rows[0] == ("Date", "Time", "Name", "Body", "Place", "How held", "Public", "Status")
    assert rows[1][1:] == (
        "18:30 to 20:30", "Audit Committee", "AUD", "Reading Room, Library", "Hybrid", "Yes", "Confirmed",
    )  # fmt: skip
    assert len(rows[1:]) == len(invented_plan().meetings)
    assert {row[3] for row in rows[1:] if row[6] == "Yes"} == {"AUD", "HWB"}
    assert {row[3] for row in rows[1:] if row[6] == "No"} == {"OLD", "ALB", "CTB", "A/B"}
    assert {row[7] for row in rows[1:]} == {"Confirmed", "Cancelled", "Provisional"}


def test_each_body_has_its_dates() -> None:
    titled = tuple(replace(one, title="Budget") if one.sequence == 2 else one for one in invented_plan().meetings)
    rows = table_rows(book(plan=replace(invented_plan(), meetings=titled))["By body"])
    assert [row[1] for row in rows[1:]] == ["HWB", "CTB", "ALB", "AUD", "A/B", "OLD"]
    months = rows[0][2:]
    assert months[0] == "Oct 2026"
    assert len(months) == len(set(months))
    dates = [{month: cell for month, cell in zip(months, row[2:], strict=True) if cell} for row in rows[1:]]
    assert dates[0] == {"Nov 2026": "Thu 19, 09:30", "May 2027": "Thu 20, 09:30 (Budget)"}
    assert dates[3] == {
        "Oct 2026": "Fri 23, 18:30",
        "Jan 2027": "Fri 22, 18:30 (Budget)",
        "Mar 2027": "Mon 29, 18:30, cancelled",
    }


@pytest.mark.parametrize(
    ("statuses", "publication", "generated", "words"),
    [
        ("provisional", dt.date(2026, 9, 14), "2026-08-03T09:30:00Z", f"PROVISIONAL: {UNTIL}"),
        ("mixed", dt.date(2026, 9, 14), "", f"PARTLY PROVISIONAL: {UNTIL}"),
        ("provisional", dt.date(2026, 8, 2), "2026-08-03T09:30:00Z", "PROVISIONAL: dates may still change."),
        ("provisional", None, "2026-08-03T09:30:00Z", "PROVISIONAL: dates may still change."),
        ("confirmed", dt.date(2026, 9, 14), "2026-08-03T09:30:00Z", "All dates are confirmed."),
    ],
)
def test_the_cover_says_until_when_the_dates_are_asked_about(
    statuses: str, publication: dt.date | None, generated: str, words: str
) -> None:
    problem, plan = invented_problem(), replace(invented_plan(), generated=generated)
    if statuses != "mixed":
        plan = replace(plan, meetings=tuple(replace(one, status=statuses) for one in plan.meetings))
    made = book(replace(problem, settings=replace(problem.settings, publication_date=publication)), plan)
    assert made["Cover"]["A1"].value == "Aldermoor Borough Council: Aldermoor Partnership 2026-27"
    assert made["Cover"]["A2"].value == f"Consultation edition. {words}"
    assert made["Dates"]["A2"].value == words


def test_the_cover_links_every_sheet_and_says_what_is_left_out() -> None:
    made = book()
    assert made.sheetnames == ["Cover", "Year planner", "Dates", "By body"]
    cover = [cell.value for cell in made["Cover"]["A"]]
    assert cover[2:6] == [
        "Every meeting, also those that are not open to the public, which are marked; nobody is named.",
        (
            "9 meetings of 5 bodies (4 provisional, 5 confirmed and 2 cancelled)"
            " from Thursday 1 October 2026 to Thursday 30 September 2027."
        ),
        "Made on Monday 3 August 2026.",
        "Where to look",
    ]
    assert cover[6:] == made.sheetnames[1:]


def test_the_planner_says_where_its_data_is() -> None:
    assert str(book()["Year planner"]["A2"].value).endswith("its data is in the sheet Dates.")


def test_nothing_of_it_is_hidden_and_its_properties_say_no_more_than_its_cover() -> None:
    made = book()
    assert {sheet.sheet_state for sheet in made.worksheets} == {"visible"}
    assert list(made.defined_names) == []
    properties = made.properties
    assert (properties.title, properties.creator, properties.description) == (
        "Aldermoor Partnership 2026-27",
        "Aldermoor Borough Council",
        "Written by meeting-day.",
    )
    assert properties.lastModifiedBy == "Aldermoor Borough Council"
    assert (properties.keywords, properties.category) == (None, None)


def test_where_nothing_is_planned_it_says_so() -> None:
    made = book(plan=replace(invented_plan(), meetings=(), generated=""))
    assert made["Cover"]["A2"].value == "Consultation edition."
    assert [table_rows(made[name])[1][0] for name in ("Dates", "By body")] == ["No meetings are planned."] * 2


def test_its_rows_are_those_of_the_plan_without_people() -> None:
    problem, plan = for_everybody(*with_secrets())
    assert [meeting.uid for meeting in plan.meetings] == [meeting.uid for meeting in invented_plan().meetings]
    assert (problem.people, problem.memberships, problem.absences, problem.closed_dates) == ({}, (), (), ())
    assert len(dates_sheet(problem, plan).rows) == len(plan.meetings)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert consultation_bytes(*with_secrets()) == consultation_bytes(*with_secrets())
