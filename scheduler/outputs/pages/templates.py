"""The Jinja2 templates of every page: each value is cleaned and escaped, and one that is missing is an error.

Templates lie beside the code that fills them: the frame and the shared parts in `pages`, the others in `pages`, `site`
and `options`. A page is one file: its stylesheet is in it, and its policy allows that stylesheet and nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from scheduler.languages.templates import speak
from scheduler.outputs.naming import cleaned

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parents[1]
_LINE_BREAKS = re.compile(r"(?P<beside_a_tag>(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{]|\Z))|\s*\n\s*")


def rendered(template: str, **values: object) -> str:
    """Return a page as HTML, the same for the same values.

    Parameters
    ----------
    template : str
        The template's path below `scheduler/outputs`.
    **values : object
        What it asks for; text is escaped. `editions`, where there is the same page in another language, links to it.

    Raises
    ------
    jinja2.UndefinedError
        If the template asks for a value that is not there.

    """
    return template_environment().get_template(template).render({"editions": (), **values})


@cache
def template_environment() -> "Environment":
    """Return the environment that all templates of outputs are rendered in."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - slow to load, and most commands make no page

    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_as_text,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["sha256"] = _sha256
    speak(environment)
    return environment


def _source(template: str) -> tuple[str, str, Callable[[], bool]]:
    """Return a template, its file, and that it never changes.

    The line breaks of one of HTML are spaces between words, and nothing beside a tag; each stays as a comment of
    Jinja's, so that an error names the line where it is. A stylesheet is as it was.
    """
    file = _FOLDER / template
    source = file.read_text(encoding="utf-8")
    return _LINE_BREAKS.sub(_comment, source) if template.endswith(".html") else source, str(file), lambda: True


def _comment(line_breaks: re.Match[str]) -> str:
    space = "" if line_breaks["beside_a_tag"] is not None else " "
    return space + "{#" + "\n" * line_breaks[0].count("\n") + "#}"


def _as_text(value: object) -> object:
    """Return what a template prints, as text fit for a page; markup, such as a phrase with its values, stays markup."""
    text = cleaned(str(value))
    return Markup(text) if isinstance(value, Markup) else text  # noqa: S704 - it was markup before


def _sha256(text: str) -> str:
    """Return the digest of a stylesheet as a Content-Security-Policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
