"""Changes that end badly, for tests: importable by name, because they are made in other processes."""

import os
from functools import partial
from time import sleep

from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import Change, Scenario


def die(problem: Problem) -> Problem:
    """End the process without a word, as when the system takes its memory."""
    sleep(0.5)
    os._exit(3)


def hang(problem: Problem) -> Problem:
    """Never end by itself."""
    while True:
        sleep(0.1)


def fail(problem: Problem, trouble: BaseException) -> Problem:
    """Raise an error that nobody expects."""
    raise trouble


HANGING = Scenario("Hanging", (Change("it hangs", hang),))
DEADLY = Scenario("Deadly", (Change("its process dies", die),))


def failing(trouble: BaseException) -> Scenario:
    """Make a scenario whose change raises an error."""
    return Scenario("Failing", (Change("it fails", partial(fail, trouble=trouble)),))
