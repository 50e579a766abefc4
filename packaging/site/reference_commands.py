"""Of every command: how it is typed, what it does, its options, what it ends with, and examples."""

import inspect
import re
from collections.abc import Iterator

import click
from markdown_tables import table

from scheduler.cli import main

INTRODUCTION = """# Commands

`meeting-day COMMAND --help` prints much the same in a terminal; `meeting-day help COMMAND` prints the page of a
command, with the pages of this handbook that use it.

What several of them share:

- `--json` prints one JSON document on standard output; everything else goes to standard error.
- Ctrl-C stops a search, and the best calendar so far is written. `--time-limit` counts the seconds from when the
  command starts to when all is written.
- `--by` and `--reason` say who does it and why, for the history of the plan's folder.
- `--as-of`, or the variable `SOURCE_DATE_EPOCH` (seconds since 1970), says what day it is; `--as-of today` reads the
  clock. Without either it is the moment of the plan that is replaced, else the day on which the calendar is published
  or begins.
- The same input, baseline, options and version give the same bytes. Only where the time limit cut a search short may
  another run, on a faster or a busier machine, find another calendar.

"""
CODES = """# Exit codes

What a command ends with, for whoever calls it from a script or from another program; in a shell `echo $?` shows it.

| code | means |
| --- | --- |
| 0 | It was done, or the answer is yes. |
| 1 | It cannot be, a rule is broken, or there is no calendar: the sentences that are printed say why. |
| 2 | The input, a file or the command line is wrong, and nothing was changed. |
| 3 | Time ran out, or the command was stopped. |

Each command:

"""
WORDS_OF_KINDS = {
    "text": "TEXT",
    "path": "PATH",
    "file": "PATH",
    "directory": "PATH",
    "integer": "N",
    "integer range": "N",
    "float": "NUMBER",
    "float range": "SECONDS",
}


def command_pages() -> dict[str, str]:
    """Return the page of each command, the list of them, and the table of what they end with."""
    context = main.make_context("meeting-day", [], resilient_parsing=True)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    known = {name: command for name, command in commands.items() if command is not None}
    rows = [(f"[{name}](commands/{name}.md)", _ends(command)) for name, command in known.items()]
    return {
        "commands.md": INTRODUCTION + "".join(_listed(name, command) for name, command in known.items()),
        "exit-codes.md": CODES + table(("command", "ends with"), rows),
        **{f"commands/{name}.md": "\n".join(_page(context, name, command)) for name, command in known.items()},
    }


def _listed(name: str, command: click.Command) -> str:
    return f"- [{name}](commands/{name}.md): {_marked(_one_line(_parts(command)[0]))}\n"


def _page(context: click.Context, name: str, command: click.Command) -> Iterator[str]:
    yield f"# {name}\n"
    yield from _told(context, name, command, "##")


def _told(above: click.Context, name: str, command: click.Command, level: str) -> Iterator[str]:
    """Yield the parts of what is said of a command, those of the commands below it after its own."""
    context = command.make_context(name, [], parent=above, resilient_parsing=True)
    yield from (f"{_paragraph(part)}\n" for part in _parts(command))
    if isinstance(command, click.Group):
        below = {one: command.get_command(context, one) for one in command.list_commands(context)}
        for one, found in below.items():
            if found is not None:
                yield f"{level} {name} {one}\n"
                yield from _told(context, one, found, f"{level}#")
        return
    yield f"{level} How it is typed\n"
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    yield table(("option", "does"), [(_names(one), _does(one)) for one in options])
    examples = _examples(command)
    if examples:
        yield f"{level} Examples\n"
        yield "```text\n" + "".join(f"{line}\n" for line in examples) + "```\n"


def _names(option: click.Option) -> str:
    """Return how an option is typed: `-o, --output PATH`."""
    names = ", ".join((*option.opts, *option.secondary_opts))
    if option.is_flag:
        return f"`{names}`"
    given = "|".join(option.type.choices) if isinstance(option.type, click.Choice) else ""
    return f"`{names} {option.metavar or given or WORDS_OF_KINDS[option.type.name]}`"


def _does(option: click.Option) -> str:
    """Return what an option does, with what it usually is and between what it may be."""
    words = [_marked(_one_line(option.help or ""))]
    if option.required:
        words.append("It must be given.")
    if option.multiple:
        words.append("It may be given several times.")
    if option.show_default and option.default is not None:
        words.append(f"Usually {option.default}.")
    if isinstance(option.type, click.IntRange) and option.type.min is not None and option.type.max is not None:
        words.append(f"From {option.type.min} to {option.type.max}.")
    return " ".join(dict.fromkeys(words))


def _parts(command: click.Command) -> list[str]:
    """Return the paragraphs and blocks of the help, without its examples."""
    prose = _help(command).partition("\b\nExamples:\n")[0]
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", prose.strip()) if part.strip()]


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _paragraph(part: str) -> str:
    """Return one as Markdown: what keeps its lines in the help keeps them here."""
    if part.startswith("\b\n"):
        lines = part.removeprefix("\b\n").splitlines()
        return "\n".join(["```text", *lines, "```"])
    return _marked(_one_line(part))


def _examples(command: click.Command) -> list[str]:
    """Return the lines of the examples."""
    below = _help(command).partition("\b\nExamples:\n")[2]
    return [line.strip() for line in below.splitlines() if line.strip()]


def _ends(command: click.Command) -> str:
    """Return what the help says of how the command ends."""
    prose = _one_line(" ".join(_parts(command)))
    found = re.search(r"\bEnds (with )?(?P<how>[^.]*)\.", prose)
    if found is None:
        message = f"The help of {command.name} does not say what it ends with."
        raise ValueError(message)
    return _marked(found["how"])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marked(text: str) -> str:
    """Return a text of the help as Markdown, with options as code."""
    return re.sub(r"(?<![`\w-])(--?[a-z][\w-]*)", r"`\1`", text).replace("<", "\\<").replace("*", "\\*")
