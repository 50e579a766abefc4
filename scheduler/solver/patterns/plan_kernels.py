"""A plan in arrays, compiled by numba: who is in whose way on a day, what a year costs, and if a day can be housed.

What `board` and `day_rooms` say in Python, for searches that ask it some hundred thousand times a second.
"""

import numpy as np

from scheduler.solver.patterns.chain_arrays import Meetings, Plan
from scheduler.solver.patterns.compiled import inner
from scheduler.solver.patterns.path_arrays import Paths

PLACED, LIFTED, MOVED = 0, 1, 2
"""States of a network within a chain: where it was, off the calendar, and at its new year, which stands."""

ROOM_STEPS = 2_000
"""Rooms tried for one day before it is taken for one that cannot be housed."""


@inner
def clash(meetings: Meetings, one: int, node: int, other: int, at: int) -> bool:
    """Whether two networks at two nodes of one day want somebody twice, the way between included."""
    for piece in range(meetings.piece_at[one], meetings.piece_at[one + 1]):
        row = meetings.row_at[piece] + node
        for another in range(meetings.piece_at[other], meetings.piece_at[other + 1]):
            apart = meetings.apart[piece, another]
            if apart < 0:
                continue
            there = meetings.row_at[another] + at
            if meetings.start[row] < meetings.end[there] + apart and meetings.start[there] < meetings.end[row] + apart:
                if meetings.sure[piece, another]:
                    return True
                for word in range(meetings.people.shape[1]):
                    if meetings.people[row, word] & meetings.people[there, word]:
                        return True
    return False


@inner
def served(paths: Paths, meetings: Meetings, plan: Plan, report: int, day: int) -> bool:
    """Whether the feeder has a meeting in time for a receiver's on that day, if one is asked for."""
    if not meetings.asked[report, day]:
        return True
    feeder = meetings.feeder[report]
    for layer in range(plan.at.shape[1]):
        node = plan.at[feeder, layer]
        if node < 0:
            return False
        there = paths.day[paths.node_at[feeder] + node]
        if meetings.first[report, day] <= there <= meetings.last[report, day]:
            return True
    return False


@inner
def lift(paths: Paths, plan: Plan, k: int) -> None:
    """Take a network off the calendar."""
    for layer in range(plan.at.shape[1]):
        node = plan.at[k, layer]
        if node >= 0:
            day = paths.day[paths.node_at[k] + node]
            place = 0
            while plan.network[day, place] != k:
                place += 1
            plan.held[day] -= 1
            last = plan.held[day]
            plan.network[day, place], plan.node[day, place] = plan.network[day, last], plan.node[day, last]
            plan.at[k, layer] = -1


@inner
def put(paths: Paths, plan: Plan, k: int, layer: int, node: int) -> None:
    """Put one meeting of a network on the calendar."""
    plan.at[k, layer] = node
    if node >= 0:
        day = paths.day[paths.node_at[k] + node]
        plan.network[day, plan.held[day]], plan.node[day, plan.held[day]] = k, node
        plan.held[day] += 1


@inner
def own_cost(paths: Paths, plan: Plan, k: int) -> float:
    """Return what the year of a network costs by itself."""
    start, nodes = paths.node_at[k], paths.node_at[k + 1] - paths.node_at[k]
    total, held, before = paths.constant[k], 0, -1
    for layer in range(paths.layer_at[k + 1] - paths.layer_at[k]):
        node = plan.at[k, layer]
        if node < 0:
            break
        day = paths.day[start + node]
        total += paths.node[start + node]
        if held > 0:
            total += paths.gap[paths.gap_of[paths.layer_at[k] + layer], day - before]
        before, held = day, held + 1
    if held == 0:
        return float(total + paths.nothing[k])
    total += paths.leave[paths.layer_at[k] + held - 1]
    least = np.inf
    for mode in range(paths.mode_at[k + 1] - paths.mode_at[k]):
        cost = 0.0
        for layer in range(held):
            cost += paths.mode[paths.cost_at[k] + mode * nodes + plan.at[k, layer]]
        least = min(least, cost)
    for cover in range(paths.wanted_at[k], paths.wanted_at[k + 1]):
        met = False
        for layer in range(held):
            day = paths.day[start + plan.at[k, layer]]
            met = met or paths.wanted[cover, 0] <= day <= paths.wanted[cover, 1]
        if not met:
            total += paths.missed[cover]
    return float(total + least)


@inner
def fill_load(meetings: Meetings, plan: Plan, day: int, state: int) -> None:
    """Fill in who has how many meetings on a day, of those that stand and of networks in at least that state."""
    most = meetings.most_a_day
    for times in range(most + 1):
        for word in range(plan.full.shape[1]):
            plan.full[times, word] = meetings.standing[day, times, word]
    for place in range(plan.held[day]):
        other, node = plan.network[day, place], plan.node[day, place]
        if plan.state[other] < state or plan.state[other] == LIFTED:
            continue
        for word in range(plan.full.shape[1]):
            people = np.uint64(0)
            for piece in range(meetings.piece_at[other], meetings.piece_at[other + 1]):
                people |= meetings.people[meetings.row_at[piece] + node, word]
            for times in range(most, 0, -1):
                plan.full[times, word] |= plan.full[times - 1, word] & people
            plan.full[0, word] |= people


@inner
def loaded(meetings: Meetings, plan: Plan, k: int, node: int, times: int) -> bool:
    """Whether anybody of a network at a node has so many meetings already, by what is filled in."""
    for piece in range(meetings.piece_at[k], meetings.piece_at[k + 1]):
        for word in range(plan.full.shape[1]):
            if meetings.people[meetings.row_at[piece] + node, word] & plan.full[times, word]:
                return True
    return False


