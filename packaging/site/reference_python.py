"""What `import scheduler` offers: each name with its docstring, those of its parts included."""

import ast
import inspect
import re
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from markdown_tables import cell

import scheduler

INTRODUCTION = """---
begins: district
---
# From Python

All that `import scheduler` offers. Nothing is loaded before it is asked for; whatever goes wrong on purpose is a
`MeetingDayError`.

```python
import scheduler

problem = scheduler.read("year.xlsx")
plan = scheduler.read_plan("outputs/year", problem)
print(plan)
print(scheduler.check(problem, plan))
```

`scheduler.solve(problem)` finds a plan, and `scheduler.write(result, "outputs/year")` writes it as `meeting-day plan`
does.
`scheduler.__version__` is the version.
"""
SECTION = re.compile(r"^(Parameters|Returns|Raises|Yields|Examples|Notes)\n-+\n", re.MULTILINE)


def python_page() -> str:
    """Return the page of the public names: the questions first, then answers, nouns and errors."""
    named = {name: getattr(scheduler, name) for name in scheduler.__all__ if name != "__version__"}
    functions = {name: one for name, one in named.items() if isinstance(one, FunctionType)}
    errors = {name: one for name, one in named.items() if isinstance(one, type) and issubclass(one, Exception)}
    answers = {name: one for name, one in named.items() if one.__module__.startswith("scheduler.api")}
    answers = {name: one for name, one in answers.items() if name not in functions}
    nouns = {name: one for name, one in named.items() if name not in {*functions, *errors, *answers}}
    parts = [INTRODUCTION]
    for title, group in (
        ("Questions", functions),
        ("Answers", answers),
        ("Nouns", nouns),
        ("What can go wrong", errors),
    ):
        parts.append(f"## {title}\n")
        for name, one in group.items():
            parts.append(f"### {name}\n")
            parts += _function(one) if isinstance(one, FunctionType) else _class(name, one)
    return "\n".join(parts)


def _function(one: FunctionType) -> Iterator[str]:
    yield f"```text\n{one.__name__}{_signature(one)}\n```\n"
    yield from _told(one)


def _signature(one: Any) -> str:  # noqa: ANN401 - a function or a method
    """Return a signature without the modules of its types, and functions by their names."""
    found = inspect.signature(one)
    shown = found.replace(parameters=[given for given in found.parameters.values() if given.name != "self"])
    words = re.sub(r"<function (\w+) at \w+>", r"\1", str(shown))
    return re.sub(r"\b(?:[a-z_]+\.)+(?=\w)", "", words).replace("'", "")


def _class(name: str, one: type) -> Iterator[str]:
    yield from _told(one)
    fields = list(_fields(one))
    if fields:
        yield "".join(f"- `{field}`{_after(words)}\n" for field, words in fields)
    methods = [
        (named, found)
        for named, found in vars(one).items()
        if not named.startswith("_") and isinstance(found, FunctionType | property)
    ]
    for named, found in methods:
        if isinstance(found, property):
            yield f"- `{name}.{named}`: {_text(_summary(found))}\n"
        else:
            yield f"- `{name}.{named}{_signature(found)}`: {_text(_summary(found))}\n"


def _fields(one: type) -> Iterator[tuple[str, str]]:
    """Yield the fields that a class writes down, each with its type and the words below it."""
    body = ast.parse(inspect.cleandoc("\n" + inspect.getsource(one))).body[0]
    if not isinstance(body, ast.ClassDef):
        return
    told = _parameters(inspect.getdoc(one) or "")
    for place, line in enumerate(body.body):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and not line.target.id.startswith("_"):
            after = body.body[place + 1] if place + 1 < len(body.body) else None
            words = ""
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                words = str(after.value.value)
            yield f"{line.target.id}: {ast.unparse(line.annotation)}", words or told.get(line.target.id, "")


def _told(one: Any) -> Iterator[str]:  # noqa: ANN401 - a function or a class
    """Yield what a docstring says, its sections as lists."""
    text = inspect.getdoc(one) or ""
    parts = SECTION.split(text)
    yield from _paragraphs(parts[0])
    for title, section in zip(parts[1::2], parts[2::2], strict=True):
        if title == "Parameters" and isinstance(one, type):
            continue  # said of its fields
        if title in ("Notes", "Examples"):
            yield from _paragraphs(section)
            continue
        yield f"{title}:\n"
        yield "".join(f"- `{name}`{_after(words)}\n" for name, words in _entries(section))


def _paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", text.strip()):
        if part.startswith(">>>"):
            yield f"```text\n{part}\n```\n"
        elif part:
            yield f"{_text(part)}\n"


def _entries(section: str) -> Iterator[tuple[str, str]]:
    """Yield each entry of a section: its name, with its type, and what is said of it."""
    for part in re.split(r"\n(?=\S)", section.strip("\n")):
        head, _, words = part.partition("\n")
        yield head.strip(), words


def _parameters(text: str) -> dict[str, str]:
    """Return what a docstring says of each of its parameters."""
    parts = SECTION.split(text)
    found = dict(zip(parts[1::2], parts[2::2], strict=True)).get("Parameters", "")
    return {
        name.strip(): words for head, words in _entries(found) if words for name in head.partition(":")[0].split(",")
    }


def _summary(one: Any) -> str:  # noqa: ANN401 - a method or a property
    return (inspect.getdoc(one) or "").partition("\n")[0]


def _after(words: str) -> str:
    return f": {_text(words)}" if words.strip() else ""


def _text(words: str) -> str:
    return cell(words).replace("*", "\\*")
