"""The bin of a desk: what was thrown away can be put back for a while, then goes for good, and nothing else does."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import day

from scheduler.desk import bin as bin_of_a_desk
from scheduler.desk.access import Who, at_this_machine
from scheduler.desk.bin import BIN, KEPT, Bin
from scheduler.desk.comments import Comments
from scheduler.desk.consultations import Consultation, Consultations
from scheduler.desk.desk import Desk
from scheduler.desk.listening import every_day
from scheduler.desk.years import Year

NOON = datetime(2015, 10, 1, 12, tzinfo=UTC)
SECONDS = 60


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    """A desk without years."""
    return Desk(tmp_path / "desk", at_this_machine("localhost", 80, Who("Officer", "publisher")), clock=clock)


def made(desk: Desk, title: str) -> Year:
    """Make a year of a desk."""
    return desk.years.make(title, lambda workbook: (workbook / "bodies.csv").touch())


def draft_of(year: Year, name: str, size: int = 1) -> Path:
    """Make what looks like a draft of a year."""
    folder = year.place_of_draft(name)
    folder.mkdir(parents=True)
    (folder / "plan.json").write_bytes(b"x" * size)
    return folder


def in_bin(desk: Desk) -> list[str]:
    """Return the names of what lies in the bin."""
    return sorted(one.name.partition(".")[0] for one in (desk.folder / BIN).iterdir())


def test_what_is_thrown_away_can_be_put_back_for_thirty_days_and_goes_then(desk: Desk, clock: Clock) -> None:
    year = made(desk, "Small")
    thrown = desk.years.bin.put(draft_of(year, "by-election"))
    assert (thrown.name, thrown.until) == ("by-election", day("2015-10-31"))
    clock.now = NOON + KEPT
    desk.look_after_bin()
    assert (thrown.place / "plan.json").read_bytes() == b"x"
    clock.now += timedelta(seconds=1)
    desk.look_after_bin()
    assert list((desk.folder / BIN).iterdir()) == []
    assert (year.workbook_folder / "bodies.csv").is_file()


def test_a_published_year_and_its_drafts_and_history_stay_however_old(desk: Desk, clock: Clock) -> None:
    year = made(desk, "Small")
    year.register.write_text("{}", encoding="utf-8")
    draft_of(year, "old")
    (year.folder / "plan" / "history").mkdir(parents=True)
    (year.folder / "plan" / "history" / "1").write_text("x", encoding="utf-8")
    desk.years.bin.put(draft_of(year, "away"))
    before = sorted(one for one in year.folder.rglob("*"))
    clock.now = NOON + timedelta(days=4000)
    desk.look_after_bin()
    assert in_bin(desk) == []
    assert sorted(one for one in year.folder.rglob("*")) == before


def consulted(desk: Desk, year: str) -> int:
    """Have something written about a year, and somebody asked about it who answers; return the consultation."""
    Comments(desk.store, year).add("year", "Ann", "Too late in May")
    asked = Consultation(0, year, "calendar", "Police", (), day("2015-10-20"), "", "Ann", "", "")
    number = Consultations(desk.store).begin(asked)
    with desk.store.writing() as database:
        database.execute(
            "INSERT INTO consultation_answers (consultation, meeting, title, first_day, last_day, reason, moment) "
            "VALUES (?, '', '', '', '', 'None of us can', '')",
            (number,),
        )
        database.execute("INSERT INTO jobs (year, ask, state, asked_at) VALUES (?, '{}', 'ended', '')", (year,))
    return number


def rows_about(desk: Desk) -> list[int]:
    """Return how many comments, consultations, answers and jobs the desk has."""
    with desk.store.reading() as database:
        return [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own words
            for table in ("comments", "consultations", "consultation_answers", "jobs")
        ]


def test_with_a_year_goes_what_was_written_about_it_and_its_name_is_free_again(desk: Desk, clock: Clock) -> None:
    consulted(desk, made(desk, "Small").code)
    consulted(desk, made(desk, "Other").code)
    desk.years.bin.put(desk.years.named("small").folder)
    desk.look_after_bin()
    assert rows_about(desk) == [2, 2, 2, 2]
    assert made(desk, "Small").code == "small-2"
    clock.now = NOON + timedelta(days=31)
    desk.look_after_bin()
    assert rows_about(desk) == [1, 1, 1, 1]
    assert [one.text for one in Comments(desk.store, "other").about("year")] == ["Too late in May"]
    assert made(desk, "Small").code == "small"


def test_what_was_written_about_a_year_stays_when_a_draft_of_its_name_goes(desk: Desk, clock: Clock) -> None:
    year = made(desk, "Small")
    consulted(desk, "small")
    desk.years.bin.put(draft_of(year, "small"))
    clock.now = NOON + timedelta(days=31)
    desk.look_after_bin()
    assert (in_bin(desk), rows_about(desk)) == ([], [1, 1, 1, 1])


def test_what_was_written_about_a_year_that_was_put_back_stays(desk: Desk, clock: Clock) -> None:
    year = made(desk, "Small")
    consulted(desk, "small")
    first = desk.years.bin.put(year.folder)
    first.place.rename(year.folder)
    desk.years.bin.put(year.folder)
    clock.now = NOON + timedelta(days=20)
    made(desk, "Other").folder.rename(year.folder)  # as by hand
    later = desk.years.bin.put(year.folder)
    clock.now = NOON + timedelta(days=31)
    desk.look_after_bin()
    assert [one.name for one in (desk.folder / BIN).iterdir()] == [later.place.name]
    assert rows_about(desk) == [1, 1, 1, 1]
    clock.now = NOON + timedelta(days=51)
    desk.look_after_bin()
    assert (in_bin(desk), rows_about(desk)) == ([], [0, 0, 0, 0])


def test_the_oldest_goes_sooner_where_it_is_too_much_but_never_the_latest(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = made(desk, "Small")
    for name, size in (("first", 600), ("second", 600), ("third", 300)):
        clock.now += timedelta(minutes=1)
        desk.years.bin.put(draft_of(year, name, size))
    desk.look_after_bin()
    assert in_bin(desk) == ["first", "second", "third"]
    monkeypatch.setattr(bin_of_a_desk, "MOST_BYTES", 1000)
    desk.look_after_bin()
    assert in_bin(desk) == ["second", "third"]
    monkeypatch.setattr(bin_of_a_desk, "MOST_BYTES", 1)
    desk.look_after_bin()
    assert in_bin(desk) == ["third"]


def test_what_is_not_ours_in_the_bin_stays(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    place = desk.folder / BIN
    place.mkdir()
    (place / "note.txt").touch()
    (place / "a folder of somebody's").mkdir()
    (place / "small.20159901T000000Z.0123abcd").mkdir()
    (place / "link.20141001T000000Z.0123abcd").symlink_to(elsewhere, target_is_directory=True)
    before = sorted(one.name for one in place.iterdir())
    clock.now = NOON + timedelta(days=4000)
    desk.look_after_bin()
    assert sorted(one.name for one in place.iterdir()) == before
    assert (elsewhere / "kept").exists()


def test_what_lay_there_before_the_bin_knew_when_has_its_days_from_now_on(desk: Desk, clock: Clock) -> None:
    old = desk.folder / BIN / "small-0123abcd"
    (old / "workbook").mkdir(parents=True)
    assert made(desk, "Small").code == "small-2"
    desk.look_after_bin()
    assert made(desk, "Small").code == "small-3"
    assert in_bin(desk) == ["small"]
    clock.now = NOON + timedelta(days=31)
    desk.look_after_bin()
    assert in_bin(desk) == []


def test_what_was_half_deleted_when_the_machine_stopped_goes_at_the_next_look(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    consulted(desk, made(desk, "Small").code)
    desk.years.bin.put(desk.years.named("small").folder)
    clock.now = NOON + timedelta(days=31)

    def stops(_folder: Path, **_options: bool) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as at_the_moment:
        at_the_moment.setattr("shutil.rmtree", stops)
        with pytest.raises(KeyboardInterrupt):
            desk.look_after_bin()
    assert rows_about(desk) == [0, 0, 0, 0]
    assert not desk.years.bin.holds("small")  # half of it is nothing to be put back
    assert len(list((desk.folder / BIN).iterdir())) == 1
    desk.look_after_bin()
    assert in_bin(desk) == []


def test_a_desk_without_a_bin_makes_none(desk: Desk) -> None:
    desk.look_after_bin()
    assert not (desk.folder / BIN).exists()


def test_what_cannot_be_deleted_keeps_nothing_else(tmp_path: Path, clock: Clock) -> None:
    kept = Bin(tmp_path, Path.is_dir, clock)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        kept.put(tmp_path / name)
    clock.now = NOON + timedelta(days=31)

    def forget(name: str) -> None:
        if name == "first":
            raise PermissionError

    kept.look_after(forget)
    assert [one.name.partition(".")[0] for one in kept.place.iterdir()] == ["first"]


def test_the_bin_is_looked_after_at_the_start_and_each_day(desk: Desk, clock: Clock) -> None:
    year = made(desk, "Small")
    desk.years.bin.put(draft_of(year, "away"))
    clock.now = NOON + timedelta(days=31)
    gone = threading.Event()
    look, looks = desk.look_after_bin, list[Callable[[], None]]()

    def watched() -> None:
        looks.append(look)
        if len(looks) == 1:
            raise ValueError("what one look meets")
        look()
        gone.set()

    desk.look_after_bin = watched  # type: ignore[method-assign] # to see when it is asked
    with every_day(desk, 0.01):
        assert gone.wait(SECONDS)
    assert in_bin(desk) == []
