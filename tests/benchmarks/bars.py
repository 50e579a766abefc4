"""What each size of council should reach, and whether a result does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

TIERS = ("held", "apologies", "substitutes", "dates", "rooms")
AT = "120"
"""The moment at which the tiers are judged, in seconds; for a shorter run, its end."""
READ, CHECK, WRITE, MEGABYTES = 3.0, 2.0, 10.0, 1500.0
"""Seconds to read, to check and to write all outputs, and memory, at any size."""


@dataclass(frozen=True)
class Bar:
    """What one size should reach.

    Parameters
    ----------
    first : float
        Seconds to a first complete plan, which breaks no rule.
    proven : float, optional
        Seconds in which every tier is proven optimal.
    gaps : dict of str to float
        The largest gap of a tier after 120 s, as a share of its value; 0 where it is to be proven optimal.

    """

    first: float
    proven: float | None = None
    gaps: dict[str, float] = field(default_factory=dict)


NEEDED = {"held": 0.0, "apologies": 0.0, "substitutes": 0.0}
"""Tiers that are to be proven in every year of more than a district's size."""
BARS = {
    "partnership": Bar(1, proven=6),
    "district": Bar(1, proven=20),
    "county": Bar(2, gaps={**NEEDED, "dates": 0.0, "rooms": 0.02}),
    "city": Bar(4, gaps={**NEEDED, "dates": 0.02, "rooms": 0.03}),
    "legislature": Bar(10, gaps={"apologies": 0.0, "dates": 0.15}),
}


@dataclass(frozen=True)
class Verdict:
    """Whether one bar is met; `met` is None where the run was too short to tell."""

    bar: str
    found: str
    met: bool | None


def judged(result: dict[str, Any], seconds: float) -> list[Verdict]:
    """Hold a result, of a search of so many seconds, against the bars of its size."""
    if result["outcome"] != "planned":
        return [Verdict("a plan", result["why"], met=False)]
    return [*_plans(result), *_proofs(result, seconds), *_costs(result)]


def standing(result: dict[str, Any], tier: str) -> dict[str, float] | None:
    """Return a tier's value, bound and gap after 120 s, or at the end of a shorter run; None if it has none."""
    columns = result.get("tiers", {}).get(tier, {})
    return columns.get(AT) or columns.get("end")


def _plans(result: dict[str, Any]) -> Iterator[Verdict]:
    bar = BARS[result["size"]]
    first, breaks = result["first_seconds"], result["first_breaks"]
    found = f"{first:.1f} s" + (f", breaks {', '.join(breaks)}" if breaks else "")
    yield Verdict(f"first plan in {bar.first:g} s, no broken rule", found, first <= bar.first and not breaks)
    wrong = [*result["breaks"], *(f"the count of {tier}" for tier in result["miscounted"])]
    yield Verdict("last plan breaks no rule", f"breaks {', '.join(wrong)}" if wrong else "none", not wrong)


def _proofs(result: dict[str, Any], seconds: float) -> Iterator[Verdict]:
    bar = BARS[result["size"]]
    if bar.proven is not None:
        since = result["proven_seconds"]
        met = since is not None and since <= bar.proven
        found = "not proven" if since is None else f"{since:.1f} s"
        yield Verdict(f"all proven in {bar.proven:g} s", found, _or_open(bar.proven, seconds, met=met))
    for tier, most in bar.gaps.items():
        row = standing(result, tier)
        met = row is not None and row["gap"] <= most
        wanted = f"gap at most {100 * most:g} %" if most else "proven"
        found = "no plan" if row is None else f"gap {100 * row['gap']:.1f} %"
        yield Verdict(f"{tier} {wanted} after {AT} s", found, _or_open(float(AT), seconds, met=met))


def _costs(result: dict[str, Any]) -> Iterator[Verdict]:
    yield _below("read", result["read_seconds"], READ, "s")
    yield _below("checked", result["check_seconds"], CHECK, "s")
    if result["write_seconds"] is not None:
        yield _below("written", result["write_seconds"], WRITE, "s")
    yield _below("memory", result["peak_megabytes"], MEGABYTES, "MB")


def _below(what: str, found: float, most: float, unit: str) -> Verdict:
    return Verdict(f"{what} under {most:g} {unit}", f"{found:.1f} {unit}", found < most)


def _or_open(needed: float, seconds: float, *, met: bool) -> bool | None:
    """Return whether a bar is met, None where it is not and the search had less time than the bar allows."""
    return met or (None if seconds < needed else False)
