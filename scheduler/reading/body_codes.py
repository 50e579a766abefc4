"""Bodies as the command line names them."""

from collections.abc import Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.cell_text import code_key
from scheduler.reading.headers import nearest
from scheduler.reading.plan_values import MOST_SHOWN


def bodies_named(names: Sequence[str], problem: Problem) -> frozenset[str]:
    """Return the codes of the bodies that are named, by their code or in full.

    Raises
    ------
    InputFaults
        With every name that is no body's.

    """
    known = {code_key(name): body.code for body in problem.bodies.values() for name in (*body.aliases, body.name)}
    known |= {code_key(code): code for code in problem.bodies}
    unknown = dict.fromkeys(name for name in names if code_key(name) not in known)
    if unknown:
        raise InputFaults(tuple(_unknown(name, problem) for name in unknown))
    return frozenset(known[code_key(name)] for name in names)


def _unknown(name: str, problem: Problem) -> Fault:
    near = nearest(name, problem.bodies)
    message = f"“{name[:MOST_SHOWN]}” is no body of the input."
    return Fault("", None, None, message, f"{near}Write a body's code, such as {next(iter(problem.bodies), 'HWB')}.")
