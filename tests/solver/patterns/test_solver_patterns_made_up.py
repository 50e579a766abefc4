"""A rule or wish that nobody has thought of: a network holds it, or tells that it cannot, without a line of its own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from builders import body, council, day, meeting, meeting_day, member, room, session
from years import best_of, cost, plan_of, scores, years

from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.verbs import ALL, DATES, DAY, LINES, MEETING, MOVER, YEAR, Choices, Literal, Post, Scope
from scheduler.rules import RULES
from scheduler.rules.protocol import Rule
from scheduler.solver.patterns.network import Network
from scheduler.solver.patterns.reading import Networks, networks_of
from scheduler.wishes import WISHES
from scheduler.wishes.protocol import Wish

FIRST, LAST = "2015-11-02", "2015-11-29"
Enforce = Callable[[Problem, Choices, Post], None]


def council_of(*codes: str, **fields: object) -> Problem:
    made = {"meetings": 2, "weekdays": "Mon;Wed;Fri", "start_times": "10:00", **fields}
    bodies = [body(code, **made) for code in codes or ("A",)]
    return council(*bodies, *(member("ANN", one.code) for one in bodies), room(), start_date=FIRST, end_date=LAST)


@pytest.fixture
def added() -> Iterator[Callable[..., None]]:
    """Add rules and wishes that the product does not have."""
    rules, wishes = [], []

    def add(*, enforce: Enforce | None = None, cost: Callable | None = None, **facets: object) -> None:
        touches = {"touches": {DATES}, **facets}
        if enforce is not None:
            rules.append(
                SimpleNamespace(RULE=Rule("made_up", "made up", DATES, **touches), enforce=enforce, breaches=None)
            )
            RULES.append(rules[-1])
        if cost is not None:
            wish = Wish("made_up", "Made up", tier="dates", weight=7, **touches)
            wishes.append(SimpleNamespace(WISH=wish, cost=cost, score=None))
            WISHES.append(wishes[-1])

    yield add
    for one in rules:
        RULES.remove(one)
    for one in wishes:
        WISHES.remove(one)


REASON = Reason("made_up", "A", "It is made up.")


def only(read: Networks) -> Network:
    assert read.others == ()
    (network,) = read.networks
    return network


def days_of(network: Network) -> set[tuple[int, ...]]:
    return {tuple(int(network.day[node]) for node in nodes) for nodes in years(network)}


def test_a_wish_of_one_meeting_is_priced(made_up: None) -> None:
    problem = council_of()
    network = only(networks_of(problem))
    for nodes in years(network):
        assert cost(network, nodes, "dates") == scores(problem, plan_of(problem, network, nodes), "dates")
    assert best_of(network, "dates") == (0,)
    assert set(network.costs["dates"].node.tolist()) == {0, 14, 28}


def test_a_rule_of_one_meeting_closes_days_and_starts(added: Callable[..., None]) -> None:
    def never_late_on_a_monday(_problem: Problem, choices: Choices, post: Post) -> None:
        for sitting in choices.sittings:
            late = [(day, start) for day, start in choices.placements(sitting) if day.weekday() == 0 and start > 720]
            for literal in choices.held_during(sitting, late):
                post.require(literal == 0, REASON)

    added(enforce=never_late_on_a_monday, horizon=MEETING)
    network = only(networks_of(council_of(start_times="10:00;18:00")))
    there = {(int(day) % 7, int(start)) for day, start in zip(network.day, network.start, strict=True)}
    assert there == {(0, 600), (2, 600), (2, 1080), (4, 600), (4, 1080)}


def test_a_rule_of_two_that_follow_one_another_forbids_gaps(added: Callable[..., None]) -> None:
    def never_a_fortnight_apart(problem: Problem, choices: Choices, post: Post) -> None:
        one, two = choices.in_turn(problem.bodies["A"])
        gap = choices.day_number(two) - choices.day_number(one)
        post.require(gap <= 13, REASON, (choices.held(one), choices.held(two)))

    before = days_of(only(networks_of(council_of())))
    added(enforce=never_a_fortnight_apart, horizon=YEAR, scope=MOVER)
    assert days_of(only(networks_of(council_of()))) == {(one, two) for one, two in before if two - one <= 13}


def test_a_rule_of_the_first_meeting_binds_its_layer(added: Callable[..., None]) -> None:
    def first_by_the_sixth(problem: Problem, choices: Choices, post: Post) -> None:
        first, *_ = choices.in_turn(problem.bodies["A"])
        post.require(choices.day_number(first) <= 4, REASON, (choices.held(first),))

    added(enforce=first_by_the_sixth, horizon=YEAR, scope=MOVER)
    assert {one for one, _ in days_of(only(networks_of(council_of())))} == {0, 2, 4}


def test_a_demand_of_some_meeting_in_a_week_is_a_stretch_of_days(added: Callable[..., None]) -> None:
    def in_the_second_week(problem: Problem, choices: Choices, post: Post) -> None:
        week = [problem.settings.start_date + timedelta(days=number) for number in range(7, 14)]
        post.any_of([choices.held_on(one, day) for one in choices.sittings for day in week], REASON)

    before = days_of(only(networks_of(council_of())))
    added(enforce=in_the_second_week, horizon=YEAR, scope=MOVER)
    network = only(networks_of(council_of()))
    assert days_of(network) == {found for found in before if any(7 <= day <= 13 for day in found)}
    assert [(one.first, one.last) for one in network.covers] == [(7, 11)]


def test_a_wish_that_prices_meetings_by_their_place_has_nodes_for_each(added: Callable[..., None]) -> None:
    def the_second_not_on_a_monday(problem: Problem, choices: Choices) -> object:
        _, second = choices.in_turn(problem.bodies["A"])
        return sum(choices.held_on(second, day) for day in choices.open_days(second) if day.weekday() == 0)

    added(cost=the_second_not_on_a_monday, horizon=YEAR, scope=MOVER)
    network = only(networks_of(council_of()))
    for nodes in years(network):
        _, second = nodes
        spacing = network.costs["dates"].gap[0, network.day[second] - network.day[nodes[0]]]
        weekdays = 2 * len({int(network.day[node]) % 7 for node in nodes}) - 2
        assert cost(network, nodes, "dates") == 7 * (network.day[second] % 7 == 0) + spacing + weekdays


def test_two_usual_choices_are_no_pattern(added: Callable[..., None]) -> None:
    def one_half_of_the_day(problem: Problem, choices: Choices) -> object:
        usual = choices.one_of(2)
        return sum(
            choices.excess(choices.starts_at(one, start) - usual[number], most=1)
            for one in choices.in_turn(problem.bodies["A"])
            for number, start in enumerate(one.starts)
        )

    added(cost=one_half_of_the_day, horizon=YEAR, scope=MOVER)
    (other,) = networks_of(council_of(start_times="10:00;18:00")).others
    assert (other.code, other.why, other.impossible) == ("A", "it has more than one usual choice.", False)


def test_a_rule_of_pairs_that_do_not_follow_is_no_pattern(added: Callable[..., None]) -> None:
    def never_twice_on_mondays(problem: Problem, choices: Choices, post: Post) -> None:
        one, two = choices.in_turn(problem.bodies["A"])
        mondays = [
            [choices.held_on(each, day) for day in choices.open_days(each) if not day.weekday()] for each in (one, two)
        ]
        post.require(sum(mondays[0]) + sum(mondays[1]) <= 1, REASON)

    added(enforce=never_twice_on_mondays, horizon=YEAR, scope=MOVER)
    read = networks_of(council_of("A"))
    assert [(one.code, one.bodies, one.why) for one in read.others] == [("A", ("A",), "It is made up.")]


def test_a_rule_that_every_year_breaks_leaves_none(added: Callable[..., None]) -> None:
    added(enforce=lambda _problem, _choices, post: post.any_of((), REASON), horizon=YEAR, scope=MOVER)
    (other,) = networks_of(council_of()).others
    assert (other.why, other.impossible) == ("It is made up.", True)


def test_a_rule_of_all_bodies_together_leaves_those_it_ties(added: Callable[..., None]) -> None:
    def not_both_in_the_first_week(problem: Problem, choices: Choices, post: Post) -> None:
        first = problem.days[0]
        post.require(sum(choices.held_on(one, first) for one in choices.sittings if one.body.code != "C") <= 1, REASON)

    added(enforce=not_both_in_the_first_week, horizon=YEAR, scope=ALL)
    read = networks_of(council_of("A", "B", "C"))
    assert [one.code for one in read.networks] == ["C"]
    assert [(one.code, one.why) for one in read.others] == [("A", "It is made up."), ("B", "It is made up.")]


def test_a_rule_of_a_day_that_speaks_of_each_body_by_itself_is_held(added: Callable[..., None]) -> None:
    def never_on_the_first(problem: Problem, choices: Choices, post: Post) -> None:
        for sitting in choices.sittings:
            post.require(choices.held_on(sitting, problem.days[0]) == 0, REASON)

    added(enforce=never_on_the_first, horizon=DAY)
    assert {first for first, _ in days_of(only(networks_of(council_of())))} == {*range(2, 28)} & {
        number for number in range(25) if number % 7 in (0, 2, 4)
    }


def test_a_rule_that_sets_meetings_of_a_day_against_each_other_leaves_all(added: Callable[..., None]) -> None:
    def never_at_once(_problem: Problem, choices: Choices, post: Post) -> None:
        one, two, *_ = choices.sittings
        post.require(choices.overlapping(one, two) == 0, REASON)

    added(enforce=never_at_once, horizon=DAY)
    read = networks_of(council_of("A", "B"))
    assert [one.why for one in read.others] == ["it sets two meetings of one day against each other."] * 2


def test_a_wish_that_falls_with_seats_is_priced_elsewhere(added: Callable[..., None]) -> None:
    def empty_seats(_problem: Problem, choices: Choices) -> object:
        return sum(
            choices.held(sitting) - choices.attends(sitting, row)
            for sitting in choices.sittings
            for row in choices.members(sitting)
        )

    added(cost=empty_seats, horizon=MEETING)
    read = networks_of(council_of())
    assert best_of(only(read), "dates") == (0,)
    assert set(read.unpriced) == {"apologies", "turns", "made_up"}


@pytest.mark.parametrize("scope", [LINES, ALL])
def test_a_wish_of_all_is_priced_network_by_network(added: Callable[..., None], scope: Scope) -> None:
    def on_the_first_day(problem: Problem, choices: Choices) -> object:
        return sum(choices.held_on(sitting, problem.days[0]) for sitting in choices.sittings)

    added(cost=on_the_first_day, horizon=YEAR, scope=scope)
    read = networks_of(council_of("A", "B"))
    assert set(read.unpriced) == {"apologies", "turns", "spread", "busy_week"}  # of rare bodies of the same people
    for network in read.networks:
        units = dict(zip(network.day.tolist(), network.costs["dates"].node.tolist(), strict=True))
        assert {day for day, price in units.items() if price} == {0}


def _of_two_together(_problem: Problem, choices: Choices) -> object:
    one, two = (choices.sittings_of(code)[0] for code in "AB")
    return choices.held(one) + choices.both(choices.held_on(one, one.days[0]), choices.held_on(two, two.days[0]))


def _less_for_what_is_held(_problem: Problem, choices: Choices) -> object:
    return 2 - sum(choices.held(sitting) for sitting in choices.sittings)


def _over_a_lunch(_problem: Problem, choices: Choices) -> object:
    one, two = (choices.sittings_of(code)[0] for code in "AB")
    return choices.overlapping(one, two)


@pytest.mark.parametrize(
    ("cost", "priced"), [(_of_two_together, True), (_less_for_what_is_held, False), (_over_a_lunch, False)]
)
def test_a_wish_of_several_together_is_told_as_unpriced(
    added: Callable[..., None], cost: Callable, *, priced: bool
) -> None:
    added(cost=cost, horizon=YEAR, scope=ALL)
    read = networks_of(council_of("A", "B", meetings=1))
    assert "made_up" in read.unpriced
    (first,) = [network for network in read.networks if network.code == "A"]
    assert ("dates" in first.costs and bool(first.costs["dates"].node.any())) is priced


def test_a_rule_of_lines_that_tells_meetings_apart_is_no_pattern(added: Callable[..., None]) -> None:
    def one_after_another(problem: Problem, choices: Choices, post: Post) -> None:
        pairs = zip(choices.sittings_of("A"), choices.sittings_of("B"), strict=True)
        for feeder, receiver in pairs:
            for here in choices.open_days(receiver):
                earlier = [choices.held_on(feeder, one) for one in choices.open_days(feeder) if one < here]
                post.any_of([~choices.held_on(receiver, here), *earlier], REASON)

    added(enforce=one_after_another, horizon=YEAR, scope=LINES)
    read = networks_of(council_of("A", "B", "C"))
    assert [one.code for one in read.networks] == ["C"]
    assert read.reports == ()


PAIRS = "it sets two meetings of one day against each other."
LUNCH = "it sets a meeting against the lunch of a meeting day."


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        (lambda choices: choices.overlapping_any(choices.sittings[0], "B"), PAIRS),
        (lambda choices: choices.same_day(*choices.sittings[:2]), PAIRS),
        (lambda choices: choices.pairs_sharing_people(), "it sets meetings that share people against each other."),
        (lambda choices: choices.bookings("CR1"), "it sets bookings of a room against each other."),
        (lambda choices: choices.over_lunch(None, choices.sittings[0], ()), LUNCH),
    ],
)
def test_what_sets_two_against_each_other_leaves_all_and_is_told_as_unpriced(
    added: Callable[..., None], choice: Callable[[Choices], object], why: str
) -> None:
    added(cost=lambda _problem, choices: choice(choices), horizon=DAY)
    priced = networks_of(council_of("A", "B"))
    assert (len(priced.networks), "made_up" in priced.unpriced) == (2, True)
    added(enforce=lambda _problem, choices, post: post.require(choice(choices) == 0, REASON), horizon=DAY)
    assert [(one.code, one.why) for one in networks_of(council_of("A", "B")).others] == [("A", why), ("B", why)]


def test_a_rule_of_bookings_leaves_all(added: Callable[..., None]) -> None:
    added(enforce=lambda _problem, _choices, post: post.no_overlap((), REASON), horizon=DAY)
    assert [one.why for one in networks_of(council_of()).others] == ["it sets bookings against each other."]


def test_rules_of_rooms_seats_and_themes_close_nothing(added: Callable[..., None]) -> None:
    def all_that_is_settled_elsewhere(_problem: Problem, choices: Choices, post: Post) -> None:
        assert post.keeps(("made_up", "A"))
        for sitting in choices.sittings:
            assert not [*choices.rooms_for(sitting), *choices.venues_for(sitting)]
            post.forbid_room(sitting, "CR1", REASON)
            post.require(choices.in_room(sitting, "CR1") == 0, REASON)
            post.require(choices.at_venue(sitting, "Town Hall") == 0, REASON)
            for row in choices.members(sitting):
                substitutes = [choices.deputises(sitting, row, one) for one in choices.people_at(sitting)]
                post.require(sum(substitutes) + choices.seat_filled(sitting, row) <= 0, REASON)
                post.require(choices.sits(row.person, sitting) <= choices.in_force(sitting, row), REASON)
        for gathering in choices.gatherings:
            assert not choices.lunch_rooms_for(gathering)
            post.any_of([choices.lunch_in(gathering, "CR1"), choices.has_theme(gathering, "T")], REASON)

    rows = [meeting_day(meetings=1, weekdays="Mon"), session("AM"), body("D", meeting_day="DAY", session="AM")]
    problem = council(
        *rows, body("A", meetings=1), member("ANN", "A"), member("BOB", "D"), room(), start_date=FIRST, end_date=LAST
    )
    before = networks_of(problem)
    added(enforce=all_that_is_settled_elsewhere, horizon=MEETING)
    after = networks_of(problem)
    assert before.others == after.others == ()
    assert [one.open.tolist() for one in after.networks] == [one.open.tolist() for one in before.networks]


def test_a_cost_of_each_meeting_whatever_its_day_is_a_constant(added: Callable[..., None]) -> None:
    added(cost=lambda _problem, choices: len(choices.sittings), horizon=MEETING)
    read = networks_of(council_of("A", "B"))
    assert [best_of(one, "dates") for one in read.networks] == [(14,), (14,)]
    assert set(read.unpriced) == {"apologies", "turns", "spread", "busy_week"}  # of rare bodies of the same people


def test_a_usual_choice_of_each_meeting_is_no_pattern(added: Callable[..., None]) -> None:
    def not_on_the_odd_day(problem: Problem, choices: Choices) -> object:
        usual = choices.one_of(2)
        return sum(choices.excess(choices.held_on(one, problem.days[0]) - usual[0], most=1) for one in choices.sittings)

    added(cost=not_on_the_odd_day, horizon=MEETING)
    for codes in (("A",), ("A", "B")):
        others = networks_of(council_of(*codes)).others
        assert [(one.code, one.why) for one in others] == [
            (code, "it leaves a choice open for each meeting.") for code in codes
        ]


@pytest.mark.parametrize("facets", [{"horizon": MEETING}, {"horizon": YEAR, "scope": MOVER}])
def test_a_cost_that_falls_with_seats_is_told_as_unpriced(added: Callable[..., None], facets: dict) -> None:
    def less_for_each_there(_problem: Problem, choices: Choices) -> object:
        there = [choices.attends(one, row) for one in choices.sittings for row in choices.members(one)]
        return 5 - choices.excess(*there, most=1)

    added(cost=less_for_each_there, **facets)
    read = networks_of(council_of())
    assert (best_of(only(read), "dates"), set(read.unpriced)) == ((0,), {"apologies", "turns", "made_up"})


def test_what_a_rule_of_one_meeting_says_of_several_is_asked_of_each_by_itself(added: Callable[..., None]) -> None:
    def none_on_the_first(problem: Problem, choices: Choices, post: Post) -> None:
        first = [choices.held_on(one, problem.days[0]) for one in choices.sittings if one.body.code != "C"]
        post.require(sum(first) <= 0, REASON)

    added(enforce=none_on_the_first, horizon=MEETING)
    read = networks_of(council_of("A", "B", "C"))
    assert read.others == ()
    assert [(one.code, min(days_of(one))[0]) for one in read.networks] == [("A", 2), ("B", 2), ("C", 0)]


def test_a_rule_that_has_each_meeting_held_makes_it_owed(added: Callable[..., None]) -> None:
    may_meet_twice = body("A", cadence=Cadence(minimum=0, maximum=2), weekdays="Mon;Wed;Fri", start_times="10:00")
    problem = council(may_meet_twice, member("ANN", "A"), room(), start_date=FIRST, end_date=LAST)
    assert only(networks_of(problem)).least == 0

    def always_held(_problem: Problem, choices: Choices, post: Post) -> None:
        for sitting in choices.sittings:
            post.require(choices.held(sitting) == 1, REASON)

    added(enforce=always_held, horizon=MEETING)
    assert only(networks_of(problem)).least == 2
    budget = FixedMeeting(day("2015-11-09"), "A", duration_minutes=30, title="Budget")
    (other,) = networks_of(replace(problem, fixed_meetings=(budget,))).others
    assert other.why == "one way of holding a meeting is asked for, of several."


def test_a_rule_of_all_that_one_body_cannot_hold_leaves_it_alone(added: Callable[..., None]) -> None:
    def once_on_a_monday(_problem: Problem, choices: Choices, post: Post) -> None:
        one, two = choices.in_turn(choices.sittings_of("A")[0].body)
        mondays = [
            choices.held_on(each, on) for each in (one, two) for on in choices.open_days(each) if not on.weekday()
        ]
        post.require(sum(mondays) <= 1, REASON)

    added(enforce=once_on_a_monday, horizon=YEAR, scope=ALL)
    read = networks_of(council_of("A", "B"))
    assert [one.code for one in read.networks] == ["B"]
    assert [(one.code, one.why, one.impossible) for one in read.others] == [("A", "It is made up.", False)]


def test_a_stretch_of_days_that_are_all_closed_leaves_no_year(added: Callable[..., None]) -> None:
    def on_a_closed_day(problem: Problem, choices: Choices, post: Post) -> None:
        for sitting in choices.sittings:
            post.require(choices.held_on(sitting, problem.days[7]) == 0, REASON)
        post.any_of([choices.held_on(sitting, problem.days[7]) for sitting in choices.sittings], REASON)

    added(enforce=on_a_closed_day, horizon=YEAR, scope=MOVER)
    (other,) = networks_of(council_of()).others
    assert (other.why, other.impossible) == ("It is made up.", True)


def nothing_of_dates(choices: Choices, post: Post) -> None:
    post.require(choices.no == 0, REASON)
    post.any_of([~choices.no], REASON)


def any_day(choices: Choices, feeder: str) -> list[Literal]:
    return [choices.held_on(one, on) for one in choices.sittings_of(feeder) for on in choices.open_days(one)]


def where_it_is_held(choices: Choices, post: Post) -> None:
    for receiver in choices.sittings_of("B"):
        post.any_of([~choices.held(receiver), *any_day(choices, "A")], REASON)


def of_one_feeder_and_another(choices: Choices, post: Post) -> None:
    for receiver in choices.sittings_of("B"):
        for on in choices.open_days(receiver):
            for feeder in ("A", "C"):
                post.any_of([~choices.held_on(receiver, on), *any_day(choices, feeder)], REASON)


def of_two_feeders(choices: Choices, post: Post) -> None:
    feeders = [*choices.sittings_of("A"), *choices.sittings_of("C")]
    for receiver in choices.sittings_of("B"):
        for on in choices.open_days(receiver):
            post.any_of([~choices.held_on(receiver, on), *(choices.held_on(one, on) for one in feeders)], REASON)


def of_itself(choices: Choices, post: Post) -> None:
    first, last = choices.sittings_of("A")
    for on in choices.open_days(last):
        post.any_of([~choices.held_on(last, on), choices.held_on(first, on)], REASON)


def of_the_first_alone(choices: Choices, post: Post) -> None:
    receiver, *_ = choices.sittings_of("B")
    for on in choices.open_days(receiver):
        post.any_of([~choices.held_on(receiver, on), *any_day(choices, "A")], REASON)


@pytest.mark.parametrize(
    ("said", "others"),
    [
        (nothing_of_dates, []),
        (where_it_is_held, ["A", "B"]),
        (of_two_feeders, ["B"]),
        (of_one_feeder_and_another, ["A", "B", "C"]),
        (of_itself, ["A"]),
        (of_the_first_alone, ["A", "B"]),
    ],
)
def test_a_rule_of_lines_in_another_form_leaves_those_of_whom_it_speaks(
    added: Callable[..., None], said: Callable[[Choices, Post], None], others: list[str]
) -> None:
    added(enforce=lambda _problem, choices, post: said(choices, post), horizon=YEAR, scope=LINES)
    read = networks_of(council_of("A", "B", "C"))
    assert [(one.code, one.why) for one in read.others] == [(code, "It is made up.") for code in others]
    assert [one.code for one in read.networks] == [code for code in ("A", "B", "C") if code not in others]
    assert read.reports == ()


def test_a_meeting_that_stands_and_asks_for_days_with_others_between_leaves_the_feeder(
    added: Callable[..., None],
) -> None:
    def first_or_third_day(_problem: Problem, choices: Choices, post: Post) -> None:
        for feeder in choices.sittings_of("A"):
            days = choices.open_days(feeder)
            post.any_of([choices.held_on(feeder, on) for on in (days[0], days[2])], REASON)

    added(enforce=first_or_third_day, horizon=YEAR, scope=LINES)
    problem = council_of("A", "B")
    read = networks_of(problem, [meeting(problem, "B", "2015-11-09")])
    assert [(one.code, one.why) for one in read.others] == [("A", "It is made up.")]
