"""The command that answers calendar programs and browsers: `serve`."""

import signal
import sys
from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.moments import as_of_option
from scheduler.cli.words import DONE, in_words, say

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
_HIGHEST_PORT = 65_535


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--register", type=click.Path(path_type=Path), help="The register of links; else beside PLAN_DIR.")
@click.option("--base-url", metavar="URL", help="Where the site is on the web, https://...; remembered.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, _HIGHEST_PORT), default=8080, show_default=True, help="0: any free.")
@click.option("--gzip/--no-gzip", "may_zip", default=True, show_default=True, help="Zip for clients that ask for it.")
@as_of_option
def serve(
    folder: Path,
    register: Path | None,
    base_url: str | None,
    host: str,
    port: int,
    as_of: datetime | None,
    *,
    may_zip: bool,
) -> None:
    r"""Serve the site of the plan in PLAN_DIR: the same addresses that `publish` writes, from memory.

    A new plan, or a change of the register of links, is picked up within a second or two. While the folder cannot be
    read, what was read last is served. Each answer is a line on standard error, without private addresses.

    It listens on this machine only, unless --host says otherwise; put a proxy with TLS in front, and say with
    --base-url what the world sees. Ctrl-C ends it. Ends with 0, or with 2 if it cannot be served.

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
            site.take(source(folder, here, base_url, register, as_of), may_zip=may_zip)
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
