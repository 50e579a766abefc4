"""The command that opens the officers' web application: `desk`."""

import sys
from pathlib import Path
from typing import Any

import click

from scheduler.cli.words import DONE, in_words, say

_USUAL_PORT = 8070
_HIGHEST_PORT = 65_535
_SECRET = "MEETING_DAY_OIDC_SECRET"  # noqa: S105 - the name of a variable


@click.command()
@click.argument("folder", metavar="[FOLDER]", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, _HIGHEST_PORT), default=_USUAL_PORT, show_default=True,
    help="0: any free.")  # fmt: skip
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open it in the browser.")
@click.option("--by", "officer", metavar="NAME", default="",
    help="Your name for the history; the system's user name where it is left out.")  # fmt: skip
@click.option("--public-name", "public_names", metavar="NAME", multiple=True,
    help="The name by which others reach it, by https through a proxy; may be given again.")  # fmt: skip
@click.option("--proxy", "proxies", metavar="ADDRESS", multiple=True,
    help="The address, or network, of a proxy that is believed; 127.0.0.1 and ::1 where it is left out.")  # fmt: skip
@click.option("--identity-header", metavar="HEADER", default="",
    help="The header in which the proxy says who asks, such as X-Forwarded-User; needs --proxy.")  # fmt: skip
@click.option("--unknown-names", type=click.Choice(("refused", "viewer")), default="refused", show_default=True,
    help="Those whom the proxy or provider knows, and `meeting-day users` does not.")  # fmt: skip
@click.option("--oidc-issuer", metavar="URL", default="", help="An OpenID Connect provider that knows the officers.")
@click.option("--oidc-client", metavar="ID", default="", help="How the provider calls the desk.")
@click.option("--oidc-secret-file", type=click.Path(path_type=Path, dir_okay=False),
    help=f"The file with the provider's secret; else the variable {_SECRET} has it.")  # fmt: skip
@click.option("--oidc-name-claim", metavar="CLAIM", default="preferred_username", show_default=True,
    help="Which of the provider's claims is the name.")  # fmt: skip
@click.option("--oidc-role-claim", metavar="CLAIM", default="",
    help="Which claim is the role; where it is left out, `meeting-day users` says it.")  # fmt: skip
def desk(folder: Path | None, port: int, officer: str, *, browser: bool, **given: Any) -> None:  # noqa: ANN401 - the options, handed on as they are
    r"""Open the desk: a council's year in the browser, for officers who never see a terminal.

    FOLDER keeps the years; without it, that is the folder meeting-day in your home. The desk listens on this machine
    only, and lets in whoever opens the address that it prints; nobody else knows it. Ctrl-C ends it: what is being
    solved goes on, and is found at the next start.

    For several officers put a proxy with TLS in front of it, say with --public-name how it is reached, and add users
    (`meeting-day users add`), or have the proxy (--identity-header) or an OpenID Connect provider say who they are. It
    does not start where strangers could come in. Ends with 0, with 1 if a desk is open on FOLDER already, or with 2 if
    it cannot listen or write.

    \b
    Examples:
      meeting-day desk
      meeting-day desk council --port 8071 --no-browser
      meeting-day desk /srv/desk --public-name desk.example.gov.uk
      meeting-day desk /srv/desk --public-name desk.example.gov.uk --identity-header X-Forwarded-User --proxy 10.0.0.5
    """
    with in_words(as_document=False):
        from scheduler.desk import listening  # noqa: PLC0415 - help must not wait for all of it to load

        place = folder or _usual_folder()
        with listening.opened(place, port, _asked(**given), say, officer) as running:
            click.echo(running.address)
            say(f"Open this address in your browser. The years are kept in {place}. Ctrl-C ends the desk.")
            if browser:
                running.show()
            running.run()
            if running.still_works:
                say("What is being solved goes on. The desk shows it when it is started again.")
        say("Ended.")
        sys.exit(DONE)


def _usual_folder() -> Path:
    """Return where the years are kept if nobody says where, and say so the first time."""
    place = Path.home() / "meeting-day"
    if not place.exists():
        say(f"The folder {place} is made: it keeps your years. Another one: meeting-day desk FOLDER.")
    return place


def _asked(
    *,
    oidc_issuer: str,
    oidc_client: str,
    oidc_secret_file: Path | None,
    oidc_name_claim: str,
    oidc_role_claim: str,
    **given: Any,  # noqa: ANN401 - the same
) -> Any:  # noqa: ANN401 - its type is loaded with the desk
    """Return where to listen, and who may come in."""
    from scheduler.desk.access.entrance import Asked, ProviderAsked, secret_for  # noqa: PLC0415 - the same

    provider = None
    if oidc_issuer:
        secret = secret_for(oidc_client, oidc_secret_file, _SECRET)
        provider = ProviderAsked(oidc_issuer.rstrip("/"), oidc_client, secret, oidc_name_claim, oidc_role_claim)
    return Asked(provider=provider, **given)
