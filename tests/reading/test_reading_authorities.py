"""Authorities: what vesting day makes of their bodies, names told apart, and whatever contradicts it."""

import datetime as dt

import pytest
from raw_council import SETTINGS, faults_of, problem_of, raw, rows_of, warning_places

from scheduler.dates.closed_dates import why_closed
from scheduler.domain.one_authority import of_authority
from scheduler.domain.titles import room_title
from scheduler.domain.uids import likely_uids, meeting_uid, uid_of, uid_of_day
from scheduler.errors import InputFaults
from scheduler.law.deadlines import notice_clear_days, notice_in_words
from scheduler.law.warnings import warnings
from scheduler.outputs.naming import place
from scheduler.reading.parsing import parse
from scheduler.reading.requests.names import bodies_named
from scheduler.reading.validation import validated

AUTHORITIES = rows_of(
    "authority=ESK | name=Eskdale District Council | short_name=Eskdale | part=predecessor | successor=NEW",
    "authority=RYE | name=Ryedale Town Council | short_name=Ryedale | authority_kind=parish",
    "authority=JC | name=Dales Joint Committee | part=joint_committee | successor=NEW",
    "authority=NEW | name=Dales Council | part=shadow | polling_day=2016-05-05",
    "authority=CO | name=Dales County Council | short_name=County | part=predecessor",
)
JOINT = {"authority": "Dales County Council", "vesting_day": "2016-09-01"}
BODIES = rows_of(
    "body=PLAN | name=Planning Committee | meetings_min=2 | legal_kind=planning_committee",
    "body=ESK-PLAN | name=Planning committee | meetings_min=2 | legal_kind=planning_committee | authority=ESK",
    "body=RYE-PLAN | name=Planning Committee | meetings_min=2 | legal_kind=committee | authority=RYE",
    "body=JOINT | name=Joint Committee | meetings_min=2 | authority=JC",
    "body=NEWFC | name=Council | meetings_min=2 | legal_kind=full_council | authority=NEW",
)
SEATS = rows_of(*(f"person={who} | body={row['body']}" for row in BODIES for who in ("ANN", "BOB", "CAT")))


def joint(settings=None, **tables):
    return problem_of(
        {**JOINT, **(settings or {})}, **{"bodies": BODIES, "memberships": SEATS, "authorities": AUTHORITIES, **tables}
    )


def told(settings=None, **tables):
    found = raw({**JOINT, **(settings or {})}, **{"bodies": BODIES, "memberships": SEATS,
                                                  "authorities": AUTHORITIES, **tables})  # fmt: skip
    return [(fault.table, fault.row, fault.column, fault.message) for fault in faults_of(found)]


def test_each_body_is_there_as_long_as_its_authority():
    bodies = joint().bodies
    lives = {code: (body.start_date, body.end_date) for code, body in bodies.items()}
    eve = dt.date(2016, 8, 31)
    assert lives == {
        "PLAN": (None, eve),  # of the settings' authority, whose row says that it ends
        "ESK-PLAN": (None, eve),
        "RYE-PLAN": (None, None),
        "JOINT": (None, dt.date(2016, 5, 8)),  # those elected come into office on 9 May
        "NEWFC": (dt.date(2016, 5, 9), None),
    }


def test_a_body_may_end_before_its_authority_does():
    early = [{**row, "end_date": "2016-03-01"} if row["body"] == "ESK-PLAN" else row for row in BODIES]
    assert joint(bodies=early).bodies["ESK-PLAN"].end_date == dt.date(2016, 3, 1)


def test_bodies_of_one_name_are_told_apart_by_their_authority():
    names = {code: body.name for code, body in joint().bodies.items()}
    assert names == {
        "PLAN": "Planning Committee (County)",
        "ESK-PLAN": "Planning committee (Eskdale)",
        "RYE-PLAN": "Planning Committee (Ryedale)",
        "JOINT": "Joint Committee",
        "NEWFC": "Council",
    }


def test_rooms_of_one_name_are_told_apart_by_their_venue():
    rooms = rows_of(
        "room=CC | name=Council Chamber | venue=County Hall | capacity=60",
        "room=EC | name=Council chamber | venue=Eskdale Hall | capacity=60",
        "room=CR | name=Committee Room | venue=County Hall | capacity=20",
    )
    problem = joint(rooms=rooms)
    assert [room_title(problem, code) for code in problem.rooms] == [
        "Council Chamber, County Hall", "Council chamber, Eskdale Hall", "Committee Room"
    ]  # fmt: skip
    assert place(problem, "EC", "Eskdale Hall") == "Council chamber, Eskdale Hall"


