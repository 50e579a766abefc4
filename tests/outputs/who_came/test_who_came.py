"""What a register tells: who came, quorums, what is missed, the return, and bodies that might meet less."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import body, calendar, council, meeting, member, period, person, project, reports
from registers import register

from scheduler.domain.attendance_register import AttendanceRegister, mark_words
from scheduler.domain.bodies import QuorumRule
from scheduler.domain.themes import Decision
from scheduler.outputs.who_came.meetings import HERE, NO_MARK, NOT_THERE, SENT_APOLOGIES, SENT_SUBSTITUTE, attended
from scheduler.outputs.who_came.member_return import Return, member_return, return_by_body
from scheduler.outputs.who_came.misses import Missed, always_missed
from scheduler.outputs.who_came.report import attendance_report, by_month
from scheduler.outputs.who_came.stand_down import suggestions

BEFORE_ALL, AFTER_ALL = dt.datetime(2015, 11, 1), dt.datetime(2016, 10, 31)


def small(*rows):
    return council(
        body("GB", quorum=2, start_times="10:00"),
        person("ANN", category="councillor"),
        person("BOB", category="Councillor"),
        person("CAT", category="officer"),
        person("ZED", category="councillor"),
        member("ANN", "GB", "chair"),
        member("BOB", "GB"),
        member("CAT", "GB"),
        member("PAT", "GB", "clerk"),
        *rows,
    )


def held(problem, plan, now=None, **came):
    return attended(problem, plan, register(plan, **came), now)


def test_who_came_is_told_of_those_who_vote_and_of_others_apart():
    problem = small()
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"))
    (one,) = held(problem, plan, gb1="ANN=P BOB=A CAT=N PAT=P ZED=P>BOB EVE=I").recorded
    assert one.outcomes == {"ANN": HERE, "BOB": SENT_SUBSTITUTE, "CAT": NOT_THERE}
    assert (one.substitutes, one.others) == ({"BOB": "ZED"}, ("EVE", "PAT"))
    assert (one.there, one.quorum, one.quorate, one.barely) == (2, 2, True, True)
    (few,) = held(problem, plan, gb1="ANN=P BOB=A").recorded
    assert few.outcomes == {"ANN": HERE, "BOB": SENT_APOLOGIES, "CAT": NO_MARK}
    assert (few.quorate, few.barely) == (False, False)


def test_a_composite_quorum_is_counted_too():
    problem = small(QuorumRule("GB", 1, category="officer"))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"))
    (one,) = held(problem, plan, gb1="ANN=P BOB=P").recorded
    assert one.wanting == ("of its voting members who are officer it needs 1, and 0 came",)
    assert (one.there, one.quorate) == (2, False)
    (all_,) = held(problem, plan, gb1="ANN=P BOB=P CAT=P").recorded
    assert (all_.wanting, all_.quorate) == ((), True)


def test_a_body_that_is_no_more_keeps_the_seats_of_the_calendar():
    problem = small()
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"))
    without = replace(problem, bodies={}, memberships=())
    (one,) = held(without, plan, gb1="ANN=P BOB=A").recorded
    assert one.outcomes == {"ANN": HERE, "BOB": SENT_APOLOGIES, "CAT": NO_MARK}
    assert (one.quorum, one.quorate) == (0, True)


def test_what_was_held_without_a_record_is_known_by_the_day():
    problem = small()
    plan = calendar(problem, *(meeting(problem, "GB", day) for day in ("2015-11-19", "2015-12-10", "2016-01-14")))
    came = {"gb2": "ANN=P"}

    def without(now):
        return [one.sequence for one in held(problem, plan, now, **came).unrecorded]

    assert without(None) == [1]
    assert without(dt.datetime(2016, 1, 14)) == [1]
    assert without(dt.datetime(2016, 1, 14, 10, 1)) == [1, 3]
    assert [one.sequence for one in attended(problem, plan, AttendanceRegister(), None).unrecorded] == []


def test_what_is_missed_again_and_again_is_told_by_body():
    problem = small()
    plan = calendar(problem, *(meeting(problem, "GB", f"2016-0{month}-14") for month in range(1, 6)))
    came = {f"gb{number}": "ANN=P BOB=P CAT=P" for number in range(1, 6)}
    came |= {"gb1": "ANN=P BOB=A CAT=P", "gb3": "ANN=P BOB=N CAT=P ZED=P>BOB", "gb5": "ANN=P CAT=P"}
    assert always_missed(held(problem, plan, **came).recorded) == (Missed("BOB", "GB", "", 3, 5, 1),)
    (one,) = always_missed(held(problem, plan, **came).recorded)
    assert one.words == "3 of 5 meetings, 1 of them with a substitute"
    fewer = came | {"gb1": "ANN=P BOB=P CAT=P"}
    assert always_missed(held(problem, plan, **fewer).recorded) == ()


def test_who_misses_nearly_everything_is_told_once():
    problem = small()
    plan = calendar(problem, *(meeting(problem, "GB", f"2016-0{month}-14") for month in range(1, 6)))
    came = {f"gb{number}": "ANN=P CAT=P" for number in range(1, 6)}
    assert always_missed(held(problem, plan, **came).recorded) == (Missed("BOB", None, "of every body", 5, 5, 0),)


def test_a_weekday_and_an_hour_stand_out():
    problem = council(body("GB"), member("ANN", "GB"))
    days = ["2016-01-04", "2016-01-11", "2016-01-18", "2016-01-05", "2016-01-12", "2016-01-19", "2016-01-26"]
    plan = calendar(
        problem,
        *(meeting(problem, "GB", day, "18:00" if day < "2016-01-06" else "10:00") for day in days),
    )
    mondays = {"2016-01-04", "2016-01-11", "2016-01-18"}
    came = {f"gb{one.sequence}": "ANN=A" if one.date.isoformat() in mondays else "ANN=P" for one in plan.meetings}
    found = always_missed(held(problem, plan, **came).recorded)
    assert found == (Missed("ANN", None, "on Mondays", 3, 3, 0, (0, 4)),)
    assert found[0].words == "3 of 3 meetings; 0 of 4 at other times"


def test_what_is_missed_on_every_day_alike_stands_out_on_none():
    problem = council(body("GB"), body("HWB"), *(member("ANN", code) for code in ("GB", "HWB")))
    days = ["2016-01-04", "2016-01-11", "2016-01-18", "2016-01-25", "2016-01-05", "2016-01-12", "2016-01-19"]
    plan = calendar(problem, *(meeting(problem, "GB" if place % 2 else "HWB", day) for place, day in enumerate(days)))
    missed = {"2016-01-04", "2016-01-11", "2016-01-18", "2016-01-05", "2016-01-12"}
    came = {one.uid.replace("-", ""): "ANN=A" if one.date.isoformat() in missed else "ANN=P" for one in plan.meetings}
    assert [one.body for one in always_missed(held(problem, plan, **came).recorded)] == ["HWB"]


def test_the_return_is_of_councillors_and_adds_up():
    problem = small(body("HWB"), member("BOB", "HWB"), member("CAT", "HWB"))
    plan = calendar(
        problem,
        *(meeting(problem, "GB", day) for day in ("2015-11-19", "2015-12-10", "2016-01-14")),
        meeting(problem, "HWB", "2016-02-18"),
    )
    came = {"gb1": "ANN=P BOB=A", "gb2": "ANN=P BOB=A ZED=P>BOB", "gb3": "ANN=N", "hwb1": "BOB=P"}
    recorded = held(problem, plan, **came).recorded
    assert member_return(problem, recorded) == (
        Return("ANN", None, 3, 2, 0, 0, 1),
        Return("BOB", None, 4, 1, 1, 1, 1),
        Return("ZED", None, 0, 0, 0, 0, 0, as_substitute=1),
    )
    assert return_by_body(problem, recorded) == (
        Return("ANN", "GB", 3, 2, 0, 0, 1),
        Return("BOB", "GB", 3, 0, 1, 1, 1),
        Return("BOB", "HWB", 1, 1, 0, 0, 0),
    )


@pytest.mark.parametrize(("attended_", "expected", "percentage"), [(2, 3, 67), (1, 3, 33), (1, 8, 13), (0, 0, None)])
def test_a_percentage_is_to_the_nearest_whole_number(attended_, expected, percentage):
    assert Return("ANN", None, expected, attended_, 0, 0, expected - attended_).percentage == percentage


def test_attendance_by_month_is_of_all_votes_of_the_month():
    problem = small()
    plan = calendar(problem, *(meeting(problem, "GB", day) for day in ("2015-11-05", "2015-11-19", "2015-12-10")))
    recorded = held(problem, plan, gb1="ANN=P BOB=P CAT=P", gb2="ANN=N", gb3="ANN=P BOB=P").recorded
    shares = {month: str(share) for month, share in by_month(recorded)["GB"].items()}
    assert shares == {(2015, 11): "1/2", (2015, 12): "2/3"}


# -- bodies that might meet less


def suggested(problem, plan, now=dt.datetime(2016, 3, 1), **came):
    return suggestions(problem, plan, held(problem, plan, now, **came), now)


DATES = ("2015-11-19", "2015-12-10", "2016-02-11", "2016-03-17", "2016-04-14", "2016-06-09")
POOR = {"gb1": "ANN=P BOB=A CAT=A", "gb2": "ANN=P BOB=A CAT=A", "gb3": "ANN=P BOB=P CAT=P"}


def year(*rows, **fields):
    problem = small(*rows)
    return problem, calendar(problem, *(meeting(problem, "GB", day) for day in DATES), **fields)


def test_a_body_without_a_quorum_again_and_again_is_named_with_its_reasons():
    (one,) = suggested(*year(), **POOR)
    assert one.reasons == ("Of 3 meetings with a record, 2 had no quorum.",)
    assert [meeting.sequence for meeting in one.could] == [4, 5, 6]
    assert one.asked == ""


def test_poor_attendance_and_a_quorum_with_nobody_to_spare_are_reasons():
    came = dict.fromkeys(POOR, "ANN=P BOB=P")
    problem = small(*(member(f"M{number}", "GB") for number in range(4)))
    plan = calendar(problem, *(meeting(problem, "GB", day) for day in DATES))
    (one,) = suggested(problem, plan, **came)
    assert one.reasons == (
        "Of 3 meetings with a record, 3 had a quorum with nobody to spare.",
        "29 % of its votes were there on average, in person or by a substitute; of all meetings 29 %.",
    )
    assert suggested(*year(), gb1="ANN=P") == ()


def test_business_keeps_a_meeting_and_its_lack_is_a_reason_where_business_is_known():
    problem = small(project("P", "GB", "2016-03-31"))
    plan = calendar(
        problem,
        *(meeting(problem, "GB", day) for day in DATES[:3]),
        meeting(problem, "GB", DATES[3], agenda_items=("P",)),
        *(meeting(problem, "GB", day) for day in DATES[4:]),
        meeting(problem, "GB", "2016-07-14", title="Annual Meeting"),
        meeting(problem, "GB", "2016-09-08"),
        meeting(problem, "GB", "2016-10-06"),
    )
    decisions = {
        "D": Decision("D", "Sale", "GB", date=dt.date(2016, 9, 8)),
        "E": Decision("E", "Lease", "GB", number=5),
    }
    (one,) = suggested(problem, plan, gb1="ANN=P BOB=P CAT=P")
    assert one.reasons == ("Nothing is known yet to be on the agenda of 4 of its 6 coming meetings.",)
    (one,) = suggested(replace(problem, decisions=decisions), plan, **POOR)
    assert [(coming.meeting.sequence, coming.kept_for) for coming in one.coming] == [
        (4, "It takes 1 report due."),
        (5, "It is to take 1 decision of the forward plan."),
        (6, ""),
        (7, "It is the Annual Meeting."),
        (8, "It is to take 1 decision of the forward plan."),
        (9, ""),
    ]


def test_no_rule_is_broken_by_what_could_stand_down_all_of_it_together():
    (one,) = suggested(*year(), **POOR)
    assert len(one.could) == 3
    problem = small()
    spaced = replace(problem, bodies={"GB": replace(problem.bodies["GB"], max_gap_days=95)})
    plan = calendar(spaced, *(meeting(spaced, "GB", day) for day in (*DATES, "2016-08-18")))
    (one,) = suggested(spaced, plan, **POOR)
    kept = {coming.meeting.sequence: coming.kept_for for coming in one.coming}
    assert kept[4] == ""
    assert kept[5].startswith("Without it the rule gap is broken: GB Board")


def test_who_is_reported_to_keeps_a_meeting():
    problem = small(body("HWB", start_times="10:00"), member("BOB", "HWB"), reports("GB", "HWB"))
    plan = calendar(problem, *(meeting(problem, "GB", day) for day in DATES[:4]), meeting(problem, "HWB", "2016-03-31"))
    (one,) = suggested(problem, replace(plan), **POOR)
    assert [coming.kept_for for coming in one.coming] == [""]
    near = replace(problem, reporting=(replace(problem.reporting[0], max_working_days=15),))
    (one,) = suggested(near, plan, **POOR)
    assert one.coming[0].kept_for.startswith("Without it the rule reporting is broken")


@pytest.mark.parametrize(("statutory", "could"), [(False, [4, 5, 6]), (True, [])])
def test_a_statutory_body_does_not_go_below_its_number(statutory, could):
    problem = small()
    asked = replace(
        problem,
        bodies={"GB": replace(body("GB", meetings=6), quorum=2, statutory=statutory, start_times=(600,))},
    )
    plan = calendar(asked, *(meeting(asked, "GB", day) for day in DATES))
    (one,) = suggested(asked, plan, **POOR)
    assert [meeting.sequence for meeting in one.could] == could
    assert one.asked == ("" if statutory else "at least 6 meetings in the year")
    assert statutory == one.coming[0].kept_for.startswith("The body is statutory, and without it: GB Board meets 5")


def test_a_number_in_each_period_is_told_in_words():
    problem = small(period("H1", "2015-11-01", "2016-04-30"), period("H2", "2016-05-01", "2016-10-31"))
    asked = replace(problem, bodies={"GB": replace(body("GB", per_period=1), quorum=2, start_times=(600,))})
    plan = calendar(asked, *(meeting(asked, "GB", day) for day in (*DATES[:3], "2016-06-09")))
    (one,) = suggested(asked, plan, **POOR)
    assert one.asked == "1 meeting in each period"


def test_an_agenda_that_is_out_keeps_its_meeting():
    problem, plan = year()
    out = replace(plan.meetings[3], agenda_deadline=dt.date(2016, 3, 1))
    plan = replace(plan, meetings=(*plan.meetings[:3], out, *plan.meetings[4:]))
    (one,) = suggested(problem, plan, **POOR)
    assert one.coming[0].kept_for == "Its agenda has been out since Tuesday 1 March 2016."


def test_all_of_it_is_gathered_once():
    problem, plan = year()
    told = attendance_report(problem, plan, register(plan, **POOR), dt.datetime(2016, 3, 1))
    assert told.span == (dt.date(2015, 11, 19), dt.date(2016, 2, 11))
    assert (len(told.stand_down), len(told.returns), len(told.by_body)) == (1, 2, 2)
    empty = attendance_report(problem, plan, AttendanceRegister(), None)
    assert (empty.span, empty.six_months, empty.stand_down, empty.missed) == (None, None, (), ())


def test_a_mark_is_told_with_the_place_that_was_taken():
    problem, plan = year()
    (mark,) = register(plan, gb1="ZED=P>BOB").marks
    assert mark_words(problem, mark) == "present in the place of Councillor Bob"
