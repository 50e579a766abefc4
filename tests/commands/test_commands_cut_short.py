"""Commands that are killed, interrupted, or fail on the disk: the plan before or after, whole, found by all."""

from pathlib import Path

import pytest
from cut_short import (
    BROKEN,
    BY_THE_CLOCK,
    FULL,
    INTERRUPTED,
    KILLED,
    KILLED_AFTER,
    READERS,
    WRITERS,
    Council,
    Trial,
    council_in,
)

AT_COMMIT = ("confirm", "plan", "change --repair", "accept")
"""One of each kind: without a search, with one, in the place of another plan, by hand. All others are thorough."""
SEARCHING = {"plan", "change --repair"}
"""Ctrl-C asks these for the best plan so far: while that is written, it is written to the end."""


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return council_in(tmp_path_factory.mktemp("council") / "council")


@pytest.mark.slow
@pytest.mark.parametrize("way", ["exchanged", "renamed"])
def test_killed_around_the_swap_every_command_finds_a_whole_plan(council: Council, tmp_path: Path, way: str) -> None:
    exchange = way == "exchanged"
    trial = Trial(council, "confirm", tmp_path, exchange=exchange)
    moves = [nth for nth, name in enumerate(trial.asked, 1) if name in {"rename", "exchange"}]
    assert len(moves) == (4 if exchange else 5)
    readers = sorted(READERS) * 2
    ends = [trial.end(how, nth, readers.pop()) for nth in moves for how in (KILLED, KILLED_AFTER)]
    swapped = 3 if exchange else 5
    assert ends == ["before, killed"] * swapped + ["after, killed"] * (len(ends) - swapped)


@pytest.mark.slow
@pytest.mark.parametrize(
    "writer", [*AT_COMMIT, *(pytest.param(one, marks=pytest.mark.thorough) for one in WRITERS if one not in AT_COMMIT)]
)
def test_a_command_that_is_cut_short_leaves_the_plan_before_or_after(
    council: Council, tmp_path: Path, writer: str
) -> None:
    trial = Trial(council, writer, tmp_path)
    (swap,) = [nth for nth, name in enumerate(trial.asked, 1) if name == "exchange"]
    assert trial.end(KILLED_AFTER, swap, "check").endswith(", killed")
    assert trial.end(FULL, trial.asked.index("write") + 1, "history") == "before, exit 2"
    assert trial.end(BROKEN, trial.asked.index("fsync") + 1, "check") == "before, exit 2"
    interrupted = "after, exit 0" if writer in SEARCHING else "before, exit 3"
    assert trial.end(INTERRUPTED, trial.asked.index("rename") + 1, "history --diff") == interrupted
    assert trial.end(INTERRUPTED, swap, "publish").endswith(", exit 0")
    assert trial.end(INTERRUPTED, len(trial.asked), "validate").endswith(", exit 0")
    assert trial.end(BY_THE_CLOCK, len(trial.asked) // 2, "why").startswith(("before, ", "after, "))


def test_a_disk_that_knows_no_links_keeps_the_history_too(council: Council, tmp_path: Path) -> None:
    trial = Trial(council, "confirm", tmp_path)
    assert trial.end(BROKEN, trial.asked.index("link") + 1, "history") == "after, exit 0"
