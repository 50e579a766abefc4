"""Whether bodies can sit at the same time, for whoever must not load the solver: the choice, and the answer."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.sources import read_input
from scheduler.domain.problem import Problem
from scheduler.domain.viability import Viability


@dataclass(frozen=True)
class Choice:
    """What is asked, as it is typed; blank where it is left to the input."""

    bodies: tuple[str, ...] = ()
    """Codes; where there are none, those of a session are meant."""
    meeting_day: str = ""
    session: str = ""
    day: str = ""
    """The day whose memberships count."""


@dataclass(frozen=True)
class Together:
    """The input, and whether its bodies can sit together."""

    problem: Problem
    found: Viability | None
    """None where time ran out before it was shown."""


def input_read(source: Path) -> Problem:
    """Return an input, of which bodies and sessions are chosen.

    Raises
    ------
    InputFaults
        If it cannot be read, with every fault.

    """
    return read_input(source)[0]


def sitting_together(source: Path, choice: Choice, seconds: float) -> Together:
    """Find out whether bodies can sit at the same time: see `scheduler.commands.viability`.

    Parameters
    ----------
    source : Path
        A workbook or a folder of CSV files.
    choice : Choice
        Which bodies, and on what day.
    seconds : float
        For the search.

    Raises
    ------
    InputFaults, BrokenPlan

    """
    from scheduler.commands.viability import Answer, Question, judged  # noqa: PLC0415 - loads the solver, and whoever unpickles the answer must not

    problem, _ = read_input(source)
    question = Question(
        ";".join(choice.bodies) or None, choice.meeting_day or None, choice.session or None, choice.day or None
    )
    answer = judged(problem, question, seconds)
    return Together(problem, answer.viability if isinstance(answer, Answer) else None)
