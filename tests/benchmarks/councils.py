"""Invent a council of a given size, as like a real one as its published figures allow, and write it as an input."""

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, combinations
from pathlib import Path
from random import Random

from sizes import SIZES, Size

Row = dict[str, object]
FIRST, LAST = date(2026, 5, 1), date(2027, 4, 30)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
VENUE, ANNEXE = "Town Hall", "Civic Annexe"
KINDS = (("Cabinet", 11), ("Planning", 13), ("Scrutiny", 6), ("Audit", 4), ("Standards", 3), ("Licensing", 8))
"""What bodies are called in turn, and how often those of that kind meet before the year's total is made up."""
PLANNING_GAP = 35
LEAST_SEATS, SPREAD_OF_SEATS = 5, 0.45


def write_council(folder: Path, size: str, seed: int) -> Path:
    """Write a council of a size to a folder; the same seed gives the same bytes."""
    council = Council(SIZES[size], Random(f"{size} {seed}"))
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in council.tables(f"{size.title()} {seed}").items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@dataclass
class Council:
    """One invented council: who sits where is drawn first, the rest follows from it."""

    size: Size
    random: Random
    members: list[list[int]] = field(init=False)
    times: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the seats and how often each body meets."""
        self.members = self._members()
        self.times = self._times()

    # -- who sits where

    def _members(self) -> list[list[int]]:
        """Seat the people so that as many bodies share a member as should.

        Each body draws a share of its members from a circle of its own; the larger that share, the fewer bodies
        have anybody in common. The share that comes nearest is taken.
        """
        sizes = self._sizes_of_bodies()
        seed = self.random.random()
        drawn = [self._seated(sizes, share / 20, Random(seed)) for share in range(20)]
        return min(drawn, key=lambda members: abs(overlap(members) - self.size.overlap))

    def _sizes_of_bodies(self) -> list[int]:
        size = self.size
        committees = size.bodies - size.assembly
        seats = size.seats - size.people * size.assembly
        wanted = [self.random.lognormvariate(0, SPREAD_OF_SEATS) for _ in range(committees)]
        sizes = [max(LEAST_SEATS, round(seats * one / sum(wanted))) for one in wanted]
        while (excess := sum(sizes) - seats) != 0:
            body = self.random.randrange(committees)
            sizes[body] -= 1 if excess > 0 and sizes[body] > LEAST_SEATS else -1 if excess < 0 else 0
        return [size.people, *sizes] if size.assembly else sizes

    def _seated(self, sizes: list[int], share: float, random: Random) -> list[list[int]]:
        """Seat everybody, a share of each body's members drawn from its circle; those with seats are drawn less.

        Who cannot be drawn weighs nothing, which is faster than a list of those who can.
        """
        size = self.size
        everybody = range(size.people)
        keen = [random.lognormvariate(0, 0.8) for _ in everybody]
        circles = max(2, size.people // 15)
        seats = [0] * size.people
        members = []

        def weight(person: int, most: int) -> float:
            return keen[person] / (1 + seats[person]) ** 0.3 if seats[person] < most else 0.0

        weights = [weight(person, size.most_seats) for person in everybody]
        for number, wanted in enumerate(sizes):
            whole = wanted == size.people
            circle = range(number % circles, size.people, circles)
            chosen: list[int] = list(everybody) if whole else []
            while len(chosen) < wanted:
                near = random.random() < share and any(weights[person] for person in circle)
                pool = circle if near else everybody
                drawn = weights[pool.start :: pool.step]
                if not any(drawn):  # everybody else has as many seats as anybody should
                    drawn = [0.0 if person in chosen else weight(person, size.seats) for person in everybody]
                chosen.append(random.choices(pool, cum_weights=list(accumulate(drawn)))[0])
                seats[chosen[-1]] += 1
                weights[chosen[-1]] = 0.0
            for person in chosen:
                seats[person] += whole
                weights[person] = weight(person, size.most_seats)
            members.append(chosen)
        return members

    # -- how often they meet

    def _times(self) -> list[int]:
        kinds = [KINDS[number % len(KINDS)][1] for number in range(self.size.bodies)]
        if self.size.assembly:
            kinds = [7, *kinds[: self.size.bodies - 1]]
        share = self.size.meetings / sum(kinds)
        times = [self._fixed_times(number) or max(2, round(often * share)) for number, often in enumerate(kinds)]
        loose = [number for number in range(self.size.bodies) if self._fixed_times(number) is None]
        while (excess := sum(times) - self.size.meetings) != 0:
            body = self.random.choice(loose)
            times[body] -= 1 if excess > 0 and times[body] > 2 else -1 if excess < 0 else 0
        return times

    def _fixed_times(self, body: int) -> int | None:
        """Return how often the full council and the first cabinet and planning committee meet, here as anywhere."""
        return {0: 7, 1: 11, 2: 13}.get(body) if self.size.assembly else None

    # -- the tables

    def tables(self, title: str) -> dict[str, list[Row]]:
        """Return the rows of every table."""
        return {
            "settings": [
                {"setting": "title", "value": f"Calendar of {title}"},
                {"setting": "authority", "value": title},
                {"setting": "start_date", "value": FIRST.isoformat()},
                {"setting": "end_date", "value": LAST.isoformat()},
            ],
            "periods": [
                {"period": f"Q{number}", "start_date": first, "end_date": last}
                for number, first, last in (
                    (1, "2026-05-01", "2026-07-31"),
                    (2, "2026-08-01", "2026-10-31"),
                    (3, "2026-11-01", "2027-01-31"),
                    (4, "2027-02-01", "2027-04-30"),
                )
            ],
            "bodies": self._bodies(),
            "people": self._people(),
            "memberships": self._memberships(),
            "rooms": self._rooms(),
            "travel": [{"from_venue": VENUE, "to_venue": ANNEXE, "minutes": 15}],
            "closed_dates": _closed_dates(),
            "unavailability": self._unavailability(),
            "reporting": self._reporting(),
            "fixed_meetings": self._fixed_meetings(),
        }

    def _bodies(self) -> list[Row]:
        rows = []
        for number, times in enumerate(self.times):
            council = self.size.assembly and number == 0
            kind = "Council" if council else KINDS[(number - self.size.assembly) % len(KINDS)][0]
            row: Row = {
                "body": f"B{number:03}",
                "name": kind if council else f"{kind} Committee {number}",
                "classification": "council" if council else kind.lower(),
                "start_times": ";".join(self.random.choice(self.size.starts)),
                "duration_minutes": self.size.minutes,
                "preferred_weekdays": self.random.choice(WEEKDAYS[:4]) if self.random.random() < 0.5 else "",
                "quorum": self.random.choice(("", "", "1/3", "3")),
                "notice_clear_days": 5,
                "open_to_public": "yes",
                "attendance_mode": "in_person",
                "extra_seats": self.random.choice((0, 2, 5, 10)),
                "room_features": "webcast" if kind in ("Cabinet", "Planning") and self.random.random() < 0.3 else "",
                "max_gap_days": PLANNING_GAP if kind == "Planning" and times >= 13 else "",
                "min_gap_days": 14 if times <= 13 else 5,
            }
            draw = self.random.random()
            if times % 4 == 0 and draw < 0.5:
                row["per_period"] = times // 4
            else:
                row["meetings_min"] = times - (draw > 0.9 and times > 2)
                row["meetings_max"] = times
            rows.append(row)
        return rows

    def _people(self) -> list[Row]:
        return [
            {
                "person": f"P{number:03}",
                "name": f"Member {number}",
                "organisation": "Council",
                "category": "councillor",
                "weekdays": "Mon;Tue;Wed;Thu" if self.random.random() < 0.05 else "",
            }
            for number in range(self.size.people)
        ]

    def _memberships(self) -> list[Row]:
        rows = []
        for body, members in enumerate(self.members):
            whole = len(members) == self.size.people
            deputised = not whole and self.random.random() < 0.5
            outsiders = sorted(set(range(self.size.people)) - set(members))
            for place, person in enumerate(members):
                row: Row = {"person": f"P{person:03}", "body": f"B{body:03}", "role": "member"}
                if place < 2:
                    row["role"] = ("chair", "vice_chair")[place]
                elif deputised and self.random.random() < 0.6:
                    named = self.random.sample(outsiders, min(len(outsiders), self.random.choice((1, 1, 2))))
                    row["substitute"] = ";".join(f"P{one:03}" for one in named)
                elif not whole and self.random.random() < 0.05:
                    row["attendance"] = "optional"
                rows.append(row)
        return rows

    def _rooms(self) -> list[Row]:
        largest = max(len(members) for members in self.members) + 20
        rows: list[Row] = [
            {
                "room": "CHAMBER",
                "name": "Council Chamber",
                "venue": VENUE,
                "capacity": largest,
                "features": "webcast;step_free",
                "setup_minutes": 30,
                "clear_minutes": 15,
                "cost_per_hour": 40,
            }
        ]
        for number in range(1, self.size.rooms):
            capacity = (30, 40, 24, 60)[number % 4]
            rows.append(
                {
                    "room": f"R{number:02}",
                    "name": f"Committee Room {number}",
                    "venue": ANNEXE if number % 5 == 4 else VENUE,
                    "capacity": capacity,
                    "features": "webcast;step_free" if number % 3 == 0 else "step_free",
                    "setup_minutes": 15,
                    "clear_minutes": 15,
                    "cost_per_hour": 10 + capacity // 4,
                }
            )
        return rows

    def _unavailability(self) -> list[Row]:
        """Give everybody holidays, most of them in the summer, and some a few days they would rather not."""
        rows = []
        for person in range(self.size.people):
            for _ in range(self.random.choice((1, 2, 2, 3))):
                month = self.random.choice((5, 6, 7, 8, 8, 9, 10, 12, 2, 4))
                first = date(2026 if month >= FIRST.month else 2027, month, self.random.randint(1, 20))
                last = first + timedelta(days=self.random.choice((4, 6, 9, 13)))
                rows.append(_away(person, first, min(last, LAST), "hard", "annual leave"))
            if self.random.random() < 0.3:
                first = FIRST + timedelta(days=self.random.randrange(340))
                rows.append(_away(person, first, first + timedelta(days=2), "soft", "would rather not"))
        return rows

    def _reporting(self) -> list[Row]:
        """Let a quarter of the bodies report to one that meets no oftener, and some of them within weeks."""
        first = int(self.size.assembly)
        rows = []
        for body in range(first + 1, self.size.bodies):
            if self.random.random() < 0.25:
                parents = [one for one in range(first, body) if self.times[one] <= self.times[body]]
                if parents:
                    close = self.random.random() < 0.5 and self.times[body] >= 6
                    rows.append(
                        {
                            "from_body": f"B{body:03}",
                            "to_body": f"B{self.random.choice(parents):03}",
                            "max_working_days": 60 if close else "",
                        }
                    )
        return rows

    def _fixed_meetings(self) -> list[Row]:
        return [{"body": "B000", "date": "2026-05-21"}] if self.size.assembly else []


def overlap(members: list[list[int]]) -> float:
    """Return the share of all pairs of bodies that have somebody in common."""
    sets = [set(one) for one in members]
    pairs = list(combinations(sets, 2))
    return sum(not one.isdisjoint(two) for one, two in pairs) / len(pairs)


def _away(person: int, first: date, last: date, strength: str, reason: str) -> Row:
    return {
        "kind": "person",
        "who": f"P{person:03}",
        "start": first.isoformat(),
        "end": min(last, LAST).isoformat(),
        "strength": strength,
        "reason": reason,
    }


def _closed_dates() -> list[Row]:
    rows = [
        ("2026-12-24", "2027-01-01", "Christmas closure", "closed", "yes"),
        ("2026-08-03", "2026-08-28", "August recess", "closed", ""),
        ("2026-05-25", "2026-05-29", "School holidays", "avoid", ""),
        ("2026-10-26", "2026-10-30", "School holidays", "avoid", ""),
        ("2027-02-15", "2027-02-19", "School holidays", "avoid", ""),
        ("2027-03-29", "2027-04-09", "School holidays", "avoid", ""),
        ("2026-09-28", "2026-09-30", "Party conference", "avoid", ""),
    ]
    return [
        dict(zip(("start_date", "end_date", "reason", "strength", "non_working"), row, strict=True)) for row in rows
    ]
