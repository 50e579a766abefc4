"""The command `help`: a page of the handbook, a command's page, or what a word means."""

import json

import pytest
from click.testing import CliRunner, Result

from scheduler.cli import main
from scheduler.handbook.pages import pages


def asked(*words: str) -> Result:
    return CliRunner().invoke(main, ["help", *words], catch_exceptions=False)


def test_the_topics_are_listed_under_their_headings() -> None:
    shown = asked()
    assert shown.exit_code == 0
    told = " ".join(shown.stdout.split())
    for page in pages():
        if not page.above:
            assert f" {page.topic} {page.title}: {page.summary} " in told, page.topic


def test_the_list_of_topics_keeps_to_the_width_of_the_terminal(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert [line for line in asked().stdout.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.topic)
def test_every_page_can_be_read_as_plain_text(page) -> None:
    shown = asked(page.topic)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[0].strip() == page.title
    assert "\x1b" not in shown.stdout
    assert "](" not in shown.stdout.replace("`](", "")
    assert all(line == line.rstrip() for line in shown.stdout.splitlines())


def test_a_command_is_a_topic() -> None:
    shown = asked("next-year").stdout
    assert "meeting-day next-year [OPTIONS] INPUT PLAN" in shown
    assert asked("next", "year").stdout == shown


def test_a_link_says_how_the_other_page_is_asked_for() -> None:
    assert "move (meeting-day help move)" in asked("exit-codes").stdout


def test_a_word_of_the_glossary_is_told() -> None:
    assert "Quorum (column of the input)\n" in asked("Quorum").stdout
    assert "Its name in the input: person_clash." in asked("person_clash").stdout


def test_what_may_have_been_meant_is_asked() -> None:
    nothing = asked("glossry")
    assert nothing.exit_code == 2
    assert nothing.stderr == "The handbook has nothing about glossry.\nDid you mean glossary?\n"
    assert asked("xyzzy plugh").stderr.endswith("See what there is: meeting-day help\n")


def test_a_program_is_answered_with_a_document() -> None:
    listed = json.loads(asked("--json").stdout)["topics"]
    assert [one["topic"] for one in listed] == [page.topic for page in pages()]
    page = json.loads(asked("rules", "--json").stdout)
    assert (page["topic"], page["title"]) == ("rules", "Rules")
    assert page["text"].startswith("# Rules\n")
    assert json.loads(asked("clear days", "--json").stdout)["words"][0]["word"] == "Clear days"
    assert json.loads(asked("glossry", "--json").stdout) == {"topic": "glossry", "close": ["glossary"]}
