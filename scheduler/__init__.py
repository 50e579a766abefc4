"""meeting-day for Python programs: read a council's input, find its year of meetings, ask about it, write it down.

>>> import scheduler
>>> problem = scheduler.read("inputs/harrow-2011-12")
>>> problem.bodies["HSPB"].name
'Harrow Strategic Partnership Board'

Then `scheduler.solve(problem).frame("attendance")` is who sits where, as a data frame of pandas.

Nothing of it is loaded before it is asked for. Everything that goes wrong on purpose is a `MeetingDayError`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.api.answers import (
        Changed,
        Check,
        Comparison,
        Explanation,
        InputWarning,
        Options,
        Repair,
        Result,
        SittingTogether,
        Why,
    )
    from scheduler.api.edits import Following, OpenDays, consequences, open_days
    from scheduler.api.folders import History, Undone, history, undo, write
    from scheduler.api.questions import (
        change,
        check,
        compare,
        explain,
        options,
        read,
        read_plan,
        solve,
        viability,
        why,
    )
    from scheduler.domain.bodies import Body, Cadence, QuorumRule, ReportingLine
    from scheduler.domain.calendar import Absence, ClosedDate, FixedMeeting, Period, Settings
    from scheduler.domain.edits import Add, Cancel, Move, Pin, Several, Swap, Unpin
    from scheduler.domain.meeting_days import MeetingDay, Session
    from scheduler.domain.people import Membership, Person
    from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan, Tier
    from scheduler.domain.problem import Problem
    from scheduler.domain.reasons import Breach, Clash, Fault, Reason, UngrantedWish, Waiver
    from scheduler.domain.rooms import Room, Travel
    from scheduler.domain.scenarios import Scenario
    from scheduler.domain.themes import Project, Speaker, Theme
    from scheduler.errors import (
        CannotWrite,
        ChangedMeanwhile,
        InputFaults,
        MeetingDayError,
        NoPlan,
        NoSuchFrame,
        OutOfTime,
    )

__version__ = "1.0.0.dev0"
__all__ = [
    "Absence",
    "Add",
    "Attendance",
    "Body",
    "Breach",
    "Cadence",
    "Cancel",
    "CannotWrite",
    "Changed",
    "ChangedMeanwhile",
    "Check",
    "Clash",
    "ClosedDate",
    "Comparison",
    "Explanation",
    "Fault",
    "FixedMeeting",
    "Following",
    "History",
    "InputFaults",
    "InputWarning",
    "Lunch",
    "Meeting",
    "MeetingDay",
    "MeetingDayError",
    "Membership",
    "Move",
    "NoPlan",
    "NoSuchFrame",
    "Occurrence",
    "OpenDays",
    "Options",
    "OutOfTime",
    "Period",
    "Person",
    "Pin",
    "Plan",
    "Problem",
    "Project",
    "QuorumRule",
    "Reason",
    "Repair",
    "ReportingLine",
    "Result",
    "Room",
    "Scenario",
    "Session",
    "Settings",
    "Several",
    "SittingTogether",
    "Speaker",
    "Swap",
    "Theme",
    "Tier",
    "Travel",
    "Undone",
    "UngrantedWish",
    "Unpin",
    "Waiver",
    "Why",
    "__version__",
    "change",
    "check",
    "compare",
    "consequences",
    "explain",
    "history",
    "open_days",
    "options",
    "read",
    "read_plan",
    "solve",
    "undo",
    "viability",
    "why",
    "write",
]

_HOMES = {
    "api.answers": "Changed Check Comparison Explanation InputWarning Options Repair Result SittingTogether Why",
    "api.edits": "Following OpenDays consequences open_days",
    "api.questions": "change check compare explain options read read_plan solve viability why",
    "api.folders": "History Undone history undo write",
    "domain.bodies": "Body Cadence QuorumRule ReportingLine",
    "domain.calendar": "Absence ClosedDate FixedMeeting Period Settings",
    "domain.edits": "Add Cancel Move Pin Several Swap Unpin",
    "domain.meeting_days": "MeetingDay Session",
    "domain.people": "Membership Person",
    "domain.plan": "Attendance Lunch Meeting Occurrence Plan Tier",
    "domain.problem": "Problem",
    "domain.reasons": "Breach Clash Fault Reason UngrantedWish Waiver",
    "domain.rooms": "Room Travel",
    "domain.scenarios": "Scenario",
    "domain.themes": "Project Speaker Theme",
    "errors": "CannotWrite ChangedMeanwhile InputFaults MeetingDayError NoPlan NoSuchFrame OutOfTime",
}
"""Module below this package -> the public names that it defines."""
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class or a function
    """Load what is asked for from where it is defined."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
