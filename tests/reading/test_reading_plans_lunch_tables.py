import datetime as dt
import json

import pytest

from scheduler.domain.lunch_tables import Guest, LunchTables, SeatedLunch
from scheduler.domain.plan import Occurrence, Tier
from scheduler.errors import InputFaults
from scheduler.outputs.lunch_tables.facts import tables_bytes
from scheduler.reading.plans.lunch_tables import read_tables, seats_of

DAY = dt.date(2015, 11, 19)
GUEST_SPEAKER = Guest("ANN", speaks=True)
TABLES = LunchTables(
    "Year",
    "2015-10-05T00:00:00Z",
    3,
    (
        SeatedLunch("TPDAY", 1, DAY, 2, {Guest("ANN"): 2, Guest("BEN"): 1, GUEST_SPEAKER: 1}, held=True),
        SeatedLunch("TPDAY", 2, dt.date(2016, 3, 3), 1, {Guest("ANN"): 1}),
    ),
    (Tier("boards", 3, 2),),
)


def written(tmp_path, content):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "tables.json").write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return tmp_path


def document():
    return json.loads(tables_bytes(TABLES))


def test_tables_are_read_as_they_are_written(tmp_path):
    assert read_tables(written(tmp_path, tables_bytes(TABLES))) == TABLES


def test_a_folder_without_tables_has_none(tmp_path):
    assert read_tables(tmp_path) is None
    assert seats_of(tmp_path, Occurrence("TPDAY", 1, DAY)) is None


def test_the_seats_of_one_lunch_are_those_of_persons(tmp_path):
    folder = written(tmp_path, tables_bytes(TABLES))
    assert seats_of(folder, Occurrence("TPDAY", 1, DAY)) == {"ANN": 2, "BEN": 1}
    assert seats_of(folder, Occurrence("TPDAY", 1, dt.date(2015, 11, 20))) is None
    assert seats_of(folder, Occurrence("TPDAY", 3, DAY)) is None


def test_the_speaker_of_the_code_of_a_person_stays_a_guest_of_their_own():
    seats = document()["lunches"][0]["seats"]
    assert seats == [
        {"person": None, "speaker": "ANN", "table": 1},
        {"person": "BEN", "speaker": None, "table": 1},
        {"person": "ANN", "speaker": None, "table": 2},
    ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda raw: raw.update(format="meeting-day-tables/2"), "a newer version of meeting-day made it"),
        (lambda raw: raw.update(format="other"), "it is not of the format meeting-day-tables/1"),
        (lambda raw: raw.update(table_size="eight"), '"eight" is no whole number'),
        (lambda raw: raw.update(lunches=[{}] * 401), "there are more than 400 lunches"),
        (lambda raw: raw["lunches"].append(raw["lunches"][0]), "the lunch TPDAY#1 stands there twice"),
        (lambda raw: raw["lunches"][0]["seats"][0].update(table=3), "lunch 1: ANN sits at table 3, and the tables are"),
        (lambda raw: raw["lunches"][0]["seats"][0].update(person="ANN"), "a seat is of a person or of a speaker"),
        (lambda raw: raw["lunches"][1]["seats"].append({"person": "ANN", "table": 1}), "ANN has more than one seat"),
    ],
)
def test_whatever_is_wrong_is_told(tmp_path, spoil, said):
    raw = document()
    spoil(raw)
    with pytest.raises(InputFaults) as raised:
        read_tables(written(tmp_path, raw))
    assert said in str(raised.value)


def test_every_lunch_that_is_wrong_is_told_at_once(tmp_path):
    raw = document()
    for lunch in raw["lunches"]:
        lunch["date"] = "soon"
    with pytest.raises(InputFaults) as raised:
        read_tables(written(tmp_path, raw))
    assert [fault.message.partition(":")[0] for fault in raised.value.faults] == ["lunch 1", "lunch 2"]


@pytest.mark.parametrize("content", [b"no JSON", b"[" * 100_000, b"[]", b'"' + b"x" * 20_000_001])
def test_a_file_of_another_kind_is_refused_in_words(tmp_path, content):
    with pytest.raises(InputFaults) as raised:
        read_tables(written(tmp_path, content))
    assert "make the tables again" in str(raised.value)
