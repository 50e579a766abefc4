"""Real calendar programs read feeds in Welsh, and in both languages: every name whole, however it is folded."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
import vobject
from clients.programs import KHAL, PROGRAMS, read_by_ical_js, run, seen_by_khal
from clients.strict_parser import feeds_in, seen_by_strict_parser
from outputs.in_languages import writing_to
from outputs.invented_council import invented_plan, invented_problem

from scheduler.languages import IN_BOTH, IN_WELSH
from scheduler.outputs.feeds import feeds_as_planned
from scheduler.outputs.feeds.year import revised

LONG = "Pwyllgor Tŷ'r Gŵyr, Ŵyn ac Ŷd: Llŷn, Môn, Gŵyr a Thŵr y Gwŷdd, dros Lesiant ein Cymunedau Gwledig"
"""As long as a line of a feed and longer, with a letter of two octets wherever a line may be parted."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the feeds of a council with long Welsh names, in Welsh and in both languages."""
    folder, known = tmp_path_factory.mktemp("languages"), invented_problem()
    bodies = {code: replace(one, welsh_name=f"{code}: {LONG}") for code, one in known.bodies.items()}
    for language in (IN_WELSH, IN_BOTH):
        problem = writing_to(replace(known, bodies=bodies), language)
        for path, feed in feeds_as_planned(problem, revised(problem, invented_plan())).items():
            file = folder / language / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(feed)
    return folder


def test_the_engine_of_thunderbird_and_vobject_read_every_name_whole(folder: Path, tmp_path: Path) -> None:
    expected = feeds_in(folder)
    found, _ = read_by_ical_js(folder, tmp_path, "Europe/London")
    assert found == expected
    titles = {one.title for one in expected[f"{IN_WELSH}/public.ics"]}
    assert any(LONG in title for title in titles)
    assert all(unicodedata.is_normalized("NFC", title) for title in titles)
    for path in (f"{language}/public.ics" for language in (IN_WELSH, IN_BOTH)):
        calendar = vobject.readOne((folder / path).read_text("utf-8"))
        assert sorted(one.summary.value for one in calendar.contents["vevent"]) == sorted(
            one.title for one in expected[path]
        )


@pytest.mark.slow
def test_khal_lists_a_feed_in_both_languages(folder: Path, tmp_path: Path) -> None:
    feed = folder / IN_BOTH / "all.ics"
    (tmp_path / "calendar").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))
    run(PROGRAMS / "khal", "-c", tmp_path / "khal.conf", "import", "--batch", feed, folder=tmp_path)
    assert seen_by_khal(tmp_path) == seen_by_strict_parser(feed.read_bytes())
