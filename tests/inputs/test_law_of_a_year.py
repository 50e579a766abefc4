"""What the law says of a small council's dates, as its officer meets it: notice, holidays, who presides, quorums."""

from pathlib import Path

import pytest
from officer import council, iso, meetings, plan, run, seats, settings

THREE = seats(PC="ABC")


@pytest.mark.parametrize(
    ("kind", "own", "on", "deadline"),
    [
        ("parish", "parish_council,", "2027-03-31", "2027-03-20"),
        ("parish", "committee,", "2027-12-30", "2027-12-20"),
        ("parish", "informal,3", "2027-03-31", "2027-03-20"),
        ("principal", "parish_council,", "2027-03-31", "2027-03-20"),
        ("principal", "committee,3", "2027-03-31", "2027-03-23"),
        ("parish", "parish_council,", "2027-09-07", "2027-09-02"),
    ],
)
def test_three_clear_days_are_counted_as_the_law_of_the_body_counts(
    tmp_path: Path, kind: str, own: str, on: str, deadline: str
) -> None:
    """Easter is on 28 March 2027: a parish counts neither 25 to 30 March nor Sundays, but Saturdays."""
    source = council(
        tmp_path / "in",
        settings=settings("2027-01-04", "2027-12-31", authority_kind=kind),
        bodies=f"body,name,meetings_min,meetings_max,legal_kind,notice_clear_days\nPC,Wold,1,1,{own}\n",
        memberships=THREE,
        fixed_meetings=f"body,date\nPC,{on}\n",
    )
    (meeting,) = meetings(source)
    assert (meeting["date"], meeting["agenda_deadline"]) == (on, deadline)


@pytest.mark.parametrize(
    ("nation", "legal_kind", "deadline"),
    [
        ("GB-ENG", "committee", "2027-03-19"),
        ("GB-WLS", "committee", "2027-03-23"),
        ("GB-SCT", "committee", "2027-03-24"),
        ("GB-NIR", "committee", "2027-03-19"),
        ("GB-ENG", "informal", None),
    ],
)
def test_blank_notice_is_the_law_s_of_nation_and_kind(
    tmp_path: Path, nation: str, legal_kind: str, deadline: str | None
) -> None:
    """Before Wednesday 31 March 2027 lie Good Friday, the 26th, and but for Scotland Easter Monday, the 29th."""
    source = council(
        tmp_path / "in",
        settings=settings("2027-01-04", "2027-12-31", holidays=nation),
        bodies=f"body,name,meetings_min,meetings_max,legal_kind\nPC,Wold,1,1,{legal_kind}\n",
        memberships=THREE,
        fixed_meetings="body,date\nPC,2027-03-31\n",
    )
    assert [meeting["agenda_deadline"] for meeting in meetings(source)] == [deadline]


@pytest.mark.parametrize(
    ("nation", "on", "deadline"),
    [
        ("GB-SCT", "2027-11-30", "2027-11-24"),
        ("GB-SCT", "2027-08-02", "2027-07-27"),
        ("GB-NIR", "2027-03-17", "2027-03-11"),
        ("GB-NIR", "2027-07-12", "2027-07-06"),
        ("GB-ENG", "2027-05-31", "2027-05-25"),
    ],
)
def test_a_public_holiday_is_re_opened_for_whom_the_row_says(
    tmp_path: Path, nation: str, on: str, deadline: str
) -> None:
    tables = {
        "settings": settings("2027-01-04", "2027-12-31", holidays=nation),
        "bodies": "body,name,meetings_min,meetings_max,notice_clear_days\nPC,Wold,1,1,3\n",
        "memberships": THREE,
        "fixed_meetings": f"body,date\nPC,{on}\n",
    }
    status, output = plan(council(tmp_path / "shut" / "in", **tables))
    assert status == 1
    assert "Wold is never held on a public holiday, unless a row of closed dates re-opens it." in output
    opened = f"start_date,reason,strength,applies_to\n{on},The offices are open,open,PC\n"
    (meeting,) = meetings(council(tmp_path / "open" / "in", closed_dates=opened, **tables))
    assert (meeting["date"], meeting["agenda_deadline"]) == (on, deadline)
    others = opened.replace(",PC", ",AUD")
    bodies = f"{tables['bodies']}AUD,Audit,0,0,\n"
    status, output = plan(council(tmp_path / "others" / "in", **{**tables, "closed_dates": others, "bodies": bodies}))
    assert status == 1, output


