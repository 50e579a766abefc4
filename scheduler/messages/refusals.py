"""Why there is no plan, and what would make room for one: in sentences, and as a document."""

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.domain.reasons import Breach, Fault, Reason
from scheduler.domain.wording import counted, listed, rule_words
from scheduler.messages.documents import as_json
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, TriedRemedy
from scheduler.wishes.quantities import quantities

REMEDIES = "Any one of these would do, what is easiest first; of each a plan was made:"
TO_GIVE_UP_AS_WELL = "A plan exists as well if you give up:"
TO_GIVE_UP = "A plan exists if you give up:"
ALL_TO_GIVE_UP = "A plan exists if you give up all of:"
OR_ELSE = "Or:"
MOST_REFUSED = 3
"""Breaches that a warning names."""
MOST_LISTED = 15
"""More reasons than this help nobody; where time ran out they may be many."""


def refused_warning(breaches: Sequence[Breach], instead: str = "The last plan before it that passes") -> Fault:
    """Return the warning of a run whose own check refuses the best plan found, and what is taken instead."""
    rules = "; ".join(f"{rule_words(breach.rule)}: {breach.message.rstrip('.')}" for breach in breaches[:MOST_REFUSED])
    more = "" if len(breaches) <= MOST_REFUSED else f"; and {len(breaches) - MOST_REFUSED} more"
    message = f"the best plan found fails the check of meeting-day itself ({rules}{more})"
    remedy = f"{instead} is taken instead. Please report this, with your input."
    return Fault("", None, None, message, remedy)


def infeasible_document(outcome: Infeasible) -> dict[str, Any]:
    """Return why no plan exists, what to give up, and what of it is proven."""
    return {
        "status": "infeasible",
        "counts": as_json(outcome.counts),
        "because": as_json(outcome.because),
        "give_up": as_json(outcome.give_up),
        "alternatives": [as_json(reasons) for reasons in outcome.alternatives],
        "may_help": as_json(outcome.may_help),
        "remedies": [_remedy_document(one) for one in outcome.remedies],
        "proven": {
            "confirmed": outcome.confirmed,
            "minimal": outcome.minimal,
            "smallest": outcome.smallest and bool(outcome.give_up),
            "only_the_law": outcome.only_the_law,
        },
    }


def _remedy_document(one: TriedRemedy) -> dict[str, Any]:
    return {
        "words": list(one.words),
        "reasons": as_json(one.reasons),
        "meetings": len(one.plan.live),
        "tiers": [{"tier": t.name, "value": t.value, "bound": t.bound, "proven": t.proven} for t in one.plan.tiers],
    }


def infeasible_sentences(outcome: Infeasible) -> Iterator[str]:
    """Say what there is too little of, why no plan exists, and what would make room for one."""
    if outcome.counts:
        yield "There is too little of this:"
        yield from _listed(outcome.counts)
    together = "This cannot be" if len(outcome.because) == 1 else "These cannot all hold together"
    yield f"No plan exists. {together}:"
    yield from _listed(outcome.because)
    if not outcome.minimal:
        yield "Time ran out before it was shown that each of them is needed."
    if not outcome.confirmed:
        yield "A second way of solving confirms that no plan exists, but had no time to confirm it for these alone."
    yield from _what_to_give_up(outcome)


def out_of_time_document(outcome: OutOfTime) -> dict[str, Any]:
    """Return that time ran out, and what is known all the same."""
    return {"status": "out_of_time", "counts": as_json(outcome.counts)}


def out_of_time_sentences(outcome: OutOfTime) -> Iterator[str]:
    """Say that time ran out, and what is known all the same."""
    if outcome.counts:
        yield "There is too little of this, so that no plan can exist; time ran out before solving confirmed it:"
        yield from _listed(outcome.counts)
    yield "Time ran out before a plan was found. Give it longer with --time-limit, or try fewer demands."


def _remedies(remedies: Sequence[TriedRemedy]) -> Iterator[str]:
    """Say what would do, and what each of it comes to."""
    yield REMEDIES
    for one in remedies:
        yield f"  - {' '.join(one.words)}"
        yield f"    {_price(one)}"


def _price(one: TriedRemedy) -> str:
    """Say how many meetings there are then, and what is not granted: in apologies, substitutes, wishes and pounds."""
    plan = one.plan
    told = [quantity.words for quantity in quantities(one.problem.wish_weights, plan.wishes)]
    held = f"Then {counted(len(plan.live), 'meeting')}"
    if not told:
        return f"{held}, every wish granted."
    most = "" if all(tier.proven for tier in plan.tiers) else "at most "
    return f"{held}; not granted: {most}{listed(told)}."


def _besides(outcome: Infeasible) -> Iterator[str]:
    """Say what could be given up of that about which no remedy is told."""
    told = [one.reasons for one in outcome.remedies]
    for reasons in (outcome.give_up, *outcome.alternatives):
        if reasons and reasons not in told and len(reasons) == 1:
            yield TO_GIVE_UP_AS_WELL
            yield from _listed(reasons)


def _what_to_give_up(outcome: Infeasible) -> Iterator[str]:
    if outcome.remedies:
        yield from _remedies(outcome.remedies)
        yield from _besides(outcome)
    elif outcome.only_the_law:
        yield "Only the law itself, and what nobody can do, stand in the way: there is nothing to give up."
    elif outcome.give_up:
        yield TO_GIVE_UP if len(outcome.give_up) == 1 else ALL_TO_GIVE_UP
        yield from _listed(outcome.give_up)
        for reasons in outcome.alternatives:
            yield OR_ELSE if len(reasons) == 1 else "Or all of:"
            yield from _listed(reasons)
        if not outcome.smallest:
            yield "Time ran out before it was shown that nothing less is enough."
    elif outcome.may_help:
        yield "This would make room for those concerned; whether all the others then have a place was not seen in time:"
        yield from _listed(outcome.may_help)
    else:
        yield "Nothing was found in time whose giving up would make room."


def _listed(reasons: Sequence[Reason]) -> Iterator[str]:
    for reason in reasons[:MOST_LISTED]:
        yield f"  - {reason.message} ({rule_words(reason.rule)}: {reason.subject})"
    if len(reasons) > MOST_LISTED:
        yield f"  - and {len(reasons) - MOST_LISTED} more"
