"""The option that says when a plan is made; no clock is ever read."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def _moment(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """Read --as-of, or SOURCE_DATE_EPOCH where it is not given."""
    del context
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if value is not None:
            return _within_reach(datetime.fromisoformat(value.strip()))
        return None if epoch is None else _within_reach(datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError):
        message = f"{value or epoch} is no date and time; write it as 2026-11-24 or 2026-11-24T09:30."
        raise click.BadParameter(message, param=parameter) from None


def _within_reach(moment: datetime) -> datetime:
    """Return a moment from which days can be counted either way."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("no year of a calendar")
    return moment


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --as-of."""
    text = "The moment of planning; no clock is ever read."
    return click.option("--as-of", callback=_moment, metavar="DATETIME", help=text)(command)
