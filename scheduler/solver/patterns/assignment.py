"""The assignment problem by shortest augmenting paths (Jonker and Volgenant 1987, Computing 38): small and exact.

Every row may stay without a column, at a price of its own; a column goes to one row at most.
"""

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]


def assigned(costs: Mapping[Pair, int], without: Sequence[int]) -> dict[int, int]:
    """Return the column of each row that has one, so that all of it costs least.

    Parameters
    ----------
    costs : mapping of (int, int) to int
        What a row with a column costs; pairs that are not in it are forbidden. Rows and columns count from 0.
    without : sequence of int
        What each row costs that has none.

    """
    columns: dict[int, list[int]] = {row: [] for row in range(len(without))}
    for row, column in sorted(costs):
        columns[row].append(column)
    holder: dict[int, int] = {}
    for row in range(len(without)):
        _augment(row, costs, without, columns, holder)
    return {row: column for column, row in sorted(holder.items())}


def _augment(
    row: int,
    costs: Mapping[Pair, int],
    without: Sequence[int],
    columns: Mapping[int, list[int]],
    holder: dict[int, int],
) -> None:
    """Give a row a column, or none, by the cheapest chain of rows each of which takes the column of the next."""
    reached: dict[int, int] = {row: 0}
    taken_from: dict[int, Pair] = {}
    ahead = [row]
    while ahead:
        here = ahead.pop(0)
        for column in columns[here]:
            other = holder.get(column, here)
            price = reached[here] + costs[here, column] - costs[other, column]
            if other != here and price < reached.get(other, price + 1):
                reached[other], taken_from[other] = price, (here, column)
                ahead.append(other)
    ends = [(price + without[last], last, -1) for last, price in reached.items()]
    ends += [
        (price + costs[last, column], last, column)
        for last, price in reached.items()
        for column in columns[last]
        if column not in holder
    ]
    _, last, column = min(ends)
    while True:
        if column >= 0:
            holder[column] = last
        if last == row:
            return
        last, column = taken_from[last]
