"""The frame of every page: one file that asks nothing of the network and runs no script."""

import base64
import hashlib

from scheduler.outputs.pages.markup import Html, element


def document(title: str, style: str, *content: Html | None, private: bool = False) -> str:
    """Return a whole page as HTML.

    Parameters
    ----------
    title : str
        What the browser calls it.
    style : str
        Its stylesheet.
    *content : Html or None
        What the body holds.
    private : bool
        Whether search engines are not to list it, and no link is to tell where its reader comes from.

    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light"),
        element("meta", name="robots", content="noindex, nofollow") if private else None,
        element("meta", name="referrer", content="no-referrer") if private else None,
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", Html(style)),
    )
    return f"<!doctype html>\n{element('html', head, element('body', *content), lang='en-GB')}\n"
