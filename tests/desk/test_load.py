"""Many officers at once lose nothing, and a desk that is killed loses at most the form that was not sent."""

import random
from pathlib import Path

import pytest
from desk_load import MEMORY_BAR, crowd, kill_at_random, running
from rounds import rounds

pytestmark = pytest.mark.slow


def test_twenty_read_and_three_write_and_nothing_is_lost(folder: Path) -> None:
    with running(folder) as process:
        found = crowd(process, folder, readers=20, writers=3, seconds=1, turns=3)
        assert process.megabytes < MEMORY_BAR
    assert found.troubles == []
    assert len(found.pages) >= 60
    assert len(found.written) >= 9
    assert found.written - found.kept == set()


def test_a_desk_that_is_killed_loses_at_most_what_was_not_sent(folder: Path) -> None:
    chance = random.Random(2015)  # noqa: S311 - when it is killed is nobody's secret
    for _ in range(rounds(3)):
        found = kill_at_random(folder, chance, longest=5)
        assert found.taken - found.kept == set()
        assert found.integrity == "ok"
        assert found.meetings == [3]
        assert found.steps[0] >= 1
