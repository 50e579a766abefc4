"""Networks read off a problem: rules and wishes are asked once, by their own faces, and what they say is recorded.

Those of one meeting are asked of one of all meetings that are alike, those of one body or meeting day of all that it
holds, those of two that report to each other of their first and last meetings that are alike.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import DATES, SEATS, TIMES, Horizon, Scope
from scheduler.rules import about
from scheduler.rules.protocol import Rule, RuleFile
from scheduler.solver.cp.candidates import fixed_candidates
from scheduler.solver.patterns.alike import Alike
from scheduler.solver.patterns.drafts import Draft, NoMatterOfDates, NoYear
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.expressions import Relation, Settled, Sum, Symbol, summed
from scheduler.solver.patterns.layers import Layer, at_least
from scheduler.solver.patterns.matchings import price, split
from scheduler.solver.patterns.movers import Mover, movers
from scheduler.solver.patterns.network import Network, Report
from scheduler.solver.patterns.networks import network_of
from scheduler.solver.patterns.reports import Line, Lines, cast_of_lines, report_of, want
from scheduler.solver.patterns.statements import Cast, Demand, Demands, Recorder
from scheduler.solver.patterns.values import involved
from scheduler.wishes import TIERS, WISHES
from scheduler.wishes.protocol import Wish, WishFile


@dataclass(frozen=True)
class NoNetwork:
    """A body with meetings of its own, or a meeting day with its bodies, whose years no network holds, and why.

    `impossible` is whether it has no year at all that keeps the rules.
    """

    code: str
    of_meeting_day: bool
    bodies: tuple[str, ...]
    why: str
    impossible: bool = False


@dataclass(frozen=True, eq=False)
class Networks:
    """What was read off a problem.

    Parameters
    ----------
    networks : tuple of Network
        In the order of the input: meeting days, then bodies.
    reports : tuple of Report
        Who of them reports to whom.
    others : tuple of NoNetwork
        What is no pattern.
    unpriced : tuple of str
        Wishes of the tiers before the last that no network prices, or not in full: what it says a year costs is then
        too little, never too much.

    """

    networks: tuple[Network, ...]
    reports: tuple[Report, ...]
    others: tuple[NoNetwork, ...]
    unpriced: tuple[str, ...]


def _unheeded() -> None:
    """Let the reading go on."""


def networks_of(problem: Problem, standing: Sequence[Meeting] = (), check: Callable[[], None] = _unheeded) -> Networks:
    """Read the networks of all bodies with meetings of their own, and of all meeting days.

    Parameters
    ----------
    problem : Problem
        The input.
    standing : sequence of Meeting
        Meetings of other bodies that stand already: their bodies have no networks, and what they report, or hear
        reports of, is kept.
    check : callable
        Is called every tenth of a second or so, and may raise.

    """
    if standing:
        settings, placed = problem.settings, () if problem.placed is None else problem.placed.meetings
        plan = Plan(settings.title, settings.start_date, settings.end_date, meetings=(*placed, *standing))
        problem = replace(problem, placed=plan)
    return _Reading(problem, check).read()


class _Reading:
    """One reading of a problem, which asks each rule and wish in turn."""

    def __init__(self, problem: Problem, check: Callable[[], None]) -> None:
        self.problem, self.check = problem, check
        self.movers = movers(problem)
        self.drafts: dict[int, Draft] = {}
        self.refused: dict[int, NotAPattern] = {}
        self.alike = Alike(problem, self.movers)
        self.unpriced: dict[str, None] = {}

    def read(self) -> Networks:
        """Ask all rules and wishes, and put together what they said."""
        self._ask_of_one_meeting()
        for number, mover in enumerate(self.movers):
            self.check()
            try:
                self.drafts[number] = self._ask_of(mover)
            except NotAPattern as said:
                self.refused[number] = said
        self._ask_of_all()
        reports = list(self._reports())
        networks = {}
        for number, draft in list(self.drafts.items()):
            if not draft.layers:
                continue
            try:
                networks[number] = network_of(self.problem, self.movers[number], draft)
            except NotAPattern as said:
                self.refused[number] = said
        place = {number: one for one, number in enumerate(networks)}
        return Networks(
            tuple(networks.values()),
            tuple(
                replace(one, feeder=place[one.feeder], receiver=place[one.receiver])
                for one in reports
                if one.feeder in place and one.receiver in place
            ),
            tuple(self._other(number) for number in sorted(self.refused)),
            tuple(self.unpriced),
        )

    def _other(self, number: int) -> NoNetwork:
        mover = self.movers[number]
        bodies = tuple(body.code for body in mover.bodies)
        why = self.refused[number]
        return NoNetwork(mover.subject.code, mover.of_meeting_day, bodies, str(why), isinstance(why, NoYear))

    def _refuse(self, numbers: Iterable[int], why: NotAPattern) -> None:
        """Take some for no pattern."""
        for number in sorted({*numbers} & self.drafts.keys()):
            del self.drafts[number]
            self.refused[number] = why

    def _ask_of_all(self) -> None:
        """Ask what looks at several bodies at once, in a day, a week or the year: what it says of one is held.

        Those of which it says something together are no pattern.
        """
        cast = _together([mover.cast for mover in self.movers])
        for rule in about(DATES, TIMES):
            if not _of_one(rule.RULE) and not _of_two(rule.RULE):
                self._state(rule, cast, self._hear, rule.RULE.name if rule.RULE.horizon < Horizon.YEAR else None)
        for wish in (one for one in _wishes(self.problem) if not _of_one(one.WISH) and not _of_two(one.WISH)):
            self._price_apart(wish, cast)

    def _price_apart(self, wish: WishFile, cast: Cast) -> None:
        """Let each network cost what a wish counts of it alone; a wish that counts anything else is unpriced.

        What is counted of several together is left out, which makes a year no dearer: nothing is taken away again.
        """
        try:
            cost = summed(wish.WISH.weight_in(self.problem) * wish.cost(self.problem, Recorder(self.problem, cast)))
        except NotAPattern:
            self.unpriced[wish.WISH.name] = None
            return
        found: dict[int, list[tuple[int, Symbol]]] = {}
        whole = not cost.constant
        for factor, symbol in cost.terms:
            layers, _, elsewhere = involved(symbol)
            numbers = {self._number_of[layer] for layer in layers}
            if len(numbers) == 1 and not elsewhere:
                found.setdefault(numbers.pop(), []).append((factor, symbol))
            elif not isinstance(symbol, Settled):  # of what stands it counts the same whatever the year
                whole = False
        if all(factor > 0 for factor, _ in cost.terms):
            for number in sorted(found.keys() & self.drafts.keys()):
                try:
                    self.drafts[number].price(wish.WISH.tier, Sum(0, found[number], len(found[number])))
                except NotAPattern:
                    whole = False
        else:
            whole = False
        if not whole:
            self.unpriced[wish.WISH.name] = None

    @cached_property
    def _number_of(self) -> dict[Layer, int]:
        """The place of whoever holds a layer."""
        return {layer: number for number, mover in enumerate(self.movers) for layer in mover.layers}

    def _hear(self, said: Demand) -> None:
        """Take in a demand of one network; those of which it is made together are no pattern."""
        numbers = {self._number_of[layer] for layer in involved(*said.expressions)[0]}
        if len(numbers) > 1:
            self._refuse(numbers, NotAPattern(said.reason.message))
        for number in numbers & self.drafts.keys():
            try:
                self.drafts[number].demand(said)
            except NotAPattern as why:
                self._refuse(numbers, why)

    def _state(self, rule: RuleFile, cast: Cast, hear: Callable[[Demand], None], name: str | None = None) -> None:
        """Let a rule speak of those in a cast; where it cannot be said, all of them are no pattern."""

        def heed(said: Demand) -> None:
            self.check()
            hear(said)

        demands = Demands(Recorder(self.problem, cast, name), heed)
        try:
            rule.enforce(self.problem, demands.choices, demands)
        except NotAPattern as why:
            self._refuse(range(len(self.movers)), why)

    def _reports(self) -> Iterator[Report]:
        """Yield who reports to whom; both are no pattern where more is said of them than that."""
        bodies = {body.code for mover in self.movers for body in mover.bodies}
        standing = {
            one: self.problem.is_fact(there)
            for one, there in fixed_candidates(self.problem).items()
            if isinstance(one, Sitting) and one.body.code not in bodies
        }
        cast = cast_of_lines(self.movers, standing, self.alike.of)
        lines = Lines(self.movers, cast)
        of_two = [one for one in about(DATES, TIMES) if _of_two(one.RULE)]
        for rule in of_two:
            self._state(rule, cast, lines.hear)
        if lines.strange:
            self._hear_strange(of_two, lines.strange, standing)
        for asked, sentence in lines.wanted:
            if asked.feeder in self.drafts:
                try:
                    want(asked, sentence, lines.shown, self.drafts[asked.feeder])
                except NotAPattern as why:
                    self._refuse([asked.feeder], why)
        for key, line in lines.found.items():
            report = None if key in lines.strange else self._report(line, lines.shown)
            if report is not None:
                yield report
        for wish in (one for one in _wishes(self.problem) if _of_two(one.WISH)):
            if any(mover.beside for mover in self.movers):  # nothing can be said of what is held beside a cadence
                self.unpriced[wish.WISH.name] = None
            else:
                self._price_apart(wish, self._everybody(standing))

    def _everybody(self, standing: Mapping[Sitting, bool]) -> Cast:
        """Return all that is to be placed, but for what is beside a cadence, which is no pattern; and what stands."""
        everybody = _together([mover.cast for mover in self.movers])
        beside = {one for mover in self.movers for one in mover.beside}
        return replace(
            everybody,
            sittings=[*(one for one in everybody.sittings if one not in beside), *standing],
            standing={one: fact for some in (everybody.standing, standing) for one, fact in some.items()},
        )

    def _hear_strange(
        self, rules: Sequence[RuleFile], strange: Container[tuple[str, str]], standing: Mapping[Sitting, bool]
    ) -> None:
        """Hear in full what is said of two otherwise than that one reports to the other: who stands closes days.

        Of two that may not both be somewhere, one becomes no pattern: it stands before the other is placed.
        """
        cast = self._everybody(standing)
        apart: dict[frozenset[int], str] = {}

        def hear(said: Demand) -> None:
            if (said.reason.rule, said.reason.subject) in strange:
                numbers = frozenset(self._number_of[layer] for layer in involved(*said.expressions)[0])
                if len(numbers) > 1 and _not_both(said):
                    apart.setdefault(numbers, said.reason.message)
                else:
                    self._hear(said)

        for rule in rules:
            self._state(rule, cast, hear)
        while True:
            still = [numbers for numbers in apart if numbers <= self.drafts.keys()]
            if not still:
                break
            often = Counter(number for numbers in still for number in sorted(numbers))
            one = max(sorted(often), key=lambda number: often[number])
            self._refuse([one], NotAPattern(next(apart[numbers] for numbers in still if one in numbers)))

    def _report(self, line: Line, shown: Mapping[int, Sequence[Layer]]) -> Report | None:
        """Return a line of two networks; none where one of them is no pattern, or both become none."""
        if not {line.receiver, *line.feeders} <= self.drafts.keys():
            return None
        try:
            return report_of(line, shown, self.drafts, len(self.problem.days))
        except NotAPattern as said:
            self._refuse({line.receiver, *line.feeders}, said)
            return None

    def _ask_of_one_meeting(self) -> None:
        for rule in (one for one in about(DATES, TIMES) if one.RULE.horizon is Horizon.MEETING):
            self.check()
            self.alike.state(rule)
        for wish in _wishes(self.problem):
            self.check()
            if wish.WISH.horizon is Horizon.MEETING and not self.alike.price(wish):
                self.unpriced[wish.WISH.name] = None

    def _ask_of(self, mover: Mover) -> Draft:
        """Return the draft of a network with all that rules and wishes say of it."""
        mover.check()
        rows = mover.rows
        draft = Draft(mover.layers, len(self.problem.days))
        draft.must |= mover.begun
        self.alike.tell(mover, draft)
        for rule in about(DATES, TIMES):
            if rule.RULE.horizon is Horizon.YEAR and _of_one(rule.RULE):
                demands = Demands(Recorder(rows, mover.cast), draft.demand)
                rule.enforce(rows, demands.choices, demands)
        for wish in _wishes(self.problem):
            yearly = wish.WISH.horizon is Horizon.YEAR and _of_one(wish.WISH)
            if yearly and (SEATS in wish.WISH.touches or not self._price(wish, rows, mover, draft)):
                self.unpriced[wish.WISH.name] = None
        return draft

    @staticmethod
    def _price(wish: WishFile, rows: Problem, mover: Mover, draft: Draft) -> bool:
        """Let a network cost what a wish of the whole year counts; whether that is all that it may count."""
        choices = Recorder(rows, mover.cast)
        cost = at_least(summed(wish.WISH.weight_in(rows) * wish.cost(rows, choices)))
        cost, matched = split(cost) if choices.matches else (cost, {})
        try:
            draft.price(wish.WISH.tier, cost)
        except NoMatterOfDates:
            return False
        for matching, terms in matched.items():
            price(draft, wish.WISH.tier, matching, terms)
        return not choices.left_open


def _of_one(about_itself: Rule | Wish) -> bool:
    """Whether a rule or wish speaks of no more than one meeting, or one body or meeting day, at once."""
    year = about_itself.horizon is Horizon.YEAR and about_itself.scope is Scope.MOVER
    return about_itself.horizon is Horizon.MEETING or year


def _of_two(about_itself: Rule | Wish) -> bool:
    """Whether a rule or wish speaks of two that report to each other."""
    return about_itself.horizon is Horizon.YEAR and about_itself.scope is Scope.LINES


def _not_both(said: Demand) -> bool:
    """Whether all that is demanded is that some choices not all be yes: what stands then closes days to the rest."""
    return isinstance(said.relation, Relation) and all(factor > 0 for factor, _ in said.relation.sum.terms)


def _together(casts: Sequence[Cast]) -> Cast:
    """Return everybody who is there, in one cast."""
    return Cast(
        [sitting for one in casts for sitting in one.sittings],
        [gathering for one in casts for gathering in one.gatherings],
        {turn: layer for one in casts for turn, layer in one.layers.items()},
        {code: turns for one in casts for code, turns in one.turns.items()},
        {code: gatherings for one in casts for code, gatherings in one.days_in_turn.items()},
        {placed: fact for one in casts for placed, fact in one.standing.items()},
    )


def _wishes(problem: Problem) -> Iterator[WishFile]:
    """Yield the wishes of all tiers but the last that have a weight in the input."""
    for wish in WISHES:
        if wish.WISH.tier != TIERS[-1] and wish.WISH.weight_in(problem):
            yield wish
