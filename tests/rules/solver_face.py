"""What one rule lets the solver do, or one wish costs it, when a calendar is put to a model of next to nothing else."""

from ortools.sat.python import cp_model

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Choices, Literal
from scheduler.rules import cadence
from scheduler.rules.protocol import RuleFile
from scheduler.solver.cp.model import build
from scheduler.wishes.protocol import WishFile


def allows(rule: RuleFile, problem: Problem, plan: Plan) -> bool:
    """Whether a model with one rule alone has a solution once every date, start, room, seat and theme is the plan's.

    The meetings of a body, and the occurrences of a meeting day, are taken in the order of their dates; facts are no
    choice of anybody's.
    """
    choices, _ = build(problem, rules=[rule])
    choices.model.add_bool_and(_as_planned(problem, choices, plan))
    return cp_model.CpSolver().solve(choices.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def least_cost(wish: WishFile, problem: Problem, plan: Plan) -> int:
    """Return the least that a wish costs a model, at its weight, in which every choice of dates is the plan's."""
    choices, _ = build(problem, rules=[cadence])
    choices.model.add_bool_and(_as_planned(problem, choices, plan))
    choices.look(wish.WISH.horizon)
    choices.model.minimize(wish.WISH.weight_in(problem) * wish.cost(problem, choices))
    solver = cp_model.CpSolver()
    assert solver.solve(choices.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def _as_planned(problem: Problem, choices: Choices, plan: Plan) -> list[Literal]:
    """Return what has to hold for the plan to be made; what there is no choice for never does."""
    wanted: list[Literal] = []
    for code in problem.meeting_days:
        occurrences, gatherings = plan.occurrences_of(code), choices.gatherings_of(code)
        for number, gathering in enumerate(gatherings):
            held = number < len(occurrences)
            if choices.is_fact(gathering):
                continue
            wanted += _occurrence(problem, choices, gathering, plan, number) if held else [~choices.held(gathering)]
        wanted += [choices.no] if len(occurrences) > len(gatherings) else []
    for code in problem.bodies:
        meetings, sittings = plan.of_body(code), choices.sittings_of(code)
        for number, sitting in enumerate(sittings):
            held = number < len(meetings)
            if choices.is_fact(sitting):
                continue
            wanted += _meeting(problem, choices, sitting, meetings[number]) if held else [~choices.held(sitting)]
        wanted += [choices.no] if len(meetings) > len(sittings) else []
    return wanted


def _occurrence(problem: Problem, choices: Choices, gathering: Gathering, plan: Plan, number: int) -> list[Literal]:
    planned = plan.occurrences_of(gathering.meeting_day.code)[number]
    lunch_room = None if planned.lunch is None else planned.lunch.room
    lunches = {room: choices.lunch_in(gathering, room) for room in problem.rooms}
    themes = {
        theme.code: choices.has_theme(gathering, theme.code)
        for theme in problem.themes.values()
        if theme.meeting_day == gathering.meeting_day.code
    }
    return [
        choices.held_on(gathering, planned.date),
        *(there if room == lunch_room else ~there for room, there in lunches.items()),
        *(taken if theme == planned.theme else ~taken for theme, taken in themes.items()),
    ]


def _meeting(problem: Problem, choices: Choices, sitting: Sitting, planned: Meeting) -> list[Literal]:
    outcomes = {(row.person, row.role): (row.outcome, row.substitute) for row in planned.attendance}
    wanted = [choices.held_at(sitting, planned.date, planned.start)]
    for room in problem.rooms:
        there = choices.in_room(sitting, room)
        wanted.append(there if room == planned.room else ~there)
    for row in choices.members(sitting):
        outcome, sits = outcomes.get((row.person, row.role), (None, None))
        there = choices.attends(sitting, row)
        wanted.append(there if outcome == "attends" else ~there)
        for substitute in row.substitutes:
            deputises = choices.deputises(sitting, row, substitute)
            wanted.append(deputises if substitute == sits else ~deputises)
    return wanted
