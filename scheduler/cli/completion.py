"""Completion by the shell, by click's own mechanism: the command `completion`, and what a plan's folder can offer.

Whatever is offered is read from the plan.json of the folder that is typed already, as it lies there: nothing is put
right, written or printed, and where it cannot be read, nothing is offered.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import click
from click.shell_completion import CompletionItem, get_completion_class

from scheduler.domain.wording import long_date
from scheduler.outputs.places import PLAN_FILE

SHELLS = ("bash", "zsh", "fish")
PROGRAM, VARIABLE = "meeting-day", "_MEETING_DAY_COMPLETE"
"""The variable by which a shell's script asks click, which makes its name of the program's."""
_MOST_BYTES = 50_000_000
_AS_TYPED = re.compile(r"[\w.#-]+")
"""What means nothing to any shell; whatever else a code may hold is not offered."""

Offered: TypeAlias = "list[CompletionItem[str]]"  # click knows of what only from 8.5 on
_Offer: TypeAlias = Callable[[click.Context, click.Parameter, str], Offered]


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    r"""Print the script by which SHELL completes commands, options, files and the meetings of a plan.

    Put it where your shell looks for it, as below, and open a new terminal. In bash it needs 4.4 or later. There is
    none for PowerShell that we have tried. Ends with 0.

    \b
    Examples:
      meeting-day completion bash > ~/.local/share/bash-completion/completions/meeting-day
      meeting-day completion zsh > ~/.zfunc/_meeting-day
      meeting-day completion fish > ~/.config/fish/completions/meeting-day.fish
    """
    from scheduler.cli import main  # noqa: PLC0415 - the program itself, which has loaded this

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"The click that is installed knows no {shell}.")
    click.echo(kind(main, {}, PROGRAM, VARIABLE).source(), nl=False)


def _offering(found: Callable[[Any], Iterable[tuple[str, str]]]) -> _Offer:
    """Return what offers pairs of a code and words about it, found in a plan's document."""

    def offer(context: click.Context, parameter: click.Parameter, begun: str) -> Offered:
        del parameter
        try:
            pairs = dict(found(_document(context)))
            return [CompletionItem(code, help=words or None) for code, words in pairs.items() if _fits(code, begun)]
        except Exception:  # noqa: BLE001 - whatever lies there: a shell that completes says nothing
            return []

    return offer


def _fits(code: str, begun: str) -> bool:
    return code.startswith(begun) and _AS_TYPED.fullmatch(code) is not None


def _document(context: click.Context) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return the plan that was typed; OSError, ValueError or StopIteration where none can be read.

    An option that still lacks its value keeps click from sharing out the arguments before it.
    """
    named = [context.params.get("calendar"), context.params.get("folder"), *context.args]
    paths = [Path(one) for one in named if one]
    files = [path / PLAN_FILE if path.is_dir() else path for path in paths]
    file = next(one for one in files if one.name == PLAN_FILE and one.is_file())
    if file.stat().st_size > _MOST_BYTES:
        raise ValueError("no plan is so large")
    return json.loads(file.read_bytes())


def _meetings(plan: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever JSON holds
    for one in plan["meetings"]:
        yield f"{one['body']}#{one['sequence']}", _on(one)


def _bodies(plan: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the same
    yield from sorted((str(one["body"]), "") for one in plan["meetings"])


def _rooms(plan: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the same
    yield from sorted((str(one["room"]), "") for one in plan["meetings"] if one["room"])


def _days(plan: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the same
    for one in plan["meeting_days"]:
        yield f"{one['meeting_day']}#{one['sequence']}", _on(one)
    for day in sorted({one["date"] for one in plan["meetings"]}):
        yield day, long_date(date.fromisoformat(day))


def _on(one: Any) -> str:  # noqa: ANN401 - the same
    return long_date(date.fromisoformat(one["date"]))


def rules(context: click.Context, parameter: click.Parameter, begun: str) -> Offered:
    """Offer the names of the rules."""
    from scheduler.rules import RULES  # noqa: PLC0415 - loaded by whoever asks for it

    del context, parameter
    return [CompletionItem(one.RULE.name) for one in RULES if one.RULE.name.startswith(begun)]


def topics(context: click.Context, parameter: click.Parameter, begun: str) -> Offered:
    """Offer the pages of the handbook."""
    from scheduler.handbook.pages import pages  # noqa: PLC0415 - the same

    del context, parameter
    return [CompletionItem(one.topic, help=one.title) for one in pages() if one.topic.startswith(begun)]


meetings, bodies, rooms, days = map(_offering, (_meetings, _bodies, _rooms, _days))
"""Offers of the codes in the plan that is typed: `HWB#2`; `HWB`; `CR2`; `TPDAY#1` and dates."""
