import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from outputs.html_tree import text_of, tree
from outputs.invented_council import invented_plan, invented_problem

import scheduler.outputs
from scheduler.outputs.naming import cleaned
from scheduler.outputs.pages import page, planner_html
from scheduler.outputs.pages.templates import rendered

FOLDER = Path(scheduler.outputs.__file__).parent
WITHDRAWN = {"authority": None, "title": "Aldermoor 2026", "whom_to_ask": "Aldermoor"}


@given(st.text(st.characters() | st.sampled_from("<>&\"'{}%#\x00\r")))
def test_any_text_is_read_back_and_nothing_else_is(text: str) -> None:
    read = tree(rendered("site/withdrawn.html", **{**WITHDRAWN, "title": text, "authority": "Aldermoor"}))
    plain = tree(rendered("site/withdrawn.html", **WITHDRAWN | {"authority": "Aldermoor"}))
    assert [one.tag for one in read.iter()] == [one.tag for one in plain.iter()]
    shown = [one for one in read.iter("p") if one.get("class") in {"span", "summary end"}]
    assert [text_of(one) for one in shown] == [" ".join(cleaned(text).split())] * 2


@given(st.text(st.characters() | st.sampled_from("<>&\"'\x00\r")))
def test_any_text_is_read_back_from_an_attribute(text: str) -> None:
    (frame,) = tree(rendered("pages/fragment.html", title=text, page=f"<p>{text}"))
    assert set(frame.keys()) == {"title", "srcdoc", "sandbox", "style"}
    assert frame.get("title", "").split() == cleaned(text).split()
    assert frame.get("srcdoc", "").split() == cleaned(f"<p>{text}").split()


def test_a_value_that_is_missing_is_an_error_which_names_its_line() -> None:
    with pytest.raises(UndefinedError, match="'whom_to_ask' is undefined") as problem:
        rendered("site/withdrawn.html", authority=None, title="Aldermoor 2026")
    places = [(Path(one.filename).name, one.lineno) for one in traceback.extract_tb(problem.tb)]
    lines = (FOLDER / "site" / "withdrawn.html").read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, line in enumerate(lines, start=1) if "whom_to_ask" in line)
    assert ("withdrawn.html", line) in places


def test_line_breaks_of_a_template_are_spaces_between_words_and_nothing_beside_a_tag() -> None:
    written = page(invented_problem(), invented_plan())
    assert written.partition("</style>")[2].count("\n") == 1
    assert ">Skip to the calendar</a><header><p " in written
    assert " comes first: nothing was given up for the sake of " in written
    assert "<strong>Not for publication.</strong> Each says" in written


def test_the_planner_alone_loads_nothing_and_leads_nowhere() -> None:
    (frame,) = tree(planner_html(invented_problem(), invented_plan()))
    inside = tree(frame.get("srcdoc", ""))
    assert {one.tag for one in inside.iter()} & {"a", "script", "img", "iframe", "header", "nav"} == set()
    assert text_of(next(inside.iter("h2"))) == "The year at a glance"
    assert [one.get("class") for one in inside.iter("span") if "chip" in one.get("class", "")] == [
        one.get("class")
        for one in tree(page(invented_problem(), invented_plan())).iter()
        if "chip" in one.get("class", "")
    ]


def test_every_template_and_stylesheet_is_in_use() -> None:
    used = "".join(
        path.read_text(encoding="utf-8") for ending in ("py", "html") for path in FOLDER.rglob(f"*.{ending}")
    )
    files = [path.relative_to(FOLDER).as_posix() for ending in ("html", "css") for path in FOLDER.rglob(f"*.{ending}")]
    assert [name for name in sorted(files) if f'"{name}"' not in used] == []
