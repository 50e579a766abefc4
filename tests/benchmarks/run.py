"""Measure councils of every size, each in a process of its own, and say which bars they meet.

python tests/benchmarks/run.py --sizes district county --seeds 1 2 3 --seconds 120 --json results.json
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from councils import write_council
from machine import ROOT, machine
from partnership import write_partnership
from sizes import SIZES
from table import block, summary

ALL_SIZES = ("partnership", *SIZES)
MEASURE = Path(__file__).with_name("measure.py")
AFTER_THE_SEARCH = 300.0
"""Seconds that reading, checking and writing may take, before the council counts as lost."""


def main() -> None:
    """Read the command line, measure one council after another, and tell of each as soon as it is done."""
    arguments = _arguments()
    results: list[dict[str, Any]] = []
    document = {"machine": machine(arguments.date, arguments.seconds), "results": results}
    try:
        _save(document, arguments.json)
        with TemporaryDirectory() as folder:
            for result in _results(arguments, arguments.keep or Path(folder)):
                results.append(result)
                _save(document, arguments.json)
                print("\n".join(block(result, arguments.seconds)), end="\n\n", flush=True)
    except OSError as problem:
        sys.exit(f"{problem.filename or 'The results'} cannot be written: {problem.strerror}. Choose another place.")
    except KeyboardInterrupt:
        print("Stopped; these are done:")
    if results:
        print("\n".join(summary(results, arguments.seconds)))
    failed = len(results) < len(arguments.sizes) * len(arguments.seeds) or any("why" in result for result in results)
    sys.exit(1 if failed else 0)


def measured(source: Path, seconds: float, patience: float = AFTER_THE_SEARCH) -> dict[str, Any]:
    """Measure a council in a process of its own; whatever becomes of that, return a result."""
    command = [sys.executable, str(MEASURE), str(source), "--seconds", str(seconds)]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    try:
        found = subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=seconds + patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _failed(f"did not end within {seconds + patience:g} s")
    if found.returncode < 0:
        return _failed(f"ended by {signal.Signals(-found.returncode).name}; out of memory, perhaps")
    if found.returncode > 0 or not found.stdout:
        return _failed((found.stderr.strip().splitlines() or [f"ended with {found.returncode}"])[-1])
    return json.loads(found.stdout.splitlines()[-1])  # a library may print before it


def _results(arguments: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    for size in arguments.sizes:
        for seed in arguments.seeds:
            place = folder / f"{size}-{seed}"
            if size in SIZES:
                write_council(place, size, seed)
            else:
                write_partnership(place, seed)
            yield {"size": size, "seed": seed, **measured(place, arguments.seconds)}


def _failed(why: str) -> dict[str, Any]:
    return {"outcome": "failed", "why": why}


def _save(document: dict[str, Any], path: Path | None) -> None:
    """Write what is known so far: first of all nothing, to see that it can be written."""
    if path is not None:
        path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure councils of every size, and say which bars they meet.")
    names = ", ".join(ALL_SIZES)
    parser.add_argument("--sizes", nargs="+", choices=ALL_SIZES, default=ALL_SIZES, metavar="SIZE", help=names)
    parser.add_argument("--seeds", nargs="+", type=_whole, default=[1], metavar="SEED", help="one council for each (1)")
    parser.add_argument("--seconds", type=_positive, default=120.0, help="for each search (120)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the results there")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the councils there")
    parser.add_argument("--date", help="when this runs; left out, the clock is asked")
    return parser.parse_args()


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} s is no time to search for")
    return seconds


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text} is no seed: give 1, 2, 3 or so")
    return int(text)


if __name__ == "__main__":
    main()