def test_a_body_keeps_its_uids_by_a_code_that_it_had_in_this_calendar():
    renamed = [
        {**row, "body": "ESK-DEV", "aliases": "ESK-PLAN"} if row["body"] == "ESK-PLAN" else row for row in BODIES
    ]
    seats = [{**row, "body": "ESK-DEV"} if row["body"] == "ESK-PLAN" else row for row in SEATS]
    after = joint(bodies=renamed, memberships=seats)
    assert meeting_uid(after, "ESK-PLAN", 1) == meeting_uid(joint(), "ESK-PLAN", 1)


def test_a_meeting_day_of_one_authority_keeps_its_uids_from_its_own_workbook():
    days = {
        "meeting_days": rows_of("meeting_day=ESK-DAY | name=Day | meetings_min=1"),
        "sessions": rows_of("meeting_day=ESK-DAY | session=AM | kind=boards | start=10:00 | end=12:00"),
    }
    sitting = {"meeting_day": "ESK-DAY", "session": "AM"}
    bodies = [
        {**{name: cell for name, cell in row.items() if name != "meetings_min"}, **sitting}
        if row["body"] == "ESK-PLAN" else row for row in BODIES
    ]  # fmt: skip
    given = ("2015-11-01", 1, "day")
    own = problem_of({"authority": "Eskdale District Council"})
    assert uid_of_day(joint(bodies=bodies, **days), "ESK-DAY", *given) == uid_of_day(own, "DAY", *given)
    assert uid_of_day(joint(**days), "ESK-DAY", *given) != uid_of_day(own, "DAY", *given)


def test_a_day_closed_to_an_authority_is_closed_to_its_bodies():
    closed = rows_of("start_date=2016-02-15 | reason=Recess | applies_to=ESK;CO;NEWFC")
    assert joint(closed_dates=closed).closed_dates[0].applies_to == ("ESK-PLAN", "PLAN", "NEWFC")


def test_a_bare_name_of_several_councils_bodies_means_none_of_them():
    with pytest.raises(InputFaults) as refused:
        bodies_named(["Planning Committee", "Council"], joint())
    (fault,) = refused.value.faults
    assert fault.message == "“Planning Committee” is the name of PLAN, ESK-PLAN and RYE-PLAN"
    assert bodies_named(["Planning Committee (Eskdale)"], joint()) == {"ESK-PLAN"}


def test_the_earliest_vesting_day_that_can_be_written_is_a_fault_like_any_other():
    assert told({"vesting_day": "0001-01-01"})[0][:3] == ("bodies", 2, "meetings_min")


def test_another_authority_is_not_called_by_the_welsh_name_of_the_settings():
    problem = joint({"welsh_authority": "Cyngor Sir y Dyffrynnoedd"})
    names = {code: problem.settings_of(problem.bodies[code]).welsh_authority for code in ("PLAN", "ESK-PLAN")}
    assert names == {"PLAN": "Cyngor Sir y Dyffrynnoedd", "ESK-PLAN": None}


def test_a_problem_that_was_read_stays_as_it_is_when_it_is_validated():
    problem = joint()
    again, warnings = validated(problem)
    assert warnings == ()
    assert (again.bodies, again.authorities, again.settings) == (problem.bodies, problem.authorities, problem.settings)


def test_a_body_keeps_the_uids_of_its_own_councils_workbook():
    """`PLAN` in Eskdale's workbook is `ESK-PLAN` here; those of the settings' authority are as they were."""
    planning = rows_of("body=PLAN | name=Planning committee | meetings_min=2")
    alone = problem_of({"authority": "Eskdale District Council"}, bodies=planning, memberships=SEATS[:3])
    together, here = joint(), problem_of(JOINT | {"vesting_day": None}, bodies=BODIES[:1], memberships=SEATS[:3])
    assert meeting_uid(together, "ESK-PLAN", 3) == meeting_uid(alone, "PLAN", 3)
    assert meeting_uid(together, "PLAN", 3) == meeting_uid(here, "PLAN", 3)
    uid = meeting_uid(alone, "PLAN", 3)
    assert uid_of(together, "agenda", uid, body="ESK-PLAN") == uid_of(alone, "agenda", uid)
    assert likely_uids(together) >= {uid, uid_of(alone, "busy", uid), uid_of(alone, "placeholder")}


