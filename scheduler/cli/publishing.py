"""The commands that give plans to the public and to members: `publish`, `feeds list`, `rotate`, `revoke`, `serve`."""

import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scheduler.cli.words import (
    DONE,
    anyway_option,
    as_of_option,
    in_words,
    json_option,
    print_json,
    say,
    step_asked,
    step_options,
)

_MEMBERS = click.argument("members", metavar="[MEMBER]...", nargs=-1)
_OFFICERS = click.option("--officers", is_flag=True, help="All links that are no one member's: the officers' own.")
_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
_HIGHEST_PORT = 65_535


def _register_option(command: Callable[..., Any]) -> Callable[..., Any]:
    text = "The register, or the site it is of; without it, the only one here or in outputs."
    return click.option("--register", "where", type=click.Path(path_type=Path), help=text)(command)


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--to", "site", metavar="SITE", type=click.Path(path_type=Path), required=True,
    help="The folder that the web server shows.")  # fmt: skip
@click.option("--base-url", metavar="URL", help="Where SITE is on the web, https://...; remembered for the next time.")
@click.option("--register", type=click.Path(path_type=Path), help="The private register; else SITE.register.json.")
@click.option("--new-secret", is_flag=True, help="Withdraw every private link and give new ones.")
@click.option("--input", "source", type=click.Path(path_type=Path), help="An input other than the one kept beside it.")
@as_of_option
@anyway_option
@step_options
@json_option
def publish(folder: Path, site: Path, as_of: datetime | None, *, as_document: bool, **wanted: Any) -> None:  # noqa: ANN401 - the options, handed on as they are
    r"""Write the plan in PLAN_DIR as a site for any web server: public pages and feeds, a private feed for each member.

    Bodies open to the public, and they alone, are at addresses that everybody may know. Each member's feed is at an
    address that nobody can guess; it follows from a secret in SITE.register.json, beside SITE and never in it: keep
    that file private, and in your backups. SITE.letters.xlsx has each member's own link, for a mail merge.

    Only files that differ are written, each whole or not at all, so this can be done at any time, as often as you
    like. Files in SITE that meeting-day did not write are left alone. A link that is withdrawn says so for 30 days
    and is then gone; --as-of says what day it is.

    Ends with 0; 1 if the plan breaks a rule, its input was changed or it would go back on what was sent; 2 if it
    would publish what is private, or the register is lost.

    \b
    Examples:
      meeting-day publish outputs/year --to site --base-url https://meetings.example.gov.uk
      meeting-day publish outputs/year --to site --as-of 2026-11-24
      meeting-day publish outputs/year --to site --new-secret
    """
    with in_words(as_document=as_document):
        from scheduler.commands import publishing as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import publishing as words  # noqa: PLC0415 - the same

        done = planner.publish(planner.Wanted(folder, site, step=step_asked(), **wanted), as_of)
        if as_document:
            places, counts = (done.base_url, done.register, done.letters), (done.files, done.members, done.notices)
            print_json(words.published_document(site, places, counts, done.overtaken))
        for sentence in words.published_sentences(done.base_url, site, done.files, done.members, done.notices):
            say(sentence)
        for sentence in words.private_sentences(done.register, done.letters, done.base_url):
            say(sentence)
        if not done.recorded:
            say(words.unrecorded_sentence(folder))
        if done.overtaken is not None:
            say(words.overtaken_sentence(done.overtaken))


@click.group()
def feeds() -> None:
    r"""Show the private links that `publish` gives, give somebody a new one, or take one back.

    Ends with 0, or with 2 if a member is not known.

    \b
    Examples:
      meeting-day feeds list
      meeting-day feeds rotate SMITH
      meeting-day feeds revoke SMITH JONES --register site.register.json
    """


