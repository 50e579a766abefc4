"""What follows from something done to one meeting by hand, as pages show it before it is done; and the doing of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g

from scheduler.desk import forms
from scheduler.desk.desk import here
from scheduler.desk.forms import Form
from scheduler.domain.by_hand import Commission, Told
from scheduler.domain.edits import OTHERS_MOVE, Edit, OpenDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, long_date, rule_words
from scheduler.errors import ChangedMeanwhile
from scheduler.messages.edits import about_edit, price_words
from scheduler.messages.following import (
    BETTER,
    CLASHES,
    DEADLINES,
    LAW,
    MENDED,
    POUNDS,
    ROOMS,
    SEATS,
    WAIVED,
    WORSE,
    Group,
    following,
    notice_words,
)

TITLES = {
    MENDED: "It puts right",
    CLASHES: "Wanted in two places",
    SEATS: "Who comes, and who does not",
    DEADLINES: "Deadlines",
    ROOMS: "Rooms",
    POUNDS: "What it costs",
    LAW: "Against the law then",
    WORSE: "Wishes no longer granted",
    BETTER: "Wishes granted now",
}
"""The heading of each group; what is waived has the reasons in its own."""
GRAVE = frozenset((CLASHES, LAW, WORSE, WAIVED))


@dataclass(frozen=True)
class Part:
    """One group of what follows."""

    title: str
    lines: tuple[str, ...]
    grave: bool
    """Whether it speaks against what is done."""


@dataclass(frozen=True)
class Broken:
    """A rule that would be broken."""

    rule: str
    words: str
    message: str


@dataclass(frozen=True)
class Near:
    """A day on which it could be instead."""

    day: OpenDay
    words: str


@dataclass(frozen=True)
class Follows:
    """What follows from an edit."""

    about: str
    """What it does, in a sentence."""
    possible: bool
    dearer: bool
    """Whether anything that is wished is granted less."""
    verdict: str
    barred: tuple[str, ...]
    broken: tuple[Broken, ...]
    parts: tuple[Part, ...]
    notice: str
    nearest: tuple[Near, ...]
    others_could: bool
    elsewhere: str | None

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """The rules that would be broken, each once, with its words."""
        return tuple(dict.fromkeys((one.rule, one.words) for one in self.broken))


def follows(problem: Problem, plan: Plan, told: Told) -> Follows:
    """Return what follows from an edit of a calendar."""
    edited = told.edited
    parts = tuple(map(_part, following(problem, plan, told))) if edited.possible else ()
    return Follows(
        about=_ended(about_edit(problem, plan, told)),
        possible=edited.possible,
        dearer=_dearer(told),
        verdict=_verdict(told),
        barred=tuple(reason.message for reason in edited.barred),
        broken=tuple(Broken(one.rule, rule_words(one.rule), one.message) for one in edited.follows.appear_breaches),
        parts=parts,
        notice=notice_words(problem, told),
        nearest=tuple(Near(day, f"{long_date(day.date)}: {_near(problem, day)}") for day in told.nearest),
        others_could=told.others_could,
        elsewhere=told.elsewhere,
    )


def _near(problem: Problem, day: OpenDay) -> str:
    """Say in a few words what a day costs, or that others would have to move."""
    return "if others move" if day.verdict == OTHERS_MOVE else price_words(problem, day)


def _ended(sentence: str) -> str:
    return f"{sentence.rstrip('.')}." if sentence else ""


def _part(group: Group) -> Part:
    return Part(TITLES.get(group.kind, group.title), group.lines, group.kind in GRAVE)


def _dearer(told: Told) -> bool:
    return any(cost.then > cost.now for cost in told.edited.follows.costs)


def _verdict(told: Told) -> str:
    if told.edited.barred:
        return "It cannot be."
    broken = told.edited.follows.appear_breaches
    if broken:
        return f"It cannot be while all other meetings stay: {counted(len(broken), 'rule')} would be broken."
    if not _dearer(told):
        return "It can be: no rule is broken, no other meeting moves, and nothing is lost by it."
    return "It can be: no rule is broken, and no other meeting moves. This is what it costs."


def written(form: Form, edit: Edit, command: str, waive: Sequence[str] = ()) -> tuple[str, ...]:
    """Write an edit into the calendar and tell of it; return why not where nothing was written.

    Raises
    ------
    Stale, InputFaults, CannotWrite
        As `commands.by_hand.done_by_hand` does.

    """
    wanted = Commission(
        edit,
        form.text(forms.VERSION),
        command,
        form.reason,
        g.who.name,
        tuple(waive),
        g.calendar.loaded.moment,
    )
    try:
        done = here().work.call("scheduler.commands.by_hand:done_by_hand", g.calendar.folder, wanted)
    except ChangedMeanwhile:
        raise forms.Stale(g.calendar, wanted.version) from None
    if done.why_not:
        return tuple(done.why_not)
    forms.tell(f"Done. {_ended(done.about)}")
    return ()
