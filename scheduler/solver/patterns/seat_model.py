"""Assignment by the model of seats: meetings of one day seated at the fewest apologies, then substitutes.

For what no dealing by itself can say: sessions whose bodies may sit in slots, rows that waive a rule about seats, and
people with so many deputies in common that dealing them out would take too long. The rules state themselves
(`cp/seats.py`); tiers come one after another, as in the model of the year.
"""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.calendar import Absence, moment
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import TIMES, Horizon
from scheduler.rules import about
from scheduler.rules.meeting_day import slots
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import Candidates
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.model import APOLOGIES, SLOTS_AFTER
from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.seats import SeatModel
from scheduler.solver.cp.solution_reader import solution_of
from scheduler.wishes import WISHES

TIERS_OF_SEATS = ("apologies", "substitutes")
"""The tiers whose wishes are about who sits where, in their order."""


def by_model(
    problem: Problem,
    sittings: Sequence[Sitting],
    day: int,
    standing: Sequence[Meeting],
    slots_in_all: int | None = None,
) -> tuple[Meeting, ...] | None:
    """Return the meetings of a day seated as well as can be, sessions in as few slots as can be; None where none can.

    Parameters
    ----------
    problem : Problem
        The input.
    sittings : sequence of Sitting
        One of each body, with the starts that it may have; all of one meeting day, or one by itself.
    day : int
        Day of the calendar, counted from its first.
    standing : sequence of Meeting
        Who sits there, sits nowhere else at that time.
    slots_in_all : int, optional
        How many slots the sessions take at most that are to cost the fewest apologies; left out, as few as do.

    """
    date = problem.days[day]
    busy = tuple(
        Absence("person", person, moment(one.date, one.start), moment(one.date, one.end), reason="sits elsewhere")
        for one in standing
        if one.date == date
        for _, person in one.present()
    )
    bodies = {
        one.body.code: replace(one.body, attendance_mode="online", room=None, venue=None, room_features=())
        for one in sittings
    }
    part = replace(
        problem,
        bodies=bodies,
        memberships=tuple(row for row in problem.all_memberships if row.body in bodies),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body in bodies),
        absences=(*problem.absences, *busy),
        reporting=(),
        links=(),
        fixed_meetings=(),
        baseline=None,
        placed=None,
    )
    gatherings = {one.gathering: replace(one.gathering, days=(date,)) for one in sittings if one.gathering is not None}
    placed = [
        replace(
            one,
            body=bodies[one.body.code],
            days=(date,),
            gathering=None if one.gathering is None else gatherings[one.gathering],
        )
        for one in sittings
    ]
    choices = Decisions(part, Candidates(tuple(gatherings.values()), tuple(placed)), pruning=False)
    model = SeatModel(choices, guarded=False)
    for rule in about(TIMES):
        choices.look(rule.RULE.horizon, rule.RULE.name)
        rule.enforce(problem, choices, model.post)
    choices.look(Horizon.MEETING)
    goals = {"slots": slots(choices)}
    for tier in TIERS_OF_SEATS:
        wishes = [wish for wish in WISHES if wish.WISH.tier == tier]
        goals[tier] = sum(wish.WISH.weight_in(problem) * wish.cost(part, choices) for wish in wishes)
        if tier == APOLOGIES:
            goals[SLOTS_AFTER] = slots(choices, "fewest_apologies")
    if slots_in_all is not None:
        choices.model.add(goals[SLOTS_AFTER] == slots_in_all)
    objective = LexicographicObjective(choices.model, goals, Clock(DEFAULT.part_seconds, silence))
    if not objective.minimise_all():
        return None
    found = {one.body: one for one in solution_of(part, choices, objective.solution.solver).meetings}
    return tuple(found[one.body.code] for one in sittings)
