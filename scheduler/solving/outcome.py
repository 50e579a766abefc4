"""How a search for a plan may end."""

from dataclasses import dataclass

from scheduler.domain.plan import Plan
from scheduler.domain.reasons import Reason


@dataclass(frozen=True)
class Solved:
    """A plan was found, as good as its tiers say; `slots_proven` tells of the meeting days' slots."""

    plan: Plan
    slots_proven: bool = True


@dataclass(frozen=True)
class Infeasible:
    """No plan exists; `because` cannot all hold, giving up `give_up` makes room.

    `minimal` tells whether it was shown that each reason is needed.
    """

    because: tuple[Reason, ...]
    give_up: tuple[Reason, ...]
    minimal: bool


@dataclass(frozen=True)
class OutOfTime:
    """The time limit passed with neither a plan nor a proof that there is none."""


Outcome = Solved | Infeasible | OutOfTime