def test_notice_is_that_of_each_bodys_own_authority():
    problem, day = joint(), dt.date(2016, 3, 1)
    assert notice_clear_days(problem, problem.bodies["RYE-PLAN"], day) == 3
    assert notice_in_words(problem, problem.bodies["RYE-PLAN"], day) == "3 clear days"
    assert notice_in_words(problem, problem.bodies["ESK-PLAN"], day) == "5 clear working days"


def test_nothing_is_held_on_the_polling_day_of_any_of_them():
    assert why_closed(joint(), dt.date(2016, 5, 5), ("PLAN",)) == "polling day"


def test_each_authority_by_itself_has_its_own_bodies_days_and_settings():
    problem = joint()
    own = of_authority(problem, problem.authorities["NEW"])
    assert list(own.bodies) == ["NEWFC"]
    assert (own.settings.start_date, own.settings.end_date) == (dt.date(2016, 5, 9), dt.date(2016, 10, 31))
    assert own.settings.polling_day == (dt.date(2016, 5, 5),)
    assert own.home.code == "NEW"
    assert {one.body for one in own.memberships} == {"NEWFC"}
    home = of_authority(problem, problem.home)
    assert (list(home.bodies), home.settings.end_date) == (["PLAN"], dt.date(2016, 8, 31))


def changed(row, **cells):
    return [{**one, **cells} if one["authority"] == row else one for one in AUTHORITIES]


def changed_body(row, **cells):
    return [{**one, **cells} if one["body"] == row else one for one in BODIES]


