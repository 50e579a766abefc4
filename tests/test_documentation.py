"""The pages say what is so: commands, options, scenarios and JSON keys are compared with the code."""

import csv
import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.handbook.pages import by_file
from scheduler.reading.requests.changes import KINDS

ROOT = Path(__file__).parents[1]
PAGES = {
    "start": ROOT / "README.md",
    "house": ROOT / "scheduler" / "README.md",
    "law": ROOT / "scheduler" / "law" / "README.md",
    "json": ROOT / "scheduler" / "handbook" / "reference" / "json.md",
    "scenarios": ROOT / "scheduler" / "handbook" / "reference" / "scenarios.md",
    "solver": ROOT / "scheduler" / "solver" / "README.md",
    "server": ROOT / "scheduler" / "server" / "README.md",
    "inputs": ROOT / "inputs" / "README.md",
    "outputs": ROOT / "outputs" / "README.md",
    "tests": ROOT / "tests" / "README.md",
    "packaging": ROOT / "packaging" / "README.md",
}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}
MOST_LINES = 140
WITH_COMMANDS = {**TEXTS, **{file: page.text for file, page in by_file().items()}}
"""The pages, and those of the handbook."""


def table(page, head):
    """Return the rows of the table that begins with a head, each a list of its cells."""
    lines = TEXTS[page].split(f"\n{head}\n|")[1].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def keys(text):
    return re.findall(r"`(\w+)`", text)


# -- the first page


def test_the_first_page_can_be_read_in_one_sitting():
    assert len(TEXTS["start"].splitlines()) <= MOST_LINES


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", TEXTS[page])
    local = [target for target in targets if not target.startswith("http")]
    assert [target for target in local if not (PAGES[page].parent / target).exists()] == []


def test_every_page_is_linked_from_the_first():
    others = {path.relative_to(ROOT).as_posix() for path in PAGES.values() if path.name == "README.md"} - {"README.md"}
    assert [other for other in sorted(others) if f"]({other})" not in TEXTS["start"]] == []


def test_the_ci_runs_the_test_command_of_the_first_page():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "```sh test" in TEXTS["start"]
    assert "README.md" in script


# -- the house


def test_every_folder_of_the_house_is_on_its_map():
    named = set(re.findall(r"^  (\w+)/", TEXTS["house"], re.MULTILINE))
    held = {path.name for path in (ROOT / "scheduler").iterdir() if (path / "__init__.py").exists()}
    assert named == held


def test_the_layers_are_those_that_the_build_holds():
    drawn = re.search(r"^`__main__`.*$", TEXTS["house"], re.MULTILINE).group()
    named = re.findall(r"\w+", drawn.replace("→", " "))
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rows = re.findall(r'^    "([^"]+)"', contracts.split("\nlayers = [")[1].split("\n]")[0], re.MULTILINE)
    held = re.findall(r"\w+", " ".join(rows))
    assert named == held


# -- commands


