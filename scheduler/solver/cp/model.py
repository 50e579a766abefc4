"""The constraint programme: decision variables, the constraints of the rules, the lexicographic goals of the wishes.

Constraints are what the rules demand, plainly, with a literal that lifts it, or left out. Demands with a literal are
soft constraints by reification; redundant ones are implied by the others and only help to prove that there is no plan
(van Hoeve and Katriel 2006, "Global constraints", Handbook of Constraint Programming).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Gathering, Sitting, Turn
from scheduler.domain.verbs import Expression, Horizon, InTurn, Literal, Matter, Placed, Relation, Scope
from scheduler.rules import RULES, person_clash, room_clash, room_missing
from scheduler.rules.meeting_day import slots
from scheduler.rules.protocol import RuleFile
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import candidates
from scheduler.solver.cp.hints import DomainRestriction
from scheduler.solver.cp.progress import Clock
from scheduler.wishes import TIERS, WISHES
from scheduler.wishes.protocol import WishFile


class Constraints:
    """Puts demands to the model.

    With `guarded`, every demand of one rule on one subject holds only where their common guard does;
    `guards` keeps them by rule and subject, with the first reason given for each. With `lifted`, what some rules
    demand of some subjects is left out.
    """

    def __init__(self, choices: Decisions, *, guarded: bool, lifted: Collection[tuple[str, str]] | None = None) -> None:
        self.choices = choices
        self.guarded = guarded
        self.partial = guarded or lifted is not None
        self.lifted = lifted or ()
        self.guards: dict[tuple[str, str], Literal] = {}
        self.reasons: dict[tuple[str, str], Reason] = {}

    def _guards(self, reason: Reason) -> list[Literal]:
        if not self.guarded:
            return []
        key = reason.rule, reason.subject
        if key not in self.guards:
            self.guards[key] = self.choices.model.new_bool_var(" ".join(key))
        return [self.guards[key]]

    def holds(self, reason: Reason, of: Sequence[InTurn] = ()) -> bool:
        """Whether the reason is not left out, and is asked of these; it is kept with the others."""
        if any(reason.rule in one.waived for one in of if not isinstance(one, Turn)):
            return False
        self.choices.check()
        key = reason.rule, reason.subject
        self.reasons.setdefault(key, reason)
        return self.keeps(key)

    def keeps(self, key: tuple[str, str]) -> bool:
        """Whether what a rule demands of a subject is not left out."""
        return key not in self.lifted

    def forbid(self, placed: Placed, day: date, reason: Reason) -> None:
        """Rule out a day."""
        if not self.holds(reason):
            return
        if isinstance(placed, Sitting) and placed.gathering is not None and not placed.body.alive_on(day):
            return
        if not self.choices.rule_out(placed, day):
            self.require_none([self.choices.held_on(placed, day)], reason)

    def forbid_room(self, placed: Placed, room: str, reason: Reason) -> None:
        """Rule out a room for a meeting, or for the lunch of an occurrence."""
        if self.holds(reason) and not self.choices.rule_out_room(placed, room):
            if isinstance(placed, Gathering):
                there = self.choices.lunch_in(placed, room)
            else:
                there = self.choices.in_room(placed, room)
            self.require_none([there], reason)

    def require_none(self, literals: Iterable[Literal], reason: Reason) -> None:
        """Demand that none of these holds."""
        for literal in literals if self.holds(reason) else ():
            if literal is not self.choices.no:
                self.choices.model.add_bool_or(~literal, *(~guard for guard in self._guards(reason)))

    def require(
        self, relation: Relation, reason: Reason, when: Sequence[Literal] = (), of: Sequence[InTurn] = ()
    ) -> None:
        """Demand a relation between expressions, where all of `when` hold; nothing where it is not asked of them."""
        if not self.holds(reason, of):
            return
        when = [*when, *(~self.choices.held(one) for one in self._not_asked(reason, of))]
        if self.choices.fixed:
            when = [literal for literal in when if literal is not self.choices.yes]
            relation = self._no_worse(relation)
            if relation is True or (relation is False and not when):
                return
        enforcement = [*when, *self._guards(reason)]
        if isinstance(relation, bool):
            if not relation:
                self.choices.model.add_bool_or(~literal for literal in enforcement)
            return
        constraint = self.choices.model.add(relation)
        if enforcement:
            constraint.only_enforce_if(*enforcement)

    def _no_worse(self, relation: Relation) -> Relation:
        """Return what a relation demands of what is to be placed, given what is placed already.

        What is fixed may break a rule by itself, where the rule is lifted, or the calendar is one to be repaired: then
        no more can be demanded than that the rest makes it no worse.
        """
        if isinstance(relation, bool):
            return relation
        no = self.choices.no.index
        free = [(coeff, one) for coeff, one in zip(relation.coeffs, relation.vars, strict=True) if one.index != no]
        if not free:
            return bool(relation.bounds.contains(relation.offset))
        settled = sum(coeff for coeff, one in zip(relation.coeffs, relation.vars, strict=True) if one.index == no)
        least = sum(min(coeff * end for end in ends(one)) for coeff, one in free)
        if settled >= 0 or relation.bounds.max() >= relation.offset + least:
            return relation
        return sum(coeff * one for coeff, one in free) <= least

    def _not_asked(self, reason: Reason, of: Sequence[InTurn]) -> list[Sitting]:
        """Return the ways of holding some meetings of which a rule is not asked."""
        return [one for turn in of if isinstance(turn, Turn) for one in turn.sittings if reason.rule in one.waived]

    def any_of(self, literals: Iterable[Literal], reason: Reason, of: Sequence[InTurn] = ()) -> None:
        """Demand that at least one holds; nothing where it is not asked of these."""
        if self.holds(reason, of):
            exempt = [self.choices.held(one) for one in self._not_asked(reason, of)]
            self.choices.model.add_bool_or(*literals, *exempt, *(~guard for guard in self._guards(reason)))

    def at_most_one(self, literals: Iterable[Literal], *reasons: Reason) -> None:
        """Demand that no two hold, for each of the reasons."""
        literals = [literal for literal in literals if literal is not self.choices.no]
        holding = [reason for reason in reasons if self.holds(reason)]
        settled = [literal for literal in literals if literal is self.choices.yes]
        literals = [literal for literal in literals if literal is not self.choices.yes] + settled[:1]
        if holding and not self.guarded:
            self.choices.model.add_at_most_one(literals)
        for reason in holding if self.guarded else ():
            self.choices.model.add(sum(literals) <= 1).only_enforce_if(*self._guards(reason))

    def no_overlap(self, bookings: Sequence[Any], reason: Reason) -> None:
        """Demand that no two bookings overlap."""
        if not self.holds(reason):
            return
        constraint = self.choices.model.add_no_overlap(bookings)
        for guard in self._guards(reason):
            constraint.only_enforce_if(guard)

    def at_most_at_once(self, carried: Sequence[tuple[Any, int]], most: int, reason: Reason) -> None:
        """Demand that of what is carried for bookings there are never more than so many at one moment."""
        if not carried or not self.holds(reason):
            return
        intervals, numbers = zip(*carried, strict=True)
        constraint = self.choices.model.add_cumulative(intervals, numbers, most)
        for guard in self._guards(reason):
            constraint.only_enforce_if(guard)


def _no_oftener_a_day(problem: Problem, choices: Decisions) -> None:
    """Let no body meet oftener on one day at other times than it could at its own: another time is no more meetings."""
    for body in problem.bodies.values():
        own = set(problem.start_times_of(body))
        everything = (one for one in choices.sittings_of(body.code) if one.session is None and not one.extra)
        sittings = [one for one in everything if all(said.row.start is None for said in one.ones)]
        if len(sittings) > len(own) and any(not own.issuperset(sitting.starts) for sitting in sittings):
            on_day: defaultdict[date, list[Literal]] = defaultdict(list)
            for sitting in sittings:
                for day in choices.open_days(sitting):
                    on_day[day].append(choices.held_on(sitting, day))
            for literals in on_day.values():
                if len(literals) > len(own):
                    choices.model.add(sum(literals) <= len(own))


SLOTS, SLOTS_AFTER, APOLOGIES = "slots", "slots_after_apologies", "apologies"
"""The goals that are slots of sessions, and the tier after which the second comes."""
MOST_ROOMS = 3
"""Rooms that meetings have to share, to be counted together."""


def add_redundant_constraints(
    problem: Problem, choices: Decisions, post: Constraints, rules: Sequence[RuleFile] = RULES
) -> None:
    """State how many meetings at most can be at one moment, for each person they need and each few rooms they use.

    Only as far as the rules of which that follows are among those that hold, stated or not.
    """
    stated = {file.RULE.name for file in rules}
    own = [sitting for sitting in choices.sittings if sitting.gathering is None]
    for sittings in _by_required(choices, own, post) if person_clash.RULE.name in stated else ():
        _at_most(choices, sittings, 1, 0, 0)
    if room_clash.RULE.name not in stated or room_missing.RULE.name not in stated:
        return
    with_room = {s: frozenset(choices.rooms_for(s)) for s in own if not s.body.online and _needs_a_room(s, post)}
    for rooms in sorted({some for some in with_room.values() if 0 < len(some) <= MOST_ROOMS}, key=sorted):
        if all(post.keeps((room_clash.RULE.name, room)) for room in rooms):
            sittings = [sitting for sitting, theirs in with_room.items() if theirs <= rooms]
            setup = min(problem.rooms[room].setup_minutes for room in rooms)
            clear = min(problem.rooms[room].clear_minutes for room in rooms)
            _at_most(choices, sittings, len(rooms), setup, clear)


def ends(variable: Any) -> tuple[int, int]:  # noqa: ANN401 - the solver's variable is opaque here
    """Return the least and the greatest value of a variable; its domain knows no index from the end."""
    domain = variable.proto.domain
    return domain[0], domain[len(domain) - 1]


def _needs_a_room(sitting: Sitting, post: Constraints) -> bool:
    return post.keeps((room_missing.RULE.name, sitting.body.code))


def _by_required(choices: Decisions, sittings: Iterable[Sitting], post: Constraints) -> Iterator[Sequence[Sitting]]:
    """Yield the meetings of more bodies than one that somebody without a substitute must attend."""
    found: defaultdict[str, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        held = choices.held(sitting)
        people = {
            row.person
            for row in choices.members(sitting)
            if row.required and not row.substitutes and choices.in_force(sitting, row) is held
            if post.keeps((person_clash.RULE.name, f"{row.person} at {sitting.body.code}"))
        }
        for person in sorted(people):
            if post.keeps((person_clash.RULE.name, person)):
                found[person].append(sitting)
    groups = {tuple(some) for some in found.values() if len({sitting.body.code for sitting in some}) > 1}
    yield from sorted(groups, key=lambda group: [sitting.name for sitting in group])


def _at_most(choices: Decisions, sittings: Sequence[Sitting], most: int, setup: int, clear: int) -> None:
    """Let no more than so many meetings be at one moment, set-up and clearing included."""
    if len(sittings) <= most:
        return
    for moment in sorted({start - setup for sitting in sittings for start in sitting.starts}):
        on_day: defaultdict[date, list[Literal]] = defaultdict(list)
        for sitting in sittings:
            starts = [s for s in sitting.starts if s - setup <= moment < s + sitting.duration + clear]
            for day in choices.open_days(sitting) if starts else ():
                on_day[day] += choices.held_during(sitting, [(day, start) for start in starts])
        for _, literals in sorted(on_day.items()):
            if len(literals) > most:
                choices.model.add(sum(literals) <= most)


@dataclass(frozen=True)
class Objective:
    """Something to be made as small as it can be: the slots of sessions, or one tier of wishes."""

    name: str
    cost: Expression


def build(
    problem: Problem,
    *,
    guarded: bool = False,
    rules: Sequence[RuleFile] = RULES,
    restriction: DomainRestriction | None = None,
    lifted: Collection[tuple[str, str]] | None = None,
    clock: Clock | None = None,
) -> tuple[Decisions, Constraints]:
    """State the choices and the rules.

    Parameters
    ----------
    problem : Problem
        The input, or a part of it.
    guarded : bool
        Whether an explanation can lift each demand.
    rules : sequence of Rule
        All of them, or some.
    restriction : DomainRestriction, optional
        Leaves only some of the days.
    lifted : collection of (rule, subject), optional
        Demands that are left out; given at all, what several others demand together is stated too, which a search
        for a plan can do without and a proof that there is none cannot.
    clock : Clock, optional
        Asked as the model is built, now and by whoever adds to it.

    Raises
    ------
    TimeIsUp
        If the clock is late before the model is whole.

    """
    explaining = guarded or lifted is not None
    asked = candidates(problem, loose=explaining, lifted=lambda key: guarded or key in (lifted or ()))
    choices = Decisions(problem, asked, pruning=not guarded)
    choices.one_seat_each = not guarded and lifted is None
    if clock is not None:
        choices.check = clock.check
    if restriction is not None:
        restriction(choices)
    post = Constraints(choices, guarded=guarded, lifted=lifted)
    for rule in rules:
        choices.look(rule.RULE.horizon, rule.RULE.name)
        rule.enforce(problem, choices, post)
    choices.look(Horizon.MEETING)
    choices.put_in_order()
    if lifted is not None:
        add_redundant_constraints(problem, choices, post, rules if lifted else RULES)
    if explaining:
        _no_oftener_a_day(problem, choices)
    return choices, post


def objectives(problem: Problem, choices: Decisions, *, lazy: bool = False) -> list[Objective]:
    """Return what to minimise, in order: first the slots, for the rule asks for as few as needed.

    Of sessions that are to cost the fewest apologies, slots come after these. `lazy` is as in `tier_costs`.
    """
    found = [Objective(SLOTS, slots(choices))]
    after = slots(choices, "fewest_apologies")
    for tier, cost in tier_costs(problem, choices, lazy=lazy).items():
        found.append(Objective(tier, cost))
        if tier == APOLOGIES and not isinstance(after, int):
            found.append(Objective(SLOTS_AFTER, after))
    return found


def tier_costs(problem: Problem, choices: Decisions, *matters: Matter, lazy: bool = True) -> dict[str, Expression]:
    """Return what each tier of wishes costs, the most important first: of all wishes, or of those that touch a matter.

    Only what is to be placed is priced: wishes of one meeting see that alone, those that look as far as a week see
    what is fixed too, and those of the whole year are asked of the bodies that are to be placed; where they speak of
    two that report to each other, of those who hear. Without `lazy` ones, what is left is never more than the cost.
    """
    free, lines = free_part(problem, choices), _lines_to_free(problem, choices)
    stated = [wish for wish in WISHES if lazy or not wish.WISH.lazy]
    asked = [wish for wish in stated if not matters or not wish.WISH.touches.isdisjoint(matters)]
    found: dict[str, Expression] = {}
    for tier in TIERS:
        if tier == "unmoved" and problem.baseline is None:
            continue
        wishes = [wish for wish in asked if tier == wish.WISH.tier]
        weights = [wish.WISH.weight_in(problem) for wish in wishes]
        costs = [
            weight * _cost(wish, lines if wish.WISH.scope is Scope.LINES else free, problem, choices)
            for wish, weight in zip(wishes, weights, strict=True)
            if weight
        ]
        found[tier] = sum(costs)
    return found


def _lines_to_free(problem: Problem, choices: Decisions) -> Problem:
    """Return the problem without the lines to bodies that are placed already, and the links between such bodies."""
    if problem.placed is None or not (problem.reporting or problem.links):
        return problem
    fixed = {meeting.body for meeting in problem.placed.live} - {sitting.body.code for sitting in choices.free_sittings}
    return replace(
        problem,
        reporting=tuple(row for row in problem.reporting if row.to_body not in fixed),
        links=tuple(row for row in problem.links if not fixed.issuperset((row.from_body, row.to_body))),
    )


def _cost(wish: WishFile, free: Problem, problem: Problem, choices: Decisions) -> Expression:
    choices.look(wish.WISH.horizon)
    cost = wish.cost(free if wish.WISH.horizon is Horizon.YEAR else problem, choices)
    choices.look(Horizon.MEETING)
    return cost


def free_part(problem: Problem, choices: Decisions) -> Problem:
    """Return the problem of the bodies and meeting days that are still to be placed, or have been by facts alone."""
    if problem.placed is None:
        return problem
    free = {sitting.body.code for sitting in choices.free_sittings}
    fixed = {meeting.body for meeting in problem.placed.live} - free
    gatherings = {gathering.meeting_day.code for gathering in choices.free_gatherings}
    days = {one.meeting_day for one in problem.placed.occurrences} - gatherings
    return replace(
        problem,
        bodies={code: body for code, body in problem.bodies.items() if code not in fixed},
        memberships=tuple(row for row in problem.all_memberships if row.body not in fixed),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body not in fixed),
        reporting=tuple(row for row in problem.reporting if fixed.isdisjoint((row.from_body, row.to_body))),
        links=tuple(row for row in problem.links if not fixed.issuperset((row.from_body, row.to_body))),
        projects={code: project for code, project in problem.projects.items() if project.reports_to not in fixed},
        meeting_days={code: day for code, day in problem.meeting_days.items() if code not in days},
        themes={code: theme for code, theme in problem.themes.items() if theme.meeting_day not in days},
    )
