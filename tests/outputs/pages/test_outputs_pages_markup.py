from hypothesis import given
from hypothesis import strategies as st
from outputs.html_tree import text_of, tree

from scheduler.outputs.pages.markup import Html, element, joined, unseen
from scheduler.outputs.plain_text import cleaned


def test_an_element_holds_its_content_in_order_and_leaves_out_none() -> None:
    assert element("p", "a < b & c", None, element("b", 3), Html("&nbsp;"), id="x", lang=None) == (
        '<p id="x">a &lt; b &amp; c<b>3</b>&nbsp;</p>'
    )


def test_attributes_are_named_as_html_names_them() -> None:
    assert element("label", for_="a", class_='b"c', aria_label="d'e<f>") == (
        '<label for="a" class="b&quot;c" aria-label="d&#x27;e&lt;f&gt;"></label>'
    )


def test_an_element_that_cannot_hold_anything_is_not_closed() -> None:
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_pieces_are_joined() -> None:
    assert joined("a", None, element("b"), 1) == "a<b></b>1"
    assert unseen("said") == '<span class="unseen">said</span>'


@given(st.text(st.characters() | st.sampled_from("<>&\"'\x00\r")))
def test_any_text_is_read_back_and_nothing_else_is(text: str) -> None:
    read = tree(element("p", text, title=text))
    assert [one.tag for one in read.iter()] == ["document", "p"]
    assert text_of(read) == " ".join(cleaned(text).split())
    assert " ".join(read[0].get("title", "").split()) == " ".join(cleaned(text).split())
