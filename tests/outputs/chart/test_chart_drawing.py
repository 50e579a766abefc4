"""A chart: no box on another, every line once and at its boxes, none through a box; two layers crossed least."""

from itertools import combinations, permutations
from random import Random

import pytest
from builders import body, council, meeting_day, project, reports, session
from drawn_structures import structure
from hypothesis import given, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.domain.bodies import Cadence
from scheduler.outputs.chart.drawing import EVERYDAY, HEADING, drawn, letters_on, paper_for
from scheduler.outputs.chart.layers import Arc, arcs_of, layered
from scheduler.outputs.chart.ordering import crossings, ordered
from scheduler.outputs.chart.parts import SAFETY
from scheduler.outputs.chart.placing import isotonic
from scheduler.outputs.chart.structure import ESCALATE, LEADING, MEETS, PROJECT, REPORT, STILL, WORK, Line, structure_of
from scheduler.outputs.letters import BOLD, DIGIT, width_of


@st.composite
def structures(draw):
    count = draw(st.integers(1, 14))
    ends = st.integers(0, count - 1)
    lines = draw(st.lists(st.tuples(ends, ends, st.sampled_from((REPORT, ESCALATE))), max_size=24))
    return structure(count, lines, draw(st.sets(ends, max_size=3)), draw(st.sets(ends, max_size=3)))


def overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def cuts(first, last, box):
    """Whether a level or upright piece of a line is inside a box."""
    left, right = sorted((first[0], last[0]))
    top, bottom = sorted((first[1], last[1]))
    near = 0.01
    return (
        left < box.x + box.width - near
        and box.x + near < right + 2 * near
        and top < box.y + box.height - near
        and box.y + near < bottom
    )


def at(point, box):
    """Whether a point is on the upper or the lower side of a box."""
    on = min(abs(point[1] - box.y), abs(point[1] - box.y - box.height))
    return box.x <= point[0] <= box.x + box.width and on < 0.01


def assert_sound(drawing):
    boxes = {one.number: one for one in drawing.part.boxes}
    assert sorted(boxes) == list(range(len(drawing.structure.boxes)))
    assert [pair for pair in combinations(drawing.part.boxes, 2) if overlap(*pair)] == []
    assert sorted(map(repr, (way.line for way in drawing.part.ways))) == sorted(map(repr, drawing.structure.lines))
    for way in drawing.part.ways:
        first, last = way.points[0], way.points[-1]
        tip, tail = (first, last) if way.arrow_at_start else (last, first)
        assert at(tip, boxes[way.line.target])
        assert at(tail, boxes[way.line.source])
        for one, other in zip(way.points, way.points[1:], strict=False):
            assert one[0] == pytest.approx(other[0]) or one[1] == pytest.approx(other[1])
            assert [box.number for box in boxes.values() if cuts(one, other, box)] == []
    for one in drawing.part.boxes:
        assert 0 <= one.x <= one.x + one.width <= drawing.part.width + 0.01
        assert HEADING < one.y < one.y + one.height < drawing.part.height
        for text in drawing.texts(one):
            wide = width_of(text.words) * DIGIT * text.size * (BOLD if text.bold else 1)
            assert wide <= one.width * SAFETY
            assert one.y + text.size * 0.7 <= text.y <= one.y + one.height


@settings(max_examples=rounds(40))
@given(structures(), st.booleans())
def test_no_box_is_on_another_and_every_line_is_drawn_once_between_its_boxes(found, top):
    assert_sound(drawn(found, communities_on_top=top))


def test_a_chart_of_one_body():
    drawing = drawn(structure(1, []))
    assert_sound(drawing)
    assert drawing.tray is not None
    assert drawing.paper == "A4"


def test_a_hundred_bodies_below_one_are_wrapped_and_can_be_read():
    drawing = drawn(structure(61, [(n, 0, REPORT) for n in range(1, 61)]))
    assert_sound(drawing)
    assert drawing.paper in EVERYDAY
    rows = {one.y for one in drawing.part.boxes}
    assert 4 < len(rows) < 20


def test_communities_are_at_the_foot_or_on_top():
    found = structure(3, [(1, 0, REPORT), (2, 1, REPORT)])
    foot, top = (drawn(found, communities_on_top=way) for way in (False, True))
    assert [one.number for one in sorted(foot.part.boxes, key=lambda box: box.y)] == [0, 1, 2]
    assert [one.number for one in sorted(top.part.boxes, key=lambda box: box.y)] == [2, 1, 0]


def test_a_pathway_to_communities_leads_down():
    found = structure(2, [(0, 1, ESCALATE)], communities={1})
    assert [(arc.lower, arc.upper, arc.is_turned) for arc in arcs_of(found)] == [(1, 0, True)]


def test_an_escalation_that_would_close_a_circle_leads_down_and_no_report_does():
    found = structure(3, [(0, 1, ESCALATE), (1, 2, REPORT), (2, 0, REPORT)])
    assert [arc.is_turned for arc in arcs_of(found)] == [True, False, False]


def test_boards_of_one_session_stand_side_by_side():
    lines = [(1, 0, REPORT), (2, 0, REPORT), (3, 0, REPORT), (4, 2, REPORT), (5, 4, ESCALATE), (5, 1, ESCALATE)]
    drawing = drawn(structure(6, lines, sessions={1, 3}))
    boards = [one for one in drawing.part.boxes if one.number in {1, 3}]
    assert len({one.y for one in boards}) == 1
    (x, y, width, height), = drawing.part.panels  # fmt: skip
    within = [one.number for one in drawing.part.boxes if x < one.x < x + width and y < one.y < y + height]
    assert sorted(within) == [1, 3]


