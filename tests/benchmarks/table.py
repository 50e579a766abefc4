"""Results as tables of plain text."""

from collections.abc import Iterator, Sequence
from typing import Any

from bars import TIERS, judged, standing

MARKS = {True: "met", False: "MISSED", None: "not tried: the search was too short"}
TIMES_FOUND, TIMES_AFTER = ("read", "first", "proven", "ended"), ("check", "write")
HEADINGS = ("council", "meetings", *TIMES_FOUND, "apologies", "dates", *TIMES_AFTER, "MB", "bars")


def block(result: dict[str, Any], seconds: float) -> Iterator[str]:
    """Tell of one council: how large it is, what was found when, and which bars it meets."""
    yield f"{result['size']} {result['seed']}"
    if "counts" in result:
        counts = result["counts"]
        yield "  {bodies} bodies, {people} people, {seats} seats, {meetings} meetings; ".format(**counts) + (
            f"{100 * counts['overlap']:.0f} % of pairs of bodies share somebody"
        )
    if result["outcome"] == "planned":
        moments = list(next(iter(result["tiers"].values()), {}))
        rows = [["", *(f"{moment} s" if moment != "end" else moment for moment in moments)]]
        rows += [[tier, *(_cell(result["tiers"][tier][moment]) for moment in moments)] for tier in _tiers(result)]
        yield from (f"  {line}" for line in aligned(rows))
        yield f"  search ended after {seconds_of(result['ended_seconds'])}, of {seconds:g} s given"
    verdicts = [[MARKS[verdict.met], verdict.bar, verdict.found] for verdict in judged(result, seconds)]
    yield from (f"  {line}" for line in aligned(verdicts, left=3))


def summary(results: Sequence[dict[str, Any]], seconds: float) -> Iterator[str]:
    """Tell of all councils, a line for each."""
    yield from aligned([HEADINGS, *(_line(result, seconds) for result in results)])


def aligned(rows: Sequence[Sequence[str]], left: int = 1) -> Iterator[str]:
    """Yield rows with their columns below one another, the first so many flush left."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = zip(row, widths, strict=True)
        yield "  ".join(
            cell.ljust(width) if column < left else cell.rjust(width) for column, (cell, width) in enumerate(cells)
        ).rstrip()


def seconds_of(value: float | None) -> str:
    """Return a time, or a dash for one that never came."""
    return "-" if value is None else f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def _tiers(result: dict[str, Any]) -> list[str]:
    return [tier for tier in TIERS if tier in result["tiers"]]


def _cell(row: dict[str, float] | None) -> str:
    if row is None:
        return "-"
    if row["value"] == row["bound"]:
        return f"{row['value']:g} proven"
    return f"{row['value']:g} of {row['bound']:g}, {100 * row['gap']:.1f} %"


def _gap(result: dict[str, Any], tier: str) -> str:
    row = standing(result, tier)
    return "-" if row is None else "proven" if row["value"] == row["bound"] else f"{100 * row['gap']:.1f} %"


def _line(result: dict[str, Any], seconds: float) -> list[str]:
    verdicts = [verdict.met for verdict in judged(result, seconds)]
    missed, open_ = verdicts.count(False), verdicts.count(None)
    bars = f"{missed} MISSED" if missed else f"{open_} not tried" if open_ else "all met"
    times = {name: seconds_of(result.get(f"{name}_seconds")) for name in (*TIMES_FOUND, *TIMES_AFTER)}
    return [
        f"{result['size']} {result['seed']}",
        str(result.get("counts", {}).get("meetings", "-")),
        *(times[name] for name in TIMES_FOUND),
        _gap(result, "apologies"),
        _gap(result, "dates"),
        *(times[name] for name in TIMES_AFTER),
        f"{result['peak_megabytes']:.0f}" if "peak_megabytes" in result else "-",
        bars if result["outcome"] == "planned" else f"FAILED: {result['why']}",
    ]
