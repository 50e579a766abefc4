"""Two officers at once: pairs of processes that write one plan's folder, and whether anything of either is lost.

`python tests/benchmarks/two_officers.py 200` tries so many pairs at random; a few are in the suite. Both must end as
they would one after the other, or one of them is refused in words, and the plan is the other's.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cut_short import WRITERS, Council, council_in, ended, started

Outcome = tuple[tuple[int, int], bytes]
"""How the two ended, and the plan that is there."""


class Pairs:
    """A council that two commands are tried on, at once and one after the other."""

    def __init__(self, place: Path) -> None:
        self.council, self.place, self.number = council_in(place / "council"), place, 0

    def copied(self) -> Council:
        self.number += 1
        return self.council.copied(self.place / str(self.number))

    @cache  # noqa: B019 - it lives as long as the council
    def in_turn(self, first: str, second: str) -> Outcome:
        """Return what becomes of it where the first is over before the second begins."""
        here = self.copied()
        one, other = (here.run(WRITERS[name]).exit_code for name in (first, second))
        return (one, other), plan_of(here)

    @cache  # noqa: B019 - the same
    def alone(self, name: str) -> bytes:
        """Return the plan that one of them makes."""
        here = self.copied()
        assert here.run(WRITERS[name]).exit_code == 0
        return plan_of(here)

    def at_once(self, first: str, second: str, delay: float = 0) -> str:
        """Start both, the second so many seconds later; say how they ended, or raise AssertionError."""
        here, children = self.copied(), []
        files = [self.place / f"{self.number} {which}.txt" for which in "ab"]
        for name, file in zip((first, second), files, strict=True):
            children.append(started(here.words(WRITERS[name]), file))
            time.sleep(delay)
        codes = (ended(children[0]), ended(children[1]))
        told = [file.read_text(encoding="utf-8") for file in files]
        assert here.run(("history", "{folder}", "--json")).exit_code == 0
        if "changed meanwhile by" in "".join(told):
            assert sorted(codes) == [0, 2], told
            refused = codes.index(2)
            assert "nothing was written" in told[refused], told
            assert plan_of(here) == self.alone((first, second)[1 - refused]), told
            assert (here.folder.parent / "year.not-written" / "plan.json").is_file()
            return "one refused"
        back, plan_of_back = self.in_turn(second, first)
        assert (codes, plan_of(here)) in [self.in_turn(first, second), (back[::-1], plan_of_back)], (codes, told)
        return "both done" if codes == (0, 0) else f"ended {codes}, as one after the other"


def plan_of(council: Council) -> bytes:
    return (council.folder / "plan.json").read_bytes()


def several(number: int, seed: int) -> Counter[str]:
    """Try pairs at random, and count how they ended."""
    draw, found = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        pairs = Pairs(Path(folder))
        for _ in range(number):
            first, second = draw.choice(sorted(WRITERS)), draw.choice(sorted(WRITERS))
            delay = draw.choice((0, 0, 0.05, 0.2, 0.5))
            try:
                found[pairs.at_once(first, second, delay)] += 1
            except AssertionError as wrong:
                found["WRONG"] += 1
                print(f"{first} and, {delay} s later, {second}: {wrong}", flush=True)
    return found


if __name__ == "__main__":
    print(dict(several(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 1)))
