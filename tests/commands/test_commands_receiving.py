"""Files that are given to the desk: what each is by its content, and that nothing else is made of any."""

import errno
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from given_files import ICS, OLE, PICTURE, bomb, with_macros, workbook, zipped
from small_input import TABLES

from scheduler.commands.beginnings import begin_example, begin_from_files, begin_next_year, blank_workbook
from scheduler.commands.plans import Asked, plan
from scheduler.commands.receiving import WORKBOOK_FILE, Arrived, laid_out, plain_name, receive
from scheduler.errors import CannotWrite, InputFaults
from scheduler.outputs.copies.macros import without_macros
from scheduler.outputs.copies.parts import TYPES, Parts


@pytest.fixture
def into(tmp_path: Path) -> Path:
    (tmp_path / "into").mkdir()
    return tmp_path / "into"


def given(tmp_path: Path, **files: bytes) -> list[Arrived]:
    """Lay files under numbers, as the desk does."""
    found = []
    for number, (name, content) in enumerate(files.items()):
        (tmp_path / str(number)).write_bytes(content)
        found.append(Arrived(name, tmp_path / str(number)))
    return found


def test_a_workbook_is_kept_under_a_name_of_ours(tmp_path: Path, into: Path) -> None:
    received = receive(given(tmp_path, **{"../../Our year.xlsx": workbook()}), into)
    assert (received.stem, received.told, received.findings.title) == ("Our year", (), "Small calendar")
    assert [path.name for path in into.iterdir()] == [WORKBOOK_FILE]
    assert (into / WORKBOOK_FILE).read_bytes() == (tmp_path / "0").read_bytes()


def test_diaries_get_the_names_that_the_workbook_has_for_them(tmp_path: Path, into: Path) -> None:
    busy = "kind,who,file\nperson,ANN,Ann diary.ics\nperson,BOB,../secret.ics\n"
    files = {
        "year.xlsx": workbook(busy_calendars=busy),
        "C:\\x\\ann_diary.ics": ICS,
        "secret.ics": ICS,
        "ann diary.ics": ICS,
    }
    received = receive(given(tmp_path, **files), into)
    assert sorted(path.name for path in into.iterdir()) == [
        "Ann diary.ics",
        "ann diary (2).ics",
        "secret.ics",
        WORKBOOK_FILE,
    ]
    assert [line.partition(" is kept")[0] for line in received.told] == ["secret.ics", "ann diary (2).ics"]


def test_tables_are_an_input_too(tmp_path: Path, into: Path) -> None:
    files = {f"x/{name.title()}.csv": text.encode() for name, text in TABLES.items()}
    received = receive(given(tmp_path, **files, **{"notes.csv": b"a,b\n1,2\n"}), into)
    assert sorted(path.name for path in into.iterdir()) == sorted(f"{name}.csv" for name in TABLES)
    assert received.told == ("notes.csv is none of the tables that are read, and was left out.",)
    assert received.findings.faults == ()


