"""What an import says when it is done."""

from pathlib import Path

from scheduler.domain.found import LeftOut, Source
from scheduler.domain.imported import Difference, Guess, Import, Imported, Unknown
from scheduler.domain.reasons import Fault
from scheduler.messages.imports import MOST_TOLD, import_document, import_sentences

SOURCE = Source("last.csv", "line 3")
MADE = Imported(
    "Calendar of meetings",
    {},
    read_as=tuple((f"{number}.csv", "a list") for number in range(MOST_TOLD + 1)),
    counts={("body", "bodies"): 1, ("meeting", "meetings"): 12, ("seat", "seats"): 0},
    by_file={"0.csv": {("meeting", "meetings"): 12}},
    unknown=(Unknown("rooms", "capacity", "Seats."),),
    left_out=(LeftOut("Vacancy", "a vacant seat", SOURCE),),
)
DIFFERENCE = Difference("Bodies!F4", "Tuesday", "Wed", "")


def test_what_is_much_is_cut_and_counted():
    done = Import(
        MADE,
        (Guess("bodies", "weekdays", "Bodies!L2", "Tue", "Tuesday in 9 of 9 meetings"),),
        (DIFFERENCE,) * (MOST_TOLD + 2),
        tuple(f"Meeting {number} was on a holiday." for number in range(MOST_TOLD + 3)),
        (Fault("settings", None, None, "the first day is missing", "Write it."),),
    )
    assert list(import_sentences(done, Path("new.xlsx"))) == [
        "0.csv was read as a list: 12 meetings.",
        *(f"{number}.csv was read as a list: nothing that the others lack." for number in range(1, MOST_TOLD)),
        "And 1 more file.",
        "Found 1 body and 12 meetings.",
        "1 entry left out, each with the reason on the sheet Left out.",
        *["Bodies!F4: the workbook says Tuesday, what was found Wed"] * MOST_TOLD,
        "And 2 more differences.",
        *(f"Last year: Meeting {number} was on a holiday." for number in range(MOST_TOLD)),
        "And 3 more that last year's calendar broke.",
        "To put right: settings: the first day is missing. Write it.",
        "Wrote new.xlsx, with 1 guess in colour. Begin with its first sheet, What to look at.",
    ]


def test_little_is_told_in_few_lines_and_the_document_has_all():
    done = Import(Imported("", {}))
    assert list(import_sentences(done, Path("new.xlsx"))) == [
        "Found nothing.",
        "Wrote new.xlsx, with 0 guesses in colour. Begin with its first sheet, What to look at.",
    ]
    alone = Import(Imported("", {}, read_as=(("year.xlsx", "this year's input"),)))
    assert next(import_sentences(alone, Path("new.xlsx"))) == "year.xlsx was read as this year's input."
    told = import_document(Import(MADE, differences=(DIFFERENCE,)), Path("new.xlsx"))
    assert told["found"]["meetings"] == 12
    assert told["found"]["files"][0] == {"file": "0.csv", "read_as": "a list", "meetings": 12}
    assert told["left_out"] == [{"what": "Vacancy", "why": "a vacant seat", "file": "last.csv", "place": "line 3"}]
    assert told["unknown"] == [{"table": "rooms", "column": "capacity", "what": "Seats."}]
    assert told["differences"] == [{"cell": "Bodies!F4", "has": "Tuesday", "found": "Wed", "why": ""}]