def commands(group, before=()):
    """Return every command below a group by its words, those of sub-groups included."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


COMMANDS = dict(commands(main))


def test_every_command_is_on_the_first_page_and_has_examples_in_its_help():
    named = [word for row in table("start", "| to | commands |") for word in re.findall(r"`([\w-]+)`", row[1])]
    assert sorted(named) == sorted({name[0] for name in COMMANDS})
    assert [name for name, command in COMMANDS.items() if "Examples:" not in (command.help or "")] == []


def test_the_examples_in_the_help_stand_one_on_a_line():
    shown = CliRunner().invoke(main, ["plan", "--help"]).stdout
    assert "\n    meeting-day plan year.xlsx\n" in shown
    assert r"\b" not in shown


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_every_command_line_on_a_page_can_be_given(page):
    lines = re.findall(r"`meeting-day ([^`]+)`", WITH_COMMANDS[page])
    lines += re.findall(r"^(?:\$ )?(?:\S*/)?meeting-day (.+)$", WITH_COMMANDS[page], re.MULTILINE)
    for line in lines:
        words = re.split(r" #| && ", line)[0].split()
        named = next((name for name in COMMANDS if tuple(words[: len(name)]) == name), None)
        if named is None:
            alone = {option for parameter in main.params for option in parameter.opts}
            assert words[0] in {"COMMAND", *alone, *(name[0] for name in COMMANDS)}, line
            continue
        known = {option for parameter in COMMANDS[named].params for option in parameter.opts + parameter.secondary_opts}
        assert [word for word in words if word.startswith("-") and word not in known] == [], line


# -- scenarios


def test_the_scenarios_on_the_page_are_those_of_the_example():
    shown = [
        [cell.strip("` ") for cell in row] for row in table("scenarios", "| scenario | change | subject | value |")
    ]
    with (ROOT / "inputs" / "trafford-scenarios.csv").open(encoding="utf-8", newline="") as lines:
        assert [[cell.strip("| ") for cell in row] for row in shown] == [row[:4] for row in csv.reader(lines)][1:]


def test_every_change_of_a_scenario_is_on_the_page():
    assert [word for row in table("scenarios", "| change | subject | value |") for word in keys(row[0])] == list(KINDS)


# -- outputs: the keys of every document


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Return what each command prints with --json, from a council of two boards."""
    folder = tmp_path_factory.mktemp("documents")
    source, plan = write_input(folder / "year"), folder / "plan"
    shut = write_input(folder / "shut", closed_dates="start_date,end_date,reason\n2015-11-02,2015-11-27,Shut\n")

    scenarios = folder / "scenarios.csv"
    scenarios.write_text("scenario,change,subject,value\nLate,start_times,GB,18:00\n", encoding="utf-8")

    def run(*arguments):
        shown = CliRunner().invoke(main, [*map(str, arguments), "--json"])
        return json.loads(shown.stdout)

    last_year = folder / "last-year.csv"
    last_year.write_text("Committee,Date,Time\nCouncil,20 May 2026,7pm\n", encoding="utf-8")

    shown = folder / "shown.xml"
    shown.write_text(
        "<getmeetings><committee><committeetitle>Growth Board</committeetitle></committee></getmeetings>",
        encoding="utf-8",
    )

    def undone():
        run("confirm", folder / "several")
        return run("undo", folder / "several")

    def refused():
        run("plan", source, "-o", folder / "edited")
        (folder / "edited" / "input" / "people.csv").write_text("person,name\nANN,Ann\n", encoding="utf-8")
        (folder / "edited" / "input" / "memberships.csv").write_text("person,body\nANN,HWB\n", encoding="utf-8")
        return run("confirm", folder / "edited")

    def lunch_tables():
        lunch = write_input(
            folder / "lunch",
            meeting_days="meeting_day,name,meetings_min,meetings_max\nPD,Partnership Day,1,1\n",
            sessions="meeting_day,session,kind,start,end\nPD,AM,boards,10:00,12:00\nPD,LUNCH,lunch,12:00,13:00\n",
            bodies="body,name,meetings_min,meeting_day,session\nHWB,Health Board,1,,\nGB,Growth Board,,PD,AM\n",
        )
        run("plan", lunch, "-o", folder / "with lunch")
        return run("tables", folder / "with lunch")

    def taken():
        before = ("--as-of", "2015-10-01")
        run("plan", source, "-o", folder / "taken", "--options", "2", *before)
        return run("plan", source, "-o", folder / "taken", "--take", "2", *before)

    return {
        "`plan`": run("plan", source, "-o", plan),
        "`plan`, with options": run("plan", source, "-o", folder / "several", "--options", "2"),
        "`plan --take`": taken(),
        "`plan`, where none exists": run("plan", shut, "-o", folder / "none"),
        "`validate`": run("validate", source),
        "`law`": run("law", source),
        "`import`": run("import", last_year, "-o", folder / "imported.xlsx"),
        "`check`": run("check", source, plan),
        "`viability`": run("viability", source, "--bodies", "HWB;GB"),
        "`change`": run("change", source, plan, "--join", "ANN:GB"),
        "`why`": run("why", source, plan, "GB#1", "2015-11-18"),
        "`move`": run("move", source, plan, "GB#1", "2015-11-18"),
        "`attendance`": run("attendance", plan),
        "`notices`": run("notices", plan),
        "`tables`": lunch_tables(),
        "`chart`": run("chart", plan),
        "`report`": run("report", plan),
        "`report --compare`": run("report", plan, "--compare", shown),
        "`history`": run("history", plan),
        "`history --diff`": run("history", plan, "--diff", "1", "now"),
        "`undo`": undone(),
        "`confirm`, `publish`, where it is refused": refused(),
        "`papers`": run("papers", plan),
        "`sweep`": run("sweep", source, "--scenarios", scenarios, "--workers", "1", "-o", folder / "swept"),
        "plan.json": json.loads((plan / "plan.json").read_text(encoding="utf-8")),
    }


@pytest.mark.slow
def test_the_keys_of_every_document_are_on_the_page(documents):
    told = {row[0]: row[1] for row in table("json", "| command | keys |")}
    for name, cell in told.items():
        usual, _, further = cell.partition("; with ")
        assert list(documents[name]) == keys(usual), name
        if further:
            assert list(documents[f"{name}, with options"]) == keys(usual) + keys(further)


def test_the_keys_of_a_plan_are_on_the_page(documents):
    rows = table("json", "| key | is |")
    named = [key for row in rows for key in keys(row[0])]
    plan = documents["plan.json"]
    assert named == list(plan)
    meetings = next(row[1] for row in rows if row[0] == "`meetings`")
    of_meeting, _, of_person = meetings.partition("; of each person in `attendance`: ")
    assert keys(of_meeting) == list(plan["meetings"][0])
    assert keys(of_person) == list(plan["meetings"][0]["attendance"][0])
