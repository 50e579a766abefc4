"""The README says what is so."""

import csv
import re
from pathlib import Path

from click.testing import CliRunner

from scheduler.cli import main
from scheduler.domain.tables import TABLES
from scheduler.reading.scenario_changes import KINDS
from scheduler.rules import RULES
from scheduler.wishes import WISHES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def first_line(module):
    return module.__doc__.strip().splitlines()[0]


def test_the_rules_are_those_of_the_code():
    rows = [f"| `{rule.RULE.name}` | {first_line(rule)} | {rule.RULE.source} |" for rule in RULES]
    table = README.split("| rule | in an officer's words | source |\n|---|---|---|\n")[1].split("\n\n")[0]
    assert table.splitlines() == rows


def test_the_wishes_are_those_of_the_code():
    rows = [f"| `{wish.WISH.name}` | {wish.WISH.tier} | {wish.WISH.weight} | {first_line(wish)} |" for wish in WISHES]
    table = README.split("| wish | tier | weight | in an officer's words |\n|---|---|---|---|\n")[1].split("\n\n")[0]
    assert table.splitlines() == rows


def test_every_command_is_in_the_readme_and_has_examples_in_its_help():
    assert set(re.findall(r"^\| `meeting-day (\w+)", README, re.MULTILINE)) == set(main.commands)
    assert [name for name, command in main.commands.items() if "Examples:" not in (command.help or "")] == []


def test_the_examples_in_the_help_stand_one_on_a_line():
    shown = CliRunner().invoke(main, ["plan", "--help"]).stdout
    assert "\n    meeting-day plan year.xlsx\n" in shown
    assert r"\b" not in shown


def test_every_table_of_the_input_is_named():
    named = README.split("One sheet, or one CSV file, for each table: ")[1].split(".")[0]
    assert re.split(r",\s+", named) == list(TABLES)


def test_every_change_of_a_scenario_is_in_the_readme():
    table = README.split("| change | subject | value |\n|---|---|---|\n")[1].split("\n\n")[0]
    named = [word for row in table.splitlines() for word in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert named == list(KINDS)


def test_the_scenarios_of_the_readme_are_those_of_the_example():
    table = README.split("| scenario | change | subject | value |\n|---|---|---|---|\n")[1].split("\n\n")[0]
    shown = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in table.splitlines()]
    with (ROOT / "inputs" / "trafford-scenarios.csv").open(encoding="utf-8", newline="") as lines:
        assert shown == [row[:4] for row in csv.reader(lines)][1:]


def test_the_ci_runs_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "```sh test" in README
    assert "README.md" in script
