"""The benchmark is honest: councils are as large as said, standings are told as they were, bars are judged rightly."""

import csv
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from bars import BARS, judged
from compare import compared
from councils import write_council
from documented import rewritten
from drawing import MEETINGS, figure
from files_entered import in_a_process_of_its_own, lonely
from measure import counts
from partnership import SOURCE, write_partnership
from picture import png
from run import measured
from sizes import SIZES
from small_input import write_input
from standings import at_moments, proven_since
from table import block, summary

from scheduler.domain.plan import Tier
from scheduler.reading import read_input

BENCHMARKS = Path(__file__).parent / "benchmarks"
NAMES = ("held", "apologies", "substitutes", "dates", "rooms")
GOOD = {"value": 100, "bound": 100, "gap": 0.0}


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def planned(size="county", seed=1, apologies=GOOD, dates=GOOD, rooms=GOOD, **changes):
    rows = dict.fromkeys(NAMES, GOOD) | {"apologies": apologies, "dates": dates, "rooms": rooms}
    return {
        "size": size,
        "seed": seed,
        "outcome": "planned",
        "counts": {"bodies": 26, "people": 84, "seats": 263, "meetings": MEETINGS[size], "overlap": 0.4},
        "read_seconds": 0.1,
        "first_seconds": 0.5,
        "first_breaks": [],
        "proven_seconds": 5.0,
        "ended_seconds": 9.0,
        "tiers": {name: {"10": None, "30": row, "60": row, "120": row, "end": row} for name, row in rows.items()},
        "check_seconds": 0.2,
        "breaks": [],
        "miscounted": [],
        "write_seconds": 1.0,
        "peak_megabytes": 300.0,
        **changes,
    }


def failed(size="city", seed=1):
    return {"size": size, "seed": seed, "outcome": "failed", "why": "ended by SIGKILL; out of memory, perhaps"}


def document(*results, **changes):
    return {"machine": {"date": "2026-11-24", "seconds": 120.0, "commit": "abc", **changes}, "results": list(results)}


def gap(share):
    return {"value": 100, "bound": 100 - 100 * share, "gap": share}


def missed(result, seconds=120):
    return [verdict.bar for verdict in judged(result, seconds) if verdict.met is False]


