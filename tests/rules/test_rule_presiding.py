import pytest
from builders import absence, body, calendar, clock_time, council, day, meeting, member
from rules.solver_face import allows

from scheduler.domain.reasons import Breach
from scheduler.rules import person_clash, person_load, presiding, quorum, quorum_rule, substitute, travel, unavailable

NINETEENTH = day("2015-11-19")
GB_TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
HWB_TITLE = "HWB Board on Thursday 19 November 2015 at 10:00"
PEOPLE_RULES = (unavailable, person_clash, substitute, travel, quorum, quorum_rule, presiding, person_load)


@pytest.mark.parametrize(
    ("apologies", "substitutes", "kept"),
    [
        ([], {}, True),
        (["ANN"], {}, True),
        (["VIC"], {}, True),
        (["ANN", "VIC"], {}, False),
        (["VIC"], {"ANN": "SUE"}, False),
    ],
)
def test_presiding_is_in_person(apologies: list[str], substitutes: dict[str, str], *, kept: bool) -> None:
    problem = council(
        body("GB", presiding="chair"),
        member("ANN", role="chair", substitutes=("SUE",)),
        member("VIC", role="vice_chair"),
        member("BOB"),
    )
    plan = calendar(problem, meeting(problem, apologies=apologies, substitutes=substitutes))
    message = f"{GB_TITLE} has nobody to preside: Councillor Ann and Councillor Vic will not be there in person."
    breach = Breach("presiding", message, bodies=("GB",), people=("ANN", "VIC"), dates=(NINETEENTH,))
    assert tuple(presiding.breaches(problem, plan)) == (() if kept else (breach,))


def test_presiding_where_the_body_has_no_chair_on_the_date_is_kept() -> None:
    problem = council(body("GB", presiding="chair"), member("ANN", role="chair", end_date="2015-11-18"), member("BOB"))
    assert tuple(presiding.breaches(problem, calendar(problem, meeting(problem)))) == ()


@pytest.mark.parametrize(
    ("away", "barred"), [((), False), (("ANN",), False), (("BOB",), False), (("ANN", "BOB"), True)]
)
def test_presiding_rules_a_start_out_only_where_all_leaders_are_away(away: tuple[str, ...], *, barred: bool) -> None:
    absences = [absence("person", who, "2015-11-19") for who in away]
    people = member("ANN", "GB", "chair"), member("BOB", "GB", "vice_chair")
    problem = council(body("GB", presiding="chair"), *people, *absences)
    bars = tuple(presiding.blocks(problem, problem.bodies["GB"], day("2015-11-19"), clock_time("10:00")))
    assert bool(bars) is barred


def test_presiding_is_left_to_those_present_where_the_body_does_not_say_otherwise() -> None:
    away = absence("person", "ANN", "2015-11-19")
    problem = council(body("GB"), member("ANN", role="chair"), member("BOB"), away)
    plan = calendar(problem, meeting(problem, apologies=["ANN"]))
    assert tuple(presiding.breaches(problem, plan)) == ()
    assert tuple(presiding.blocks(problem, problem.bodies["GB"], NINETEENTH, clock_time("10:00"))) == ()
    assert allows(presiding, problem, plan)
