"""What an officer is told of a small council's calendar that cannot be, or that somebody misses."""

from pathlib import Path

import pytest
from officer import council, days, meetings, plan, run, seats, settings

BOARDS = "body,name,meeting_day,session,duration_minutes\nHB,Health Board,PD,AM,{0}\nGB,Growth Board,PD,AM,{0}\n"
DAY = "meeting_day,name,meetings_min,meetings_max\nPD,Partnership Day,1,1\n"
SESSION = "meeting_day,session,kind,start,end,arrangement\nPD,AM,boards,09:00,{},{}\n"


@pytest.mark.parametrize("shared", ["A", "AB", "ABC"])
@pytest.mark.parametrize(("length", "end"), [(60, "12:00"), (45, "11:00"), (90, "12:00")])
def test_the_arrangement_is_the_reason_and_one_after_another_the_first_remedy(
    tmp_path: Path, shared: str, length: int, end: str
) -> None:
    """Two boards of some of the same people in one session: at the same time neither need have its quorum."""
    rest = [who for who in "ABCDE" if who not in shared]
    tables = {
        "settings": settings("2027-11-01", "2027-11-12"),
        "bodies": BOARDS.format(length),
        "meeting_days": DAY,
        "memberships": seats(
            HB=shared + "".join(rest)[: 3 - len(shared)], GB=shared + "".join(rest)[::-1][: 3 - len(shared)]
        ),
    }
    source = council(tmp_path / "in", sessions=SESSION.format(end, "simultaneous"), **tables)
    status, output = plan(source)
    assert status == 1
    assert "On Partnership Day, the bodies of AM sit at the same time. (meeting day: PD AM)" in output
    remedies = [line for line in output.splitlines() if line.startswith("  - ") and line.endswith(".")]
    first = output[output.index("Any one of these would do") :].splitlines()[1]
    assert first == "  - Let the bodies of AM on Partnership Day sit one after another (`either`, not `simultaneous`)."
    assert first in remedies
    (source / "sessions.csv").write_text(SESSION.format(end, "either"), encoding="utf-8")
    first_half, second_half = sorted(meeting["start"] for meeting in meetings(source))
    assert (first_half, second_half) == ("09:00", f"{9 + length // 60:02}:{length % 60:02}")


def test_a_session_too_short_for_both_is_a_reason(tmp_path: Path) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-11-01", "2027-11-12"),
        bodies=BOARDS.format(60),
        meeting_days=DAY,
        sessions=SESSION.format("10:30", "either"),
        memberships=seats(HB="ABC", GB="ABC"),
    )
    status, output = plan(source)
    assert status == 1
    assert "(meeting day: PD AM hours)" in output
    assert "AM" in output[output.index("Any one of these would do") :]


CLASH = "body,name,meetings_min,meetings_max,start_times\nPL,Planning,1,1,18:00\nLI,Licensing,1,1,{}\n"


@pytest.mark.parametrize("later", ["18:00", "19:00"])
@pytest.mark.parametrize("shared", ["ABC", "ABCD"])
def test_two_fixed_dates_and_who_sits_on_both_are_the_reason(tmp_path: Path, later: str, shared: str) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-11-01", "2027-11-12"),
        bodies=CLASH.format(later),
        memberships=seats(PL=shared, LI=shared),
        fixed_meetings="body,date\nPL,2027-11-09\nLI,2027-11-09\n",
    )
    status, output = plan(source)
    assert status == 1
    for body, code in (("Planning", "PL"), ("Licensing", "LI")):
        assert f"{body} is fixed to Tuesday 9 November 2027. (fixed: {code})" in output
        assert f"Let {body} meet on another day than Tuesday 9 November 2027, to which it is fixed." in output
        assert f"Let {body} start at" in output
    assert "cannot be at two meetings at once. (person clash:" in output


@pytest.mark.parametrize(
    ("nation", "day", "latest"),
    [("GB-ENG", "2027-05-26", "Tuesday 25 May 2027"), ("GB-SCT", "2027-05-27", "Wednesday 26 May 2027")],
)
def test_a_report_too_late_is_told_by_a_count(tmp_path: Path, nation: str, day: str, latest: str) -> None:
    """The receiver is fixed to Friday 4 June 2027, and Monday 31 May is a bank holiday of both nations."""
    least = 6 if nation == "GB-ENG" else 5
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-10", "2027-06-11", holidays=nation),
        bodies=f"body,name,meetings_min,meetings_max,notice_clear_days\nDB,Delivery,1,1,\nHB,Health,1,1,{least - 1}\n",
        memberships=seats(DB="ABC", HB="ADE"),
        reporting="from_body,to_body,max_working_days\nDB,HB,25\n",
        fixed_meetings="body,date\nHB,2027-06-04\n",
    )
    meetings(source)
    status, output = run("why", source, tmp_path / "out", "DB#1", day)
    assert status == 1, output
    assert f"{least} to 25 clear working days before: by {latest}." in output
    assert len(output.splitlines()) == 1


