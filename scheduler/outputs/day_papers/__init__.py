"""The papers of a day: run sheet, door signs, name plates, place cards, sign-in, catering, speaker, members' pages."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scheduler.domain.day_papers import PAPERS, Paper
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.day_papers.door_signs import door_signs
from scheduler.outputs.day_papers.lunch_papers import catering_order, speaker_brief, speaker_thanks
from scheduler.outputs.day_papers.member_pages import member_pages
from scheduler.outputs.day_papers.plates import name_plates, place_cards
from scheduler.outputs.day_papers.run_sheet import run_sheet
from scheduler.outputs.day_papers.sign_in import sign_in_sheets, sign_in_workbook
from scheduler.outputs.lunches import LunchOfDay

__all__ = ["Day", "DayMade", "papers_of"]

_MADE: Mapping[str, Callable[[Day], bytes | None]] = {
    "run-sheet.docx": run_sheet,
    "door-signs.docx": door_signs,
    "name-plates.docx": name_plates,
    "place-cards.docx": place_cards,
    "sign-in.docx": sign_in_sheets,
    "sign-in.xlsx": sign_in_workbook,
    "catering-order.docx": catering_order,
    "speaker-brief.docx": speaker_brief,
    "speaker-thanks.docx": speaker_thanks,
    "members-pages.docx": member_pages,
}
"""What makes each file; None of a day that has nothing for it."""


@dataclass(frozen=True)
class DayMade:
    """The papers of a day, once they are made."""

    date: dt.date
    meeting_days: tuple[str, ...]
    """The meeting days that are held, as `TPDAY#1`."""
    files: tuple[str, ...]
    """Below the folder of the day."""
    lunches: tuple[LunchOfDay, ...]


def papers_of(day: Day, wanted: tuple[Paper, ...] = PAPERS) -> Mapping[Paper, bytes]:
    """Return those of the wanted papers that a day has something for, each with its file."""
    made = ((paper, _MADE[paper.file](day)) for paper in wanted)
    return {paper: content for paper, content in made if content is not None}
