"""The glossary has every name that an officer sees, once, and nothing that nobody sees."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from outputs.html_tree import by_id, text_of, tree
from outputs.invented_council import invented_plan, invented_problem
from outputs.test_outputs_options import OPTIONS
from outputs.test_outputs_options import PROBLEM as OPTIONS_PROBLEM
from outputs.test_outputs_sweep import BASE, NASTY
from outputs.workbook.small_council import small_plan, small_problem

from scheduler.domain.authorities import Authority
from scheduler.domain.plan import APOLOGIES, ATTENDS, CANCELLED, CONFIRMED, PROVISIONAL, SUBSTITUTE
from scheduler.domain.scenarios import OUTCOME_WORDS
from scheduler.domain.tables import ROLES
from scheduler.domain.tables import SETTINGS as INPUT_SETTINGS
from scheduler.domain.tables import TABLES as INPUT_TABLES
from scheduler.outputs.glossary import COLUMN, INPUT, ROLE, RULE, STATUS, TIER, WISH, glossary
from scheduler.outputs.naming import in_words
from scheduler.outputs.options.workbook import OPTION_TABLES
from scheduler.outputs.pages import page
from scheduler.outputs.sweep import scenarios_sheet
from scheduler.outputs.viability import VIABILITY_TABLES
from scheduler.outputs.workbook import TABLES
from scheduler.outputs.workbook.by_body import by_body_sheet
from scheduler.outputs.workbook.consultation import consultation_cover, dates_sheet
from scheduler.outputs.workbook.cover import about_sheet, cover_sheet
from scheduler.outputs.workbook.glossary import glossary_sheet
from scheduler.outputs.workbook.meetings import CHANGE_WORDS, CLOSED_WORDS
from scheduler.outputs.workbook.writing import DataSheet
from scheduler.rules import RULES
from scheduler.wishes import WISHES
from scheduler.wishes.tiers import TIER_WORDS

NAMES_OF_THE_INPUT = {"halal", "vegan", "hwb", "del", "option 1", "option 2", "nov 2015"}
"""Headings that are codes of bodies, diets, options and months."""


def words_of(kind: str) -> list[str]:
    return [term.word for term in glossary() if term.kind == kind]


def every_sheet() -> Iterator[DataSheet]:
    problem, plan = small_problem(), small_plan()
    sheets = [table(problem, plan) for table in TABLES.values()]
    yield from sheets
    yield cover_sheet(problem, plan, ("Year planner",), sheets)
    yield from (about_sheet(problem, plan), dates_sheet(problem, plan), by_body_sheet(problem, plan))
    yield by_body_sheet(replace(problem, authorities={"ESK": Authority("ESK")}), plan)
    yield consultation_cover(problem, plan, ("Year planner",), sheets)
    yield from (table(OPTIONS_PROBLEM, OPTIONS) for table in OPTION_TABLES.values())
    yield scenarios_sheet("Year", [BASE, NASTY])


def headings() -> set[str]:
    return {column.heading for sheet in every_sheet() for column in sheet.on_paper.columns}


def test_every_heading_of_every_sheet_is_in_the_glossary() -> None:
    known = {word.casefold() for word in words_of(COLUMN)}
    assert {one for one in headings() if one.casefold() not in known | NAMES_OF_THE_INPUT} == set()


def test_every_column_of_the_glossary_stands_above_one() -> None:
    of_viability = {"Part", "Finding", "Shared with", "Attendance", "Organisation", "Votes", "Substitute"}
    assert set(words_of(COLUMN)) - headings() - of_viability == set()


@pytest.mark.parametrize("name", VIABILITY_TABLES)
def test_every_heading_of_viability_is_in_the_glossary(name: str, answered) -> None:
    sheet = VIABILITY_TABLES[name](*answered)
    shown = {column.heading for column in sheet.on_paper.columns} - {"A", "B", "C"}
    assert shown - set(words_of(COLUMN)) == set()


def test_every_tier_wish_rule_role_and_status_is_in_the_glossary() -> None:
    assert sorted(words_of(TIER)) == sorted(words.title for words in TIER_WORDS.values())
    assert sorted(words_of(WISH)) == sorted(file.WISH.words for file in WISHES)
    assert len(words_of(RULE)) == len(RULES)
    assert sorted(words_of(ROLE)) == sorted(map(in_words, ROLES))
    outcomes = {in_words(one) for one in (ATTENDS, PROVISIONAL, CONFIRMED, CANCELLED, *OUTCOME_WORDS.values())}
    changes = set(CHANGE_WORDS.values()) | set(CLOSED_WORDS.values())
    statuses = outcomes | changes | {in_words(one) for one in (SUBSTITUTE, APOLOGIES, "in_person", "hybrid", "online")}
    known = {*words_of(STATUS), *words_of(COLUMN)}
    assert statuses - known == set()


def test_every_column_and_setting_of_the_input_is_in_the_glossary() -> None:
    columns = sum(len(table.columns) for table in INPUT_TABLES.values())
    assert len(words_of(INPUT)) == columns + len(INPUT_SETTINGS)


def test_every_term_has_a_meaning_and_stands_once_in_the_order_of_the_alphabet() -> None:
    terms = glossary()
    assert all(re.fullmatch(r".+[.?]", term.meaning, re.DOTALL) for term in terms)
    assert len(set(terms)) == len(terms)
    assert [term.word.casefold() for term in terms] == sorted(term.word.casefold() for term in terms)
    told = (f"{term.word} {term.meaning}".casefold().replace("single point of contact", "") for term in terms)
    assert not [words for words in told if re.search(r"\bpoints?\b", words)]


def test_sheet_and_page_have_all_of_it() -> None:
    rows = glossary_sheet(small_problem(), small_plan()).rows
    assert [row[0] for row in rows] == [term.word for term in glossary()]
    section = text_of(by_id(tree(page(invented_problem(), invented_plan())), "glossary"))
    for term in glossary():
        assert (" ".join(term.meaning.split()) in section) is (term.kind != INPUT)


@pytest.fixture(scope="module")
def answered():
    from builders import body, council, day, member  # noqa: PLC0415 - with the solver, only here

    from scheduler.domain.viability import Together  # noqa: PLC0415
    from scheduler.solver.viability.viability import find_viability  # noqa: PLC0415

    problem = council(body("A", quorum=0), body("B", quorum=0), member("ANN", "A"))
    return problem, find_viability(problem, Together(("A", "B"), day("2015-11-01")), 20)
