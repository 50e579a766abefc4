"""Reports by days against the rule: a receiver's meeting is served exactly where a feeder's lies in its window."""

from datetime import timedelta
from random import Random

import pytest
from builders import body, closed, council, day, link, meeting, member, period, reports, room
from rounds import rounds
from years import plan_of_several

from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import DATES, Scope
from scheduler.rules import about, broken
from scheduler.solver.patterns.reading import networks_of
from scheduler.wishes import WISHES, ungranted

FIRST = day("2015-11-02")


def a_date(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def a_line(seed: int) -> Problem:
    """Return a council of two or three bodies by chance, A reporting to B and perhaps B to C."""
    chance = Random(f"line {seed}")  # noqa: S311 - the same councils every time
    last = chance.choice((18, 25))
    rows = [room()]
    by_period = chance.random() < 0.3
    if by_period:
        rows += [period("P1", a_date(0), a_date(8)), period("P2", a_date(9), a_date(last))]
    for code in ("A", "B", "C"):
        usual = Cadence(per_period=1) if by_period else Cadence(minimum=1, maximum=chance.choice((1, 2, 3)))
        fields: dict[str, object] = {
            "cadence": chance.choice((usual, usual, usual, Cadence(minimum=2, maximum=2))),
            "weekdays": chance.choice(("Mon;Wed", "Tue;Thu", "Mon;Tue;Wed;Thu;Fri")),
            "start_times": chance.choice(("10:00", "10:00;14:00", "14:00")),
            "duration_minutes": 60,
        }
        rows += [body(code, **fields), member("ANN", code)]
    if chance.random() < 0.4:
        rows.append(closed(a_date(chance.randrange(last)), a_date(last - 2), non_working=chance.random() < 0.5))
    rows.append(reports("A", "B", chance.choice((0, 0, 1, 3)), chance.choice((None, None, 3, 8))))
    if chance.random() < 0.5:
        rows.append(reports("B", "C", chance.choice((0, 2)), chance.choice((None, 4))))
    return council(*rows, start_date=a_date(0), end_date=a_date(last))


def compare(problem: Problem, chance: Random) -> int:
    """Hold reports against the rule in plans drawn by chance from the networks' nodes; count broken ones."""
    read = networks_of(problem)
    assert read.others == ()
    rule = next(one for one in about(DATES) if (one.RULE.scope, one.RULE.name) == (Scope.LINES, "reporting"))
    wish = next(one for one in WISHES if (one.WISH.scope, one.WISH.name) == (Scope.LINES, "served"))
    found = 0
    for report in read.reports:
        feeder, receiver = read.networks[report.feeder], read.networks[report.receiver]
        for _ in range(120):
            of_feeder = chance.sample(range(feeder.nodes), min(feeder.nodes, chance.choice((0, 1, 1, 2))))
            opened = [node for node in range(receiver.nodes) if receiver.open[:, node].any()]
            if not opened:
                break
            node = chance.choice(opened)
            plan = plan_of_several(problem, [(feeder, of_feeder), (receiver, [node])])
            theirs = {feeder.code, receiver.code}
            kept = not any({*one.bodies} == theirs for one in broken(problem, plan, [rule]))
            on = receiver.day[node]
            days = [feeder.day[one] for one in of_feeder]
            surely = any(report.first[on] <= one <= report.last[on] for one in days)
            perhaps = any(report.first[on] <= one <= report.last[on] or one == report.latest[on] for one in days)
            whose = problem.bodies[receiver.code].name
            told = sum(one.cost for one in ungranted(problem, plan, wish) if one.subject.startswith(whose))
            unserved = receiver.costs["held"].node[node] if "held" in receiver.costs else 0
            assert told == (unserved if kept else 0)
            if not report.asked[on]:
                assert kept
            else:
                assert surely <= kept <= perhaps
                assert kept == surely or on in days
            found += not kept
    return found


@pytest.mark.parametrize("seed", range(rounds(30)))
def test_a_report_is_asked_where_the_rule_asks_for_one(seed: int) -> None:
    compare(a_line(seed), Random(seed))  # noqa: S311 - the same plans every time


def three(*lines: object) -> Problem:
    usual = {"meetings": 1, "start_times": "10:00", "duration_minutes": 60}
    bodies = [body(code, **usual) for code in ("A", "B", "C")]
    return council(*bodies, room(), *lines, start_date="2015-11-02", end_date="2015-11-13")


def test_a_meeting_that_stands_has_to_be_reported_to_and_serves() -> None:
    problem = three(reports("A", "B", 1, 2), reports("B", "C", 1))
    read = networks_of(problem, [meeting(problem, "B", "2015-11-09")])
    feeder, receiver = read.networks
    assert (read.reports, [one.code for one in read.networks]) == ((), ["A", "C"])
    assert [(one.first, one.last) for one in feeder.covers] == [(2, 3)]  # two or one clear days before the Monday
    assert sorted(receiver.day[receiver.open[0]].tolist()) == [9, 10, 11]  # after it by a clear day


def test_a_receiver_that_nobody_could_report_to_is_closed() -> None:
    problem = three(reports("A", "B", 1), closed("2015-11-02", "2015-11-06", applies_to=("A",)))
    (_, receiver, _), (report,) = networks_of(problem).networks, networks_of(problem).reports
    assert sorted(receiver.day[receiver.open[0]].tolist()) == [9, 10, 11]
    assert report.asked.nonzero()[0].tolist() == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
    assert (report.first > report.last)[:9][report.asked[:9]].all()
    assert report.last[9:].tolist() == [7, 8, 9]


def test_a_receiver_never_meets_where_its_feeder_never_does() -> None:
    usual = {"meetings": 1, "start_times": "10:00"}
    rows = [body("A", cadence=Cadence()), body("B", **usual), reports("A", "B", 1)]
    read = networks_of(council(*rows, room(), start_date="2015-11-02", end_date="2015-11-06"))
    ((network,), reported) = read.networks, read.reports
    assert (network.layers, network.nodes, reported) == (1, 0, ())


def test_the_first_of_two_may_go_unserved_at_a_price_and_no_other() -> None:
    usual = {"start_times": "10:00", "duration_minutes": 60}
    rows = [body("A", meetings=1, **usual), body("B", meetings=3, **usual), room(), reports("A", "B", 2)]
    read = networks_of(council(*rows, start_date="2015-11-02", end_date="2015-11-13"))
    (_, receiver), (report,) = read.networks, read.reports
    opened = [sorted(receiver.day[nodes].tolist()) for nodes in receiver.open]
    assert opened == [[0, 1, 2, 3, 4, 7, 8, 9, 10, 11], [3, 4, 7, 8, 9, 10, 11], [3, 4, 7, 8, 9, 10, 11]]
    units = dict(zip(receiver.day.tolist(), receiver.costs["held"].node.tolist(), strict=True))
    assert units == {day: int(day < 3) for day in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)}
    assert (report.asked.nonzero()[0].tolist(), read.others) == ([3, 4, 7, 8, 9, 10, 11], ())


def test_a_receiver_of_what_is_no_pattern_is_placed_without_its_reports() -> None:
    problem = three(reports("A", "B", 1), FixedMeeting(day("2015-11-04"), "A", extra=True))
    read = networks_of(problem)
    assert ([one.code for one in read.networks], read.reports) == (["B", "C"], ())
    assert [(one.code, one.why) for one in read.others] == [("A", "it holds a meeting beside its cadence.")]


def test_one_that_holds_an_extra_is_no_pattern_whatever_is_linked_to_it() -> None:
    usual = {"start_times": "10:00", "duration_minutes": 60}
    extra = FixedMeeting(day("2015-11-04"), "A", extra=True, title="Extraordinary")
    rows = [*(body(code, meetings=1, **usual) for code in "ABC"), room(), reports("A", "B", 2)]
    links = (link("A", "not_same_day", "C"), link("B", "not_same_week", "C"))
    problem = council(*rows, *links, extra, start_date="2015-11-02", end_date="2015-11-13")
    read = networks_of(problem)
    assert [one.why for one in read.others if one.code == "A"] == ["it holds a meeting beside its cadence."]
    assert len(read.others) == 2