@feeds.command("list")
@click.argument("place", metavar="[SITE]", type=click.Path(path_type=Path), required=False)
@_register_option
@json_option
def list_links(place: Path | None, where: Path | None, *, as_document: bool) -> None:
    r"""List every member's link, and those that are withdrawn. For your own screen: whoever reads it has the links.

    SITE is the folder that was published, or the register itself.

    \b
    Examples:
      meeting-day feeds list
      meeting-day feeds list site
      meeting-day feeds list --register site.register.json --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import links as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import publishing as words  # noqa: PLC0415 - the same

        found = planner.links(where or place)
        if as_document:
            print_json(words.links_document(found.register, found.path))
        else:
            for line in words.link_lines(found.register, found.path):
                click.echo(line)


@feeds.command()
@_MEMBERS
@_register_option
@_OFFICERS
@as_of_option
@json_option
def rotate(members: tuple[str, ...], *, as_document: bool, **options: Any) -> None:  # noqa: ANN401 - handed on as they are
    r"""Give each MEMBER a new link, and withdraw the old one; `serve` makes it so at once, `publish` the next time.

    MEMBER is the code or the name of a person, or the path of an officers' feed as `feeds list` shows it.

    \b
    Examples:
      meeting-day feeds rotate SMITH
      meeting-day feeds rotate "Councillor Ann Smith" JONES
      meeting-day feeds rotate --officers --as-of 2026-11-24
    """
    _move("rotate", members, as_document=as_document, **options)


@feeds.command()
@_MEMBERS
@_register_option
@_OFFICERS
@as_of_option
@json_option
def revoke(members: tuple[str, ...], *, as_document: bool, **options: Any) -> None:  # noqa: ANN401 - handed on as they are
    r"""Take the link of each MEMBER back: they have none until it is rotated.

    `serve` makes it so at once, `publish` the next time.

    \b
    Examples:
      meeting-day feeds revoke SMITH
      meeting-day feeds revoke SMITH JONES --register site.register.json
    """
    _move("revoke", members, as_document=as_document, **options)


@feeds.command()
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@_register_option
@json_option
def adopt(other: Path, where: Path | None, *, as_document: bool) -> None:
    r"""Let the private links of another council's register work on here, where councils share one calendar.

    OTHER is that register, or the site it is of. Whoever is known here by the same name (and, where several have it,
    the same code) keeps the link that the other council gave, beside the one that is given here: both lead to the one
    feed of all their meetings. The old address has to lead to this site: ask whoever runs the other council's web
    server. A link that is given anew, or taken back, takes the others with it; where it has been taken back already,
    the others are withdrawn too, and a new link does not wake them. Ends with 0, or with 2 if a register cannot be
    read.

    \b
    Examples:
      meeting-day feeds adopt linbeck.register.json --register site.register.json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import links as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import publishing as words  # noqa: PLC0415 - the same

        moved = planner.adopt(other, where)
        if as_document:
            print_json(words.moved_document(moved.register, (*moved.names, *moved.taken_back), moved.path))
        for sentence in words.adopted_sentences(moved.register, len(moved.names), moved.taken_back):
            (say if as_document else click.echo)(sentence)


def _move(how: str, members: tuple[str, ...], *, as_document: bool, **options: Any) -> None:  # noqa: ANN401 - the same
    with in_words(as_document=as_document):
        from scheduler.commands import links as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import publishing as words  # noqa: PLC0415 - the same

        moved = getattr(planner, how)(members, **options)
        if as_document:
            print_json(words.moved_document(moved.register, moved.names, moved.path))
        for sentence in words.moved_sentences(moved.register, moved.names):
            (say if as_document else click.echo)(sentence)


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--register", type=click.Path(path_type=Path), help="The register of links; else beside PLAN_DIR.")
@click.option("--base-url", metavar="URL", help="Where the site is on the web, https://...; remembered.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, _HIGHEST_PORT), default=8080, show_default=True, help="0: any free.")
@click.option("--gzip/--no-gzip", "may_zip", default=True, show_default=True, help="Zip for clients that ask for it.")
@as_of_option
@anyway_option
def serve(folder: Path, host: str, port: int, *, may_zip: bool, **wanted: Any) -> None:  # noqa: ANN401 - the options, handed on as they are
    r"""Serve the site of the plan in PLAN_DIR: the same addresses that `publish` writes, from memory.

    A new plan, or a change of the register of links, is picked up within a second or two. While the folder cannot be
    read, what was read last is served. Each answer is a line on standard error, without private addresses.

    It listens on this machine only, unless --host says otherwise; put a proxy with TLS in front, and say with
    --base-url what the world sees. Ctrl-C ends it. A plan that breaks a rule, whose input was changed, or that goes
    back on what subscribers have is not served: what was read last is, and at the start it ends with 1. Ends with 0,
    or with 2 if it cannot be served.

    \b
    Examples:
      meeting-day serve outputs/year
      meeting-day serve outputs/year --port 8088 --base-url https://meetings.example.gov.uk
      meeting-day serve outputs/year --register /srv/site.register.json
    """
    signal.signal(signal.SIGTERM, _end)
    with in_words(as_document=False):
        from scheduler.commands.serving import source  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.server import serving  # noqa: PLC0415 - the same

        shown = f"[{host}]" if ":" in host else host
        with serving.opened(host, port, say) as site:
            here = f"http://{shown}:{site.port}"
            site.take(source(folder, here, **wanted), may_zip=may_zip)
            say(f"Listening at {here}/. Ctrl-C ends it.")
            if host not in _THIS_MACHINE:
                say("Other machines can reach it, and private links travel as they are: put a proxy with TLS in front.")
            site.run()
        say("Ended.")
        sys.exit(DONE)


def _end(number: int, frame: object) -> None:
    """End as Ctrl-C does."""
    del number, frame
    sys.exit(DONE)
