"""The Trafford example: what the source reports say holds, and its mornings are viable by an argument made by hand."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from scheduler.dates.closed_dates import may_sit
from scheduler.dates.reports import latest_feeder_day
from scheduler.domain.problem import Problem
from scheduler.law.deadlines import agenda_deadline
from scheduler.reading import read_input
from scheduler.reading.requests.changes import read_scenarios

FOLDER = Path(__file__).parents[2] / "inputs" / "trafford-2015-16"
FIRST_DAY = date(2015, 11, 19)
MORNING = ("HWB", "GB", "SCB")
BOARDS = (*MORNING, "OTB")


@pytest.fixture(scope="module")
def trafford() -> Problem:
    problem, warnings = read_input(FOLDER)
    assert warnings == ()
    return problem


def members(problem: Problem, body: str, day: date = FIRST_DAY) -> set[str]:
    return {row.person for row in problem.memberships_on(body, day)}


def test_the_year_runs_from_november_to_october(trafford: Problem) -> None:
    settings = trafford.settings
    assert (settings.start_date, settings.end_date) == (date(2015, 11, 1), date(2016, 10, 31))


def test_the_whole_days_are_quarterly_and_the_first_is_19_november(trafford: Problem) -> None:
    assert trafford.meeting_days["TPDAY"].cadence.per_period == 1
    assert len(trafford.periods) == 4
    assert [(fixed.meeting_day, fixed.date) for fixed in trafford.fixed_meetings] == [("TPDAY", FIRST_DAY)]


def test_the_day_is_boards_then_lunch_then_one_trafford(trafford: Problem) -> None:
    sessions = [trafford.sessions["TPDAY", code] for code in ("MORNING", "LUNCH", "AFTERNOON")]
    assert [session.kind for session in sessions] == ["boards", "lunch", "plenary"]
    assert sessions[0].arrangement == "either"
    assert tuple(body.code for body in trafford.bodies_of_session["TPDAY", "MORNING"]) == MORNING
    assert tuple(body.code for body in trafford.bodies_of_session["TPDAY", "AFTERNOON"]) == ("OTB",)


def test_two_consecutive_slots_of_boards_fit_the_morning(trafford: Problem) -> None:
    morning = trafford.sessions["TPDAY", "MORNING"]
    assert {trafford.duration_of(trafford.bodies[board]) * 2 for board in MORNING} == {morning.end - morning.start}


def test_the_first_agenda_is_due_on_11_november(trafford: Problem) -> None:
    deadline = agenda_deadline(trafford, trafford.bodies["HWB"], FIRST_DAY)
    assert deadline == date(2015, 11, 11)
    assert trafford.settings.publication_date < deadline


@pytest.mark.parametrize(
    ("feeder", "receiver", "latest"),
    [
        ("HWBDB", "HWB", date(2015, 11, 10)),
        ("CTB", "HWB", date(2015, 11, 10)),
        ("STP", "SCB", date(2015, 11, 12)),
        ("ESP", "GB", date(2015, 11, 12)),
        ("LPN", "SCB", date(2015, 11, 12)),
        ("LPC", "SCB", date(2015, 11, 12)),
        ("LPS", "SCB", date(2015, 11, 12)),
        ("LPW", "SCB", date(2015, 11, 12)),
        ("HWB", "OTB", FIRST_DAY),
        ("GB", "OTB", FIRST_DAY),
        ("SCB", "OTB", FIRST_DAY),
    ],
)
def test_feeders_can_sit_ahead_of_the_first_day(trafford: Problem, feeder: str, receiver: str, latest: date) -> None:
    line = next(
        line for line in trafford.reporting if (line.from_body, line.to_body, line.kind) == (feeder, receiver, "report")
    )
    assert latest_feeder_day(trafford, line, FIRST_DAY) == latest


def test_the_health_theme_and_its_speaker_are_free_on_19_november(trafford: Problem) -> None:
    theme = trafford.themes["HEALTH"]
    assert (theme.date, theme.status, theme.sponsor) == (FIRST_DAY, "supported", "HWB")
    assert trafford.speakers[theme.speaker or ""].available == {FIRST_DAY}


@pytest.mark.parametrize("day", [FIRST_DAY, date(2016, 2, 25), date(2016, 9, 15)])
@pytest.mark.parametrize("board", BOARDS)
def test_boards_are_rather_large(trafford: Problem, board: str, day: date) -> None:
    assert 15 <= len(members(trafford, board, day)) <= 25


def test_one_trafford_is_drawn_from_the_boards_and_the_reform_leads(trafford: Problem) -> None:
    clerks = {row.person for row in trafford.memberships_on("OTB", FIRST_DAY) if row.role == "clerk"}
    drawn_from = set().union(*(members(trafford, body) for body in (*MORNING, "PSRL")))
    assert members(trafford, "OTB") - drawn_from == clerks == {"PM"}
    assert members(trafford, "OTB") & members(trafford, "PSRL") == {"CD-TR", "SFL", "HPC"}


def test_many_posts_sit_on_several_bodies(trafford: Problem) -> None:
    hats = defaultdict(set)
    for row in trafford.memberships:
        body = trafford.bodies[row.body]
        if not body.cadence.never or body.meeting_day:
            hats[row.person].add(row.body)
    assert len([person for person, bodies in hats.items() if len(bodies) > 1]) == 78


def test_some_sit_on_all_three_boards_with_named_deputies(trafford: Problem) -> None:
    everywhere = set.intersection(*(members(trafford, board) for board in MORNING))
    deputies = {row.person: row.substitutes for row in trafford.memberships_on("HWB", FIRST_DAY)}
    assert {person: deputies[person] for person in sorted(everywhere)} == {
        "HPC": (),
        "POL-CS": ("POL-SUP", "POL-CI"),
        "THT-CE": ("THT-DEP",),
    }


def test_the_lunch_is_for_about_sixty(trafford: Problem) -> None:
    assert len(set().union(*(members(trafford, board) for board in BOARDS))) == 60
    assert len(set().union(*(members(trafford, board, date(2016, 9, 15)) for board in BOARDS))) == 60


def test_the_statutory_members_of_the_health_and_wellbeing_board_vote(trafford: Problem) -> None:
    voting = {row.person for row in trafford.memberships_on("HWB", FIRST_DAY) if row.voting}
    assert {"EM-ADULT", "DASS", "DCS", "DPH", "HW", "CCG-CCO"} <= voting
    assert [rule.of_whom for rule in trafford.quorum_rules_of("HWB")] == ["councillor", "nhs, Trafford CCG", "DPH"]


TWIN_HATTED = {  # who sits where while the three boards sit together, and who deputises on the others
    "POL-CS": {"SCB": "POL-CS", "HWB": "POL-SUP", "GB": "POL-CI"},
    "THT-CE": {"GB": "THT-CE", "SCB": "THT-DEP", "HWB": None},
    "HPC": {"SCB": "HPC", "HWB": None, "GB": None},
    "DPH": {"HWB": "DPH", "GB": "PHC"},
    "CEX": {"GB": "CEX", "SCB": "CD-TR"},
    "FIRE-BM": {"HWB": "FIRE-BM", "SCB": "FIRE-SM"},
    "VCS-CO": {"SCB": "VCS-CO", "HWB": "VCS-DEP"},
    "LEISURE": {"HWB": "LEISURE", "SCB": None},
}


@pytest.mark.parametrize("day", [FIRST_DAY, date(2016, 9, 15)])
def test_the_three_boards_can_sit_together(trafford: Problem, day: date) -> None:
    seats = {
        board: {
            row: TWIN_HATTED.get(row.person, {}).get(board, row.person) for row in trafford.memberships_on(board, day)
        }
        for board in MORNING
    }
    sitting = [who for board in MORNING for who in seats[board].values() if who is not None]
    assert len(sitting) == len(set(sitting))
    for board in MORNING:
        filled = {row: who for row, who in seats[board].items() if who is not None}
        assert all(who == row.person or who in row.substitutes for row, who in filled.items())
        assert sum(row.voting for row in filled) >= trafford.quorum_on(board, day)
        assert any(row.presides and who == row.person for row, who in filled.items())
        assert [row.role for row in seats[board] if row.required] == ["clerk"]
        for rule in trafford.quorum_rules_of(board):
            assert sum(trafford.matches(rule, row) for row in filled) >= rule.minimum
    away = [row.person for board in MORNING for row, who in seats[board].items() if who is None and not row.optional]
    assert sorted(away) == ["LEISURE", "THT-CE"]


def test_the_rooms_seat_the_boards_at_once_and_the_lunch(trafford: Problem) -> None:
    assert [trafford.seats_needed(board, FIRST_DAY) for board in BOARDS] == [32, 24, 26, 23]
    capacities = {room: trafford.rooms[room].capacity for room in ("CR2+3", "CR1", "CHAMBER", "SUITE")}
    assert capacities == {"CR2+3": 48, "CR1": 28, "CHAMBER": 90, "SUITE": 80}
    assert trafford.parts_of_room["CR2+3"] == {"CR2", "CR3", "CR2+3"}


def test_the_last_friday_of_gmca_is_kept(trafford: Problem) -> None:
    mornings = {absence.start.date() for absence in trafford.absences_of["person", "CEX"] if absence.start.hour == 10}
    assert [day.isoformat() for day in sorted(mornings & set(trafford.days))] == [
        "2015-11-27", "2015-12-18", "2016-01-29", "2016-02-26", "2016-04-29", "2016-05-27",
        "2016-06-24", "2016-07-29", "2016-08-26", "2016-09-30", "2016-10-28",
    ]  # fmt: skip


def test_only_the_reform_board_and_its_groups_may_sit_in_august(trafford: Problem) -> None:
    sitting = sorted(
        body.code
        for body in trafford.bodies.values()
        if not body.cadence.never and may_sit(trafford, body, date(2016, 8, 16))
    )
    assert sitting == ["LWSG", "PSRB", "PSRL", "PSROG"]


def test_some_sixty_meetings_are_held_and_up_to_six_more(trafford: Problem) -> None:
    cadences = [
        trafford.meeting_days[body.meeting_day].cadence if body.meeting_day else body.cadence
        for body in trafford.bodies.values()
    ]
    owed = sum((cadence.per_period or 0) * 4 + (cadence.minimum or 0) for cadence in cadences)
    hoped = sum((cadence.maximum or 0) - (cadence.minimum or 0) for cadence in cadences)
    assert (owed, hoped) == (61, 6)


def test_bodies_that_never_meet_stay_on_the_structure(trafford: Problem) -> None:
    never = [body.code for body in trafford.bodies.values() if body.cadence.never and not body.meeting_day]
    assert never == [
        "TP", "CHAIRS", "TPRWG", "COUNCIL", "EXEC", "CMT", "PRINB", "NBHD", "LTF", "CDTF", "ESTF", "TCCC", "YTTF",
        "TSTF", "OTR", "WHWG", "GMCA", "GMWHB", "GMRIB", "GMPSR", "GMHSC",
    ]  # fmt: skip


def test_every_project_report_has_a_meeting_that_can_hear_it(trafford: Problem) -> None:
    for project in trafford.projects.values():
        assert project.lead_officer in trafford.people
        receiver = trafford.bodies[project.reports_to or ""]
        assert not receiver.cadence.never or receiver.meeting_day


def test_the_scenarios_to_compare_fit_the_year(trafford: Problem) -> None:
    scenarios, warnings = read_scenarios(FOLDER.parent / "trafford-scenarios.csv", trafford)
    assert (len(scenarios), warnings) == (4, ())
    changed = {scenario.name: scenario.of(trafford) for scenario in scenarios}
    assert changed["Later lunch"].sessions["TPDAY", "LUNCH"].start == 13 * 60
    assert "SUITE" not in changed["No Civic Suite"].rooms
