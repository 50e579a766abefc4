"""What a command says of itself while it runs, taken apart for whoever shows it, and whether it has written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.plan import Tier
from scheduler.outputs.places import written_here
from scheduler.solver.cp.progress import SLOTS, SLOTS_TITLE, STOPPING, STOPPING_EARLY, HowFar, how_far
from scheduler.wishes.tiers import tier_progress


@dataclass(frozen=True)
class Heard:
    """One sentence of progress; with numbers where it says how good the best plan so far is."""

    sentence: str
    tier: str = ""
    title: str = ""
    """What is counted in the tier, in an officer's words."""
    value: int | None = None
    """Of the best plan so far; less is better."""
    bound: int | None = None
    """What no plan is better than."""

    @property
    def is_of_the_plan(self) -> bool:
        """Whether it says how good the plan is."""
        return bool(self.tier)


def heard(sentence: str) -> Heard:
    """Take a sentence of progress apart."""
    if not isinstance(sentence, HowFar):
        return Heard(str(sentence))
    title = SLOTS_TITLE if sentence.tier.startswith(SLOTS) else tier_progress(sentence.tier)
    return Heard(str(sentence), sentence.tier, title, sentence.value, sentence.bound)


def ended_at(tiers: Sequence[Tier]) -> Iterator[str]:
    """Yield how good a plan is in each of its tiers once the search is over."""
    return (how_far(one.name, one.value, one.bound) for one in tiers)


def says_that_it_stops(sentence: str) -> bool:
    """Whether a sentence is what a search says when it is asked to stop."""
    return sentence.endswith((STOPPING, STOPPING_EARLY))


def has_written() -> bool:
    """Whether this process has put a calendar in its place: from then on it is too late to stop."""
    return bool(written_here())
