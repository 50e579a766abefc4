"""Small calendars drawn by chance, their faults counted piece by piece, and every plan of one by brute force."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
from networks_drawn import TIER, every_year
from numpy.random import Generator

from scheduler.solver.patterns.network import (
    Calendar,
    Costs,
    Cover,
    Ints,
    Lent,
    Network,
    Occupied,
    Piece,
    Report,
    Rooms,
)

DAYS = 4
STARTS = (540, 600)
PEOPLE = 4
ROOMS = 3


def _network(draw: Generator, code: str, *, of_day: bool) -> Network:
    nodes = [(day, start) for day in range(DAYS) for start in (STARTS if not of_day else STARTS[:1])]
    day, start = np.array(nodes, np.int64).T
    layers = int(draw.integers(1, 3))
    allowed = np.ones((layers - 1, DAYS + 1), np.bool_)
    allowed[:, 0] = False
    costs = Costs(
        draw.integers(0, 4, len(nodes)),
        np.zeros((1, len(nodes)), np.int64),
        draw.integers(0, 3, (layers - 1, DAYS + 1)),
        np.full(layers, 5),
    )
    minutes = int(draw.choice([60, 120]))
    opened = np.ones((layers, len(nodes)), np.bool_)
    nothing = np.zeros(layers, np.bool_), np.zeros(len(nodes), np.int64)
    return Network(
        code, of_day, day, start, start + minutes + 60 * of_day, opened, layers, allowed, {TIER: costs}, (), *nothing
    )


def _piece(draw: Generator, body: str, network: Network, later: int) -> Piece:
    people = np.where(draw.random(PEOPLE) < 0.5, 1 << np.arange(PEOPLE), 0).sum()
    away = draw.random(network.nodes) < 0.2
    bits = np.where(away, people & ~1, people).astype(np.uint64)[:, None]
    rooms = draw.integers(1, 1 << ROOMS, network.nodes).astype(np.uint64)[:, None]
    needs = bool(draw.random() < 0.7)
    return Piece(
        body,
        network.start + later,
        network.end - 60 * network.of_meeting_day + later,
        bits,
        rooms if needs else np.zeros_like(rooms),
        needs,
    )


def _report(draw: Generator, feeder: int, receiver: int) -> Report:
    day = np.arange(DAYS)
    asked = draw.random(DAYS) < 0.5
    last = np.where(asked, day - 1, -1)
    return Report(feeder, receiver, np.where(asked, np.maximum(day - 3, 0), 0), last, asked, last)


def calendar_drawn(seed: int, networks: int = 3) -> Calendar:
    """Draw a calendar of a few days: people and rooms shared, reports, journeys, and perhaps a meeting day."""
    draw = np.random.default_rng(seed)
    found, pieces, bodies = [], [], []
    for number in range(networks):
        of_day = number == 0 and draw.random() < 0.4
        network = _network(draw, f"B{number}", of_day=of_day)
        codes = [f"B{number}a", f"B{number}b"] if of_day else [f"B{number}"]
        found.append(network)
        bodies += codes
        pieces.append(tuple(_piece(draw, code, network, 60 * place) for place, code in enumerate(codes)))
    reports = [_report(draw, 1, 2)] if networks > 2 and draw.random() < 0.4 else []
    shared = np.eye(ROOMS, dtype=np.bool_)
    shared[0, 1] = shared[1, 0] = draw.random() < 0.5
    buffers = [np.array(draw.choice([0, 15], ROOMS), np.int64) for _ in range(2)]
    venue = draw.integers(0, 2, ROOMS)
    journey = int(draw.choice([0, 30, 60])) * (venue[:, None] != venue)
    rooms = Rooms(tuple(f"R{n}" for n in range(ROOMS)), *buffers, shared, venue, journey)
    apart = np.full((len(bodies), len(bodies)), int(draw.choice([0, 30])))
    none = np.zeros(0, np.int64)
    return Calendar(
        tuple(found),
        tuple(pieces),
        tuple(reports),
        apart,
        tuple(bodies),
        tuple(f"P{n}" for n in range(PEOPLE)),
        rooms.codes,
        int(draw.integers(1, 3)) if draw.random() < 0.4 else None,
        Occupied(none, none, none, np.zeros((0, 1), np.uint64), ()),
        rooms,
    )


def limited(seed: int, networks: int = 3) -> Calendar:
    """Draw a calendar in which nobody has two meetings a day, some days are wanted, and one meeting stands already."""
    drawn, draw = calendar_drawn(seed, networks), np.random.default_rng(seed)
    found = []
    for network in drawn.networks:
        first, units = int(draw.integers(0, DAYS)), float(draw.integers(1, 4))
        found.append(replace(network, covers=(Cover(first, first + 1, TIER, units),)))
    day, start = np.array([draw.integers(0, DAYS)]), np.array([780])
    who = np.array([[1 << draw.integers(0, PEOPLE)]], np.uint64)
    return replace(drawn, networks=tuple(found), most_a_day=1, occupied=Occupied(day, start, start + 60, who, ()))


def lending(seed: int, networks: int = 3) -> Calendar:
    """Draw a calendar in which two things are carried to rooms, and a meeting that stands has some of one of them."""
    drawn, draw = calendar_drawn(seed, networks), np.random.default_rng(seed)
    pieces = [
        tuple(replace(piece, carried=draw.choice([0, 0, 1, 1, 2], (2, ROOMS))) for piece in theirs)
        for theirs in drawn.pieces
    ]
    standing = np.array([[day, 1, 550, 600, 1] for day in range(DAYS) if draw.random() < 0.5], np.int64)
    return replace(drawn, pieces=tuple(pieces), lent=Lent(draw.integers(1, 4, 2), standing.reshape(-1, 5)))


def _is_lent(calendar: Calendar, held: list[tuple[int, Piece, int]], rooms: tuple[int, ...]) -> bool:
    """Whether all that is carried to rooms is to be had at every minute."""
    housing, lent = calendar.housing, calendar.lent
    for limit, most in enumerate(lent.most.tolist()):
        spans = [
            (piece.start[node] - housing.setup[room], piece.end[node] + housing.clear[room], piece.carried[limit, room])
            for (_, piece, node), room in zip(held, rooms, strict=True)
        ]
        day = {int(calendar.networks[number].day[node]) for number, _, node in held}
        spans += [(first, last, many) for on, one, first, last, many in lent.standing if on in day and one == limit]
        theirs = spans[: len(held)]
        for minute in range(480, 900, 5):
            having = any(first <= minute < last and many for first, last, many in theirs)
            if having and sum(many for first, last, many in spans if first <= minute < last) > most:
                return False
    return True


def _held(calendar: Calendar, years: dict[int, Ints]) -> list[tuple[int, Piece, int]]:
    """Return the network, piece and node of all that is held, but for what is not held at its node."""
    return [
        (number, piece, int(node))
        for number, nodes in years.items()
        for node in nodes[nodes >= 0]
        for piece in calendar.pieces[number]
        if piece.end[node] > piece.start[node]
    ]


def _bits(words: Ints) -> set[int]:
    return {64 * word + bit for word, value in enumerate(words.tolist()) for bit in range(64) if value >> bit & 1}


def can_be_housed(calendar: Calendar, held: list[tuple[int, Piece, int]]) -> bool:
    """Whether some choice of rooms does for all that is held on one day, by trying them all."""
    wanted = [(number, piece, node) for number, piece, node in held if piece.needs_room]
    housing = calendar.housing
    for choice in product(*[sorted(_bits(piece.rooms[node])) for _, piece, node in wanted]):
        fine = True
        for (one, room), (two, other) in combinations(zip(wanted, choice, strict=True), 2):
            if one[0] == two[0] and housing.venue[room] != housing.venue[other]:
                fine = False
            begin, end = (
                (x[1].start[x[2]] - housing.setup[r], x[1].end[x[2]] + housing.clear[r])
                for x, r in ((one, room), (two, other))
            )
            early, late = (begin, end) if begin[0] <= end[0] else (end, begin)
            if housing.shared[room, other] and late[0] < early[1]:
                fine = False
            gap = calendar.apart[calendar.bodies.index(one[1].body), calendar.bodies.index(two[1].body)]
            between = max(y[1].start[y[2]] - x[1].end[x[2]] for x, y in ((one, two), (two, one)))
            both = _bits(one[1].people[one[2]]) & _bits(two[1].people[two[2]])
            if both and gap <= between < housing.journey[room, other]:
                fine = False
        if fine and _is_lent(calendar, wanted, choice):
            return True
    return False


def faults(calendar: Calendar, years: dict[int, Ints]) -> Iterator[str]:
    """Yield what is wrong with years of some networks, apart from reports."""
    held = _held(calendar, years)
    number_of = {code: number for number, code in enumerate(calendar.bodies)}
    by_day: dict[int, list[tuple[int, Piece, int]]] = {}
    for one in held:
        by_day.setdefault(int(calendar.networks[one[0]].day[one[2]]), []).append(one)
    for day, there in by_day.items():
        for (one, piece, node), (two, other, at) in combinations(there, 2):
            gap = calendar.apart[number_of[piece.body], number_of[other.body]]
            near = piece.start[node] < other.end[at] + gap and other.start[at] < piece.end[node] + gap
            if one != two and near and _bits(piece.people[node]) & _bits(other.people[at]):
                yield f"{piece.body} and {other.body} clash on {day}"
        if not can_be_housed(calendar, there):
            yield f"day {day} cannot be housed"
        if calendar.most_a_day is not None:
            at_network = [(number, person) for number, piece, node in there for person in _bits(piece.people[node])]
            people = [person for _, person in set(at_network)]
            standing = zip(calendar.occupied.day.tolist(), calendar.occupied.people, strict=True)
            people += [person for on, words in standing if on == day for person in _bits(words)]
            if any(people.count(person) > calendar.most_a_day for person in people):
                yield f"somebody has too many meetings on {day}"


def unserved(calendar: Calendar, years: dict[int, Ints]) -> Iterator[str]:
    """Yield the reports that are asked for and not made."""
    days = {number: calendar.networks[number].day[nodes[nodes >= 0]].tolist() for number, nodes in years.items()}
    for report in calendar.reports:
        for day in days[report.receiver]:
            fine = any(report.first[day] <= other <= report.last[day] for other in days[report.feeder])
            if report.asked[day] and not fine:
                yield f"network {report.feeder} does not report for day {day}"


def some_plan_exists(calendar: Calendar, years: dict[int, Ints] | None = None) -> bool:
    """Whether any choice of years has no fault, by trying them all."""
    years = years or {}
    if len(years) == len(calendar.networks):
        return not any(unserved(calendar, years))
    number = len(years)
    for nodes in every_year(calendar.networks[number]):
        further = {**years, number: nodes}
        if not any(faults(calendar, further)) and some_plan_exists(calendar, further):
            return True
    return False
