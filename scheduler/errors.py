"""Every error this package raises on purpose; the command line turns each into words and an exit code."""

from typing import Any


class MeetingDayError(Exception):
    """The root of the errors below."""


class InputFaults(MeetingDayError):
    """The input cannot be used; `faults` (and `warnings`) say where, what and what to do."""

    def __init__(self, faults: tuple[Any, ...], warnings: tuple[Any, ...] = ()) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults) or "The input cannot be used.")
        self.faults = faults
        self.warnings = warnings


class CannotChange(MeetingDayError):
    """A change contradicts what it is made to; `column` says which cell of a scenario shows it."""

    def __init__(self, message: str, remedy: str, column: str = "subject") -> None:
        super().__init__(f"{message}. {remedy}")
        self.message = message
        self.remedy = remedy
        self.column = column


class BeyondHorizon(MeetingDayError):
    """A date lies outside the years whose public holidays are known."""


class NoPlan(MeetingDayError):
    """No plan exists; `explanation` says why, and what to give up so that there is one."""

    def __init__(self, explanation: Any) -> None:  # noqa: ANN401 - this module knows no other
        super().__init__(str(explanation))
        self.explanation = explanation


class OutOfTime(MeetingDayError):
    """The time limit passed before there was an answer; a longer one may bring it."""


class BrokenPlan(MeetingDayError):
    """The solver's plan fails its own check: a fault of this program, never a plan to write."""

    def __init__(self, breaches: tuple[Any, ...]) -> None:
        super().__init__(f"the plan breaks {len(breaches)} rules of its own check")
        self.breaches = breaches


class Refused(MeetingDayError):
    """A plan is not to be given out as it is: it breaks rules, or goes back on what was sent; `reasons` say how.

    Nothing was changed. The answer is no, and not a fault of the input.
    """

    def __init__(self, message: str, reasons: tuple[str, ...] = (), remedy: str = "") -> None:
        super().__init__("\n".join(filter(None, (message, *reasons, remedy))))
        self.message = message
        self.reasons = reasons
        self.remedy = remedy


class NoWorkplace(MeetingDayError):
    """A cluster that should do the work cannot be had; the message says why and what to do."""


class CannotWrite(MeetingDayError):
    """The output folder cannot be written; the message says why and what to do. What was there is as it was."""


class ChangedMeanwhile(CannotWrite):
    """The output folder is no longer what the command read; the message says who changed it, and what to do."""


class DamagedHistory(MeetingDayError):
    """A step of a folder's history, or what it kept, is gone or damaged; the message says which file."""


class CannotUndo(MeetingDayError):
    """There is nothing to go back to, or not all that it takes; the message says what to do."""


class NoSuchFrame(MeetingDayError, ValueError):
    """No table has that name; the message lists those there are."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        super().__init__(f"There is no frame called {name}. Choose one of: {', '.join(names)}.")


class CannotPublish(MeetingDayError):
    """Links cannot be given out as asked; the message says why and what to do. What is published stays as it was."""


class CannotServe(MeetingDayError):
    """The site cannot be served, or not at this address; the message says why and what to do."""


class WorkFailed(MeetingDayError):
    """What was asked of another process ended without an answer, by a fault of this program or of the machine."""
