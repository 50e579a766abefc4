"""Files for other programs in Welsh and in both: names in each language, and news of changes with each its language."""

import csv
import io
import json
from dataclasses import replace

import pytest
from builders import body, council, meeting, room
from defusedxml.ElementTree import fromstring
from outputs.feeds.a_life import planned, read_back
from outputs.in_languages import SETTINGS, writing_to

from scheduler.domain.plan import Plan
from scheduler.languages import IN_BOTH, IN_ENGLISH, IN_WELSH
from scheduler.outputs.data import data_files
from scheduler.outputs.feeds.year import revised

OCTOBER, NOVEMBER, DECEMBER = "2015-10-01T09:00:00Z", "2015-11-02T09:00:00Z", "2015-12-01T09:00:00Z"
ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
COUNCIL = council(
    body("FC", name="Full Council", welsh_name="Cyngor Llawn"),
    body("NHS", name="GIG"),
    room("CR1", name="Room One", welsh_name="Ystafell Un", welsh_venue="Neuadd y Dref"),
    welsh_title="Calendr",
    welsh_authority="Cyngor Unrhyw Dref",
)
PROBLEMS = {language: writing_to(COUNCIL, language) for language in SETTINGS}


def plan_of(language: str) -> Plan:
    problem = PROBLEMS[language]
    return planned(problem, OCTOBER, None, meeting(problem, "FC", "2015-11-12"), meeting(problem, "NHS", "2015-12-17"))


def again(plan: Plan, language: str, moment: str, **meetings: str) -> Plan:
    """Return a plan written again in a language, some meetings on other days."""
    moved = tuple(
        replace(one, date=meeting(COUNCIL, one.body, meetings[one.body]).date) if one.body in meetings else one
        for one in plan.meetings
    )
    problem = replace(PROBLEMS[language], baseline=plan)
    return read_back(revised(problem, replace(plan, meetings=moved, generated=moment)))


PLANS = {language: plan_of(language) for language in SETTINGS}
MADE = {language: data_files(PROBLEMS[language], PLANS[language]) for language in SETTINGS}


def entries(language: str, plan: Plan) -> dict[str, str]:
    """Return the sentences of each entry of the news by its title."""
    feed = fromstring(data_files(PROBLEMS[language], plan)["changes.atom"])
    return {
        str(one.findtext(f"{ATOM}title")): "\n".join(one.find(f"{ATOM}content").itertext())  # type: ignore[union-attr]
        for one in feed.iter(f"{ATOM}entry")
    }


@pytest.mark.parametrize(
    ("language", "name"),
    [(IN_ENGLISH, "Full Council"), (IN_WELSH, "Cyngor Llawn"), (IN_BOTH, "Cyngor Llawn / Full Council")],
)
def test_bodies_meetings_and_events_bear_the_names_of_the_language(language: str, name: str) -> None:
    popolo, oparl = (json.loads(MADE[language][file]) for file in ("popolo.json", "oparl.json"))
    assert popolo["organizations"][0]["name"] == name
    assert popolo["events"][0]["name"] == name
    assert [one["name"] for one in oparl["data"] if one.get("shortName") == "FC"] == [name]
    rows = list(csv.DictReader(io.StringIO(MADE[language]["outlook.csv"].decode("utf-8-sig"))))
    assert rows[0]["Categories"] == name
    assert rows[0]["Subject"].endswith(f": {name}")


def test_popolo_gives_each_language_by_itself_and_what_is_alike_once() -> None:
    full, nhs = json.loads(MADE[IN_BOTH]["popolo.json"])["organizations"][:2]
    assert full["other_names"] == [
        {"name": "FC", "note": "code"},
        {"name": "Cyngor Llawn", "lang": "cy", "note": "multilingual"},
        {"name": "Full Council", "lang": "en", "note": "multilingual"},
    ]
    assert nhs["name"] == "GIG"
    assert nhs["other_names"] == [{"name": "NHS", "note": "code"}]
    assert json.loads(MADE[IN_ENGLISH]["popolo.json"])["organizations"][0]["other_names"] == [
        {"name": "FC", "note": "code"}
    ]


@pytest.mark.parametrize(("language", "tag"), [(IN_ENGLISH, "en-GB"), (IN_WELSH, "cy-GB"), (IN_BOTH, "mul")])
def test_the_news_says_which_language_it_is_in(language: str, tag: str) -> None:
    assert fromstring(MADE[language]["changes.atom"]).get(f"{XML}lang") == tag


def test_news_of_a_move_is_told_in_both_each_in_a_part_of_its_language() -> None:
    plan = again(PLANS[IN_BOTH], IN_BOTH, NOVEMBER, FC="2015-11-19")
    title = (
        "Symudwyd: Cyngor Llawn, dydd Iau 19 Tachwedd 2015 am 10:00 / Moved: Full Council on Thursday 19 November 2015 "
        "at 10:00"
    )
    assert "Roedd i'w gynnal ddydd Iau 12 Tachwedd 2015 am 10:00." in entries(IN_BOTH, plan)[title]
    assert "It was to be on Thursday 12 November 2015 at 10:00." in entries(IN_BOTH, plan)[title]
    written = data_files(PROBLEMS[IN_BOTH], plan)["changes.atom"].decode()
    assert '<div xml:lang="cy-GB" lang="cy-GB"><p>Roedd' in written
    assert "It was" not in "".join(
        entries(IN_WELSH, again(PLANS[IN_WELSH], IN_WELSH, NOVEMBER, FC="2015-11-19")).values()
    )


def test_another_language_is_no_news_and_a_move_after_it_is() -> None:
    switched = again(PLANS[IN_ENGLISH], IN_BOTH, NOVEMBER)
    assert switched.meetings[0].revision == 1
    assert len(entries(IN_BOTH, switched)) == 1
    moved = again(switched, IN_BOTH, DECEMBER, NHS="2015-12-18")
    assert sorted(title[:9] for title in entries(IN_BOTH, moved)) == ["Symudwyd:", "Ychwanegw"]
