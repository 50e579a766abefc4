"""The command `help`: a page of the handbook in the terminal, or what a word means."""

import sys
import textwrap
from collections.abc import Sequence
from typing import Any

import click
from markdown_it.token import Token
from rich.console import Console
from rich.markdown import Markdown

from scheduler.cli import completion
from scheduler.cli.words import WRONG, json_option, print_json, say
from scheduler.domain.wording import listed
from scheduler.handbook.markdown import lead, plain, reader
from scheduler.handbook.pages import Page, Word, close_matches, page_about, pages, sections, words_about

_WIDEST = 100
"""Characters of a line, on however wide a screen."""

_NARROWEST = 30
"""Characters of what is said beside a topic, on however narrow a screen."""


@click.command("help")
@click.argument("topic", metavar="[TOPIC]", nargs=-1, shell_complete=completion.topics)
@json_option
def help_(topic: tuple[str, ...], *, as_document: bool) -> None:
    r"""Print a page of the handbook: how something is done, why it is so, a command, a table, a rule, a word.

    TOPIC is one of those that are listed without it, the name of a command, or a word of the glossary. The handbook
    comes with the program, and nothing is fetched. Ends with 0, or with 2 if there is nothing about TOPIC.

    \b
    Examples:
      meeting-day help
      meeting-day help plan
      meeting-day help clear days
    """
    words = " ".join(topic)
    if not words.strip():
        _list_topics(as_document=as_document)
        return
    page, terms = page_about(words), words_about(words)
    if page is None and not terms:
        meant = close_matches(words)
        if as_document:
            print_json({"topic": words, "close": meant})
        say(f"The handbook has nothing about {words}.")
        say(f"Did you mean {listed(meant, 'or')}?" if meant else "See what there is: meeting-day help")
        sys.exit(WRONG)
    if as_document:
        print_json(_document(words, page, terms))
    elif page is not None:
        _print_page(page)
    else:
        for term in terms:
            click.echo(f"{term.word} ({term.kind.lower()})\n  {term.meaning}")


def _document(words: str, page: Page | None, terms: Sequence[Word]) -> dict[str, Any]:
    """Return what is known of a topic, for a program."""
    return {
        "topic": words if page is None else page.topic,
        "title": None if page is None else page.title,
        "text": None if page is None else page.text,
        "words": [{"word": one.word, "kind": one.kind, "meaning": one.meaning} for one in terms],
    }


def _list_topics(*, as_document: bool) -> None:
    """List the pages under the headings of the index; the commands are listed by their own page."""
    if as_document:
        topics = [
            {"topic": one.topic, "title": one.title, "section": one.section, "about": one.summary} for one in pages()
        ]
        print_json({"topics": topics})
        return
    width = max(len(page.topic) for found in sections().values() for page in found)
    across = max(min(Console().width, _WIDEST), width + _NARROWEST)
    for section, found in sections().items():
        click.echo(f"{section}:")
        for page in found:
            entry = textwrap.wrap(
                f"{page.title}: {page.summary}",
                across,
                initial_indent=f"  {page.topic:{width}}  ",
                subsequent_indent=" " * (width + 4),
            )
            click.echo("\n".join(entry))
        click.echo()
    said = "meeting-day help TOPIC prints one of them, a command's page, or what a word means."
    click.echo("\n".join(textwrap.wrap(said, across)))


def _print_page(page: Page) -> None:
    """Print a page for reading in a terminal; plain text where it goes into a file or another program."""
    console = Console(highlight=False)
    shown = Markdown("", hyperlinks=False, code_theme="bw")
    shown.parsed = reader().parse(page.text)
    lead(page, shown.parsed, lambda other, _heading: f"meeting-day help {other.topic}", str)
    _without_pictures(shown.parsed)
    with console.capture() as captured:
        console.print(shown, width=min(console.width, _WIDEST))
    lines = captured.get().splitlines()
    for line in lines if console.is_terminal else map(str.rstrip, lines):
        click.echo(line)


def _without_pictures(tokens: list[Token]) -> None:
    """Put what a picture shows in its place."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.content = f"[Picture: {plain(child)}]"
                child.type, child.children = "text", None