def run(script, *arguments):
    command = [sys.executable, str(BENCHMARKS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


# -- the councils


@pytest.mark.slow
@pytest.mark.parametrize(
    "size", [pytest.param(one, marks=[pytest.mark.thorough] * (one == "legislature")) for one in SIZES]
)
def test_a_council_is_as_large_as_its_size_says(size, tmp_path):
    wanted = SIZES[size]
    found = counts(read_input(write_council(tmp_path, size, 1))[0])
    overlap = found.pop("overlap")
    assert found == {
        "bodies": wanted.bodies,
        "people": wanted.people,
        "seats": wanted.seats,
        "meetings": wanted.meetings,
    }
    assert overlap == pytest.approx(wanted.overlap, abs=0.03)


def test_a_partnership_is_as_large_as_the_figure_says():
    assert counts(read_input(SOURCE)[0])["meetings"] == MEETINGS["partnership"]


@pytest.mark.parametrize("size", ["district", "county"])
def test_a_seed_gives_the_same_bytes_and_another_seed_others(size, tmp_path):
    once, again, other = (
        files(write_council(tmp_path / name, size, seed)) for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert once == again
    assert once != other


def test_the_first_partnership_is_traffords_own(tmp_path):
    assert files(write_partnership(tmp_path, 1)) == files(SOURCE)


def test_another_partnership_has_more_people_away_and_nothing_else(tmp_path):
    mine, again = files(write_partnership(tmp_path / "a", 2)), files(write_partnership(tmp_path / "b", 2))
    theirs = files(SOURCE)
    assert mine == again
    assert {name for name in theirs if mine[name] != theirs[name]} == {"unavailability.csv"}
    more = mine["unavailability.csv"].removeprefix(theirs["unavailability.csv"]).decode()
    kinds = {(row[0], row[4]) for row in csv.reader(more.splitlines())}
    assert kinds == {("person", "hard")}
    read_input(tmp_path / "a")


# -- what stood when

SEEN = (
    (4.0, (Tier("held", 1, 0), Tier("dates", 20, 10))),
    (12.0, (Tier("held", 0, 0), Tier("dates", 20, 15))),
    (25.0, (Tier("held", 0, 0), Tier("dates", 16, 16))),
)


def test_a_standing_is_that_of_its_moment_and_repeated_once_all_is_proven():
    found = at_moments(SEEN, 60)
    proven = {"value": 16, "bound": 16, "gap": 0}
    first = {"value": 20, "bound": 10, "gap": 0.5}
    assert found["dates"] == {"10": first, "30": proven, "60": proven, "120": proven, "end": proven}
    assert found["held"]["10"] == {"value": 1, "bound": 0, "gap": 1}


def test_a_standing_after_the_limit_is_unknown_unless_all_is_proven():
    last = {"value": 20, "bound": 15, "gap": 0.25}
    assert at_moments(SEEN[:2], 30)["dates"] == {
        "10": {"value": 20, "bound": 10, "gap": 0.5},
        "30": last,
        "60": None,
        "120": None,
        "end": last,
    }


def test_a_standing_before_the_first_plan_is_none():
    assert at_moments(SEEN[1:], 30)["held"]["10"] is None


def test_what_comes_a_moment_after_the_limit_is_what_the_limit_gave():
    found = at_moments(((30.4, (Tier("dates", 20, 15),)),), 30)["dates"]
    assert [found["10"], found["30"]] == [None, {"value": 20, "bound": 15, "gap": 0.25}]
    assert at_moments(((33.0, (Tier("dates", 20, 15),)),), 30)["dates"]["30"] is None


def test_a_proof_counts_from_when_it_stays():
    wrong = (2.0, (Tier("held", 1, 1), Tier("dates", 20, 20)))
    assert proven_since((wrong, *SEEN)) == 25.0
    assert proven_since(SEEN[:2]) is None


# -- the bars


def test_a_result_that_meets_every_bar_misses_none():
    assert {size: missed(planned(size)) for size in BARS} == {size: [] for size in BARS}


@pytest.mark.parametrize(
    ("changes", "bar"),
    [
        ({"first_seconds": 2.1}, "first plan in 2 s, no broken rule"),
        ({"first_breaks": ["quorum"]}, "first plan in 2 s, no broken rule"),
        ({"breaks": ["travel"]}, "last plan breaks no rule"),
        ({"miscounted": ["dates"]}, "last plan breaks no rule"),
        ({"apologies": gap(0.01)}, "apologies proven after 120 s"),
        ({"dates": gap(0.01)}, "dates proven after 120 s"),
        ({"rooms": gap(0.021)}, "rooms gap at most 2 % after 120 s"),
        ({"read_seconds": 3.0}, "read under 3 s"),
        ({"check_seconds": 2.0}, "checked under 2 s"),
        ({"write_seconds": 10.0}, "written under 10 s"),
        ({"peak_megabytes": 1500.0}, "memory under 1500 MB"),
    ],
)
def test_a_bar_of_the_county_is_missed(changes, bar):
    assert missed(planned("county", **changes)) == [bar]


def test_gaps_up_to_the_bar_meet_it():
    assert missed(planned("county", rooms=gap(0.02))) == []
    assert missed(planned("city", dates=gap(0.02), rooms=gap(0.03))) == []
    assert missed(planned("legislature", dates=gap(0.15), rooms=gap(0.9))) == []


@pytest.mark.parametrize(("size", "within"), [("partnership", 6), ("district", 20)])
def test_all_is_to_be_proven_in_time(size, within):
    bar = f"all proven in {within} s"
    assert missed(planned(size, proven_seconds=within)) == []
    assert missed(planned(size, proven_seconds=within + 0.1)) == [bar]
    assert missed(planned(size, proven_seconds=None)) == [bar]


def test_a_bar_is_open_where_the_search_had_less_time():
    short = planned("district", proven_seconds=None)
    assert [verdict.bar for verdict in judged(short, 10) if verdict.met is None] == ["all proven in 20 s"]
    assert missed(short, 10) == []


def test_no_plan_is_a_missed_bar():
    assert missed(failed()) == ["a plan"]


# -- the table of the README


def test_the_readme_gets_a_line_for_each_council():
    document = {"machine": {"seconds": 120}, "results": [planned("county"), planned("city", dates=gap(0.02))]}
    before = "above\n<!-- figures -->\nold\n<!-- figures end -->\nbelow\n"
    lines = rewritten(before, document).splitlines()
    assert (lines[0], lines[-1], "old" in lines) == ("above", "below", False)
    assert [line for line in lines if line.startswith("| county")] == [
        "| county 1 | 26, 84, 300 | 0.50 s | proven | proven | 100, proven | 100, proven | 5.00 s | 300 MB |"
    ]
    assert "| 100, not below 98 (2.0 %) |" in next(line for line in lines if line.startswith("| city"))


def test_a_readme_without_a_place_for_the_table_is_refused():
    with pytest.raises(ValueError, match="<!-- figures -->"):
        rewritten("nothing", {"machine": {"seconds": 120}, "results": [planned()]})


# -- a process of its own


@pytest.mark.slow
def test_a_small_council_is_measured_and_meets_the_rules(tmp_path):
    found = measured(write_input(tmp_path / "small"), 20)
    assert found["outcome"] == "planned", found
    assert found["counts"] == {"bodies": 2, "people": 3, "seats": 4, "meetings": 3, "overlap": 1}
    assert (found["first_breaks"], found["breaks"], found["miscounted"]) == ([], [], [])
    assert {row["120"]["gap"] for row in found["tiers"].values()} == {0}
    assert found["proven_seconds"] is not None
    assert found["write_seconds"] > 0


def test_a_council_that_cannot_be_read_is_a_row_that_says_so(tmp_path):
    source = write_input(tmp_path, bodies="body,name\nHWB,Health Board\nHWB,Growth Board\n")
    found = measured(source, 1)
    assert found["outcome"] == "failed"
    assert found["why"].startswith("the input cannot be used: ")


@pytest.mark.slow
def test_a_council_that_has_no_plan_is_a_row_that_says_so(tmp_path):
    found = measured(write_input(tmp_path, rooms="room,name,venue,capacity\nCR1,Room,Hall,1\n"), 10)
    assert found["outcome"] == "failed"
    assert found["why"].startswith("it says that no plan exists: ")


def test_a_measurement_that_does_not_end_is_a_row_that_says_so(tmp_path):
    assert measured(tmp_path, 0.01, patience=0) == {"outcome": "failed", "why": "did not end within 0.01 s"}


@pytest.mark.slow
def test_a_run_saves_a_row_for_every_council_though_one_fails(tmp_path):
    councils, saved = tmp_path / "councils", tmp_path / "results.json"
    write_input(councils / "district-1", wishes="wish,weight\nnonsense,1\n")
    found = run(
        "run.py", "--sizes", "district", "--seeds", 1, 2, "--seconds", 0.01,
        "--keep", councils, "--json", saved, "--date", "2026-11-24",
    )  # fmt: skip
    assert (found.returncode, found.stderr) == (1, "")
    kept = json.loads(saved.read_text(encoding="utf-8"))
    assert (kept["machine"]["date"], kept["machine"]["seconds"]) == ("2026-11-24", 0.01)
    assert [(row["size"], row["seed"]) for row in kept["results"]] == [("district", 1), ("district", 2)]
    assert kept["results"][0]["why"].startswith("the input cannot be used: ")
    assert kept["results"][1]["counts"]["meetings"] == SIZES["district"].meetings
    assert files(councils / "district-2") == files(write_council(tmp_path / "again", "district", 2))
    told = [line for line in found.stdout.splitlines() if "FAILED: the input cannot be used" in line]
    assert [line.split()[:2] for line in told] == [["district", "1"]]


# -- what is printed and drawn


def test_a_block_tells_of_every_moment_and_bar():
    lines = list(block(planned(dates=gap(0.03)), 120))
    assert lines[:2] == [
        "county 1",
        "  26 bodies, 84 people, 263 seats, 300 meetings; 40 % of pairs of bodies share somebody",
    ]
    assert lines[6].split("  ")[-1] == "100 of 97, 3.0 %"
    told = [line.strip().split("  ") for line in lines if line.startswith("  MISSED")]
    assert [[part.strip() for part in parts if part] for parts in told] == [
        ["MISSED", "dates proven after 120 s", "gap 3.0 %"]
    ]


def test_a_summary_has_a_line_for_each_council_whatever_became_of_it():
    short = planned("district", proven_seconds=None)
    lines = list(summary([planned(), short, failed()], 10))
    assert [line.split("  ")[-1].strip() for line in lines] == [
        "bars",
        "all met",
        "1 not tried",
        "FAILED: ended by SIGKILL; out of memory, perhaps",
    ]


def test_a_comparison_marks_what_got_worse_by_more_than_a_tenth():
    old = document(planned(first_seconds=2.0, peak_megabytes=300.0, apologies=gap(0.02)), planned("city"))
    new = document(planned(first_seconds=2.3, peak_megabytes=320.0, apologies=gap(0.01)), failed("city"))
    lines = list(compared(old, new))
    rows = {line.split()[0]: line.split()[1:] for line in lines[5:11]}
    assert rows["first"] == ["2.00", "s", "2.30", "s", "1.15", "WORSE"]
    assert rows["read"] == ["0.10", "s", "0.10", "s", "1.00"]
    assert [line.split()[-1] for line in lines if line.startswith("apologies gap")] == ["better", "WORSE"]
    assert "  new: ended by SIGKILL; out of memory, perhaps" in lines
    assert lines[-1].startswith("Worse by more than a tenth: county 1 first, city 1 read, ")


def test_a_run_like_the_one_before_got_no_worse():
    old, new = document(planned(read_seconds=0.01)), document(planned(read_seconds=0.04))
    assert list(compared(old, new))[-1] == "Nothing got worse by more than a tenth."


def test_a_comparison_names_councils_of_one_run_only():
    lines = list(compared(document(planned()), document(planned("city"))))
    assert "county 1: only in the old run" in lines
    assert "city 1: only in the new run" in lines


DRAWN = document(
    planned("partnership", first_seconds=1.25),
    planned("county", first_seconds=7.0, dates=gap(0.015)),
    planned("county", 2, first_seconds=9.5, dates=gap(0.03)),
    failed("city"),
)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_figure_has_a_point_for_each_plan_and_a_cross_for_each_failure():
    root = ET.fromstring(figure(DRAWN))  # noqa: S314 - our own bytes
    panels = root.findall(f"{SVG}g")
    assert [len(panel.findall(f"{SVG}circle")) for panel in panels] == [3, 3, 3]
    texts = [[text.text for text in panel.iter(f"{SVG}text")] for panel in panels]
    assert [text[0] for text in texts] == [
        "Seconds to the first plan",
        "Gap of apologies after 120 s, in per cent of its value",
        "Gap of dates after 120 s, in per cent of its value",
    ]
    assert {"county", "300 meetings", "9.5 s", "no plan"} <= set(texts[0])
    assert {"partnership", "67 meetings", "proven", "3.0 %", "no plan"} <= set(texts[2])


def test_the_figure_is_told_in_words_too():
    root = ET.fromstring(figure(DRAWN))  # noqa: S314 - our own bytes
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title description")
    assert root.findtext(f"{SVG}title") == "How planning grows with the number of meetings"
    assert "County, 300 meetings. Seconds to the first plan: 7.0 s, 9.5 s;" in root.findtext(f"{SVG}desc")


def test_the_figure_has_the_same_bytes_each_time_a_white_ground_and_asks_for_nothing():
    once = figure(DRAWN)
    assert once == figure(json.loads(json.dumps(DRAWN)))
    assert 'fill="white"/>' in once
    assert [word for word in ("href", "url(", "<script", "<style", "@import", "<image") if word in once] == []


def test_the_figure_is_drawn_by_its_command(tmp_path):
    (tmp_path / "results.json").write_text(json.dumps(DRAWN), encoding="utf-8")
    found = run("growth.py", tmp_path / "results.json", tmp_path / "growth.svg")
    assert (found.returncode, found.stderr) == (0, "")
    assert (tmp_path / "growth.svg").read_text(encoding="utf-8") == figure(DRAWN)


# -- mistakes on the command line


@pytest.mark.parametrize(
    ("script", "arguments", "words"),
    [
        ("run.py", ("--sizes", "hamlet"), "invalid choice: 'hamlet'"),
        ("run.py", ("--seeds", "0"), "0 is no seed"),
        ("run.py", ("--seconds", "-1"), "-1 s is no time to search for"),
        ("run.py", ("--json", "/nowhere/results.json"), "/nowhere/results.json cannot be written"),
        ("compare.py", ("/nowhere/old.json", "/nowhere/new.json"), "/nowhere/old.json cannot be read"),
        ("growth.py", (BENCHMARKS / "sizes.py", "growth.svg"), "sizes.py is no JSON"),
    ],
)
def test_a_mistake_is_told_in_words(script, arguments, words):
    found = run(script, *arguments)
    assert found.returncode in (1, 2)
    assert words in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "holds no results"),
        (json.dumps(document()), "holds no council"),
        (json.dumps(document({"size": "hamlet", "seed": 1})), "is of sizes unknown here, hamlet"),
    ],
)
def test_what_is_no_run_is_told_in_words(text, words, tmp_path):
    (tmp_path / "results.json").write_text(text, encoding="utf-8")
    found = run("growth.py", tmp_path / "results.json", tmp_path / "growth.svg")
    assert found.returncode == 2
    assert words in found.stderr


