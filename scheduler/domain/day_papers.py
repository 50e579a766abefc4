"""The papers of a day: which there are, what each is called, and for whom it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """One file of a day."""

    kind: str
    """By which it is asked for; the papers of one kind are made together."""
    file: str
    title: str
    about: str
    """What it is for, in a sentence."""


PAPERS = (
    Paper("run-sheet", "run-sheet.docx", "Run sheet", "Times, rooms, layouts, who presides and comes, what changed."),
    Paper("door-signs", "door-signs.docx", "Door signs", "A page for the door of each room."),
    Paper("name-plates", "name-plates.docx", "Name plates", "A page to fold for each person who sits in a meeting."),
    Paper("place-cards", "place-cards.docx", "Place cards", "Cards for the lunch, eight to a page, to cut."),
    Paper("sign-in", "sign-in.docx", "Sign-in sheets", "A page to sign for each meeting."),
    Paper("sign-in", "sign-in.xlsx", "Sign-in workbook", "Filled in on the day, and read again for the register."),
    Paper("caterer", "catering-order.docx", "Caterer's order", "Numbers, diets as counts, dates and cost."),
    Paper("speaker", "speaker-brief.docx", "Speaker's brief", "When, where and before whom the speaker speaks."),
    Paper("speaker", "speaker-thanks.docx", "Letter of thanks", "To the speaker, to be sent afterwards."),
    Paper("members", "members-pages.docx", "Members' pages", "A page for each: where to be, and when."),
)
"""In the order in which whoever prepares a day needs them."""
KINDS = tuple(dict.fromkeys(paper.kind for paper in PAPERS))
