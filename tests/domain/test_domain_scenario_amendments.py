"""What a scenario means for the tables of an input: each kind of change, row by row."""

from datetime import date, time
from pathlib import Path

import pytest
from small_input import write_input

from scheduler.domain.scenario_amendments import scenario_amendments
from scheduler.domain.seat_changes import Amendment
from scheduler.reading import read_input
from scheduler.reading.requests.changes import read_scenarios

TABLES = {
    "bodies": "body,name,meeting_day,session,meetings_min\nHWB,Health Board,DAY,AM,\nGB,Growth Board,,,2\n",
    "meeting_days": "meeting_day,name,meetings_min,weekdays\nDAY,Partnership day,1,Thu\n",
    "sessions": "meeting_day,session,kind,start,end\nDAY,AM,boards,09:00,13:00\nDAY,LUNCH,lunch,13:00,14:00\n",
}
YEAR = {"start": date(2015, 11, 2), "end": date(2015, 11, 27)}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("weekdays,GB,Tue;Wed", Amendment("bodies", {1: {"weekdays": "Tuesday;Wednesday"}}, (), ())),
        ("preferred_weekdays,DAY,Fri", Amendment("meeting_days", {0: {"preferred_weekdays": "Friday"}}, (), ())),
        (
            "cadence,GB,1 to 3",
            Amendment("bodies", {1: {"per_period": None, "meetings_min": 1, "meetings_max": 3}}, (), ()),
        ),
        ("start_times,GB,10:00;14:30", Amendment("bodies", {1: {"start_times": "10:00;14:30"}}, (), ())),
        (
            "session,DAY:LUNCH,13:15-14:30",
            Amendment("sessions", {1: {"start": time(13, 15), "end": time(14, 30)}}, (), ()),
        ),
        ("leave,BOB,GB", Amendment("memberships", {}, (3,), ())),
        ("join,DPH,GB", Amendment("memberships", {}, (), ((None, {"person": "DPH", "body": "GB"}),))),
        (
            "closed,2015-11-10,Works",
            Amendment(
                "closed_dates",
                {},
                (),
                ((None, {"start_date": date(2015, 11, 10), "end_date": date(2015, 11, 10), "reason": "Works"}),),
            ),
        ),
        (
            "without_room,CR2,",
            Amendment(
                "unavailability",
                {},
                (),
                ((None, {"kind": "room", "who": "CR2", **YEAR, "reason": "not there, in the scenario Trial"}),),
            ),
        ),
    ],
)
def test_each_change_amends_its_table(tmp_path: Path, row: str, expected: Amendment) -> None:
    problem, _ = read_input(write_input(tmp_path / "small", **TABLES))
    table = tmp_path / "what-if.csv"
    table.write_text(f"scenario,change,subject,value\nTrial,{row}\n", encoding="utf-8")
    ((scenario,), _) = read_scenarios(table, problem)
    assert scenario_amendments(problem, scenario) == (expected,)


def test_a_date_that_is_fixed_keeps_its_weekday_and_closes_the_others(tmp_path: Path) -> None:
    fixed = "body,date\nGB,2015-11-05\n"
    problem, _ = read_input(write_input(tmp_path / "small", **TABLES, fixed_meetings=fixed))
    table = tmp_path / "what-if.csv"
    table.write_text("scenario,change,subject,value\nTrial,weekdays,GB,Tue\n", encoding="utf-8")
    ((scenario,), _) = read_scenarios(table, problem)
    bodies, closed = scenario_amendments(problem, scenario)
    assert bodies.changed == {1: {"weekdays": "Tuesday;Thursday"}}
    assert [(row["start_date"], row["applies_to"]) for _, row in closed.added] == [
        (date(2015, 11, day), "GB") for day in (12, 19, 26)
    ]