def test_boards_of_one_session_of_which_one_reports_to_the_other_stand_below_one_another():
    drawing = drawn(structure(2, [(1, 0, REPORT)], sessions={0, 1}))
    assert len(drawing.part.panels) == 2


def fewest_crossings(found):
    upper, lower = found.layers
    return min(
        crossings(found.segments, (above, below)) for above in permutations(upper) for below in permutations(lower)
    )


@settings(max_examples=rounds(60))
@given(st.sets(st.tuples(st.integers(4, 8), st.integers(0, 3)), min_size=3, max_size=10))
def test_two_layers_are_crossed_as_little_as_can_be(pairs):
    found = structure(9, [(lower, upper, REPORT) for lower, upper in sorted(pairs)])
    arcs = [Arc(line, line.source, line.target) for line in found.lines]
    layers = layered(found, arcs, 9)
    if len(layers.layers) == 2:
        assert crossings(layers.segments, ordered(layers)) == fewest_crossings(layers)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 4)), min_size=1, max_size=6))
def test_numbers_that_never_fall_are_the_nearest(pairs):
    wanted, weights = zip(*pairs, strict=True)
    found = isotonic(wanted, weights)
    assert found == sorted(found)

    def far(values):
        return sum(weight * (value - want) ** 2 for value, want, weight in zip(values, wanted, weights, strict=True))

    for place in range(len(found)):
        for step in (-0.1, 0.1):
            moved = [value + step * (number == place) for number, value in enumerate(found)]
            tail = [value + step * (number >= place) for number, value in enumerate(found)]
            head = [value + step * (number <= place) for number, value in enumerate(found)]
            for other in (moved, tail, head):
                if other == sorted(other):
                    assert far(other) >= far(found) - 1e-9


def test_the_structure_is_that_of_the_input():
    problem = council(
        body("HWB", name="Health Board", classification="strategic_board", meeting_day="DAY", session="AM"),
        body("LOC", name="Locality", classification="locality_partnership", start_date="2016-01-01"),
        body("OLD", name="Old group", classification="task_and_finish", end_date="2016-03-31", successor="HWB"),
        body("NEW", name="Newer", successor="LOC", cadence=Cadence()),
        meeting_day("DAY", name="Partnership day"),
        session("AM"),
        reports("LOC", "HWB"),
        reports("LOC", "HWB", kind="escalate"),
        reports("OLD", "HWB", kind="escalate"),
        project("P1", "HWB", title="First"),
        project("P2", "HWB", title="Second"),
        project("P3", None, title="Third", bodies=("LOC",)),
        project("P4", None, title="Fourth"),
    )
    found = structure_of(problem)
    assert [(box.name, box.notes) for box in found.boxes] == [
        ("Health Board", ("Strategic board", "Partnership day: am")),
        ("Locality", ("Locality partnership", "From Fri 1 Jan 2016")),
        ("Old group", ("Task and finish", "Until Thu 31 Mar 2016; then Health Board")),
        ("Newer", ("Succeeded by Locality",)),
        ("Projects", ("\N{BULLET} First", "\N{BULLET} Second")),
        ("Third", ("Project",)),
        ("Fourth", ("Project",)),
    ]
    assert [box.look for box in found.boxes] == [LEADING, MEETS, WORK, STILL, WORK, WORK, WORK]
    assert [found.sentence(line) for line in found.lines] == [
        "Locality reports to Health Board",
        "Locality escalates to Health Board",
        "Old group escalates to Health Board",
        "Projects report to Health Board",
        "Third reports to Locality",
    ]
    assert found.lines[-1] == Line(5, 1, PROJECT)
    assert_sound(drawn(found))


def test_a_sheet_is_as_small_as_can_be_read():
    assert paper_for(100, 100) == "A4"
    assert paper_for(1200, 800) == "A3"
    assert paper_for(90_000, 100) == "A0"
    assert letters_on("A3", 100, 100) == 8


def tangled(seed, count=26):
    """Return a structure with lines, escalations in circles, sessions and communities, drawn by chance."""
    chance = Random(seed)  # noqa: S311 - no secret
    lines = [(n, chance.randrange(max(1, n // 3)), REPORT) for n in range(1, count)]
    lines += [(chance.randrange(count), chance.randrange(count), ESCALATE) for _ in range(count // 2)]
    sessions, communities = ({chance.randrange(count) for _ in range(size)} for size in (3, 5))
    return structure(count, lines, sessions, communities)


@pytest.mark.parametrize("seed", range(3))
def test_a_tangled_structure_is_drawn_as_soundly(seed):
    assert_sound(drawn(tangled(seed), communities_on_top=seed == 0))


@pytest.mark.parametrize("seed", range(3))
def test_large_layers_are_crossed_less_than_as_they_come(seed):
    chance = Random(seed)  # noqa: S311 - no secret
    lines = [(9 + n, chance.randrange(9), kind) for n in range(14) for kind in (REPORT, ESCALATE)]
    found = structure(23, lines)
    layers = layered(found, [Arc(line, line.source, line.target) for line in found.lines], 40)
    order = ordered(layers)
    assert [sorted(layer) for layer in order] == [sorted(layer) for layer in layers.layers]
    assert crossings(layers.segments, order) < crossings(layers.segments, layers.layers)


def test_a_body_that_hears_from_one_far_below_is_drawn_near_to_it():
    found = structure(5, [(1, 0, REPORT), (2, 1, REPORT), (3, 2, REPORT), (3, 4, ESCALATE)])
    layers = layered(found, arcs_of(found), 9)
    assert [sorted(one for one in layer if one < 5) for layer in layers.layers] == [[0], [1], [2, 4], [3]]
