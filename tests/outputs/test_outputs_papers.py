"""Papers in a plan's folder: written whole, never over anybody's work, carried over when the plan is replaced."""

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.plan import Plan
from scheduler.errors import CannotWrite, ChangedMeanwhile
from scheduler.outputs import papers as papers_module
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import stamp_of
from scheduler.outputs.papers import Paper, of_an_earlier_calendar, papers_in, write_elsewhere, write_papers

LETTERS = {"notices/letters.docx": b"letters", "notices/to look at first.xlsx": b"list"}
CHANGED = {"notices/letters.docx": b"other letters", "notices/CHAIR.ics": b"BEGIN:VCALENDAR"}
REPORT = {"council-report.docx": b"report"}


def later_plan() -> Plan:
    plan = invented_plan()
    return replace(plan, title="Meetings of another year")


@pytest.fixture
def year(tmp_path: Path) -> Path:
    write_output(invented_problem(), invented_plan(), tmp_path / "year")
    return tmp_path / "year"


def held(place: Path, *names: str) -> dict[str, bytes]:
    found = (path for name in names for path in [place / name, *(place / name).rglob("*")])
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in found if path.is_file()}


class Stopped(Exception):
    """The run ends here."""


def never(*_: Path) -> bool:
    return False


def full(_: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def write(year: Path, files: dict[str, bytes]) -> None:
    write_papers(year, files, stamp_of(year))


def test_papers_of_a_newer_version_are_left_alone(year: Path) -> None:
    write(year, LETTERS)
    newer = (year / "papers.json").read_text().replace("meeting-day-papers/1", "meeting-day-papers/2")
    (year / "papers.json").write_text(newer)
    with pytest.raises(CannotWrite, match="a newer version of meeting-day, in the format meeting-day-papers/2"):
        write(year, CHANGED)
    assert held(year, "notices", "papers.json") == {**LETTERS, "papers.json": newer.encode()}


def test_a_folder_of_papers_is_replaced_as_one_and_others_stay(year: Path) -> None:
    write(year, LETTERS | REPORT)
    write(year, CHANGED)
    assert held(year, "notices", "council-report.docx") == CHANGED | REPORT
    assert sorted(papers_in(year)) == sorted(CHANGED | REPORT)
    assert sorted(path.name for path in year.parent.iterdir()) == ["year"]


def test_a_file_takes_the_place_of_a_folder_and_back(year: Path) -> None:
    write(year, {"chart.svg": b"<svg/>"})
    write(year, {"chart.svg/part": b"one"})
    assert held(year, "chart.svg") == {"chart.svg/part": b"one"}
    write(year, {"chart.svg": b"<svg/>"})
    assert held(year, "chart.svg") == {"chart.svg": b"<svg/>"}


def test_a_paper_that_is_not_made_this_time_is_taken_away_unless_it_was_edited(year: Path) -> None:
    write(year, REPORT | {"council-report.pdf": b"of before"})
    write_papers(year, {"council-report.docx": b"now"}, stamp_of(year), gone=["council-report.pdf", "keying.xlsx"])
    assert held(year, "council-report.docx", "council-report.pdf") == {"council-report.docx": b"now"}
    assert sorted(papers_in(year)) == ["council-report.docx"]
    (year / "council-report.pdf").write_bytes(b"printed by hand")
    with pytest.raises(CannotWrite, match=r"council-report\.pdf would be lost"):
        write_papers(year, REPORT, stamp_of(year), gone=["council-report.pdf"])
    assert held(year, "council-report.docx") == {"council-report.docx": b"now"}


def test_without_an_exchange_a_folder_is_replaced_too(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(year, LETTERS | {"notices/BOB/one.ics": b"1", "notices/CHAIR.ics/two.ics": b"2", "notices/ANN": b"3"})
    monkeypatch.setattr(papers_module, "exchanged", never)
    changed = CHANGED | {"notices/ANN/three.ics": b"3"}
    write(year, changed)
    assert held(year, "notices") == changed
    assert not (year / "notices" / "BOB").exists()


@pytest.mark.parametrize("step", range(4))
def test_without_an_exchange_no_paper_is_missing_at_any_moment(
    year: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, later = {"attendance/record.json": b"1 mark"}, {"attendance/record.json": b"1 mark and another"}
    write(year, register | {"attendance/attendance.xlsx": b"1"})
    monkeypatch.setattr(papers_module, "exchanged", never)
    true, done = Path.replace, 0

    def stopping(path: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done == step + 1:
            raise Stopped
        return true(path, target)

    monkeypatch.setattr(Path, "replace", stopping)
    with pytest.raises(Stopped):
        write(year, later | {"attendance/attendance.xlsx": b"2"})
    monkeypatch.undo()
    assert held(year, "attendance/record.json") in (register, later)
    write(year, later)
    assert held(year, "attendance") == later


def test_a_link_to_a_folder_among_papers_is_somebodys(year: Path, tmp_path: Path) -> None:
    write(year, LETTERS)
    (year / "notices" / "evidence").symlink_to(tmp_path)
    with pytest.raises(CannotWrite, match="for notices/evidence would be lost"):
        write(year, CHANGED)


@pytest.mark.parametrize("name", ["letters.docx", "from the leader.docx"])
def test_what_somebody_edited_or_put_there_is_not_written_over(year: Path, name: str) -> None:
    write(year, LETTERS)
    (year / "notices" / name).write_bytes(b"by hand")
    (year / "notices" / ".~lock.letters.docx#").write_bytes(b"open in LibreOffice")
    before = held(year, "notices")
    with pytest.raises(CannotWrite) as refused:
        write(year, CHANGED)
    assert str(refused.value) == (
        f"Nothing was written into {year}, for notices/{name} would be lost: edited since, or put there by hand. "
        "Move that elsewhere, or choose another place with -o."
    )
    assert held(year, "notices") == before


def test_many_edited_papers_are_named_shortly(year: Path) -> None:
    (year / "notices").mkdir()
    for name in "abcde":
        (year / "notices" / name).write_bytes(b"by hand")
    with pytest.raises(CannotWrite, match="for notices/a, notices/b, notices/c and others would be lost"):
        write(year, LETTERS)


def test_a_link_is_not_followed_nor_written_through(year: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letters.docx").write_bytes(b"another's")
    (year / "notices").symlink_to(elsewhere)
    with pytest.raises(CannotWrite, match="for notices would be lost"):
        write(year, LETTERS)
    write_output(invented_problem(), later_plan(), year)
    assert (year / "notices").is_symlink()
    assert (elsewhere / "letters.docx").read_bytes() == b"another's"


def test_a_record_that_cannot_be_read_knows_no_paper(year: Path) -> None:
    write(year, REPORT)
    for text in (
        "",
        "[]",
        "[" * 100_000,
        '{"format": "another-programs/9", "files": {}}',
        '{"format": "meeting-day-papers/1"}',
    ):
        (year / "papers.json").write_text(text)
        assert papers_in(year) == {}
        with pytest.raises(CannotWrite, match=r"council-report\.docx would be lost"):
            write(year, REPORT)


def test_papers_are_carried_over_and_known_to_be_of_an_earlier_calendar(year: Path) -> None:
    write(year, LETTERS | REPORT)
    (year / "council-report.docx").write_bytes(b"edited in Word")
    assert of_an_earlier_calendar(year) == ()
    write_output(invented_problem(), later_plan(), year)
    assert held(year, "notices", "council-report.docx") == LETTERS | {"council-report.docx": b"edited in Word"}
    assert held(year.parent / "year.previous", "notices") == LETTERS
    assert of_an_earlier_calendar(year) == ("council-report.docx", "notices")
    write(year, LETTERS)
    assert of_an_earlier_calendar(year) == ("council-report.docx",)
    record = (year / "papers.json").read_text()
    (year / "papers.json").write_text(
        record.replace('"files": {', '"files": {"../x": {"digests": [], "of": "", "anyway": ""}, ')
    )
    assert of_an_earlier_calendar(year) == ("council-report.docx",)
    shutil.rmtree(year / "notices")
    (year / "council-report.docx").unlink()
    assert of_an_earlier_calendar(year) == ()


def test_nothing_is_written_where_the_plan_has_changed_meanwhile(year: Path) -> None:
    since = stamp_of(year)
    write_output(invented_problem(), later_plan(), year)
    with pytest.raises(ChangedMeanwhile):
        write_papers(year, LETTERS, since)
    assert not (year / "notices").exists()


def test_the_reason_of_papers_that_are_made_anyway_is_kept(year: Path) -> None:
    write_papers(year, REPORT, stamp_of(year), "the Leader wants to see it")
    (paper,) = papers_in(year).values()
    assert paper == Paper(paper.digests, paper.of, "the Leader wants to see it")


@pytest.mark.parametrize("step", range(12))
def test_a_run_that_is_cut_short_leaves_papers_that_can_be_made_again(
    year: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(year, LETTERS | REPORT)
    done = 0
    true = {name: getattr(Path, name) for name in ("replace", "write_bytes", "write_text", "rename")}

    def stopping(name: str) -> object:
        def act(*arguments: object, **named: object) -> object:
            nonlocal done
            done += 1
            if done == step + 1:
                raise Stopped
            return true[name](*arguments, **named)

        return act

    for name in true:
        monkeypatch.setattr(Path, name, stopping(name))
    stopped = False
    try:
        write(year, CHANGED | {"council-report.docx": b"another report"})
    except Stopped:
        stopped = True
    monkeypatch.undo()
    assert stopped == (step < done)
    assert held(year, "notices") in (LETTERS, CHANGED)
    assert held(year, "council-report.docx")["council-report.docx"] in (b"report", b"another report")
    write(year, CHANGED | REPORT)
    assert held(year, "notices", "council-report.docx") == CHANGED | REPORT


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(papers_module, "to_disk", full)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_told_in_words(year: Path) -> None:
    with pytest.raises(CannotWrite, match="the disk is full"):
        write(year, LETTERS)
    assert not (year / "notices").exists()


def test_papers_elsewhere_are_a_folder_of_their_own(tmp_path: Path) -> None:
    place = tmp_path / "to send" / "outbox"
    write_elsewhere(place, {"letters.docx": b"letters", "invitations/CHAIR.ics": b"BEGIN"})
    assert held(place, ".") == {"letters.docx": b"letters", "invitations/CHAIR.ics": b"BEGIN"}
    with pytest.raises(CannotWrite, match="outbox is there already"):
        write_elsewhere(place, {"letters.docx": b"others"})
    empty = tmp_path / "empty"
    empty.mkdir()
    write_elsewhere(empty, {"letters.docx": b"letters"})
    assert held(empty, ".") == {"letters.docx": b"letters"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "to send"]
