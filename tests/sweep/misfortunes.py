"""Changes that end badly, for tests: importable by name, because they are made in other processes."""

import os
from functools import partial

from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import Change, Scenario


def die(problem: Problem) -> Problem:
    """End the process at once, as when the system takes its memory."""
    os._exit(3)


def fail(problem: Problem, trouble: BaseException) -> Problem:
    """Raise an error that nobody expects."""
    raise trouble


DEADLY = Scenario("Deadly", (Change("its process dies", die),))


def failing(trouble: BaseException) -> Scenario:
    """Make a scenario whose change raises an error."""
    return Scenario("Failing", (Change("it fails", partial(fail, trouble=trouble)),))
