"""The commands that keep the users of a desk: `users add`, `list`, `remove`, `role`, `password`."""

import sys
from pathlib import Path
from typing import Any

import click

from scheduler.cli.words import in_words, json_option, print_json, say

_FOLDER = click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
_NAME = click.argument("name", metavar="NAME")
_ROLES = ("viewer", "planner", "publisher")


@click.group()
def users() -> None:
    r"""Keep the users of the desk in FOLDER: who may come in from other machines, and do what.

    A viewer reads. A planner also plans: moves meetings, makes drafts, changes the calendar. A publisher also confirms,
    publishes and keeps users. What is changed counts at once, also where the desk runs.

    Ends with 0, or with 2 if it cannot be done.

    \b
    Examples:
      meeting-day users add /srv/desk "Ann Clerk" --role publisher
      meeting-day users list /srv/desk
      meeting-day users role /srv/desk "Ann Clerk" planner
      meeting-day users password /srv/desk "Ann Clerk"
      meeting-day users remove /srv/desk "Ann Clerk"
    """


@users.command()
@_FOLDER
@_NAME
@click.option("--role", type=click.Choice(_ROLES), required=True, help="What they may do.")
@click.option("--no-password", is_flag=True, help="They come in by a proxy or a provider that knows them.")
def add(folder: Path, name: str, role: str, *, no_password: bool) -> None:
    r"""Add the user NAME. The password is typed twice, unseen, or is the first line of the standard input.

    \b
    Examples:
      meeting-day users add /srv/desk "Ann Clerk" --role publisher
      meeting-day users add /srv/desk ann@example.gov.uk --role planner --no-password
      meeting-day users add /srv/desk "Ann Clerk" --role viewer < password.txt
    """
    with in_words(as_document=False):
        added = _users(folder, make=True).add(name, role, None if no_password else _password())
        say(f"{added.name} is a {added.role} now.")


@users.command("list")
@_FOLDER
@json_option
def list_users(folder: Path, *, as_document: bool) -> None:
    r"""List the users, their roles, and who comes in without a password of the desk.

    \b
    Examples:
      meeting-day users list /srv/desk
      meeting-day users list /srv/desk --json
    """
    with in_words(as_document=as_document):
        found = _users(folder).all()
        if as_document:
            print_json({"users": [{"name": one.name, "role": one.role, "password": one.has_password} for one in found]})
            return
        for one in found:
            click.echo(f"{one.name}\t{one.role}\t{'password' if one.has_password else 'proxy or provider'}")
        if not found:
            say("There are no users.")


@users.command()
@_FOLDER
@_NAME
def remove(folder: Path, name: str) -> None:
    r"""Take the user NAME away. Wherever they are logged in, they are out at once.

    \b
    Examples:
      meeting-day users remove /srv/desk "Ann Clerk"
    """
    with in_words(as_document=False):
        _users(folder).remove(name)
        say(f"{name} is no user any more.")


@users.command()
@_FOLDER
@_NAME
@click.argument("role", type=click.Choice(_ROLES))
def role(folder: Path, name: str, role: str) -> None:
    r"""Give the user NAME another role.

    \b
    Examples:
      meeting-day users role /srv/desk "Ann Clerk" planner
    """
    with in_words(as_document=False):
        _users(folder).give_role(name, role)
        say(f"{name} is a {role} now.")


@users.command()
@_FOLDER
@_NAME
def password(folder: Path, name: str) -> None:
    r"""Give the user NAME another password: typed twice, unseen, or the first line of the standard input.

    They are logged out wherever they are logged in.

    \b
    Examples:
      meeting-day users password /srv/desk "Ann Clerk"
      meeting-day users password /srv/desk "Ann Clerk" < password.txt
    """
    with in_words(as_document=False):
        _users(folder).give_password(name, _password())
        say(f"{name} has another password now.")


def _users(folder: Path, *, make: bool = False) -> Any:  # noqa: ANN401 - its type is loaded with the desk
    """Return the users of the desk in a folder; where there is none yet, it is made only to add the first."""
    from scheduler.desk.access.users import users_in  # noqa: PLC0415 - help must not wait for all of it to load

    return users_in(folder, make=make)


def _password() -> str:
    """Return a password that is typed, or comes from another program; it is never an argument: others see those."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same once more", err=True))
    return sys.stdin.readline().rstrip("\r\n")
