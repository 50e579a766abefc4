"""Help: how a year goes, what each screen is for, the keys, and the words."""

from functools import cache

from flask import Blueprint, render_template, request

from scheduler.commands.words_explained import Explained, words_explained
from scheduler.desk.desk import here

SCREEN = Blueprint("help", __name__)
MOST_WORDS = 400
"""Words that are shown at once."""


@SCREEN.get("/help")
def topics() -> str:
    """Show how a year goes, what each screen is for, and the keys."""
    return render_template("help/topics.html")


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
