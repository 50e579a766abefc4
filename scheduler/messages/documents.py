"""Rows of a result in the types of JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from scheduler.domain.consequences import Alternative, Margin, SeatNow
from scheduler.domain.other_dates import Cost
from scheduler.domain.reasons import Breach, Clash, Fault, Reason, UngrantedWish

Row = Alternative | Breach | Clash | Cost | Fault | Margin | Reason | SeatNow | UngrantedWish


def as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return rows in the types of JSON, dates as ISO."""
    return [{name: _plain(value) for name, value in asdict(row).items()} for row in rows]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