def test_a_picture_is_read_back_pixel_for_pixel_while_its_colours_are_few():
    image = np.array(
        [[[255, 255, 255], [15, 61, 92], [255, 255, 255]], [[122, 62, 0], [15, 61, 92], [1, 2, 3]]], np.uint8
    )
    written = png(image)
    chunks, at = {}, 8
    while at < len(written):
        (length,) = struct.unpack_from(">I", written, at)
        chunks[written[at + 4 : at + 8]] = written[at + 8 : at + 8 + length]
        assert zlib.crc32(written[at + 4 : at + 8 + length]) == struct.unpack_from(">I", written, at + 8 + length)[0]
        at += length + 12
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    palette = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + width)
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert (palette[rows[:, 1:]] == image).all()


# -- the files that a command enters


def test_files_are_counted_in_which_a_function_is_called(tmp_path):
    found = in_a_process_of_its_own(["validate", str(write_input(tmp_path / "small"))])
    assert {"scheduler/cli/words.py", "scheduler/commands/inputs.py", "scheduler/reading/parsing.py"} <= set(found)
    assert [name for name in found if name.startswith("scheduler/solver/")] == []


@pytest.mark.slow
def test_modules_that_one_other_imports_are_named_with_it():
    found = lonely()
    assert found["scheduler.commands.accepting"] == "scheduler.cli.edits"
    assert "scheduler.errors" not in found
