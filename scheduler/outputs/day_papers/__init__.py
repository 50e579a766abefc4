"""The papers of a day: run sheet, door signs, name plates, place cards, sign-in, catering, speaker, members' pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.day_papers.door_signs import door_signs
from scheduler.outputs.day_papers.lunch_papers import catering_order, speaker_brief, speaker_thanks
from scheduler.outputs.day_papers.member_pages import member_pages
from scheduler.outputs.day_papers.plates import name_plates, place_cards
from scheduler.outputs.day_papers.run_sheet import run_sheet
from scheduler.outputs.day_papers.sign_in import sign_in_sheets, sign_in_workbook

__all__ = ["KINDS", "Day", "Paper", "papers_of"]


@dataclass(frozen=True)
class Paper:
    """One file of a day."""

    kind: str
    """By which it is asked for."""
    file: str
    title: str
    about: str
    """What it is for, in a sentence."""
    made: Callable[[Day], bytes | None]
    """None where the day has nothing for it."""


PAPERS = (
    Paper("run-sheet", "run-sheet.docx", "Run sheet", "Times, rooms, layouts, who presides, who comes.", run_sheet),
    Paper("door-signs", "door-signs.docx", "Door signs", "A page for each room, to hang on its door.", door_signs),
    Paper("name-plates", "name-plates.docx", "Name plates", "To fold and stand before those who sit.", name_plates),
    Paper("place-cards", "place-cards.docx", "Place cards", "For the lunch, eight to a page, to cut.", place_cards),
    Paper("sign-in", "sign-in.docx", "Sign-in sheets", "To sign at the door, a page for each meeting.", sign_in_sheets),
    Paper("sign-in", "sign-in.xlsx", "Sign-in workbook", "To fill in on a tablet; it is read again.", sign_in_workbook),
    Paper("caterer", "catering-order.docx", "Caterer's order", "Numbers, diets, dates and cost.", catering_order),
    Paper("speaker", "speaker-brief.docx", "Speaker's brief", "When, where and before whom.", speaker_brief),
    Paper("speaker", "speaker-thanks.docx", "Letter of thanks", "To the speaker, for afterwards.", speaker_thanks),
    Paper("members", "members-pages.docx", "Members' pages", "A page for each: where to be, and when.", member_pages),
)
KINDS = tuple(dict.fromkeys(paper.kind for paper in PAPERS))


def papers_of(day: Day, kinds: tuple[str, ...] = ()) -> Mapping[Paper, bytes]:
    """Return the papers of a day that it has something for, each with its file; of all kinds where none is named."""
    made = ((paper, paper.made(day)) for paper in PAPERS if not kinds or paper.kind in kinds)
    return {paper: content for paper, content in made if content is not None}
