"""Colours of bodies: each its own while they last, then one for each classification, all of them read with ease."""

from dataclasses import replace

import pytest
from outputs.workbook.small_council import DAY, small_plan, small_problem

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.colours import COLOURS, OTHERS, groups, numbers_of_colours
from scheduler.outputs.workbook.planner_days import FILLS


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def year_of(kinds: list[str | None]) -> tuple[Problem, Plan]:
    bodies = {f"B{n:02d}": Body(f"B{n:02d}", f"Body {n}", classification=kind) for n, kind in enumerate(kinds)}
    meetings = tuple(Meeting(code, code, 1, DAY, 600, 660) for code in bodies)
    return replace(small_problem(), bodies=bodies), replace(small_plan(), meetings=meetings)


TINTS = ["#FFFFFF", "#FFF0D6", "#DDE2E7", "#F3F5F7", *(str(fill.get("bg_color", "#FFFFFF")) for fill in FILLS.values())]


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_can_be_read_on_every_tint(colour: str) -> None:
    assert min(contrast(colour, tint) for tint in TINTS) >= 4.5


def test_contrast_is_counted_as_wcag_does() -> None:
    assert (contrast("#000000", "#FFFFFF"), round(contrast("#777777", "#FFFFFF"), 2)) == (21.0, 4.48)


def test_a_few_bodies_have_a_colour_each_and_those_that_do_not_meet_none() -> None:
    plan = small_plan()
    gone = Meeting("gone", "GONE", 1, DAY, 600, 660)
    found = groups(small_problem(), replace(plan, meetings=(*plan.meetings, gone)))
    assert [(one.title, one.number, one.bodies, one.colour) for one in found] == [
        ("Health Board", 1, ("HWB",), COLOURS[0]),
        ("Delivery Group", 2, ("DEL",), COLOURS[1]),
        ("GONE", 3, ("GONE",), COLOURS[2]),
    ]
    assert numbers_of_colours(found) == {"HWB": 1, "DEL": 2, "GONE": 3}
    assert groups(small_problem(), replace(plan, meetings=())) == ()


def test_many_bodies_have_a_colour_for_each_classification() -> None:
    found = groups(*year_of(["sub_committee", None] * 6 + ["committee"]))
    assert [(one.title, len(one.bodies)) for one in found] == [("Sub-committee", 6), ("Committee", 1), (OTHERS, 6)]


def test_more_classifications_than_colours_share_the_last() -> None:
    kinds = [f"kind_{number}" for number in range(13)]
    found = groups(*year_of([*kinds, "kind_12"]))
    assert [one.title for one in found] == [*(f"Kind {number}" for number in range(10)), "Kind 12", OTHERS]
    assert found[-1].bodies == ("B10", "B11")
    assert found[-1].number == len(COLOURS)
