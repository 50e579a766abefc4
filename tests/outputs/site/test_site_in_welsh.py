"""A council that writes Welsh and English has each public page in both, and nothing English is left in the Welsh."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from xml.etree.ElementTree import Element

import pytest
from languages.test_phrases import entries, forms, key
from outputs.html_tree import by_id, text_of, tree
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.problem import Problem
from scheduler.domain.themes import Decision
from scheduler.languages import ENGLISH, writing
from scheduler.outputs.options.comparison import compared
from scheduler.outputs.options.page import options_page
from scheduler.outputs.pages.editions import in_each_language
from scheduler.outputs.site import private_path, site
from scheduler.outputs.site.register import Register, private_address

NOW = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
REGISTER = Register(bytes(32))
READ_OUT = ("aria-label", "label", "title", "alt")
NAMES = (
    "Google Calendar",
    "Outlook.com",
    "Thunderbird",
    "Nextcloud",
    "Apple Calendar",
    "Outlook",
    "English",
    "Cymraeg",
)
"""What is called so in both languages."""
SHORT = {"ABC", "Sa", "Su"}
"""The sample of a code, and how Saturday and Sunday begin, in both languages."""


def council(language: str = "both") -> Problem:
    problem = invented_problem()
    welsh = {"HWB": "Bwrdd Iechyd a Llesiant", "AUD": "Pwyllgor Archwilio"}
    decision = Decision("TP", "Transport plan", "AUD", number=1, key=True, private=True, reason="It names a bidder")
    return replace(
        problem,
        bodies={code: replace(body, welsh_name=welsh.get(code)) for code, body in problem.bodies.items()},
        decisions={"TP": decision, "LP": replace(decision, code="LP", number=None, welsh_title="Cynllun lleol")},
        settings=replace(
            problem.settings,
            language=language,
            holidays="GB-WLS",
            welsh_title="Calendr cyfarfodydd 2026-27",
            welsh_authority="Partneriaeth Aldermoor",
        ),
    )


@cache
def pages(language: str = "both") -> dict[str, str]:
    files = site(council(language), invented_plan(), REGISTER, "https://meetings.example.gov.uk", NOW)
    return {path: data.decode() for path, data in files.items() if path.endswith(".html")}


def member_page() -> str:
    address = private_address(REGISTER, "DPH")
    assert address is not None
    return private_path(address, ".html")


def in_english(path: str) -> str:
    return path.replace(".html", ".en.html")


def texts(element: Element) -> Iterator[str]:
    """Yield all that is read or heard of a page, but for styles and data."""
    if element.tag in ("style", "script"):
        return
    for text in (element.text, *(element.get(name) for name in READ_OUT), *(child.tail for child in element)):
        if text and text.strip():
            yield " ".join(text.split())
    for child in element:
        yield from texts(child)


def data_of(thing: object) -> Iterator[str]:
    """Yield every text that an input or a plan holds."""
    if isinstance(thing, str):
        yield " ".join(thing.split())
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from data_of(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for name, value in thing.items():
            yield from data_of(name)
            yield from data_of(value)
    elif isinstance(thing, (tuple, list, frozenset)):
        for one in thing:
            yield from data_of(one)


def left_in_english(welsh: str, english: str) -> set[str]:
    """Return what both pages say, without names and numbers: a phrase that nobody put into Welsh."""
    alike = {form for message in entries() if key(message)[0] == forms(message)[0] for form in forms(message)}
    data = sorted({*data_of(council()), *data_of(invented_plan()), *alike, *NAMES}, key=len, reverse=True)
    both = set(texts(tree(welsh))) & set(texts(tree(english)))
    found = set()
    for text in both:
        rest = re.sub(r"https?://\S+", "", text)
        for known in data:
            if len(known) > 1:
                rest = rest.replace(known, " ")
        if text not in SHORT and re.search(r"[^\W\d_]{2}", rest):
            found.add(text)
    return found


@pytest.mark.parametrize("path", ["index.html", "subscribe.html", "forward-plan.html", "m/index.html", member_page()])
def test_nothing_on_a_welsh_page_is_english_but_names(path: str) -> None:
    assert left_in_english(pages()[path], pages()[in_english(path)]) == set()


def test_nothing_on_the_comparison_is_english_but_names() -> None:
    problem, plans = council(), [invented_plan(), invented_plan()]
    made = dict(
        in_each_language(
            problem, "options.html", lambda others: options_page(problem, compared(problem, plans), others)
        )
    )
    assert set(made) == {"options.html", "options.en.html"}
    assert left_in_english(made["options.html"].decode(), made["options.en.html"].decode()) == set()


def test_a_page_says_its_language_and_leads_to_the_other() -> None:
    for path, language, other, words in (
        ("index.html", "cy", "index.en.html", "Cymraeg English"),
        ("index.en.html", "en-GB", "index.html", "Cymraeg English"),
    ):
        root = tree(pages()[path])
        assert [one.get("lang") for one in root.iter("html")] == [language]
        (languages,) = (one for one in root.iter("nav") if one.get("class") == "editions")
        assert text_of(languages) == words
        (link,) = languages.iter("a")
        assert (link.get("href"), link.get("hreflang")) == (other, link.get("lang"))
        assert [one.get("href") for one in root.iter("link") if one.get("hreflang")] == [other]


def test_a_private_page_leads_to_the_other_beside_it() -> None:
    root = tree(pages()[member_page()])
    link = next(one for one in root.iter("a") if one.get("hreflang") == "en")
    assert f"m/{link.get('href')}" == in_english(member_page())


def test_pages_of_one_language_lead_to_pages_of_that_language() -> None:
    for path in ("index.html", "index.en.html"):
        links = {one.get("href", "") for one in tree(pages()[path]).iter("a")}
        wanted = {"subscribe.html", "forward-plan.html"}
        assert {one if path == "index.html" else in_english(one) for one in wanted} <= links


def test_a_link_to_a_month_or_a_meeting_holds_in_either_language() -> None:
    welsh, english = ({one.get("id") for one in tree(pages()[path]).iter()} for path in ("index.html", "index.en.html"))
    assert welsh == english


def test_with_one_language_each_page_stands_once_at_its_old_address() -> None:
    assert set(pages("welsh")) == set(pages("english")) == {path for path in pages() if ".en." not in path}
    assert "editions" not in pages("welsh")["index.html"]
    assert '<html lang="cy">' in pages("welsh")["index.html"]
    assert pages("english")["index.html"].count("Calendr") == 0


def test_names_and_dates_are_welsh() -> None:
    text = " ".join(texts(tree(pages()["index.html"])))
    assert "Partneriaeth Aldermoor Calendr cyfarfodydd 2026-27" in text
    assert "Pwyllgor Archwilio" in text
    assert "Audit Committee" not in text
    assert "Hydref 2026" in text


def test_no_welsh_name_is_on_an_english_page() -> None:
    text = " ".join(texts(tree(pages()["index.en.html"])))
    assert "Audit Committee" in text
    assert [name for name in ("Pwyllgor Archwilio", "Bwrdd Iechyd a Llesiant") if name in text] == []


def test_whoever_takes_the_pages_one_by_one_writes_in_their_own_language_between() -> None:
    assert {writing() for _ in in_each_language(council(), "index.html", lambda _: "")} == {ENGLISH}


def test_what_officers_typed_in_english_is_marked_as_such() -> None:
    root = tree(pages()["forward-plan.html"])
    assert [one.text for one in root.iter("dd") if one.get("lang") == "en"] == ["It names a bidder"] * 2
    assert {one.text: one.get("lang") for one in root.iter("h4")} == {"Transport plan": "en", "Cynllun lleol": None}
    assert text_of(by_id(root, "decisions")).startswith("Penderfyniadau i'w gwneud")
