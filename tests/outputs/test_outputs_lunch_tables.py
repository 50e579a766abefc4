"""Lunch tables in words: how good they are said to be, and long names in the picture."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import council, occurrence, person, room, session, speaker
from builders import meeting_day as day_of_meetings
from outputs.html_tree import tree
from outputs.in_languages import alike, paragraphs

from scheduler.domain.lunch_tables import Guest, LunchTables, SeatedLunch
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.themes import Translation
from scheduler.languages import IN_BOTH
from scheduler.outputs.lunch_tables.picture import picture_of
from scheduler.outputs.lunch_tables.printed import table_papers
from scheduler.outputs.lunch_tables.shown import LunchShown, quality

A, B = Guest("A"), Guest("B")


def tables(*tiers, together=2):
    lunches = tuple(
        SeatedLunch("DAY", number, dt.date(2016, number, 1), 1, {A: 1, B: 1}) for number in range(1, together + 1)
    )
    return LunchTables("Year", "", 8, lunches, tiers)


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (Tier("unmoved", 0, 0), "Nobody who had a table changes it."),
        (Tier("unmoved", 1, 1), "1 person changes table, and it cannot be fewer."),
        (Tier("unmoved", 3, 2), "3 people change table; it cannot be fewer than 2."),
        (Tier("boards", 0, 0), "Boards: no two of one board sit at one table."),
        (Tier("boards", 1, 0), "Boards: 1 pair of one board sits at one table; it cannot be fewer than 0."),
        (
            Tier("organisations", 4, 4),
            (
                "Organisations: 4 pairs of one organisation sit at one table, spread as evenly as can be: it cannot be "
                "fewer."
            ),
        ),
        (Tier("company", 0, 0), "Company: no two people sit at one table at more than one lunch."),
        (Tier("company", 1, 1), "Company: over the year 1 pair twice at one table: it cannot be fewer."),
        (Tier("company", 1, 0), "Company: over the year 1 pair twice at one table; fewer may be possible."),
    ],
)
def test_how_good_they_are_is_said_truthfully(tier, words):
    assert list(quality(tables(tier))) == [words]


def test_a_third_time_is_told_as_two_more():
    (words,) = quality(tables(Tier("company", 3, 1), together=3))
    assert words == (
        "Company: over the year 1 pair 3 times at one table; that is 3 repeats, a third time counted as two more, and "
        "there are 1 at least."
    )


def shown(name="Councillor A", **places):
    problem = council(
        day_of_meetings("DAY"), session("LUNCH"), room("CR1"), person("A", name=name), speaker("DOC"), table_size=8
    )
    lunch = SeatedLunch("DAY", 1, dt.date(2015, 11, 19), 1, {A: 1, **places})
    plan = Plan("Year", dt.date(2015, 11, 1), dt.date(2016, 10, 31), occurrences=(occurrence(problem),))
    return LunchShown(problem, plan, lunch)


def test_a_name_that_is_too_long_is_cut_after_three_lines():
    picture = picture_of(shown("Representative of a very long name " * 8))
    (chair,) = picture.tables[0].chairs
    assert len(chair.lines) == 3
    assert chair.lines[-1][1].endswith("…")


def test_a_lunch_that_the_calendar_has_no_more_is_shown_by_its_codes():
    one = shown()
    gone = LunchShown(one.problem, one.plan, SeatedLunch("OTHER", 7, dt.date(2015, 11, 19), 1, {Guest("Z"): 1}))
    assert gone.title == "OTHER: lunch on Thursday 19 November 2015"
    assert [seat.name for seat in gone.seats] == ["Z"]
    assert list(gone.lines) == ["1 place at 1 table"]


def test_the_page_at_the_door_is_in_each_language_and_its_quality_in_english():
    one = shown("Head of Planning")
    problem = replace(
        one.problem,
        settings=replace(one.problem.settings, authority=None, language=IN_BOTH, welsh_title="Y Flwyddyn"),
        translations={"Head of Planning": Translation("Head of Planning", "Pennaeth Cynllunio")},
    )
    seated = LunchTables("Year", "", 8, (one.lunch,), (Tier("unmoved", 0, 0),))
    papers = table_papers(problem, one.plan, seated)
    welsh, english = (papers[f"tables/{name}"].decode() for name in ("tables.html", "tables.en.html"))
    assert '<html lang="cy">' in welsh
    assert "<h1>Y Flwyddyn: byrddau cinio</h1>" in welsh
    assert "Pennaeth Cynllunio" in welsh
    assert "Head of Planning" not in welsh
    assert '<section id="quality" lang="en-GB">' in welsh
    assert '<section id="quality">' in english
    left = alike(
        *({text.strip() for part in tree(page).iter("main") for text in part.itertext()} for page in (english, welsh))
    )
    assert left == {"How good they are", "Nobody who had a table changes it."}
    assert "Pennaeth Cynllunio / Head of Planning" in paragraphs(papers["tables/place-cards.docx"])
