"""Results in sentences an officer could send on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.reasons import Breach, Clash, UngrantedWish
from scheduler.domain.wish_words import TIER_WORDS
from scheduler.domain.wording import counted, listed, long_date


def solved_sentences(plan: Plan, folder: Path) -> Iterator[str]:
    """Say what was planned, how good it is, and where to look."""
    days = f", {counted(len(plan.occurrences), 'meeting day')}" if plan.occurrences else ""
    proof = "no better plan exists" if plan.status == "optimal" else "a better one may exist: see the bounds"
    yield f"{plan.title}: {counted(len(plan.live), 'meeting')}{days}. No rule is broken; {proof}."
    yield from (f"  {_tier_sentence(tier)}" for tier in plan.tiers)
    for occurrence in plan.occurrences:
        theme = "" if occurrence.theme is None else f", theme {occurrence.theme}"
        yield f"  {occurrence.name}: {long_date(occurrence.date)}{theme}"
    yield f"Wrote {folder}: open {folder / 'calendar.xlsx'} or {folder / 'index.html'}."


def _tier_sentence(tier: Tier) -> str:
    title, _ = TIER_WORDS.get(tier.name, (tier.name, ""))
    if tier.value == 0:
        return f"{title}: every wish granted."
    verdict = "and it cannot be less" if tier.proven else f"and it cannot be less than {tier.bound}"
    return f"{title}: {counted(tier.value, 'point')} not granted, {verdict}."


def check_sentences(
    breaches: Sequence[Breach], clashes: Sequence[Clash], wishes: Sequence[UngrantedWish]
) -> Iterator[str]:
    """Say what a calendar breaks, who is wanted in two places, and what it does not grant."""
    yield f"{counted(len(breaches), 'rule')} broken." if breaches else "No rule is broken."
    yield from (f"  {breach.rule}: {breach.message}" for breach in breaches)
    if clashes:
        yield f"{counted(len(clashes), 'clash', 'clashes')}:"
        yield from (f"  {_clash_sentence(clash)}" for clash in clashes)
    if wishes:
        price = sum(wish.cost for wish in wishes)
        yield f"{counted(len(wishes), 'wish', 'wishes')} not granted, {counted(price, 'point')} in all."


def _clash_sentence(clash: Clash) -> str:
    verdict = "a rule is broken by it" if clash.broken else "apologies and substitutes carry it"
    when = listed([long_date(day) for day in clash.dates])
    return f"{listed(clash.bodies)} on {when}: {listed(clash.people)} ({verdict})"
