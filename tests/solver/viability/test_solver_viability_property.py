"""Random tiny boards that would sit at once: the answer against every way to seat people, nominate and part."""

from dataclasses import replace

from builders import body, council, day, member, person
from every_seating import fewest_nominations, fewest_slots, lowest_price
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.commands.viability import verify
from scheduler.domain.bodies import QuorumRule
from scheduler.domain.viability import Together
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.viability.seat_assignment import allocate
from scheduler.solver.viability.viability import find_viability

FIRST = day("2015-11-01")
PEOPLE = ("P1", "P2", "P3", "P4", "P5")
MOST_WAYS = 60
"""Ways to seat people, of which a council has no more, so that all can be tried."""
MOST_NOMINATIONS = 2
SETTINGS = settings(max_examples=rounds(8), derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@st.composite
def seats(draw, of, codes):
    rows = []
    for who in draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)):
        others = [other for other in codes if other != who]
        deputies = draw(st.one_of(st.just([]), st.just([]), st.lists(st.sampled_from(others), max_size=2, unique=True)))
        role = draw(st.sampled_from(["chair", "vice_chair", "member", "member", "member", "observer"]))
        attendance = draw(st.sampled_from(["required", "expected", "expected", "optional"]))
        rows.append(member(who, of, role, substitutes=tuple(deputies), attendance=attendance))
    return rows


@st.composite
def boards(draw, most=MOST_WAYS, everybody=PEOPLE):
    codes = draw(st.sampled_from(["AB", "AB", "ABC"]))
    bodies = [body(code, attendance_mode="online", quorum=draw(st.sampled_from([None, 1, 1, 2]))) for code in codes]
    words = st.sampled_from([None, "X", "Y"])
    people = [person(code, organisation=draw(words), category=draw(words)) for code in everybody]
    rows, ways = [], 1
    for code in codes:
        for row in draw(seats(code, everybody)):
            if ways * (len(row.substitutes) + 2) <= most:
                ways *= len(row.substitutes) + 2
                rows.append(row)
    fields = draw(st.sampled_from([{"category": "X"}, {"organisation": "X"}, {"person": "P1"}, {"role": "chair"}]))
    rules = draw(st.sampled_from([[], [], [], [QuorumRule("A", 1, **fields)]]))
    return council(*bodies, *people, *rows, *rules), Together(tuple(codes), FIRST)


@given(boards())
@SETTINGS
def test_the_answer_is_that_of_every_way_to_seat_people(drawn):
    problem, together = drawn
    note(f"{problem.memberships} {problem.quorum_rules}")
    found = find_viability(problem, together, 20)
    verify(problem, found)
    lowest = lowest_price(problem, together)
    assert found.viable == (lowest is not None)
    if lowest is not None:
        assert (found.price.apologies, found.price.substitutes, found.allocation.proven) == (*lowest, True)
    assert found.viable == (found.blockers == ())
    assert (len(found.slots.slots) or None, found.slots.proven) == (fewest_slots(problem, together), True)


@given(boards(most=12, everybody=PEOPLE[:4]))
@SETTINGS
def test_the_nominations_are_as_few_as_of_any_that_might_be_made(drawn):
    problem, together = drawn
    note(f"{problem.memberships} {problem.quorum_rules} {problem.people}")
    found = find_viability(problem, together, 20)
    fewest = fewest_nominations(problem, together, MOST_NOMINATIONS)
    if found.nominations is None:
        assert (fewest, found.none_can_help) == (None, True)
    else:
        assert found.nominations.proven
        assert fewest in (len(found.nominations.rows), None)
        assert fewest is not None or len(found.nominations.rows) > MOST_NOMINATIONS


@given(boards())
@SETTINGS
def test_fewer_bodies_and_more_substitutes_never_make_it_less_viable(drawn):
    problem, together = drawn
    note(f"{problem.memberships} {problem.quorum_rules}")

    def fails(one, asked):
        return len(allocate(one, asked, Clock(20, silence)).failing)

    before = fails(problem, together)
    assert fails(problem, replace(together, bodies=together.bodies[:-1])) <= before
    helped = tuple(
        replace(
            row, substitutes=(*row.substitutes, *(who for who in PEOPLE if who not in (row.person, *row.substitutes)))
        )
        for row in problem.memberships
    )
    assert fails(replace(problem, memberships=helped), together) <= before
