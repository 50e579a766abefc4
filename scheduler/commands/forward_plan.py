"""The forward plan as officers work with it: which notices are late, which is due next, and every decision by day."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, person_title
from scheduler.law.decisions import Taken, decisions_taken
from scheduler.law.forward_plan import MATTERS
from scheduler.outputs.places import CONSULTATION_FILE, DATA_FOLDER, FEEDS_FOLDER, FORWARD_PLAN_PAGE, WORKBOOK_FILE

FILES = {
    FORWARD_PLAN_PAGE: "The notice to publish, as a page",
    WORKBOOK_FILE: "The workbook, with the sheet Forward plan",
    CONSULTATION_FILE: "The workbook for everybody, without names",
    f"{FEEDS_FOLDER}/forward-plan.ics": "The days on which notices are due, for officers' calendars",
    f"{DATA_FOLDER}/outlook.csv": "Every meeting for Outlook's import (CSV): a copy that does not change later",
    f"{DATA_FOLDER}/changes.atom": "What has changed, as a feed of news (Atom)",
    f"{DATA_FOLDER}/oparl.json": "Bodies, seats and meetings for other programs (OParl)",
    f"{DATA_FOLDER}/popolo.json": "The same (Popolo)",
}
"""What of a plan's folder is handed out beside it, by its path there."""


@dataclass(frozen=True)
class NoticeShown:
    """A notice of a decision."""

    what: str
    due: dt.date
    standing: str
    late: bool
    waits: bool
    """Whether it is still to be given, and in time for it."""


@dataclass(frozen=True)
class DecisionShown:
    """A decision with its meeting and its notices."""

    code: str
    title: str
    body: str
    """The code, for a link to the meeting."""
    number: int | None
    """Of the meeting; None where there is none."""
    meeting: str
    """What the meeting is called; the name of the body where there is none."""
    date: dt.date | None
    """None where nobody can say when it is taken."""
    trouble: str
    """Why not, as a sentence."""
    key: bool
    private: bool
    reason: str
    officer: str
    noticed_on: dt.date | None
    notices: tuple[NoticeShown, ...]

    @property
    def late(self) -> bool:
        """Whether a notice of it is late."""
        return any(notice.late for notice in self.notices)


@dataclass(frozen=True)
class ForwardPlan:
    """Every decision in order of day, those whose day is not known last."""

    decisions: tuple[DecisionShown, ...]

    @property
    def late(self) -> list[tuple[NoticeShown, DecisionShown]]:
        """The notices that are late, in order of the day on which they were due."""
        found = [(notice, one) for one in self.decisions for notice in one.notices if notice.late]
        return sorted(found, key=lambda pair: (pair[0].due, pair[1].code))

    @property
    def coming(self) -> list[tuple[NoticeShown, DecisionShown]]:
        """The notices that are still to be given, in order of the day on which they are due."""
        found = [(notice, one) for one in self.decisions for notice in one.notices if notice.waits]
        return sorted(found, key=lambda pair: (pair[0].due, pair[1].code))


def forward_plan(problem: Problem, plan: Plan, day: dt.date) -> ForwardPlan:
    """Return the decisions of an input and the notices of them as they stand on a day.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    day : date
        The day it is.

    """
    return ForwardPlan(tuple(_shown(problem, one, day) for one in decisions_taken(problem, plan, day)))


def _shown(problem: Problem, one: Taken, day: dt.date) -> DecisionShown:
    decision, meeting = one.decision, one.meeting
    notices = (
        NoticeShown(
            MATTERS[notice.row.matter],
            notice.due,
            notice.standing,
            notice.late,
            waits=notice.given is None and not notice.late and notice.due >= day,
        )
        for notice in one.notices
    )
    return DecisionShown(
        code=decision.code,
        title=decision.title,
        body=decision.body,
        number=None if meeting is None else meeting.sequence,
        meeting=body_title(problem, decision.body) if meeting is None else called(problem, meeting),
        date=None if meeting is None or one.trouble else meeting.date,
        trouble=f"{one.trouble[:1].upper()}{one.trouble[1:]}." if one.trouble else "",
        key=decision.key,
        private=decision.private,
        reason=decision.reason or "",
        officer=person_title(problem, decision.lead_officer) if decision.lead_officer else "",
        noticed_on=decision.noticed_on,
        notices=tuple(notices),
    )


def files_in(folder: Path) -> dict[str, str]:
    """Return which of the files a plan's folder has, with what each is: an older version wrote fewer."""
    return {path: words for path, words in FILES.items() if (folder / path).is_file()}


def file_in(folder: Path, path: str) -> bytes | None:
    """Return one of the files; None where it is none of them, or is not there."""
    return (folder / path).read_bytes() if path in files_in(folder) else None
