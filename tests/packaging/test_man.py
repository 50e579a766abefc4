"""The manual pages: one for each command, with all it can be given, in lines that roff takes as they are meant."""

import re

import click
import pytest
from scripts import script

from scheduler.cli import main

MAN = script("man")
PAGES = MAN.pages()
REQUESTS = {".TH", ".SH", ".B", ".BR", ".PP", ".TP", ".nf", ".fi"}


def commands(command, words):
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*words, name))


COMMANDS = {"-".join(words): command for words, command in commands(main, ("meeting-day",))}


def test_there_is_a_page_for_the_program_and_each_command():
    assert list(PAGES) == list(COMMANDS)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_every_section_and_option(name):
    page, command = PAGES[name], COMMANDS[name]
    sections = re.findall(r"^\.SH (.*)$", page, re.MULTILINE)
    assert sections[:3] == ["NAME", "SYNOPSIS", "DESCRIPTION"]
    assert {"OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"} <= set(sections)
    shown = page.replace("\\-", "-")
    missing = [
        one for parameter in command.params for one in parameter.opts if one.startswith("-") and one not in shown
    ]
    assert missing == []


@pytest.mark.parametrize("name", PAGES)
def test_roff_takes_text_for_text(name):
    lines = PAGES[name].splitlines()
    assert {line.split()[0] for line in lines if line.startswith(".")} <= REQUESTS
    assert [line for line in lines if line.startswith("'") or line != line.rstrip() or not line] == []
    assert re.findall(r"(?<!\\)-(?=-)|[\b]", "\n".join(line for line in lines if not line.startswith(".TH"))) == []


def test_what_begins_with_a_point_or_a_quote_is_no_request():
    assert list(MAN.filled("'Tis .5 of it. .xlsx files, a\\b and c-d")) == [
        "\\&'Tis .5 of it. .xlsx files, a\\eb and c\\-d"
    ]


def test_the_whole_has_exit_codes_variables_and_files():
    page = PAGES["meeting-day"]
    assert [f".TP\n{code}\n" in page for code, _ in MAN.EXIT_STATUS] == [True] * 4
    assert "\\fISOURCE_DATE_EPOCH\\fR" in page
    assert "\\fI~/meeting\\-day\\fR" in page


def test_a_command_says_how_it_ends():
    exit_status = PAGES["meeting-day-plan"].split(".SH EXIT STATUS\n")[1].split(".SH ")[0]
    assert "Ends with 0 if a plan was written, 1 if none exists" in exit_status.replace("\n", " ")


def test_a_command_below_another_says_how_that_ends():
    exit_status = PAGES["meeting-day-users-add"].split(".SH EXIT STATUS\n")[1].split(".SH ")[0]
    assert exit_status.startswith("Ends with ")
