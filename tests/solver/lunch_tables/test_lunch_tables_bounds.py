"""Bounds that are told of lunch tables hold, though a search was cut short before it could prove anything."""

from every_table import party

from scheduler.checking.lunch_tables import check_tables
from scheduler.domain.lunch_tables import BOARDS, ORGANISATIONS, UNMOVED
from scheduler.solver.cp.progress import Clock
from scheduler.solver.lunch_tables.seating import _Year

PEOPLE = dict.fromkeys("abcd", "A")


def at(lunch, tables):
    return dict(zip(lunch.guests, tables, strict=True))


def test_nobody_is_kept_where_they_sat_while_somebody_has_to_change_table():
    lunch = party(1, PEOPLE, {}, 2, before={"a": 1, "b": 1, "c": 1})
    year = _Year([lunch], [at(lunch, (1, 1, 2, 2))], [0], Clock(60))
    assert {len(tables) for tables in year.open[0].values()} == {2}
    year.improve()
    assert check_tables([lunch], year.places, year.tiers()) == ()


def test_what_was_shown_with_tiers_as_they_were_is_told_only_while_those_are_proven():
    boards = dict(zip("abcd", ("A", "A", "", ""), strict=True))
    lunch = party(1, boards, dict.fromkeys("abcd", "x"), 2)
    together, apart = (_Year([lunch], [at(lunch, tables)], [0], Clock(60)) for tables in ((1, 1, 2, 2), (1, 2, 1, 2)))
    for year in (together, apart):
        year.bounds[ORGANISATIONS][0] = 3
    assert (together.value(0, BOARDS), together.lower()[BOARDS], apart.lower()[BOARDS]) == (1, 0, 0)
    assert (together.lower()[ORGANISATIONS], apart.lower()[ORGANISATIONS]) == (2, 3)
    assert together.lower()[UNMOVED] == 0
