import datetime as dt
from dataclasses import replace

import pytest
from outputs.workbook.reopened import reopened
from outputs.workbook.small_council import small_plan, small_problem

from scheduler.domain.bodies import Body
from scheduler.domain.people import Membership, Person
from scheduler.outputs.workbook.attendance import MOST_BODIES, overlaps_sheet, shared_members_sheet


def test_overlaps_are_a_matrix_of_shared_members() -> None:
    council = small_problem(), small_plan()
    matrix, people = overlaps_sheet(*council), shared_members_sheet(*council)
    assert [column.heading for column in matrix.columns] == ["Name", "Body", "HWB", "DEL"]
    assert matrix.shown_rows == (("Health Board", "HWB", 3, 2), ("Delivery Group", "DEL", 2, 2))
    assert people.about == ("1 pair of bodies with people in common, and who they are.",)
    assert people.shown_rows == (
        ("HWB", "Health Board", "DEL", "Delivery Group", 2, "Director of Public Health; Chief Officer", "Nobody"),
    )


def test_who_has_no_vote_on_one_of_two_bodies_is_told_apart_and_not_counted() -> None:
    memberships = (
        Membership("LDR", "HWB"), Membership("LDR", "DEL", "clerk", voting=False), Membership("NHS", "HWB"),
        Membership("NHS", "DEL"),
    )  # fmt: skip
    council = replace(small_problem(), memberships=memberships), small_plan()
    assert overlaps_sheet(*council).shown_rows == (("Health Board", "HWB", 2, 1), ("Delivery Group", "DEL", 1, 1))
    assert shared_members_sheet(*council).shown_rows == (
        ("HWB", "Health Board", "DEL", "Delivery Group", 1, "Chief Officer", "Leader"),
    )


@pytest.mark.parametrize(
    ("one", "two", "shared"),
    [
        ((None, dt.date(2015, 12, 31)), (dt.date(2015, 12, 31), None), 1),
        ((None, dt.date(2015, 12, 30)), (dt.date(2015, 12, 31), None), 0),
        ((None, None), (None, dt.date(2015, 10, 31)), 0),
        ((dt.date(2016, 11, 1), None), (None, None), 0),
        ((dt.date(2016, 10, 31), None), (None, dt.date(2016, 10, 31)), 1),
    ],
)
def test_overlaps_count_who_sits_on_both_at_once(
    one: tuple[dt.date | None, dt.date | None], two: tuple[dt.date | None, dt.date | None], shared: int
) -> None:
    memberships = (
        Membership("LDR", "HWB", start_date=one[0], end_date=one[1]),
        Membership("LDR", "DEL", start_date=two[0], end_date=two[1]),
        Membership("DPH", "HWB"),
        Membership("DPH", "HWB", start_date=dt.date(2016, 1, 1)),
        Membership("NHS", "DEL"),
    )
    council = replace(small_problem(), memberships=memberships), small_plan()
    matrix, people = overlaps_sheet(*council), shared_members_sheet(*council)
    assert [row[3] for row in matrix.shown_rows if row[1] == "HWB"] == [shared]
    assert len(people.shown_rows) == shared


def test_overlaps_leave_out_bodies_without_members() -> None:
    problem = replace(small_problem(), memberships=(Membership("LDR", "DEL"),))
    assert overlaps_sheet(problem, small_plan()).shown_rows == (("Delivery Group", "DEL", 1),)


def test_overlaps_of_very_many_bodies_show_the_largest() -> None:
    codes = [f"B{n:03d}" for n in range(MOST_BODIES + 2)]
    problem = replace(
        small_problem(),
        bodies={code: Body(code, f"Body {code}") for code in codes},
        people={code: Person(code, code) for code in ("ANN", "BOB")},
        memberships=(
            *(Membership("ANN", code) for code in codes),
            *(Membership("BOB", code) for code in codes if code not in ("B000", "B100")),
        ),
    )
    matrix = overlaps_sheet(problem, small_plan())
    assert [row[1] for row in matrix.shown_rows] == [code for code in codes if code not in ("B000", "B100")]
    assert matrix.about[0].endswith(" The 2 bodies with the fewest memberships are left out.")


def test_overlaps_of_a_body_with_a_very_long_code_stay_narrow() -> None:
    problem = replace(
        small_problem(),
        bodies={"x" * 400: Body("x" * 400, "Long")},
        memberships=(Membership("LDR", "x" * 400),),
        quorum_rules=(),
        reporting=(),
        projects={},
    )
    sheet = reopened(problem, replace(small_plan(), meetings=(), occurrences=()))["Overlaps"]
    assert (sheet.column_dimensions["C"].width, sheet["C4"].value) == (24.77734375, "x" * 245)
