"""Trafford's own input, as it is or with a few more absences, so that there are several of its size."""

import csv
import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random

SOURCE = Path(__file__).parents[2] / "inputs" / "trafford-2015-16"
TABLE = "unavailability.csv"
FIRST, DAYS = date(2015, 11, 30), 330
"""The first whole day, of 19 November 2015, is fixed: nobody more is away until it is over."""
AS_IT_IS = 1
MORE_ABSENCES = 20


def write_partnership(folder: Path, seed: int) -> Path:
    """Write Trafford's input to a folder, for any seed but the first with more people away for some days."""
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True)
    if seed == AS_IT_IS:
        return folder
    random = Random(f"partnership {seed}")
    with (SOURCE / "people.csv").open(encoding="utf-8", newline="") as file:
        people = [row["person"] for row in csv.DictReader(file)]
    with (SOURCE / TABLE).open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with (folder / TABLE).open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        for person in random.sample(people, MORE_ABSENCES):
            first = FIRST + timedelta(days=random.randrange(DAYS))
            last = first + timedelta(days=random.choice((0, 1, 4)))
            writer.writerow(
                {
                    "kind": "person",
                    "who": person,
                    "start": first.isoformat(),
                    "end": last.isoformat(),
                    "strength": "hard",
                    "reason": "away",
                    "note": f"Invented by the benchmark, seed {seed}",
                }
            )
    return folder
