"""The kinds of jobs: each with its title, the function that does it, and where its page leads on to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from scheduler.desk.work.asks import DONE, FILES_FOLDER, NO_PLAN, Answer, Ask
from scheduler.desk.work.progress import Recorder
from scheduler.desk.years import CALENDAR, REGISTER, TITLE_FILE, Year
from scheduler.errors import Refused

MEMBERS_HAVE_IT = "members_have_it"
"""The value of an ask that says whether the calendar had been published when it was asked for."""
REPAIRED = "calendar"
"""The folder in a job's own in which a repaired calendar lies, the calendar itself being as it was."""
GRACE_SECONDS = 300.0
"""What a job may take beyond the time it was given, on a busy machine, before it is ended."""


@dataclass(frozen=True)
class Doing:
    """A job in the child that does it."""

    ask: Ask
    desk: Path
    """The folder of all years."""
    folder: Path
    """The job's own."""
    recorder: Recorder

    @cached_property
    def year(self) -> Path:
        """The folder of the year."""
        return self.desk / self.ask.year

    @property
    def year_is_there(self) -> bool:
        """Whether the year has not been taken away meanwhile."""
        return (self.year / TITLE_FILE).exists()

    @property
    def was_published_since(self) -> bool:
        """Whether members have been given the calendar since the job was asked for; of a draft, they never are."""
        is_calendar = self.value("calendar", CALENDAR) == CALENDAR
        return is_calendar and self.value(MEMBERS_HAVE_IT) is False and (self.year / REGISTER).is_file()

    @property
    def calendar(self) -> Path:
        """The output folder of the calendar, or draft, that the job is about; UnknownPlace where that is gone."""
        return Year(self.year).folder_of(self.value("calendar", CALENDAR))

    @property
    def as_of(self) -> datetime | None:
        """The moment that is taken for now; None for that of the plan."""
        said = self.value("as_of")
        return None if said is None else datetime.fromisoformat(said)

    def file(self, name: str) -> Path:
        """Return where a file lies that was handed over with the job."""
        return self.folder / FILES_FOLDER / Path(name).name

    def value(self, name: str, otherwise: Any = None) -> Any:  # noqa: ANN401 - in the types of JSON
        """Return what the ask says of a thing."""
        return self.ask.values.get(name, otherwise)


@dataclass(frozen=True)
class Kind:
    """A kind of job."""

    title: str
    """What is done, as a heading: `Planning the year`."""
    function: str
    """`module:function`, which takes a `Doing` and returns an `Answer`; loaded in the child alone."""
    leads: tuple[tuple[str, str], ...] = ()
    """Where its page leads on to once it is done: an endpoint, and the words of the link."""
    leads_once: tuple[str, ...] = (DONE,)
    """The outcomes with which it leads there."""
    screen: str = "plan.ask"
    """The endpoint of the screen where it is asked for."""
    seconds: Callable[[Ask], float] = field(default=lambda ask: float(ask.values.get("seconds", 60)))
    """The time it is given, in all."""

    writes: bool = False
    """Whether it puts another calendar in the place of the one that is there."""

    def do(self, doing: Doing) -> Answer:
        """Do a job of this kind; to be called in the child.

        Raises
        ------
        Refused
            If it would change a calendar that members have been given since it was asked for.

        """
        if self.writes and doing.was_published_since:
            raise Refused(
                "The calendar was published after this was asked for, so it was left as it is.",
                ("Members have it now, and what they have is changed by a publisher only.",),
                "Look at it as it is now. If it is to be changed still, ask for this again.",
            )
        answer = named(self.function)(doing)
        if not isinstance(answer, Answer):
            raise TypeError(f"{self.function} returned no Answer")
        return answer


def named(function: str) -> Callable[..., Any]:
    """Return the function of a name `module:function` of this package.

    Raises
    ------
    ValueError
        If the module is of another package, or the name is none.

    """
    module, _, name = function.partition(":")
    if not module.startswith("scheduler.") or not name.isidentifier() or name.startswith("_"):
        raise ValueError(f"{function} is no function of this package")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _for_each_option(ask: Ask) -> float:
    return float(ask.values["seconds"]) * int(ask.values["options"])


KINDS = {
    "plan": Kind(
        "Planning the year",
        "scheduler.desk.work.planning:plan",
        (("year.year", "See the year"),),
        writes=True,
    ),
    "options": Kind(
        "Looking for calendars to choose from",
        "scheduler.desk.work.planning:options",
        (("options.compare", "Compare them side by side"), ("year.year", "See the year")),
        seconds=_for_each_option,
        writes=True,
    ),
    "repair": Kind(
        "Finding the calendar that moves least",
        "scheduler.desk.work.repairing:repair",
        (("membership.repaired", "See what was found"),),
        (DONE, NO_PLAN),
        "membership.ask",
    ),
    "others": Kind(
        "Looking for the fewest meetings that would make room",
        "scheduler.desk.work.one_meeting:find_others",
        (("move.chain", "See what would move"),),
        screen="year.year",
    ),
    "make room": Kind(
        "Moving a meeting, and those that make room for it",
        "scheduler.desk.work.one_meeting:make_room",
        (("year.year", "See the year"),),
        screen="year.year",
        writes=True,
    ),
    "why": Kind(
        "Finding out why a meeting is not on another day",
        "scheduler.desk.work.one_meeting:why",
        (("year.year", "See the year"),),
        screen="year.year",
    ),
    "tables": Kind(
        "Seating everybody at the lunches",
        "scheduler.desk.work.lunch_tables:make",
        (("lunch_tables.look", "See the tables"),),
        screen="lunch_tables.look",
    ),
}
"""Each kind by its name. Whoever adds one writes its function in a module of its own in this folder."""


def kind_of(ask: Ask) -> Kind:
    """Return the kind of what is asked; one that says nothing for a kind of another edition of meeting-day."""
    return KINDS.get(ask.kind, Kind("Something that this edition of meeting-day does not know", ""))