REFUSED: dict[str, tuple[dict[str, bytes], str]] = {
    "nothing": ({}, "no file was chosen"),
    "an empty file": ({"year.xlsx": b""}, "year.xlsx is an empty file"),
    "a picture": ({"year.xlsx": PICTURE}, "year.xlsx seems to be a picture"),
    "a PDF": ({"year.pdf": b"%PDF-1.7 ..."}, "year.pdf seems to be a PDF"),
    "an old workbook": ({"year.xls": OLE + "Workbook".encode("utf-16-le")}, "a workbook of the old kind (.xls)"),
    "a locked one": ({"year.xlsx": OLE + "EncryptedPackage".encode("utf-16-le")}, "protected by a password"),
    "OpenDocument": (
        {"year.ods": zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")},
        "an OpenDocument spreadsheet (.ods)",
    ),
    "Word": ({"year.docx": zipped(word__document=b"<x/>")}, "year.docx is a Word document, and no workbook"),
    "a page": ({"year.html": b"<html><body>x</body></html>"}, "year.html is a web page"),
    "JSON": ({"year.json": b'{"a": 1}'}, "year.json is a JSON file"),
    "an archive": ({"year.zip": zipped(a=b"x")}, "an archive (zip)"),
    "half a workbook": ({"year.xlsx": workbook()[:2000]}, "only half there, or damaged"),
    "a bomb": ({"year.xlsx": bomb()}, "unpacks to more than 100 MB"),
    "a large one": ({"year.xlsx": b"PK\x03\x04" + bytes(20_000_001)}, "year.xlsx is larger than 20 MB"),
    "two workbooks": ({"a.xlsx": workbook(), "b.xlsx": workbook()}, "a.xlsx and b.xlsx are 2 workbooks"),
    "a workbook and a table": (
        {"a.xlsx": workbook(), "rooms.csv": TABLES["rooms"].encode()},
        "a.xlsx is a workbook, and rooms.csv is a table beside it",
    ),
    "diaries alone": ({"ann.ics": ICS}, "there are calendars only"),
    "other tables": ({"y.txt": b"a;b\n1;2\n", "x.csv": b"a,b\n1,2\n"}, "no table of a year"),
    "a table twice": (
        {"rooms.csv": TABLES["rooms"].encode(), "Rooms (2).csv": b"x", "ROOMS.csv": TABLES["rooms"].encode()},
        "two files for the table rooms",
    ),
    "another workbook": ({"budget.xlsx": workbook(**dict.fromkeys(TABLES, "a"))}, "the headings cannot be read"),
    "a damaged workbook": ({"year.xlsx": zipped(xl__workbook=b"<x/>")}, "is damaged, or is no Excel workbook"),
    "too many": ({f"{n}.csv": b"a,b\n" for n in range(201)}, "201 files were chosen"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_input_is_refused_in_words(tmp_path: Path, into: Path, name: str) -> None:
    files, words = REFUSED[name]
    with pytest.raises(InputFaults) as refused:
        receive(given(tmp_path, **files), into)
    assert words in str(refused.value)
    assert all(fault.remedy for fault in refused.value.faults)
    assert str(tmp_path) not in str(refused.value)


def test_a_workbook_without_rows_is_refused(tmp_path: Path, into: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    saved = BytesIO()
    book.save(saved)
    with pytest.raises(InputFaults, match="what the council has"):
        receive(given(tmp_path, **{"budget.xlsx": saved.getvalue()}), into)
    heads = {name: text.splitlines()[0] for name, text in TABLES.items()}
    for path in into.iterdir():
        path.unlink()
    with pytest.raises(InputFaults, match="no row in any table"):
        receive(given(tmp_path, **{"heads.xlsx": workbook(**heads)}), into)


# -- macros


def test_macros_are_left_out_and_told(tmp_path: Path, into: Path) -> None:
    received = receive(given(tmp_path, **{"year.xlsm": with_macros()}), into)
    assert received.told[0].startswith("year.xlsm has macros. They were not run, and are left out")
    kept = (into / WORKBOOK_FILE).read_bytes()
    parts = Parts.unpacked(kept)
    assert not [name for name in parts.contents if "vba" in name or "macro" in name]
    assert b"macro" not in parts.contents[TYPES] + parts.contents[parts.main]
    assert openpyxl.load_workbook(BytesIO(kept)).sheetnames == list(TABLES)
    assert received.findings.faults == ()


def test_a_template_becomes_a_workbook_and_others_stay_as_they_are() -> None:
    parts = Parts.unpacked(workbook())
    parts.contents[TYPES] = parts.contents[TYPES].replace(b"sheet.main+xml", b"template.main+xml")
    found = without_macros(parts.packed())
    assert not found.macros
    assert b"template.main" not in Parts.unpacked(found.content).contents[TYPES]
    assert without_macros(workbook()).content == workbook()
    assert without_macros(b"no workbook").content == b"no workbook"


# -- names


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Our year.xlsx", "Our year.xlsx"),
        ("a\0b\n<c>.xlsx", "a b c .xlsx"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".xlsx", "x" * 100 + ".xlsx"),
        ("Pwyllgor Cynllunio â.xlsx", "Pwyllgor Cynllunio â.xlsx"),
    ],
)
def test_names_are_made_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_files_of_one_name_stay_apart(tmp_path: Path, into: Path) -> None:
    one, two, three = Arrived("a.csv", tmp_path / "0"), Arrived("x/a.csv", tmp_path / "1"), Arrived("a", tmp_path / "1")
    (tmp_path / "0").write_bytes(b"1")
    (tmp_path / "1").write_bytes(b"2")
    assert [path.name for path in laid_out((one, two, three, three), into)] == ["a.csv", "a (2).csv", "a", "a (2)"]


# -- other beginnings


def test_a_blank_workbook_is_one_to_fill_in() -> None:
    assert "Instructions" in openpyxl.load_workbook(BytesIO(blank_workbook())).sheetnames


def test_an_example_is_begun_with_its_diaries(into: Path) -> None:
    begun = begin_example("district-2027-28", into)
    assert (begun.looked, begun.findings.faults) == (None, ())
    assert (into / WORKBOOK_FILE).is_file()
    with pytest.raises(CannotWrite, match="There is no example"):
        begin_example("../x", into)


def test_files_of_a_council_become_a_workbook_with_what_to_look_at(tmp_path: Path, into: Path) -> None:
    lines = "".join(
        f"Planning Committee,{day}/2026,18:00,Council Chamber\n" for day in ("06/01", "03/02", "03/03", "07/04")
    )
    files = given(tmp_path, **{"../calendar.csv": f"Committee,Date,Time,Venue\n{lines}".encode()})
    begun = begin_from_files(files, into)
    assert begun.looked is not None
    assert begun.looked["found"]["files"][0]["file"] == "calendar.csv"
    assert begun.looked["guesses"]
    assert (into / WORKBOOK_FILE).is_file()


def test_the_year_after_a_calendar_is_begun(tmp_path: Path, into: Path) -> None:
    source = tmp_path / "year.xlsx"
    source.write_bytes(workbook())
    plan(Asked(source, tmp_path / "plan", 20))
    begun = begin_next_year(tmp_path / "plan", into)
    assert begun.looked is not None
    assert begun.findings.counts["bodies"] == 2


def test_a_full_disk_is_told_in_words(tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    files = given(tmp_path, **{"year.xlsx": workbook()})
    monkeypatch.setattr(Path, "write_bytes", full)
    for begin in (receive, begin_from_files):
        with pytest.raises(CannotWrite, match="the disk is full"):
            begin(files, into)
