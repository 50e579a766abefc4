"""A page as a tree of elements, to ask questions of."""

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

VOID = frozenset({"meta", "link"})
INLINE = frozenset({"a", "span", "strong", "time"})


class TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        child = SubElement(self.open[-1], tag, {name: value or "" for name, value in attributes})
        if tag not in VOID:
            self.open.append(child)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        if len(self.open[-1]):
            self.open[-1][-1].tail = (self.open[-1][-1].tail or "") + data
        else:
            self.open[-1].text = (self.open[-1].text or "") + data


def tree(html: str) -> Element:
    """Return the document; every element must be closed where it should be."""
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root]
    return builder.root


def text_of(element: Element) -> str:
    """Return an element's text as a reader takes it in: words of different blocks apart, with single spaces."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    apart = "" if element.tag in INLINE else " "
    yield apart
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield apart


def with_class(root: Element, name: str) -> list[Element]:
    """Return the elements of a class."""
    return [one for one in root.iter() if name in one.get("class", "").split()]


def by_id(root: Element, name: str) -> Element:
    """Return the one element of this id."""
    (found,) = (one for one in root.iter() if one.get("id") == name)
    return found
