"""How a page is found, searched, and led to from another."""

from pathlib import Path

from scheduler.handbook.markdown import as_html
from scheduler.handbook.pages import Page, by_file, by_topic, close_matches, of_screens, page_about, pages, search


def written(folder: Path, text: str) -> Page:
    """Return a page that is not in the handbook."""
    file = folder / "made-up.md"
    file.write_text(text, encoding="utf-8")
    return Page(str(file), "Made up", "For a test.", "How to")


def test_a_page_is_found_by_topic_title_or_command_however_it_is_written() -> None:
    assert page_about("Exit codes") is page_about("exit_codes") is page_about("EXIT-CODES") is by_topic()["exit-codes"]
    assert page_about("next year").topic == "next-year"
    assert page_about("nothing of the kind") is None


def test_what_may_have_been_meant_is_near_to_what_was_said() -> None:
    assert close_matches("comands")[0] == "commands"
    assert close_matches("Quorun")[0] == "Quorum"
    assert close_matches("warn")[0] == "law-warnings"
    assert close_matches("") == close_matches("qqqq") == []


def test_pages_that_say_it_in_their_title_are_found_first() -> None:
    found = search("Exit  CODES")
    assert found[0].page.topic == "exit-codes"
    assert search("wishes")[0].page.topic == "wishes"
    assert search("") == search("xyzzy") == []
    for one in search("quorum"):
        assert "quorum" in one.page.text.casefold()


def test_what_is_shown_of_a_page_that_was_found_has_the_words_without_marks() -> None:
    (found,) = search("fingerprints")
    assert "fingerprints" in found.excerpt
    assert found.excerpt.startswith("… ")
    assert found.excerpt.endswith(" …")
    assert "`" not in found.excerpt


def test_what_stands_above_a_page_is_no_part_of_it(tmp_path: Path) -> None:
    page = written(tmp_path, "---\nbegins: district\nscreens: move, edits\n---\n# Made up\n\nText.\n")
    assert page.text == "# Made up\n\nText.\n"
    assert page.front == {"begins": "district", "screens": "move, edits"}
    assert page.screens == ("move", "edits")
    assert of_screens("no such screen") == ()


def test_a_page_runs_a_command_where_it_is_typed_and_not_where_it_is_told_of(tmp_path: Path) -> None:
    page = written(tmp_path, "# Made up\n\n`meeting-day move`\n\n```console\n$ meeting-day next-year a b\n```\n")
    assert page.runs("next-year")
    assert not page.runs("next")
    assert not page.runs("move")


def test_a_link_leads_to_a_page_from_wherever_it_stands() -> None:
    move, index = by_topic()["move"], by_file()["index.md"]
    assert move.linked("../exit-codes.md#exit-codes") == (by_topic()["exit-codes"], "exit-codes")
    assert move.linked("../../index.md") == (index, "")
    assert move.linked("#examples") == (move, "examples")
    assert index.linked("reference/lost.md") is None
    assert index.linked("https://example.gov.uk/a.md") is None


def test_a_page_is_html_in_which_nothing_of_it_is_taken_for_markup(tmp_path: Path) -> None:
    page = written(
        tmp_path,
        "# Made up\n\n<script>alert(1)</script> [x](javascript:alert(1)) [y](https://example.gov.uk)\n\n"
        "![A picture of it.](../pictures/it.png)\n\n## Twice\n\n| a |\n|:--|\n| `<b>` |\n\n"
        "```text\n<i>\n```\n\n## Twice\n",
    )
    html, headings = as_html(page, lambda other, heading: f"/{other.topic}#{heading}", lambda name: f"/pictures/{name}")
    assert [heading.anchor for heading in headings] == ["made-up", "twice", "twice-1"]
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;" in html
    assert '<img src="/pictures/it.png" alt="A picture of it."' in html
    assert '<th scope="col">a</th>' in html
    assert 'aria-label="Twice"' in html
    assert 'aria-label="Twice, 2"' in html
    assert 'style="' not in html


def test_the_order_of_pages_is_that_of_the_index() -> None:
    topics = [page.topic for page in pages()]
    assert topics.index("commands") < topics.index("plan") < topics.index("exit-codes") < topics.index("glossary")
