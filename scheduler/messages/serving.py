"""What `serve` says of a plan that it cannot read."""

from pathlib import Path

from scheduler.domain.wording import counted
from scheduler.errors import InputFaults, MeetingDayError


def trouble_sentence(folder: Path, trouble: Exception, *, serving: bool) -> str:
    """Say why the plan in a folder cannot be served, and what is served meanwhile.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    trouble : Exception
        What came of reading it.
    serving : bool
        Whether an earlier plan is served.

    """
    meanwhile = "The plan read before is still served." if serving else "Until it can be, every address answers 503."
    return f"The plan in {folder} cannot be served: {_why(trouble)} {meanwhile}"


def _why(trouble: Exception) -> str:
    if isinstance(trouble, InputFaults):
        first = trouble.faults[0].sentence
        others = len(trouble.faults) - 1
        return f"{first} ({counted(others, 'more fault')})" if others else first
    if isinstance(trouble, MeetingDayError):
        return str(trouble)
    if isinstance(trouble, OSError):
        return f"a file cannot be read ({trouble.strerror or trouble}: {trouble.filename or 'no name'})."
    return "this is a fault of meeting-day, not of your input."
