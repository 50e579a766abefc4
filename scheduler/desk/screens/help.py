"""Help: how a year goes, what each screen is for, the keys, the words, and the handbook."""

from functools import cache

from flask import Blueprint, Response, abort, render_template, request, send_from_directory, url_for

from scheduler.commands.words_explained import Explained, words_explained
from scheduler.desk.desk import here
from scheduler.handbook.markdown import Heading, as_html
from scheduler.handbook.pages import PICTURES, Page, by_topic, of_screens, pages, search, sections

SCREEN = Blueprint("help", __name__)
MOST_WORDS = 400
"""Words that are shown at once."""


@SCREEN.get("/help")
def topics() -> str:
    """Show how a year goes, what each screen is for, and the keys."""
    return render_template("help/topics.html", of_screens=of_screens)


@SCREEN.get("/help/words")
def words() -> str:
    """Show the words, those that hold a text alone where one is looked for."""
    sought, kind = request.args.get("sought", "").strip(), request.args.get("kind", "")
    known = _words()
    kinds = sorted({one.kind for one in known})
    found = [
        one
        for one in known
        if sought.casefold() in f"{one.word} {one.meaning}".casefold() and kind in ("", one.kind)
    ]  # fmt: skip
    found.sort(key=lambda one: sought.casefold() not in one.word.casefold())
    return render_template(
        "help/words.html", found=found[:MOST_WORDS], number=len(found), sought=sought, kind=kind, kinds=kinds
    )


@cache
def _words() -> tuple[Explained, ...]:
    """Return all words, read in a process of its own: they are the program's, and the same for every desk."""
    return tuple(here().work.call(words_explained))


@SCREEN.get("/help/handbook")
def handbook() -> str:
    """Show the pages of the handbook, or those that have what is looked for."""
    sought = " ".join(request.args.get("sought", "").split())
    return render_template("help/handbook.html", sections=sections(), sought=sought, found=search(sought))


@SCREEN.get("/help/handbook/<topic>")
def page(topic: str) -> str:
    """Show a page of the handbook, with the ways to those before and after it."""
    shown = by_topic().get(topic)
    if shown is None:
        abort(404)
    html, headings = _as_html(shown)
    at = pages().index(shown)
    return render_template(
        "help/page.html",
        page=shown,
        html=html,
        parts_of_it=[one for one in headings if one.level == 2],  # noqa: PLR2004 - those below the title
        above=by_topic().get(shown.above),
        before=pages()[at - 1] if at else None,
        after=pages()[at + 1] if at + 1 < len(pages()) else None,
    )


def _as_html(shown: Page) -> tuple[str, list[Heading]]:
    """Return a page whose links lead to pages of the desk."""

    def address(other: Page, heading: str) -> str:
        if other.topic not in by_topic():  # the index is no topic
            return url_for("help.handbook")
        return url_for("help.page", topic=other.topic, _anchor=heading or None)

    return as_html(shown, address, lambda name: url_for("help.picture", name=name))


@SCREEN.get("/help/pictures/<name>")
def picture(name: str) -> Response:
    """Give a picture of the handbook."""
    return send_from_directory(PICTURES, name, mimetype="image/png")