@pytest.mark.parametrize(
    ("nation", "on", "name"),
    [
        ("GB-SCT", "2026-06-15", "Scotland's participation in the FIFA World Cup final"),
        ("GB-SCT", "2026-11-30", "Saint Andrew's Day"),
        ("GB-ENG", "2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("GB-NIR", "2023-05-08", "Coronation of Charles III"),
        ("GB-WLS", "2022-06-03", "Platinum Jubilee of Elizabeth II"),
        ("GB-ENG", "2026-06-15", None),
        ("GB-WLS", "2026-11-30", None),
    ],
)
def test_holidays_proclaimed_once_close_their_day_in_their_nation(
    tmp_path: Path, nation: str, on: str, name: str | None
) -> None:
    source = council(
        tmp_path / "in",
        settings=settings(f"{on[:4]}-01-03", f"{on[:4]}-12-31", holidays=nation),
        bodies="body,name,meetings_min,meetings_max\nPC,Wold,1,1\n",
        memberships=THREE,
    )
    calendar = tmp_path / "calendar.csv"
    calendar.write_text(f"body,date,start,end,room\nPC,{on},10:00,12:00,R1\n", encoding="utf-8")
    status, output = run("check", source, calendar)
    assert status == (1 if name else 0), output
    assert ("the day is closed to it (public holiday" in output) is (name is not None)
    if name:
        assert name in output


AWAY = "kind,who,start,end,reason\nperson,A,2027-02-01,2027-02-28,In hospital\n"


@pytest.mark.parametrize("nation", ["GB-ENG", "GB-WLS", "GB-SCT"])
@pytest.mark.parametrize("legal_kind", ["full_council", "committee", "informal"])
def test_a_meeting_without_its_chair_is_lawful_and_says_who_will_preside(
    tmp_path: Path, nation: str, legal_kind: str
) -> None:
    tables = {
        "settings": settings("2027-02-01", "2027-02-28", holidays=nation),
        "memberships": seats(PC="ABCD"),
        "unavailability": AWAY,
    }
    bodies = "body,name,meetings_min,meetings_max,legal_kind,presiding\nPC,Wold,1,1,{},{}\n"
    source = council(tmp_path / "free" / "in", bodies=bodies.format(legal_kind, ""), **tables)
    status, output = plan(source)
    assert status == 0, output
    assert "neither chair nor vice-chair is there: the members present choose who presides" in output
    status, output = plan(council(tmp_path / "own" / "in", bodies=bodies.format(legal_kind, "chair"), **tables))
    assert status == 1
    assert "Wold is chaired by its chair or a vice-chair in person. (presiding: PC)" in output
    assert "Make Councillor Beech vice-chair of Wold." in output
    tables["memberships"] = tables["memberships"].replace("B,PC,", "B,PC,vice_chair")
    status, output = plan(council(tmp_path / "vice" / "in", bodies=bodies.format(legal_kind, "chair"), **tables))
    assert status == 0, output
    assert "choose who presides" not in output


def test_check_says_nothing_of_a_chair_who_is_away_but_who_must_be_chosen(tmp_path: Path) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-02-01", "2027-02-28"),
        bodies="body,name,meetings_min,meetings_max\nPC,Wold,1,1\n",
        memberships=seats(PC="ABCD"),
        unavailability=AWAY,
    )
    calendar = tmp_path / "calendar.csv"
    calendar.write_text("body,date,start,end,room\nPC,2027-02-10,10:00,12:00,R1\n", encoding="utf-8")
    status, output = run("check", source, calendar)
    assert status == 0, output
    assert (
        "neither the chair nor a vice-chair is at Wold on Wednesday 10 February 2027 at 10:00: the members present "
        "choose who presides" in output
    )


