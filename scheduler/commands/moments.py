"""When a plan is made: as the officer says, or as the input implies; no clock is read."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem


def moment_of_planning(problem: Problem, baseline: Plan | None, as_of: datetime | None) -> str:
    """Return the moment of planning in UTC, ending in Z; never earlier than the baseline's."""
    settings = problem.settings
    if as_of is None:
        days = [day for day in (settings.publication_date, settings.start_date) if day is not None]
        moment = datetime.combine(min(days), time(), tzinfo=UTC)
        if baseline is not None and baseline.generated:
            moment = max(moment, datetime.fromisoformat(baseline.generated).astimezone(UTC))
    else:
        local = as_of if as_of.tzinfo is not None else as_of.replace(tzinfo=ZoneInfo(settings.timezone))
        moment = local.astimezone(UTC)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
