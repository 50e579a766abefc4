from dataclasses import replace

import pytest
from outputs.workbook.small_council import DAY, FEEDER_DAY, small_plan, small_problem

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Occurrence
from scheduler.outputs.on_the_day import layout_of_lunch, layout_of_meeting
from scheduler.outputs.workbook.rooms import rooms_sheet


def test_rooms_are_every_booking_in_order_with_set_up_and_clearing() -> None:
    assert rooms_sheet(small_problem(), small_plan()).shown_rows == (
        (
            FEEDER_DAY, 555, 600, 720, 720, "Committee Rooms 2 and 3", "Town Hall", "Delivery Group", 2,
            "Boardroom for 2", None, "Committee Room 2 and Committee Room 3 opened into one", "Confirmed",
        ),
        (
            DAY, 555, 570, 690, 700, "Committee Room 2", "Town Hall", "Health Board", 13,
            "Boardroom for 3, 10 chairs along the wall", None, "Hearing loop; Step free", "Provisional",
        ),
        (
            DAY, 675, 720, 780, 780, "Committee Rooms 2 and 3", "Town Hall", "Partnership Day: lunch", 3,
            "Cabaret: 1 round table of 8",
            ("As Health Board leaves it in Committee Room 2: Boardroom for 3, 10 chairs along the wall; "
             "30 minutes between the two"),
            "Committee Room 2 and Committee Room 3 opened into one", "Provisional",
        ),
    )  # fmt: skip


def test_rooms_leave_out_cancelled_and_online_meetings_and_lunches_without_a_room() -> None:
    group, board = small_plan().meetings
    (occurrence,) = small_plan().occurrences
    assert occurrence.lunch is not None
    plan = replace(
        small_plan(),
        meetings=(replace(group, status="cancelled"), replace(board, room=None)),
        occurrences=(replace(occurrence, lunch=replace(occurrence.lunch, room=None)), Occurrence("PD", 2, FEEDER_DAY)),
    )
    assert rooms_sheet(small_problem(), plan).shown_rows == ()


def test_rooms_confirm_a_lunch_with_the_meetings_of_its_day() -> None:
    group, board = small_plan().meetings
    plan = replace(small_plan(), meetings=(group, replace(board, status="confirmed")))
    assert rooms_sheet(small_problem(), plan).shown_rows[2][-1] == "Confirmed"


@pytest.mark.parametrize(
    ("mode", "features", "needed"),
    [
        ("hybrid", (), "Hybrid equipment"),
        ("hybrid", ("hybrid",), "Hybrid"),
        ("in_person", (), "Nothing more"),
    ],
)
def test_rooms_name_what_a_hybrid_meeting_needs(mode: str, features: tuple[str, ...], needed: str) -> None:
    problem = small_problem()
    problem.bodies["HWB"] = replace(problem.bodies["HWB"], attendance_mode=mode, room_features=features)
    assert rooms_sheet(problem, small_plan()).shown_rows[1][11] == needed


@pytest.mark.parametrize(
    ("classification", "extra", "seats", "layout"),
    [
        (None, 0, 12, "Boardroom for 12"),
        (None, 1, 13, "Boardroom for 12, 1 chair along the wall"),
        (None, 0, 13, "Hollow square for 13"),
        (None, 10, 42, "Hollow square for 32, 10 chairs along the wall"),
        (None, 10, 43, "Theatre: top table, 43 seats in rows"),
        ("assembly", 30, 33, "Cabaret: 5 round tables of 8"),
        ("summit", 0, 8, "Cabaret: 1 round table of 8"),
    ],
)
def test_layout_suits_who_meets_and_how_many(classification: str | None, extra: int, seats: int, layout: str) -> None:
    assert layout_of_meeting(Body("X", "X", classification=classification, extra_seats=extra), seats) == layout


@pytest.mark.parametrize(
    ("chosen", "layout"),
    [
        ("boardroom", "Boardroom for 40, 2 chairs along the wall"),
        ("hollow_square", "Hollow square for 40, 2 chairs along the wall"),
        ("u_shape", "U-shape for 40, 2 chairs along the wall"),
        ("theatre", "Theatre: top table, 42 seats in rows"),
        ("cabaret", "Cabaret: 6 round tables of 8"),
    ],
)
def test_a_body_that_says_so_has_its_own_layout(chosen: str, layout: str) -> None:
    assert layout_of_meeting(Body("X", "X", "summit", layout=chosen, extra_seats=2), 42) == layout


def test_layout_of_a_lunch_is_round_tables() -> None:
    assert [layout_of_lunch(*size) for size in ((1, 8), (57, 8), (57, 10))] == [
        "Cabaret: 1 round table of 8",
        "Cabaret: 8 round tables of 8",
        "Cabaret: 6 round tables of 10",
    ]
