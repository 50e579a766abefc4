"""What a register tells, in sentences, in JSON and on the sheets."""

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pytest
from builders import body, calendar, council, meeting, member, person
from openpyxl import load_workbook
from registers import register

from scheduler.domain.attendance_register import PRESENT, ApprovedAbsence, AttendanceRegister, Mark
from scheduler.domain.bodies import QuorumRule
from scheduler.messages.attendance import (
    ELSEWHERE,
    SAY_THE_DAY,
    attendance_document,
    record_sentences,
    report_sentences,
    suggestion_sentence,
)
from scheduler.outputs.who_came.report import attendance_report, by_month
from scheduler.outputs.who_came.sheets import attendance_workbook
from scheduler.outputs.who_came.stand_down import Coming, Suggestion
from scheduler.reading.requests.attendance import Records

DATES = ("2015-11-19", "2015-12-10", "2016-01-14", "2016-02-11", "2016-03-10", "2016-04-14")


def small(*rows, **settings):
    return council(
        body("GB", quorum=2, start_times="10:00"),
        *(person(code, category="councillor") for code in ("ANN", "BOB", "ZED")),
        *(member(code, "GB") for code in ("ANN", "BOB", "CAT")),
        *rows,
        **settings,
    )


def told(problem, now="2016-03-01", approved=(), dates=DATES, **came):
    plan = calendar(problem, *(meeting(problem, "GB", day) for day in dates))
    known = register(plan, **came).with_marks([], approved)
    return attendance_report(problem, plan, known, now and dt.datetime.fromisoformat(now))


def lines(report):
    return list(report_sentences(report))


def test_without_a_day_the_law_is_not_told():
    assert lines(told(small(), None, gb1="ANN=P BOB=P"))[0] == SAY_THE_DAY
    unknown = told(small(holidays="XX-XXX"), gb1="ANN=P BOB=P")
    assert unknown.six_months is None
    assert "please check the law of its nation" in lines(unknown)[0]


def test_nobody_is_a_councillor():
    problem = council(body("GB"), member("ANN", "GB"))
    assert lines(told(problem))[0].startswith("Nobody in the calendar is a councillor with a vote")


def test_each_way_to_stand_has_its_sentence():
    came = {"gb1": "ANN=P BOB=P CAT=P"}
    soon = lines(told(small(), "2016-04-10", **came))
    assert soon[0] == ELSEWHERE
    assert soon[2] == (
        "  Councillor Ann last attended on Thursday 19 November 2015 (GB Board). The last day is Thursday 19 May 2016, "
        "in 5 weeks; before it is GB Board on Thursday 14 April 2016. Of 4 meetings of theirs since there is no "
        "record: see whether they were there."
    )
    assert "and no meeting of theirs is left before it" in lines(told(small(), "2016-04-20", **came))[2]
    assert "please check at once" in lines(told(small(), "2016-05-20", **came))[2]
    absence = ApprovedAbsence("ANN", dt.date(2016, 1, 14), "GB", dt.date(2016, 9, 1))
    granted = lines(told(small(), "2016-04-20", approved=[absence], **came))
    assert any(
        "an absence is approved until Thursday 1 September 2016 (on Thursday 14 January 2016)." in one
        for one in granted
    )


def test_what_is_after_the_calendar_is_said_not_to_be_known():
    problem = small(end_date="2016-05-10")
    assert "the calendar, which ends on Tuesday 10 May 2016, has no meeting of theirs before it." in "\n".join(
        lines(told(problem, "2016-04-20", gb1="ANN=P BOB=P"))
    )


def test_quorums_that_were_not_there_are_told_with_what_was_wanting():
    problem = small(QuorumRule("GB", 1, person="CAT"))
    said = lines(told(problem, None, gb1="ANN=P BOB=P", gb2="ANN=P"))
    assert (
        "  No quorum: GB Board on Thursday 19 November 2015 at 10:00: of its voting members who are Councillor Cat it "
        "needs 1, and 0 came." in said
    )
    assert "1 vote of the 2 needed; of its voting members who are" in "\n".join(said)


def test_long_lists_are_cut_and_counted():
    days = [f"2016-{month:02d}-{day:02d}" for month in (1, 2) for day in (5, 7, 12, 14, 19, 21, 26)]
    said = lines(told(small(), "2016-03-01", dates=days, gb1="ANN=P BOB=P CAT=P"))
    assert "13 meetings were held without a record:" in said
    assert "  and 3 more, in attendance.xlsx" in said


