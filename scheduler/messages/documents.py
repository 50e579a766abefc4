"""Results as one JSON document."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.domain.consequences import Alternative, Margin, SeatNow
from scheduler.domain.plan import Plan
from scheduler.domain.reasons import Breach, Clash, Fault, Reason, UngrantedWish

Row = Alternative | Breach | Clash | Fault | Margin | Reason | SeatNow | UngrantedWish


def as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return rows in the types of JSON, dates as ISO."""
    return [{name: _plain(value) for name, value in asdict(row).items()} for row in rows]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def plan_summary(plan: Plan, folder: Path) -> dict[str, Any]:
    """Return how good a plan is and where it was written."""
    return {
        "status": plan.status,
        "folder": str(folder),
        "meetings": len(plan.live),
        "meeting_days": [{"meeting_day": o.meeting_day, "date": o.date.isoformat()} for o in plan.occurrences],
        "tiers": [{"tier": t.name, "value": t.value, "bound": t.bound, "proven": t.proven} for t in plan.tiers],
        "wishes": as_json(plan.wishes),
    }