@pytest.mark.parametrize(
    ("tables", "place", "message"),
    [
        ({"bodies": changed_body("ESK-PLAN", authority="ESKDAIL")}, ("bodies", 3, "authority"),
         "“ESKDAIL” names nothing in the table authorities"),
        ({"bodies": changed_body("ESK-PLAN", end_date="2016-10-01")}, ("bodies", 3, "end_date"),
         ("it is dissolved on Saturday 1 October 2016, and Eskdale District Council has no bodies after Wednesday 31"
         " August 2016")),
        ({"bodies": changed_body("NEWFC", start_date="2016-03-01")}, ("bodies", 6, "start_date"),
         "it is founded on Tuesday 1 March 2016, and Dales Council has no bodies before Monday 9 May 2016"),
        ({"bodies": changed_body("NEWFC", authority="ESK", body="ESK/plan")}, ("bodies", 6, "body"),
         "ESK/plan and ESK-PLAN (row 3) are both plan at Eskdale District Council"),
        ({"authorities": changed("NEW", successor="ESK")}, ("authorities", 5, "successor"),
         "those who take over go round in a circle: NEW → ESK → NEW"),
        ({"authorities": changed("NEW", successor="NEW")}, ("authorities", 5, "successor"),
         "an authority cannot take over from itself"),
        ({"authorities": changed("CO", end_date="2016-09-30")}, ("authorities", 6, "end_date"),
         "a predecessor ends on Friday 30 September 2016, and vesting day is Thursday 1 September 2016"),
        ({"authorities": changed("NEW", part="successor", start_date="2016-06-01")}, ("authorities", 5, "start_date"),
         "a successor begins on Wednesday 1 June 2016, before vesting day, Thursday 1 September 2016"),
        ({"authorities": changed("RYE", name="Eskdale district council")}, ("authorities", 3, "name"),
         "row 2 is called “Eskdale district council”, too"),
        ({"authorities": changed("RYE", short_name="eskdale")}, ("authorities", 3, "short_name"),
         "row 2 has the short name “eskdale”, too"),
        ({"fixed_meetings": rows_of("body=ESK-PLAN | date=2016-09-06")}, ("fixed_meetings", 2, "date"),
         ("the meeting is on Tuesday 6 September 2016, and Eskdale District Council has no bodies after Wednesday 31"
         " August 2016")),
        ({"fixed_meetings": rows_of("body=NEWFC | date=2016-05-03")}, ("fixed_meetings", 2, "date"),
         "the meeting is on Tuesday 3 May 2016, and Dales Council has no bodies before Monday 9 May 2016"),
        ({"settings": {"vesting_day": "2017-09-01"}, "authorities": changed("NEW", part="successor", polling_day="")},
         ("bodies", 6, "meetings_min"),
         "it is to meet in this calendar, and Dales Council begins only on Friday 1 September 2017"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_fault_at_its_cell(tables, place, message):
    assert (*place, message) in told(**tables)


def test_a_part_that_needs_vesting_day_says_so_where_there_is_none():
    message = "it ends on the eve of vesting day, and the settings give no vesting day (also in rows 4 and 6)"
    assert told({"vesting_day": None})[0] == ("authorities", 2, "part", message)


def test_a_vesting_day_from_which_nothing_follows_is_warned_of():
    assert warning_places({"vesting_day": "2016-04-01"}) == [("settings", len(SETTINGS) + 2, "value")]


def test_bodies_that_take_over_from_one_another_in_a_circle_are_a_fault():
    circle = rows_of(
        "body=A | name=First | meetings_min=1 | successor=B", "body=B | name=Second | meetings_min=1 | successor=A"
    )
    found = [(fault.row, fault.column) for fault in faults_of(raw(bodies=circle, memberships=[]))]
    assert found == [(3, "successor")]


@pytest.mark.parametrize(
    ("polling_day", "message"),
    [
        ("2016-05-05", None),
        ("2026-05-07", "the polling day Thursday 7 May 2026 settles nothing of the calendar"),
        ("2015-05-07", "the polling day Thursday 7 May 2015 settles nothing of the calendar"),
        ("2016-05-04", "Wednesday 4 May 2016 is not the first Thursday in May, and is taken for a by-election"),
    ],
)
def test_a_day_of_elections_of_an_authority_that_must_be_wrong_is_warned_of_at_its_cell(polling_day, message):
    given = changed("RYE", polling_day=polling_day)
    _, warnings = parse(raw(JOINT, bodies=BODIES, memberships=SEATS, authorities=given))
    found = [(one.row, one.column, one.message) for one in warnings if one.table == "authorities"]
    assert found == ([] if message is None else [(3, "polling_day", message)])


@pytest.mark.parametrize("polling_day", ["2131-05-05", "1066-05-05", "soon", "32/05/2016", "44326"])
def test_a_day_of_elections_that_is_none_is_a_fault_at_its_cell(polling_day):
    found = [place[:3] for place in told(authorities=changed("RYE", polling_day=polling_day))]
    assert found == [("authorities", 3, "polling_day")]


@pytest.mark.parametrize("vesting_day", ["2061-09-01", "1961-09-01", "9999-12-31", "0001-01-01"])
def test_a_vesting_day_of_another_age_is_warned_of(vesting_day):
    bodies = [{name: cell for name, cell in row.items() if name != "meetings_min"} for row in BODIES]
    _, warnings = parse(
        raw({**JOINT, "vesting_day": vesting_day}, bodies=bodies, memberships=SEATS, authorities=AUTHORITIES)
    )
    assert [(one.table, one.column) for one in warnings if "years away" in one.message] == [("settings", "value")]


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"authority": "rye "}, [("authorities", 6, "authority")]),
        ({"authority": ""}, [("authorities", 6, "authority")]),
        ({"authority": "A;B"}, [("authorities", 6, "authority")]),
        ({"name": "DALES COUNCIL"}, [("authorities", 6, "name")]),
        ({"short_name": "EskDale"}, [("authorities", 6, "short_name")]),
        ({"short_name": "S" * 10_000}, [("authorities", 6, "short_name")]),
    ],
)
def test_a_name_or_code_that_would_be_taken_for_anothers_is_a_fault(cells, place):
    found = [one[:3] for one in told({"authority": "Elsewhere"}, authorities=changed("CO", **cells))]
    assert found == place


def test_an_answer_to_the_law_may_be_that_of_one_authority():
    """Two councils have no audit committee, and one of them says why."""
    bodies = [{**row, "legal_kind": "full_council"} for row in BODIES[:2]]
    seats = [row for row in SEATS if row["body"] in ("PLAN", "ESK-PLAN")]
    settings = {"start_date": "2026-09-01", "end_date": "2026-12-31", "vesting_day": "2027-04-01"}
    answer = rows_of("matter=audit_committee | reason=A joint one | authority=ESK")
    tables = {"bodies": bodies, "memberships": seats, "authorities": AUTHORITIES, "law_waivers": answer}
    found = warnings(parse(raw({**JOINT, **settings}, **tables))[0])
    about = {one.message.partition(":")[0]: one.waived for one in found if one.matter == "audit_committee"}
    assert {title: waived is not None for title, waived in about.items()} == {
        "Dales County Council": False, "Eskdale District Council": True
    }  # fmt: skip