def test_marks_of_meetings_that_are_no_more_are_kept_and_counted():
    problem = small()
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"))
    old = AttendanceRegister().with_marks([Mark("gone", "GB", dt.date(2015, 11, 5), "ANN", PRESENT)])
    report = attendance_report(problem, plan, old, dt.datetime(2016, 1, 1))
    assert "1 mark of 1 meeting that this calendar does not have: kept, and counted for six months' absence." in lines(
        report
    )
    assert [one.since for one in report.six_months.councillors] == [dt.date(2015, 11, 1), dt.date(2015, 11, 5)]


def test_a_body_without_votes_has_no_share():
    problem = council(body("GB", quorum=0), member("PAT", "GB", "clerk"))
    report = told(problem, None, gb1="PAT=P")
    assert by_month(report.held.recorded) == {}
    assert "1 meeting with a record." in lines(report)


def test_a_suggestion_says_which_meetings_or_why_not():
    problem = small()
    plan = calendar(problem, *(meeting(problem, "GB", day) for day in DATES))
    kept = Suggestion("GB", ("Poor.",), (Coming(plan.meetings[5], "It takes 1 report due."),), "")
    assert suggestion_sentence(problem, kept) == (
        "GB Board: Poor. Each of its coming meetings had better be held all the same; of the first: it takes 1 report "
        "due."
    )
    coming = tuple(Coming(one, "") for one in plan.meetings)
    free = Suggestion("GB", ("Poor.",), coming, "at least 6 meetings in the year")
    assert suggestion_sentence(problem, free).endswith(
        "it could stand down on Thursday 19 November 2015, Thursday 10 December 2015, Thursday 14 January 2016 and 3 "
        "days more (its row asks for at least 6 meetings in the year, so that the council has to agree)."
    )


def test_records_are_told_with_what_was_known_and_what_was_corrected():
    problem = small()
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"))
    new = register(plan, gb1="ZED=P>BOB").marks
    before, after = register(plan, gb1="ANN=N").marks[0], register(plan, gb1="ANN=P").marks[0]
    approved = (ApprovedAbsence("BOB", dt.date(2016, 1, 14), None, dt.date(2016, 3, 1)),)
    records = Records(AttendanceRegister(), new, ((before, after),), 5, approved, ())
    assert list(record_sentences(problem, records)) == [
        "2 marks of 1 meeting; 5 marks known already:",
        "  GB Board, Thu 19 Nov 2015: 2 present (1 of them in another's place).",
        "  Corrected: Councillor Ann at GB Board on Thursday 19 November 2015 was absent, and is present.",
        "  Absence of Councillor Bob approved on Thursday 14 January 2016 until Tuesday 1 March 2016.",
    ]
    only = replace(records, new=(), corrected=())
    assert len(list(record_sentences(problem, only))) == 1


def test_the_document_has_the_same_facts():
    absence = ApprovedAbsence("ANN", dt.date(2016, 2, 18))
    came = {f"gb{number}": "ANN=P CAT=P" for number in range(1, 5)}
    document = attendance_document(told(small(), "2016-03-01", [absence], **came), None, None)
    assert document["missed"][0] == {
        "person": "BOB", "body": None, "when": "of every body", "missed": 4, "expected": 4, "substitutes": 0,
        "otherwise": None,
    }  # fmt: skip
    assert document["by_month"][0] == {"body": "GB", "month": "2015-11", "percentage": 67}
    assert [one["standing"] for one in document["six_months"]["councillors"]] == ["approved", "in time"]
    assert document["stand_down"][0]["meetings"][0]["kept_for"] is None


@pytest.mark.parametrize("mark", ["ANN=P BOB=P", "ANN=P ZED=P>BOB", "ANN=A BOB=N PAT=I"])
def test_every_sheet_can_be_written_of_any_register(mark):
    absence = ApprovedAbsence("ANN", dt.date(2015, 11, 19), "GB", dt.date(2016, 6, 1))
    report = told(small(), "2016-03-01", [absence], gb1=mark)
    book = load_workbook(BytesIO(attendance_workbook(report)))
    assert [cell.value for cell in book["Six months"]["A"]].count("Absence approved") <= 1
    assert book["Register"].max_row >= 5