@pytest.mark.parametrize(
    ("quorum", "ends", "left"),
    [("3", "CD", 2), ("4", "D", 3), ("2", "BCD", 1)],
)
def test_seats_that_fall_vacant_are_the_reason_and_are_to_be_filled(
    tmp_path: Path, quorum: str, ends: str, left: int
) -> None:
    rows = [f"{who},PC,{'chair' if who == 'A' else ''},{'2027-06-30' if who in ends else ''}" for who in "ABCD"]
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-03", "2027-09-30"),
        bodies=f"body,name,per_period,quorum\nPC,Wold,1,{quorum}\n",
        periods="period,start_date,end_date\nP1,2027-05-03,2027-07-15\nP2,2027-07-16,2027-09-30\n",
        memberships="\n".join(("person,body,role,end_date", *rows)) + "\n",
    )
    counted = f"only {left} voting member{'s are' if left > 1 else ' is'} left"
    _, output = run("validate", source)
    assert f"from Thursday 1 July 2027 {counted}, and its quorum is {quorum}. Fill the seats" in output
    status, output = plan(source)
    assert status == 1
    assert f"and from Thursday 1 July 2027 {counted}; fill the seats" in output
    assert f"Fill {int(quorum) - left} vacant seat" in output


@pytest.mark.parametrize(
    ("quorum", "seat_count", "authority", "needed"),
    [("1/2", "8", "principal", 4), ("1/2", "", "principal", 3), ("", "16", "principal", 4), ("", "10", "parish", 4)],
)
def test_vacant_seats_count_for_a_quorum(
    tmp_path: Path, quorum: str, seat_count: str, authority: str, needed: int
) -> None:
    kind = "parish_council" if authority == "parish" else "informal"
    source = council(
        tmp_path / "in",
        settings=settings("2027-02-01", "2027-02-28", authority_kind=authority),
        bodies="body,name,meetings_min,meetings_max,quorum,seats,legal_kind,notice_clear_days\n"
        f"PC,Wold,1,1,{quorum},{seat_count},{kind},3\n",
        memberships=seats(PC="ABCDE"),
    )
    calendar = tmp_path / "calendar.csv"
    calendar.write_text("body,date,start,end,room\nPC,2027-02-10,10:00,12:00,R1\n", encoding="utf-8")
    for away in range(5):
        rows = "".join(f"person,{who},2027-02-10,2027-02-10,away\n" for who in "EDCBA"[:away])
        (source / "unavailability.csv").write_text(f"kind,who,start,end,reason\n{rows}", encoding="utf-8")
        status, output = run("check", source, calendar)
        assert status == (0 if 5 - away >= needed else 1), output


def test_dates_of_the_year_are_those_of_the_plan(tmp_path: Path) -> None:
    """With a polling day: no meeting on it, none between retirement and the annual meeting, its window the law's."""
    source = council(
        tmp_path / "in",
        settings=settings("2027-04-26", "2027-06-11", polling_day="2027-05-06"),
        bodies="body,name,meetings_min,meetings_max,legal_kind,notice_clear_days,weekdays\n"
        "FC,Council,1,1,full_council,5,\nPL,Planning,1,1,planning_committee,5,Thu\n",
        memberships=seats(FC="ABCDE", PL="ABC"),
        fixed_meetings="body,title\nFC,Annual Meeting\n",
    )
    found = meetings(source)
    assert iso(found, "FC") == ["2027-05-18"]
    assert iso(found, "PL")[0] not in {"2027-05-06", "2027-05-13"}
