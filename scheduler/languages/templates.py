"""Fixed phrases in Jinja templates: `{% trans %}…{% endtrans %}` and `_("…")`, in the language that is being written.

A phrase of a template is its own key, as in Python: Jinja's `%(name)s` is `{name}` in the catalogues.

Source: Jinja's i18n extension, with newstyle gettext, which escapes what stands for a name.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.languages import WELSH, phrase_of, phrase_of_number, writing

if TYPE_CHECKING:
    from jinja2 import Environment

_NAME_OF_JINJA, _NAME = re.compile(r"%\((\w+)\)s"), re.compile(r"\{(\w+)\}")
_EXTENSION = "jinja2.ext.i18n"


def speak(environment: "Environment") -> None:
    """Have the templates of an environment say their phrases in the language that is being written."""
    environment.add_extension(_EXTENSION)
    environment.policies["ext.i18n.trimmed"] = True
    environment.extend(newstyle_gettext=True)
    environment.globals["lang"] = _lang
    environment.install_gettext_callables(_said, _said_of, newstyle=True)  # type: ignore[attr-defined] # of the extension


def phrases_in(environment: "Environment", source: str) -> Iterator[tuple[str, ...]]:
    """Yield each phrase of a template, as the catalogues have it; one that counts with its plural."""
    for _, _, message in environment.extract_translations(source):  # type: ignore[attr-defined] # of the extension
        forms = (message,) if isinstance(message, str) else message
        yield tuple(_of_catalogue(form) for form in forms if form is not None)


def _lang() -> str:
    """Return the language as a page's `lang` has it."""
    return WELSH if writing() == WELSH else "en-GB"


def _said(english: str) -> str:
    return _of_jinja(phrase_of(_of_catalogue(english)))


def _said_of(one: str, several: str, number: int) -> str:
    return _of_jinja(phrase_of_number(_of_catalogue(one), _of_catalogue(several), number))


def _of_catalogue(text: str) -> str:
    return _NAME_OF_JINJA.sub(r"{\1}", text).replace("%%", "%")


def _of_jinja(text: str) -> str:
    return _NAME.sub(r"%(\1)s", text.replace("%", "%%"))
