"""Write the figures of a run into a README, as a table between two marks.

python tests/benchmarks/documented.py results.json scheduler/solver/README.md
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bars import standing
from results import saved
from table import seconds_of

BEGIN, END = "<!-- figures -->", "<!-- figures end -->"
HEADINGS = (
    "council, seed",
    "bodies, people, meetings",
    "first plan",
    "apologies",
    "substitutes",
    "dates",
    "rooms",
    "all proven",
    "memory",
)


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Write the figures of a run into a README.")
    parser.add_argument("results", type=saved, help="what run.py --json saved")
    parser.add_argument("readme", type=Path, help="with the two marks, each on a line of its own")
    arguments = parser.parse_args()
    try:
        text = rewritten(arguments.readme.read_text(encoding="utf-8"), arguments.results)
        arguments.readme.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as problem:
        sys.exit(f"{arguments.readme} cannot be written: {problem}.")


def rewritten(text: str, document: dict[str, Any]) -> str:
    """Return a text with the figures of a run between the marks; ValueError where it has none."""
    above, begin, rest = text.partition(f"{BEGIN}\n")
    _, end, below = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"it has no lines {BEGIN} and {END}")
    return "".join([above, begin, *(f"{line}\n" for line in _table(document)), END, below])


def _table(document: dict[str, Any]) -> Iterator[str]:
    yield f"| {' | '.join(HEADINGS)} |"
    yield f"|{'---|' * len(HEADINGS)}"
    for result in document["results"]:
        yield f"| {' | '.join(_cells(result))} |"


def _cells(result: dict[str, Any]) -> list[str]:
    name = f"{result['size']} {result['seed']}"
    if result["outcome"] != "planned":
        return [name, *["-"] * (len(HEADINGS) - 2), result["why"]]
    size = ", ".join(str(result["counts"][what]) for what in ("bodies", "people", "meetings"))
    needed = [_standing(result, tier).rpartition("proven")[1] or _standing(result, tier) for tier in HEADINGS[3:5]]
    chosen = [_standing(result, tier) for tier in HEADINGS[5:7]]
    times = [seconds_of(result["first_seconds"]), *needed, *chosen, seconds_of(result["proven_seconds"])]
    return [name, size, *times, f"{result['peak_megabytes']:.0f} MB"]


def _standing(result: dict[str, Any], tier: str) -> str:
    """Return a tier's value after 120 s with what is proven of it; a bound of nothing is left out."""
    row = standing(result, tier)
    if row is None:
        return "-"
    if row["value"] == row["bound"]:
        return f"{row['value']:g}, proven"
    return (
        f"{row['value']:g}, not below {row['bound']:g} ({100 * row['gap']:.1f} %)"
        if row["bound"]
        else str(row["value"])
    )


if __name__ == "__main__":
    main()
