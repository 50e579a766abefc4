"""Every fixed phrase of the code and its templates that is said in the language that is being written."""

import ast
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from jinja2 import Environment

from scheduler.domain.choices import choice_words
from scheduler.domain.tables import CLASSIFICATIONS, TABLES
from scheduler.domain.wording import rule_words
from scheduler.languages.templates import phrases_in, speak
from scheduler.rules import RULES

HOUSE = Path(__file__).parents[2] / "scheduler"
COUNTED = "counted"
SAYING = {"said": 0, "phrase": 0, "said_of": 1, COUNTED: 1}
"""What says a phrase -> where among its arguments the phrase stands."""
PUBLIC = ("pages", "site", "options", "feeds")
"""Folders of outputs of which everything is for the public and members."""
OFFICERS_PAGE = HOUSE / "outputs" / "pages" / "__init__.py"
Phrase = tuple[str, ...]
"""The English; of one that counts, the singular and the plural."""


@cache
def phrases() -> dict[Phrase, set[str]]:
    """Return every phrase with the files that say it."""
    found: dict[Phrase, set[str]] = {}
    for file, said in _said_in_code().items():
        for name, phrase in said:
            if name != COUNTED or _is_public(file):
                found.setdefault(phrase, set()).add(str(file.relative_to(HOUSE)))
    environment = Environment(autoescape=True)
    speak(environment)
    for file in sorted(HOUSE.rglob("*.html")):
        for phrase in phrases_in(environment, file.read_text(encoding="utf-8")):
            found.setdefault(phrase, set()).add(str(file.relative_to(HOUSE)))
    for choice in (*CLASSIFICATIONS, "provisional", "confirmed", "cancelled", *_choices("bodies", "attendance_mode")):
        found.setdefault((choice_words(choice),), set()).add("domain/tables.py")
    for rule in RULES:
        found.setdefault((rule_words(rule.RULE.name),), set()).add("rules")
    return found


@cache
def counted() -> set[Phrase]:
    """Return whatever is counted anywhere: officers' outputs, which are English, count more than the public's."""
    return {phrase for found in _said_in_code().values() for name, phrase in found if name == COUNTED}


@cache
def _said_in_code() -> dict[Path, tuple[tuple[str, Phrase], ...]]:
    """Return by what each module says each of its phrases."""
    return {
        file: tuple(_of_module(ast.parse(file.read_text(encoding="utf-8")))) for file in sorted(HOUSE.rglob("*.py"))
    }


def _is_public(file: Path) -> bool:
    return file.parent in {HOUSE / "outputs" / name for name in PUBLIC} and file != OFFICERS_PAGE


def _choices(table: str, column: str) -> tuple[str, ...]:
    return next(one.choices for one in TABLES[table].columns if one.name == column)


def _of_module(module: ast.Module) -> Iterator[tuple[str, Phrase]]:
    """Yield by what a module says each of its phrases, and the phrase."""
    imported = {
        name.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module in ("scheduler.languages", "scheduler.domain.wording")
        for name in node.names
    }
    calls = [found for node in ast.walk(module) if isinstance(node, ast.Call) for found in _sayings(node)]
    for name, arguments in calls:
        for words in product(*(_texts(argument) for argument in arguments[:2])):
            if name in imported:
                yield from _said_by(name, [text for text in words if text])


def _said_by(name: str, words: list[str]) -> Iterator[tuple[str, Phrase]]:
    if not words:
        return
    if name == "said_of":
        yield name, (words[0], words[1])
    elif name == COUNTED:
        plural = words[1] if len(words) > 1 else f"{words[0]}s"
        yield name, (f"{{number}} {words[0]}", f"{{number}} {plural}")
    else:
        yield name, (words[0],)


def _sayings(call: ast.Call) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield what a call says: by itself, or by having it said, as in `together(problem, said, "Withdrawn")`."""
    told = [call.func, *call.args]
    for place, name in enumerate(told):
        if isinstance(name, ast.Name) and name.id in SAYING:
            yield name.id, told[place + 1 + SAYING[name.id] :]


def _texts(node: ast.expr) -> tuple[str, ...]:
    """Return the literal that an argument is, or each that it may be; one blank for whatever else it is."""
    if isinstance(node, ast.IfExp):
        return (*_texts(node.body), *_texts(node.orelse))
    return (node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "",)
