"""HTML as values: text is escaped unless it is markup made here."""

from html import escape

from scheduler.outputs.plain_text import cleaned

_WITHOUT_END = frozenset({"meta", "link"})


class Html(str):
    """Markup that needs no more escaping."""

    __slots__ = ()


Content = Html | str | int | None


def element(name: str, /, *content: Content, **attributes: str | None) -> Html:
    """Return an element; content and attributes that are None are left out.

    Parameters
    ----------
    name : str
        The element's name.
    *content : Html, str, int or None
        What it holds, in order.
    **attributes : str or None
        `class_` is written `class`, and `aria_label` as `aria-label`.

    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(cleaned(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "" if name in _WITHOUT_END else f"</{name}>"
    return Html(f"<{name}{written}>{joined(*content)}{end}")


def joined(*content: Content) -> Html:
    """Return pieces of content as one piece of markup."""
    return Html(
        "".join(
            one if isinstance(one, Html) else escape(cleaned(str(one)), quote=False)
            for one in content
            if one is not None
        )
    )


def unseen(text: str) -> Html:
    """Return text for those who hear the page instead of seeing it."""
    return element("span", text, class_="unseen")
