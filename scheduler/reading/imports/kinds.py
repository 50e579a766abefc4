"""What a body is by its name: its kind in law, its classification, and the title that a name or a meeting carries.

Names as councils in the United Kingdom use them; what a name does not tell is left blank.
"""

import re
from collections.abc import Collection

from scheduler.domain.meeting_words import OUTSIDE_THE_PATTERN, title_in
from scheduler.domain.names import name_key

_KINDS = (
    ("health_and_wellbeing_board", r"health (and|&) well-?being board"),
    ("sub_committee", r"sub-? ?committee"),
    ("informal", r"working (group|party)|task (group|and finish)|task & finish|briefing|training|seminar|workshop"),
    ("informal", r"forum|liaison|consultative|partnership|development group|surgery|drop-?in|assembly|parish meeting"),
    ("joint_committee", r"\bjoint\b"),
    ("scrutiny_committee", r"scrutiny|overview|select committee"),
    ("planning_committee", r"\bplanning\b|development (management|control)|\bplans panel\b"),
    ("licensing_committee", r"\blicensing\b"),
    ("audit_committee", r"\baudit\b"),
    ("combined_authority", r"combined (county )?authority"),
    ("executive", r"^(the )?(cabinet|executive)( board| committee| meeting)?$"),
    ("committee", r"committee"),
)
"""The first whose words are in the name; a name without any is a council's or tells nothing."""
_CLASSIFICATIONS = {
    "full_council": "council",
    "parish_council": "parish",
    "executive": "cabinet",
    "scrutiny_committee": "scrutiny",
    "planning_committee": "regulatory",
    "licensing_committee": "regulatory",
    "audit_committee": "committee",
    "committee": "committee",
    "sub_committee": "sub_committee",
    "joint_committee": "joint_committee",
    "health_and_wellbeing_board": "committee",
}
_OF_THE_UNCLASSIFIED = (
    ("task_and_finish", r"task (group|and finish)|task & finish"),
    ("working_group", r"working (group|party)"),
    ("forum", r"forum|liaison"),
    ("briefing", r"briefing|training|seminar|workshop"),
    ("panel", r"panel"),
)
_COUNCIL_NAMES = frozenset(("council", "fullcouncil", "councilmeeting", "meetingofthecouncil", "thecouncil"))
_PARISH = re.compile(r"\b(parish|town|community)\b.*\bcouncil\b", re.IGNORECASE)
_COMBINED = re.compile(r"\bcombined (county )?authority\b", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    r"\b(annual general|annual|mayor[- ]making|budget(?: setting)?|special|extra-?ordinary|emergency|additional"
    r"|urgent|ordinary)\b(?: meeting(?: of(?: the)?)?)?",
    re.IGNORECASE,
)


_AUTHORITY = re.compile(
    r"\s*(?:the\s+)?("
    r"(?:London|Royal|Metropolitan)\s+Borough\s+of\s+[A-Z][\w'\u2019 -]{2,50}?"
    r"|(?!Annual|Full|Special|Extra|The\b)[A-Z][\w'\u2019& -]{1,50}?\s+"
    r"(?:District|Borough|City|County|Metropolitan|Parish|Town|Community)\s+Council"
    r"|[A-Z][\w'\u2019& -]{1,50}?\s+Combined\s+Authority"
    r")\s*(?:$|[-\u2013\u2014:,;(|\n]|\b(?:calendar|meetings?|timetable|schedule|programme|committee)\b)",
    re.IGNORECASE,
)


def authority_in(title: str) -> str:
    """Return the name of an authority with which a title begins; blank where it begins with none."""
    found = _AUTHORITY.match(title)
    return " ".join(found[1].split()) if found is not None and found[1][:1].isupper() else ""


def authority_kind(authority: str) -> str:
    """Return `parish` or `combined` where the name of an authority says so; blank otherwise."""
    if _PARISH.search(authority):
        return "parish"
    return "combined" if _COMBINED.search(authority) else ""


def is_council(name: str, authority: str) -> bool:
    """Whether a body is the full council: it is called that, or as its authority is."""
    key = name_key(name)
    return key in _COUNCIL_NAMES or (bool(key) and "council" in key and key == name_key(authority))


def legal_kind(name: str, authority: str) -> str:
    """Return what a body is in law by its name, blank where that does not tell."""
    if is_council(name, authority):
        return "parish_council" if authority_kind(authority) == "parish" else "full_council"
    words = " ".join(name.casefold().split())
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), "")


def classification(name: str, kind: str) -> str:
    """Return how a body of a name and a legal kind is classified, blank where neither tells."""
    words = " ".join(name.casefold().split())
    found = next((one for one, pattern in _OF_THE_UNCLASSIFIED if re.search(pattern, words)), "")
    return _CLASSIFICATIONS.get(kind) or found


def title_of(words: str, *, council: bool) -> str:
    """Return the title of a meeting by what it is called: special, and of the council annual or of the budget."""
    title = title_in(words)
    return title if title in OUTSIDE_THE_PATTERN or council else ""


def without_title(name: str, known: Collection[str], authority: str) -> str | None:
    """Return the body whose meeting a name is, `Council` for `Annual Council`; None where it is a body of its own.

    Parameters
    ----------
    name : str
        As the calendar writes it.
    known : collection of str
        The names of all bodies.
    authority : str
        Whose calendar it is.

    """
    plain = re.sub(r"[\s()\[\]:,-]+", " ", _TITLE_WORDS.sub(" ", name)).strip()
    if not plain:
        plain = "meeting" if "meeting" in name.casefold() else name
    if name_key(plain) == name_key(name):
        return None
    keys = {name_key(one): one for one in known if one != name}
    if name_key(plain) in keys:
        return keys[name_key(plain)]
    if is_council(plain, authority) or name_key(plain) == "meeting":
        return next((one for one in known if is_council(one, authority)), "Council")
    return None
