"""Writes the manual pages: one of the program and one of each command, made from the commands themselves.

    python packaging/man.py FOLDER

Nothing is said here that a command says of itself in its help. The pages are in the language of man(7).
"""

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import wrap

import click

import scheduler
from scheduler.cli import main as program

NAME = "meeting-day"
WIDTH = 78
EXAMPLES = "Examples:"
EXIT_STATUS = (
    ("0", "It was done; of a question, the answer is yes."),
    ("1", "The answer is no: there is no such calendar, or a rule is broken, or it was refused."),
    ("2", "What was given is wrong, or cannot be read or written; it is said where, and what to do."),
    ("3", "Time ran out, or the command was stopped before it wrote anything."),
)
ENVIRONMENT = (
    ("SOURCE_DATE_EPOCH", "Seconds since 1970: the moment of --as-of, where that option is not given."),
    ("MEETING_DAY_OIDC_SECRET", "The secret of the desk's OpenID Connect provider, where no file has it."),
    ("NUMBA_CACHE_DIR", "The folder that keeps compiled code; else beside the program, or the user's own cache."),
    ("BROWSER", "Which browser the desk opens."),
)
FILES = (
    ("NAME.xlsx", "The input, a workbook; or a folder of CSV files."),
    ("NAME - problems.xlsx", "A copy of it in which validate has marked the faults."),
    ("outputs/NAME", "The calendar that plan writes; the folder is replaced whole, and has its own history."),
    ("outputs/NAME.previous", "That folder as it was before."),
    ("SITE.register.json", "The private register of the links that publish gives out."),
    ("~/meeting-day", "The years of the desk, where no other folder is named."),
)
IN_ROFF = str.maketrans({"\\": "\\e", "-": "\\-", "\u2019": "\\(cq", "\u201c": "\\(lq", "\u201d": "\\(rq"})
"""A hyphen that can be copied into a shell, a backslash that is one, and typographer's quotation marks."""


def write_pages(folder: Path) -> list[Path]:
    """Write every page into a folder, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, page in pages().items():
        written.append(folder / f"{name}.1")
        written[-1].write_text(page, encoding="utf-8")
    return written


def pages() -> dict[str, str]:
    """Return every page by its name."""
    commands = dict(_below(program, (NAME,)))
    return {"-".join(words): "\n".join(_page(words, command, commands)) + "\n" for words, command in commands.items()}


def _below(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield a command and all below it by their words."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _below(below, (*words, name))


def _page(
    words: tuple[str, ...], command: click.Command, commands: dict[tuple[str, ...], click.Command]
) -> Iterator[str]:
    name, above = "-".join(words), "-".join(words[:-1])
    said = [part for part in re.split(r"\n[ \t]*\n", _unindented(command.help or "")) if part.strip()]
    examples = [part for part in said if part.lstrip("\b\n ").startswith(EXAMPLES)]
    day = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or 0), UTC).date()
    yield f'.TH {name.upper()} 1 {day} "{NAME} {scheduler.__version__}" "Meetings of a council"'
    yield ".SH NAME"
    yield from wrap(f"{_plain(name)} \\- {_plain(_short(said[0]))}", WIDTH, break_on_hyphens=False)
    yield from (".SH SYNOPSIS", f".B {_plain(' '.join(words))}", *_synopsis(command))
    yield ".SH DESCRIPTION"
    yield from _paragraphs(part for part in said if part not in examples)
    below = [(one, commands[one]) for one in commands if one[:-1] == words]
    if below:
        yield ".SH COMMANDS"
        for one, its in below:
            yield from _tagged(
                f"\\fB{_plain(one[-1])}\\fR", _short((its.help or "").split("\n\n")[0]).capitalize() + "."
            )
    yield ".SH OPTIONS"
    yield from _options(command)
    yield from _exit_status(words, commands)
    if not words[1:]:
        for heading, rows in (("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
            yield f".SH {heading}"
            for what, text in rows:
                yield from _tagged(f"\\fI{_plain(what)}\\fR", text)
    if examples:
        yield ".SH EXAMPLES"
        yield from _literal(line[2:] for part in examples for line in part.strip("\b\n").splitlines()[1:])
    others = [above] if above else []
    others += ["-".join(one) for one, _ in below]
    yield ".SH SEE ALSO"
    yield from (f".BR {_plain(one)} (1){',' if one != others[-1] else ''}" for one in others)


def _exit_status(words: tuple[str, ...], commands: dict[tuple[str, ...], click.Command]) -> Iterator[str]:
    """Yield what the numbers mean, or what a command, or the one above it, says of how it ends."""
    yield ".SH EXIT STATUS"
    if not words[1:]:
        for number, meaning in EXIT_STATUS:
            yield from _tagged(number, meaning)
        return
    said = (" ".join((commands[one].help or "").split()) for one in (words, words[:-1]))
    ends = next((found.group() for found in (re.search(r"\bEnds [^.]*\.", one) for one in said) if found), "")
    yield from filled(f"{ends} {NAME}(1) says what the numbers mean.".strip())


def _synopsis(command: click.Command) -> Iterator[str]:
    yield "[\\fIOPTIONS\\fR]"
    if isinstance(command, click.Group):
        yield "\\fICOMMAND\\fR [\\fIARGUMENTS\\fR]..."
    context = click.Context(command)
    yield from (
        f"\\fI{_plain(one.make_metavar(context))}\\fR" for one in command.params if isinstance(one, click.Argument)
    )


def _options(command: click.Command) -> Iterator[str]:
    context = click.Context(command, help_option_names=["-h", "--help"])
    for one in command.get_params(context):
        record = one.get_help_record(context)
        if isinstance(one, click.Option) and record is not None:
            yield from _tagged(f"\\fB{_plain(record[0])}\\fR", record[1])


def _paragraphs(parts: Iterator[str]) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            yield ".PP"
        if part.lstrip("\n").startswith("\b"):
            yield from _literal(part.strip("\b\n").splitlines())
        else:
            yield from filled(" ".join(part.split()))


def _tagged(tag: str, text: str) -> Iterator[str]:
    yield from (".TP", tag)
    yield from filled(" ".join(text.split()))


def _literal(lines: Iterator[str] | list[str]) -> Iterator[str]:
    yield ".nf"
    yield from (_no_request(_plain(line)) for line in lines)
    yield ".fi"


def filled(text: str) -> Iterator[str]:
    """Yield text that is filled, each sentence beginning a line, so that its spaces come out right."""
    for sentence in re.split(r"(?<=[.!?]) (?=[A-Z-])", text):
        for line in wrap(_plain(sentence), WIDTH, break_long_words=False, break_on_hyphens=False):
            yield _no_request(line)


def _no_request(line: str) -> str:
    """Return a line that roff takes for text, though it begin with a point or a quote."""
    return f"\\&{line}" if line[:1] in {".", "'"} else line


def _plain(text: str) -> str:
    """Return text as roff reads it."""
    return text.translate(IN_ROFF)


def _unindented(text: str) -> str:
    """Return a docstring's text without the indentation of its lines."""
    first, _, rest = text.partition("\n")
    return f"{first}\n" + re.sub(r"(?m)^ {4}", "", rest)


def _short(part: str) -> str:
    """Return the first sentence of a help, as one line that goes on after a dash."""
    sentence = re.split(r"(?<=[.;:]) |[.]$", " ".join(part.split()))[0].rstrip(".;:")
    return sentence[:1].lower() + sentence[1:]


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - its own name, and the folder
        sys.exit(__doc__)
    write_pages(Path(sys.argv[1]))
