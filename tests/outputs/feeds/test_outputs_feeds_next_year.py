from dataclasses import replace

from builders import body, calendar, council, meeting, meeting_day, occurrence, session

from scheduler.outputs.feeds.plan_events import day_event, lunch_event


def test_a_meeting_day_keeps_its_uid_when_it_moves_and_shares_it_with_no_other_years() -> None:
    problem = council(meeting_day(), session(), session("LUNCH"), body("HWB", meeting_day="DAY", session="AM"))
    plan = calendar(problem, occurrence(problem), meeting(problem, "HWB"))
    next_year = replace(plan, start_date=plan.start_date.replace(year=2016))
    (one,) = plan.occurrences
    moved = replace(one, date=one.date.replace(day=26))
    lunch = one.lunch
    assert lunch is not None
    assert day_event(problem, plan, one).uid == day_event(problem, plan, moved).uid
    uids = {
        of.uid
        for year in (plan, next_year)
        for of in (day_event(problem, year, one), lunch_event(problem, year, one, lunch))
    }
    assert len(uids) == 4
