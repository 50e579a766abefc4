"""How much of what is drawn at random, or repeats what others show, a run takes: one dial, the option `--thorough`."""

from math import ceil

import pytest
from hypothesis import settings

COMMIT, THOROUGH = "commit", "thorough"
OF_A_HUNDRED = {COMMIT: 20, THOROUGH: 100}
"""Rounds that are taken, of every hundred that a test has: by the run of every commit, and with `--thorough`."""

for _name, _rounds in OF_A_HUNDRED.items():
    settings.register_profile(_name, deadline=None, max_examples=_rounds)


def take(config: pytest.Config) -> None:
    """Set the dial, before any test is imported."""
    settings.load_profile(THOROUGH if config.getoption(THOROUGH) else COMMIT)


def rounds(number: int) -> int:
    """Return how many of so many rounds of one kind this run takes: at least one."""
    return ceil(number * settings.default.max_examples / OF_A_HUNDRED[THOROUGH])
