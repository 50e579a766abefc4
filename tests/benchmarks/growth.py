"""Draw the growth figure: how time and gaps grow with the number of meetings.

python tests/benchmarks/growth.py results.json tests/benchmarks/growth.svg
"""

import argparse
import sys
from pathlib import Path

from drawing import figure
from results import saved


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(description="Draw how time and gaps grow with the number of meetings, as SVG.")
    parser.add_argument("results", type=saved, help="what run.py --json saved")
    parser.add_argument("svg", type=Path, help="where the figure goes")
    arguments = parser.parse_args()
    try:
        arguments.svg.write_text(figure(arguments.results), encoding="utf-8", newline="\n")
    except OSError as problem:
        sys.exit(f"{arguments.svg} cannot be written: {problem.strerror}.")


if __name__ == "__main__":
    main()
