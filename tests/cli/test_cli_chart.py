"""The command `chart`: into a plan's folder, or of an input; what it says, and what it refuses."""

import json

import pytest
from click.testing import CliRunner
from defusedxml.ElementTree import fromstring
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.chart import shown

REPORTING = "from_body,to_body,kind\nGB,HWB,report\nGB,HWB,escalate\n"
PROJECTS = "project,title,reports_to\nP1,Parks & <Rivers>,HWB\nP2,Roads,HWB\n"
SVG = "{http://www.w3.org/2000/svg}"


def chart(*arguments):
    return CliRunner().invoke(main, ["chart", *map(str, arguments)])


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return write_input(tmp_path_factory.mktemp("chart") / "year", reporting=REPORTING, projects=PROJECTS)


@pytest.fixture(scope="module")
def plan(source):
    done = CliRunner().invoke(main, ["plan", str(source), "-o", str(source.parent / "plan"), "--time-limit", "20"])
    assert done.exit_code == 0, done.output
    return source.parent / "plan"


def test_a_chart_stands_in_the_folder_of_the_plan(plan):
    done = chart(plan)
    assert done.exit_code == 0
    assert "2 bodies, 2 projects, 1 line of reports, 1 line of escalation." in done.stdout
    assert "It can be printed on A4, on its side." in done.stdout
    picture = fromstring((plan / "chart.svg").read_bytes())
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "Small calendar: structure"
    told = [one.text for one in picture.iter(f"{SVG}title")]
    assert "Growth Board reports to Health Board" in told
    assert "Growth Board escalates to Health Board" in told
    page = (plan / "chart.html").read_text()
    assert "Reports and escalates to Health Board." in page
    assert "Projects: Parks &amp; &lt;Rivers&gt; and Roads" in page


def test_a_chart_of_an_input_goes_where_it_is_told_and_nothing_is_lost_by_it(source, tmp_path):
    done = chart(source, "-o", tmp_path / "new" / "structure.svg", "--communities-on-top", "--json")
    document = json.loads(done.stdout)
    assert done.exit_code == 0
    assert document["communities_on_top"] is True
    assert document["lines"][-1] == {
        "kind": "project",
        "from": ["P1", "P2"],
        "to": "HWB",
        "message": "Projects report to Health Board",
    }
    assert "Communities are at the top" in (tmp_path / "new" / "structure.svg").read_text()
    again = chart(source, "-o", tmp_path / "new" / "structure.svg")
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_a_picture_of_another_kind_is_refused(source, tmp_path):
    done = chart(source, "-o", tmp_path / "structure.png")
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "Let it end in .svg." in done.stderr


def test_a_plan_that_is_not_of_its_input_is_drawn_only_anyway(plan, tmp_path):
    people = plan / "input" / "people.csv"
    before = people.read_bytes()
    people.write_bytes(before + b"NEW,Somebody new,officer\n")
    try:
        refused = chart(plan)
        assert refused.exit_code == 1
        assert "No chart of" in refused.stderr
        done = chart(plan, "--anyway", "for the Leader", "-o", tmp_path / "chart.svg")
        assert done.exit_code == 0
        assert "Made although this is wrong: input:" in done.stdout
    finally:
        people.write_bytes(before)


def test_a_large_structure_says_which_sheet_it_needs(tmp_path):
    name = "Committee for the oversight of everything that nobody else has thought of yet"
    rows = "".join(f"B{n},{name} {n},1\n" for n in range(260))
    source = write_input(
        tmp_path / "large", bodies=f"body,name,meetings_min\n{rows}", memberships="person,body\nANN,B1\n"
    )
    done = chart(source, "-o", tmp_path / "large.svg")
    assert done.exit_code == 0, done.output
    assert "It is large: on A3 its smallest letters are of" in done.stdout


def test_a_screen_is_given_the_picture_with_links_the_words_and_the_files(plan):
    found = shown(plan, {"HWB": "/health"}, communities_on_top=False)
    assert [one.get("href") for one in fromstring(found.picture).iter(f"{SVG}a")] == ["/health"]
    assert [one.name for one in found.tied] == ["Health Board"]
    assert found.alone == ()
    assert found.about == ("It can be printed on A4, on its side.",)
    assert set(found.files) == {"chart.svg", "chart.html"}
