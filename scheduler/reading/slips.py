"""One fault for one slip: what is wrong in many rows for one reason is told once, with the rows it is wrong in."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scheduler.domain.reasons import Fault
from scheduler.domain.wording import listed

LEAST_ALIKE = 3
"""Rows with the same fault in one column that are told as one."""
LEAST_OF_A_KIND = 5
"""Rows with the same kind of fault, whatever stands in their cells, that are told as one if they are most rows."""
MOST_NAMED = 5
"""Rows that are named in a sentence."""
_QUOTED = re.compile("“[^”]*”")


def rows_in_words(rows: Sequence[int]) -> str:
    """Write the numbers of rows: `row 3`, `rows 3, 4 and 7`, `rows 3, 4, 5, 6, 7 and 43 more`."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    named = [str(row) for row in rows[:MOST_NAMED]]
    more = len(rows) - len(named)
    return f"rows {listed([*named, f'{more} more'] if more else named)}"


def also_in(places: Iterable[tuple[str, int]], table: str) -> str:
    """Write where else something stands: `rows 3 and 4, and reporting, row 7`; nothing where there is no such place."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for name, row in places:
        found[name].append(row)
    own = [rows_in_words(found.pop(table))] if table in found else []
    return ", and ".join([*own, *(f"{name}, {rows_in_words(rows)}" for name, rows in found.items())])


def told_once(faults: Sequence[Fault], sizes: Mapping[str, int]) -> list[Fault]:
    """Return the faults of an input, those of one slip as the first of them, which says where else it is.

    Parameters
    ----------
    faults : sequence of Fault
        In their order.
    sizes : mapping of str to int
        How many rows each table has.

    """
    alike: defaultdict[tuple[str, str | None, str], list[Fault]] = defaultdict(list)
    of_a_kind: defaultdict[tuple[str, str | None, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.row is not None:
            alike[fault.table, fault.column, fault.message].append(fault)
            of_a_kind[fault.table, fault.column, _QUOTED.sub("“”", fault.message)].append(fault)
    groups = [one for one in of_a_kind.values() if len(one) >= max(LEAST_OF_A_KIND, sizes.get(one[0].table, 0) / 2)]
    groups += [one for one in alike.values() if len(one) >= LEAST_ALIKE]
    told: dict[int, Fault] = {}
    left_out: set[int] = set()
    for group in groups:
        first, *others = group
        if not {id(fault) for fault in group} & (left_out | told.keys()):
            word = "also" if len({fault.message for fault in group}) == 1 else "likewise"
            rows = rows_in_words([fault.row for fault in others if fault.row is not None])
            told[id(first)] = replace(first, message=f"{first.message.rstrip('.')} ({word} in {rows})")
            left_out |= {id(fault) for fault in others}
    return [told.get(id(fault), fault) for fault in faults if id(fault) not in left_out]
