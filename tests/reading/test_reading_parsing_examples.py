"""The two councils that come with the program read without a fault or a warning."""

from pathlib import Path

import pytest

from scheduler.reading import read_input

INPUTS = Path(__file__).parents[2] / "inputs"


@pytest.mark.parametrize(
    ("name", "bodies", "memberships", "reports"),
    [
        ("trafford-2015-16", 42, 305, 42),
        ("harrow-2011-12", 31, 212, 27),
        ("district-2027-28", 13, 163, 6),
        ("reorganisation-2027-28", 32, 294, 3),
    ],
)
def test_an_example_is_read_whole(name: str, bodies: int, memberships: int, reports: int) -> None:
    problem, warnings = read_input(INPUTS / name)
    assert warnings == ()
    assert (len(problem.bodies), len(problem.memberships), len(problem.reporting)) == (bodies, memberships, reports)