@inner
def _booked(meetings: Meetings, plan: Plan, k: int, node: int, count: int) -> int:
    """Add the bookings of a network at a node to those of a day, the hardest to house first; return how many.

    A booking is a piece and its row, `piece * rows + row`.
    """
    rows = len(meetings.start)
    for piece in range(meetings.piece_at[k], meetings.piece_at[k + 1]):
        row = meetings.row_at[piece] + node
        if meetings.booked[row] >= 0:
            place = count
            while place > 0 and meetings.booked[plan.order[place - 1] % rows] > meetings.booked[row]:
                plan.order[place] = plan.order[place - 1]
                place -= 1
            plan.order[place] = piece * rows + row
            count += 1
    return count


@inner
def housed(meetings: Meetings, plan: Plan, day: int, k: int, node: int) -> bool:
    """Whether a day can be housed with a network at a node and all that it does not clash with: by backtracking."""
    rows, rooms = len(meetings.start), len(meetings.setup)
    count = _booked(meetings, plan, k, node, 0)
    if count == 0:
        return True
    for place in range(plan.held[day]):
        other, at = plan.network[day, place], plan.node[day, place]
        if not clash(meetings, k, node, other, at):
            count = _booked(meetings, plan, other, at, count)
    steps = place = 0
    plan.room[0] = -1
    while place < count:
        piece, row = plan.order[place] // rows, plan.order[place] % rows
        room = plan.room[place] + 1
        while room < rooms:
            if (meetings.rooms[row, room >> 6] >> np.uint64(room & 63)) & np.uint64(1):
                steps += 1
                free = True
                for earlier in range(place):
                    there, another = plan.order[earlier] % rows, plan.room[earlier]
                    before = plan.order[earlier] // rows
                    free = not _in_the_way(meetings, row, room, there, another)
                    if meetings.owner[piece] == meetings.owner[before]:
                        free = free and meetings.venue[room] == meetings.venue[another]
                    elif free and meetings.journey[room, another] > 0:
                        free = not _too_far(meetings, piece, row, before, there, meetings.journey[room, another])
                    if not free:
                        break
                if free and _to_be_had(meetings, plan, day, place, room):
                    break
            room += 1
        if room < rooms:
            plan.room[place] = room
            place += 1
            if place < count:
                plan.room[place] = -1
        else:
            place -= 1
            if place < 0:
                return False
        if steps > ROOM_STEPS:
            return False
    return True


@inner
def _to_be_had(meetings: Meetings, plan: Plan, day: int, place: int, room: int) -> bool:
    """Whether what is carried to a room for a booking of a day is to be had, beside all those before it in theirs."""
    piece, row = plan.order[place] // len(meetings.start), plan.order[place] % len(meetings.start)
    first, last = meetings.start[row] - meetings.setup[room], meetings.end[row] + meetings.clear[room]
    for limit in range(len(meetings.most_lent)):
        number = meetings.carried[limit, piece, room]
        if number == 0:
            continue
        left = meetings.most_lent[limit] - number
        if _had(meetings, plan, day, place, limit, first) > left:
            return False
        for earlier in range(place):
            begins = meetings.start[plan.order[earlier] % len(meetings.start)] - meetings.setup[plan.room[earlier]]
            if first < begins < last and _had(meetings, plan, day, place, limit, begins) > left:
                return False
        for standing in range(meetings.lent_at[day], meetings.lent_at[day + 1]):
            begins = meetings.lent[standing, 2]
            if first < begins < last and _had(meetings, plan, day, place, limit, begins) > left:
                return False
    return True


@inner
def _had(meetings: Meetings, plan: Plan, day: int, count: int, limit: int, moment: int) -> int:
    """Return how much of what is limited so many bookings of a day, and what stands, have at a moment."""
    had = 0
    for place in range(count):
        piece, row = plan.order[place] // len(meetings.start), plan.order[place] % len(meetings.start)
        room = plan.room[place]
        if meetings.start[row] - meetings.setup[room] <= moment < meetings.end[row] + meetings.clear[room]:
            had += meetings.carried[limit, piece, room]
    for standing in range(meetings.lent_at[day], meetings.lent_at[day + 1]):
        if meetings.lent[standing, 1] == limit and meetings.lent[standing, 2] <= moment < meetings.lent[standing, 3]:
            had += meetings.lent[standing, 4]
    return had


@inner
def _in_the_way(meetings: Meetings, row: int, room: int, there: int, another: int) -> bool:
    """Whether two bookings in two rooms share a part of a room at one time, set-up and clearing included."""
    return bool(
        meetings.shared[room, another]
        and meetings.start[row] - meetings.setup[room] < meetings.end[there] + meetings.clear[another]
        and meetings.start[there] - meetings.setup[another] < meetings.end[row] + meetings.clear[room]
    )


@inner
def _too_far(meetings: Meetings, piece: int, row: int, other: int, there: int, journey: int) -> bool:
    """Whether two bookings that do not clash want somebody at both, and leave no time for the way or pause between."""
    between = max(meetings.start[there] - meetings.end[row], meetings.start[row] - meetings.end[there])
    apart = meetings.apart[piece, other]
    if apart < 0 or not apart <= between < journey:
        return False
    shared = np.uint64(0)
    for word in range(meetings.people.shape[1]):
        shared |= meetings.people[row, word] & meetings.people[there, word]
    return bool(shared != 0)
