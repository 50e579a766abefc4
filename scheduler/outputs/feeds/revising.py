"""Revisions: they, and the moments of change, move when something that members see has changed, and never otherwise.

The plan keeps a fingerprint of every event as it was last shown. What a new plan would show is held against the
fingerprints of the one it replaces.
"""

from dataclasses import replace

from scheduler.domain.plan import Meeting, Occurrence, Plan, Shown, Told, moved_on
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.events import Event, fingerprint
from scheduler.outputs.feeds.identity import is_public
from scheduler.outputs.feeds.year import Year, first_day_kept, placeholder
from scheduler.outputs.plain_text import cleaned


def revised(problem: Problem, plan: Plan) -> Plan:
    """Return the plan with its revisions counted and the moments of its changes, and with what its events now show.

    A revision is one more where the date, the times, the place, the title or the status has changed. The moment of
    change moves with whatever is shown, and always forward: to the moment of planning, or a second past its old one.

    Parameters
    ----------
    problem : Problem
        The input; its baseline is what members have in their calendars. Without one, that is what the plan itself
        says was last shown.
    plan : Plan
        The plan to be written.

    """
    before = plan if problem.baseline is None else problem.baseline
    left = (_left_of(year, plan) for year in (plan.earlier if problem.baseline is None else before.years))
    found = replace(plan, earlier=tuple(year for year in left if year.meetings), shown=before.shown)
    ledger = _Ledger(before, plan.generated or f"{plan.start_date.isoformat()}T00:00:00Z")
    recounted = []
    for year in found.years:
        events = Year(problem, year, found)
        meetings = tuple(ledger.recounted(events, meeting) for meeting in year.meetings)
        recounted.append(replace(year, meetings=meetings))
        for event in events.others():
            ledger.enter(event)
    ledger.enter(placeholder(problem, found))
    return replace(recounted[-1], earlier=tuple(recounted[:-1]), shown=ledger.shown)


def _left_of(year: Plan, plan: Plan) -> Plan:
    """Return what members keep of a calendar that the plan does not hold: ahead of them, or held not long ago."""
    uids = {meeting.uid for meeting in plan.meetings}
    days = {(one.meeting_day, one.date) for one in plan.occurrences}
    first_day = first_day_kept(plan)

    def is_theirs(one: Meeting | Occurrence) -> bool:
        another_years = not plan.start_date <= one.date <= plan.end_date
        return one.date >= first_day and (another_years or one.date < plan.made_on)

    return Plan(
        year.title,
        year.start_date,
        year.end_date,
        timezone=year.timezone,
        meetings=tuple(
            one
            for one in year.meetings
            if one.uid not in uids and is_theirs(one) and (one.live or one.date >= plan.made_on)
        ),
        occurrences=tuple(
            one for one in year.occurrences if (one.meeting_day, one.date) not in days and is_theirs(one)
        ),
        generated=year.generated,
    )


class _Ledger:
    """What was last shown of each event, and what is from now on."""

    def __init__(self, before: Plan, moment: str) -> None:
        self.known, self.moment = before.shown, moment
        self.meetings = {meeting.uid: meeting for year in before.years for meeting in year.meetings}
        self.shown: dict[str, Shown] = {}

    def recounted(self, year: Year, meeting: Meeting) -> Meeting:
        """Return the meeting with its revision and its moment of change, and enter what it shows."""
        event, old, known = year.meetings[meeting.uid], self.meetings.get(meeting.uid), self.known.get(meeting.uid)
        if old is None:
            found = replace(meeting, changed=meeting.changed or self.moment)
        else:
            facts = meeting.facts != old.facts or (known is not None and known.facts != event.facts)
            if facts or (known is not None and known.whole != event.whole):
                told = () if known is None else (one.changed for one in known.people.values())
                changed = moved_on(self.moment, old.changed, *told)
            else:
                changed = old.changed or self.moment
            found = replace(meeting, revision=old.revision + facts, changed=changed)
        people, public = self._told(year, found, known), is_public(year.problem, year.plan, found)
        self.shown[event.uid] = Shown(
            event.title, event.place, event.facts, event.whole, found.revision, found.changed, people, public
        )
        return found

    def _told(self, year: Year, meeting: Meeting, known: Shown | None) -> dict[str, Told]:
        """Return what each person who has the meeting in their feed is told, and when that last changed by itself."""
        found = {}
        for person in year.concerned(meeting):
            remark, elsewhere = year.told[meeting.uid].get(person, ("", False))
            digest = fingerprint(f"{elsewhere} {cleaned(remark)}".encode())
            before = None if known is None else known.people.get(person)
            if known is None or before is None:
                changed = ""
            else:
                changed = before.changed if before.digest == digest else moved_on(self.moment, known.last_told(person))
            found[person] = Told(digest, changed if changed > meeting.changed else "")
        return found

    def enter(self, event: Event) -> None:
        """Enter what an event shows that is no meeting, and count its revision."""
        known = self.known.get(event.uid)
        if known is None:
            revision, changed = event.revision, moved_on(event.changed)
        else:
            revision = known.revision + (known.facts != event.facts)
            changed = known.changed if known.whole == event.whole else moved_on(self.moment, known.changed)
        self.shown[event.uid] = Shown(event.title, event.place, event.facts, event.whole, revision, changed)
