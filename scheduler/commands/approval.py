"""Whether a plan may be confirmed, exported, published or served as it is: it is checked against its own input first.

What has been held, or called, by the moment it is looked at is a fact, of which nothing is asked.
"""

from dataclasses import dataclass, replace

from scheduler.checking import check as breaches_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, rule_words
from scheduler.errors import Refused
from scheduler.outputs.history import Step

MOST_TOLD = 20
"""Breaches that are told of one plan."""


@dataclass(frozen=True)
class Approved:
    """What was looked at, and what was wrong with it though it is done anyway."""

    wrong: tuple[str, ...] = ()
    anyway: str = ""
    """Why it is done although something is wrong; empty where nothing is."""

    def step(self, step: Step) -> Step:
        """Return a step of a history with that reason beside its own."""
        reasons = (step.reason, f"anyway: {self.anyway}" if self.anyway else "")
        return replace(step, reason="; ".join(filter(None, reasons)))


def approve(
    problem: Problem, plan: Plan, moment: str, anyway: str | None, what: str, *, as_written: bool = False
) -> Approved:
    """See that a plan breaks no rule of its input, and that this is the input it was made from.

    Parameters
    ----------
    problem : Problem
        The input, as it lies beside the plan.
    plan : Plan
        The plan.
    moment : str
        The moment at which it is looked at, ISO in UTC.
    anyway : str, optional
        Why it is to be done whatever is wrong.
    what : str
        What is to be done, for the sentence: `outputs/year is not confirmed`.
    as_written : bool
        Whether the input must say it in the words in which the plan was written too: whoever has subscribed is told of
        other words by a revision, which the plan keeps.

    Raises
    ------
    Refused
        If anything is wrong and there is no reason to do it anyway.

    """
    wrong = tuple(_wrong(problem, plan, moment, as_written=as_written))
    if not wrong:
        return Approved()
    if anyway:
        return Approved(wrong, anyway)
    told = wrong if len(wrong) <= MOST_TOLD else (*wrong[:MOST_TOLD], f"and {len(wrong) - MOST_TOLD} more.")
    remedy = (
        "Put that right (`meeting-day plan`, `move` or `undo`). If it must be as it is, say why with --anyway REASON, "
        "which is recorded."
    )
    raise Refused(f"{what}: {counted(len(wrong), 'thing')} {'is' if len(wrong) == 1 else 'are'} wrong.", told, remedy)


def _wrong(problem: Problem, plan: Plan, moment: str, *, as_written: bool) -> list[str]:
    """Return what is wrong with a plan, in sentences."""
    found = []
    if not problem.is_input_of(plan):
        found.append(
            "input: This is not the input that the plan was made from: it has been changed since, or is another one."
        )
    elif as_written and problem.input_sha256 != plan.input_sha256:
        found.append(
            "input: It is in other words than the plan was written in: another language, a Welsh name, or whom to ask. "
            "Write the plan again first: `meeting-day export`, with --input where the input is not the one beside it."
        )
    asked = replace(problem.knowing(plan), baseline=plan, as_of=max(moment, plan.generated))
    return found + [f"{rule_words(breach.rule)}: {breach.message}" for breach in breaches_of(asked, plan)]