@pytest.mark.parametrize(
    ("rows", "pause", "minutes"),
    [
        ("Guildhall,Guildhall,30", "0", 30),
        ("", "30", 30),
        ("", "45", 45),
        ("Guildhall,Guildhall,20", "45", 20),
        ("", "0", 0),
        ("Guildhall,Guildhall,0", "30", 0),
    ],
)
def test_a_pause_between_two_meetings_in_one_building_binds(
    tmp_path: Path, rows: str, pause: str, minutes: int
) -> None:
    """The clerk of both is needed at both; the second starts when the first ends, or so many minutes later."""
    source = council(
        tmp_path / "in",
        settings=settings("2027-11-01", "2027-11-12", pause_minutes=pause),
        bodies="body,name,meetings_min,meetings_max,start_times,quorum\n"
        "PL,Planning,1,1,10:00,2\nLI,Licensing,1,1,12:00;12:15;12:20;12:30;12:45,2\n",
        memberships=f"{seats(PL='AC', LI='DE')}B,PL,clerk\nB,LI,clerk\n",
        travel=f"from_venue,to_venue,minutes\n{rows}\n",
        fixed_meetings="body,date\nPL,2027-11-09\nLI,2027-11-09\n",
    )
    calendar = tmp_path / "calendar.csv"
    for lies in (0, 15, 20, 30, 45):
        second = f"12:{lies:02},14:{lies:02}"
        table = f"body,date,start,end,room\nPL,2027-11-09,10:00,12:00,R1\nLI,2027-11-09,{second},R2\n"
        calendar.write_text(table, encoding="utf-8")
        status, output = run("check", source, calendar)
        assert status == (1 if lies < minutes else 0), output
        apart = f"{lies} minutes apart where {minutes} are needed"
        assert output.count(apart) == (2 if lies < minutes else 0)
    (planned,) = [one["start"] for one in meetings(source) if one["body"] == "LI"]
    assert int(planned[3:]) >= minutes


@pytest.mark.parametrize(
    ("email", "other", "told"),
    [
        ("x@wold.example", "x@wold.example", True),
        ("", "x@wold.example", True),
        ("y@wold.example", "x@wold.example", False),
    ],
)
def test_one_person_under_two_codes_is_warned_of(tmp_path: Path, email: str, other: str, *, told: bool) -> None:
    people = (
        f"person,name,organisation,email\nA,Cllr Ash,Wold,{email}\nB,Bo,Wold,\nC,Cy,Wold,\n"
        f"X,Councillor Ash,Wold,{other}\n"
    )
    source = council(
        tmp_path / "in",
        settings=settings("2027-11-01", "2027-11-12"),
        bodies="body,name,meetings_min,meetings_max\nPL,Planning,1,1\n",
        people=people,
        memberships=seats(PL="ABC"),
    )
    status, output = run("validate", source)
    assert status == 0, output
    assert ("no clash between their meetings can be found" in output) is told


@pytest.mark.parametrize("role", ["member", "", "vice_chair"])
def test_a_chair_listed_again_is_a_fault_that_names_both_rows(tmp_path: Path, role: str) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-11-01", "2027-11-12"),
        bodies="body,name,meetings_min,meetings_max\nPL,Planning,1,1\n",
        memberships=f"{seats(PL='ABC')}A,PL,{role}\n",
    )
    status, output = run("validate", source)
    assert status == 2
    assert "memberships, row 5, column person: A is a member of PLAN already, by row 2".replace("PLAN", "PL") in output


@pytest.mark.parametrize("role", ["clerk", "adviser"])
def test_one_kit_for_two_rooms_clashes_where_it_is_needed(tmp_path: Path, role: str) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-11-01", "2027-11-12"),
        bodies="body,name,meetings_min,meetings_max,quorum\nPL,Planning,1,1,2\nLI,Licensing,1,1,2\n",
        memberships=f"{seats(PL='AB', LI='CD')}E,PL,{role}\nE,LI,{role}\n",
    )
    calendar = tmp_path / "calendar.csv"
    table = "body,date,start,end,room\nPL,2027-11-09,10:00,12:00,R1\nLI,2027-11-09,{},R2\n"
    calendar.write_text(table.format("10:00,12:00"), encoding="utf-8")
    status, output = run("check", source, calendar)
    assert status == (1 if role == "clerk" else 0), output
    assert "Licensing and Planning, Tuesday 9 November 2027: Councillor Elm" in output
    calendar.write_text(table.format("14:00,16:00"), encoding="utf-8")
    assert run("check", source, calendar)[0] == 0
    found = meetings(source)
    assert len(days(found, "PL")) == len(days(found, "LI")) == 1


@pytest.mark.parametrize(
    ("shared", "arrangement", "sittings", "told"),
    [("A", "either", 1, True), ("A", "fewest_apologies", 2, False), ("", "either", 1, False)],
)
def test_what_one_sitting_more_would_save_is_told_or_taken(
    tmp_path: Path, shared: str, arrangement: str, sittings: int, *, told: bool
) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-11-01", "2027-11-12"),
        bodies="body,name,meeting_day,session,duration_minutes,quorum\n"
        "HB,Health Board,PD,AM,60,2\nGB,Growth Board,PD,AM,60,2\n",
        meeting_days=DAY,
        sessions=SESSION.format("11:00", arrangement),
        memberships=seats(HB=f"B{shared}C", GB=f"D{shared}E"),
    )
    status, output = plan(source)
    assert status == 0, output
    assert ("in two sittings: no apologies instead of 1" in output) is told
    assert len({meeting["start"] for meeting in meetings(source, "--afresh")}) == sittings
