"""Meetings placed as parallel arrays, one slot for each that there may be, and sets of people as bits or flags.

Structure of arrays: what is asked of all meetings at once (who overlaps, who shares somebody) is asked of columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scheduler.solver.patterns.network import Bits, Calendar, Flags, Ints

Meeting = tuple[int, int]
"""A network's number, and a layer of it."""


@dataclass(frozen=True, eq=False)
class Slots:
    """One slot for each piece of each layer of each network: what stands there now.

    Parameters
    ----------
    first : array of shape (networks + 1,)
        First slot of each network; those of a layer lie together, in the order of its pieces.
    network, layer, body : arrays of shape (slots,)
        Whose it is.
    day : array of shape (slots,)
        -1 where nothing is placed.
    start, end : arrays of shape (slots,)
        Minutes after midnight.
    people : array of shape (slots, words)
        Who would be there.

    """

    first: Ints
    network: Ints
    layer: Ints
    body: Ints
    day: Ints
    start: Ints
    end: Ints
    people: Bits
    room: Ints
    """-1 where it has none."""
    would_do: Bits
    """Which rooms would do."""

    @staticmethod
    def of(calendar: Calendar) -> "Slots":
        """Return the slots of all networks, nothing placed yet."""
        number_of = {code: number for number, code in enumerate(calendar.bodies)}
        counts = [network.layers * len(calendar.pieces[k]) for k, network in enumerate(calendar.networks)]
        first = np.concatenate([[0], np.cumsum(np.array(counts, np.int64))])
        total = int(first[-1])
        network, layer, body, start, end = (np.zeros(total, np.int64) for _ in range(5))
        for number, (begin, last) in enumerate(pairwise(first.tolist())):
            pieces = calendar.pieces[number]
            network[begin:last] = number
            layer[begin:last] = np.arange(last - begin) // max(len(pieces), 1)
            codes = np.array([number_of[piece.body] for piece in pieces], np.int64)
            body[begin:last] = np.tile(codes, calendar.networks[number].layers)
        people = np.zeros((total, words_of(calendar)), np.uint64)
        would_do = np.zeros((total, calendar.housing.words), np.uint64)
        nothing = np.full(total, -1)
        return Slots(first, network, layer, body, nothing, start, end, people, nothing.copy(), would_do)


def words_of(calendar: Calendar) -> int:
    """Return how many words hold one bit a person."""
    return next((piece.people.shape[1] for pieces in calendar.pieces for piece in pieces), 1)


def unpacked(bits: Bits) -> Flags:
    """Return bits of shape (rows, words) as flags of shape (rows, 64 * words)."""
    as_bytes = np.ascontiguousarray(bits).view(np.uint8).reshape(len(bits), 8 * bits.shape[1])
    flags = np.unpackbits(as_bytes, axis=1, bitorder="little")
    found: Flags = flags.astype(np.bool_)
    return found


def packed(flags: Flags) -> Bits:
    """Return flags of shape (rows, 64 * words) as bits of shape (rows, words)."""
    return np.packbits(flags, axis=1, bitorder="little").view(np.uint64)


def layers_of(meetings: Sequence[Meeting]) -> dict[int, list[int]]:
    """Return the layers of each network among some meetings."""
    found: dict[int, list[int]] = {}
    for number, layer in meetings:
        found.setdefault(number, []).append(layer)
    return found
