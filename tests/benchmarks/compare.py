"""Show two runs side by side, and mark what got worse by more than a tenth.

python tests/benchmarks/compare.py old.json new.json
"""

import argparse
from collections.abc import Iterator
from typing import Any

from bars import TIERS, standing
from results import saved
from table import aligned

TENTH = 1.1
TIMES = ("read", "first", "proven", "ended", "check", "write")
ALWAYS = ("date", "seconds", "commit")
LEAST = {"s": 0.05, "MB": 5.0, "%": 0.1, "": 0.0}
"""How much of each unit is nothing: a run is never quite like another."""

Figure = tuple[str, str, float | None]
"""What, in which unit, and how much; less is better."""


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description="Show two runs side by side; mark what got worse by over a tenth.")
    parser.add_argument("old", type=saved)
    parser.add_argument("new", type=saved)
    arguments = parser.parse_args()
    print("\n".join(compared(arguments.old, arguments.new)))


def compared(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a comparison: each council of either run, and what got worse in all."""
    yield from _differences(old["machine"], new["machine"])
    before, after = _by_council(old), _by_council(new)
    worse = []
    for council in dict.fromkeys((*before, *after)):
        yield ""
        name = f"{council[0]} {council[1]}"
        if council not in before or council not in after:
            yield f"{name}: only in the {'new' if council in after else 'old'} run"
            continue
        rows = [_row(*pair) for pair in zip(figures(before[council]), figures(after[council]), strict=True)]
        yield from aligned([(name, "old", "new", "ratio", ""), *rows])
        yield from (f"  {which}: {one['why']}" for which, one in _failures(before[council], after[council]))
        worse += [f"{name} {row[0]}" for row in rows if row[4] == "WORSE"]
    yield ""
    yield "Less than 0.05 s, 5 MB or 0.1 % of gap is no difference."
    yield f"Worse by more than a tenth: {', '.join(worse)}." if worse else "Nothing got worse by more than a tenth."


def figures(result: dict[str, Any]) -> list[Figure]:
    """Return all that is compared of a result; None for what it has not."""
    found: list[Figure] = [(name, "s", result.get(f"{name}_seconds")) for name in TIMES]
    found.append(("memory", "MB", result.get("peak_megabytes")))
    for tier in TIERS:
        row = standing(result, tier) or {}
        gap = row.get("gap")
        found += [(tier, "", row.get("value")), (f"{tier} gap", "%", None if gap is None else 100 * gap)]
    return found


def _row(old: Figure, new: Figure) -> tuple[str, str, str, str, str]:
    name, unit, before = old
    after = new[2]
    ratio = f"{after / before:.2f}" if before and after is not None else ""
    return name, _shown(before, unit), _shown(after, unit), ratio, _mark(before, after, unit)


def _mark(before: float | None, after: float | None, unit: str) -> str:
    if before is None or after is None:
        return "" if before == after else "WORSE" if after is None else "better"
    low, high = sorted((before, after))
    if high <= low * TENTH or high - low <= LEAST[unit]:
        return ""
    return "WORSE" if after > before else "better"


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    number = {"s": f"{value:.2f}", "MB": f"{value:.0f}", "%": f"{value:.1f}", "": f"{value:g}"}[unit]
    return f"{number} {unit}".rstrip()


def _by_council(document: dict[str, Any]) -> dict[tuple[str, int], dict[str, Any]]:
    return {(result["size"], result["seed"]): result for result in document["results"]}


def _failures(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(which, one) for which, one in (("old", old), ("new", new)) if "why" in one]


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Say which runs these are, and what else differs between them."""
    names = [name for name in dict.fromkeys((*old, *new)) if name in ALWAYS or old.get(name) != new.get(name)]
    rows = [(name, str(old.get(name, "-")), str(new.get(name, "-"))) for name in names]
    yield from aligned([("", "old", "new"), *rows], left=3)


if __name__ == "__main__":
    main()
