"""Words that stand beside a meeting in a council's own calendar: whether it is held, what it is called, days off.

A status is often a list in one cell, "Cancelled; Special Meeting" (modern.gov), so that a word counts wherever it
stands.
"""

import re
from dataclasses import dataclass

from scheduler.domain.municipal_year import ANNUAL_MEETING, BUDGET
from scheduler.domain.names import name_key

SPECIAL, EXTRAORDINARY, ADDITIONAL = "Special Meeting", "Extraordinary Meeting", "Additional Meeting"
OUTSIDE_THE_PATTERN = (SPECIAL, EXTRAORDINARY, ADDITIONAL)
"""Titles of meetings that are beside a body's cadence, and no part of a year's pattern."""
LONGEST_COMPARED = 300

_CANCELLED = re.compile(
    r"\bcancell?(?:ed|ation)\b|\bpostponed\b|\bwithdrawn\b|\binquorate\b|\babandoned\b|\bdeferred\b"
    r"|\bcalled off\b|\bcanc\b|\bvoid\b"
    r"|\bnot (?:being |to be )?held\b|\b(?:did|will|does) not (?:take place|meet)\b|\bno meeting\b"
    r"|\bno longer (?:required|needed|taking place|going ahead|being held|held|happening|meeting|to be held)\b"
)
_HELD_AFTER_ALL = re.compile(
    r"\breinstated\b|\b(?:postponed|deferred|adjourned) from\b"
    r"|\b(?:not|never|un)[ -]?(?:cancell?ed|postponed|withdrawn|inquorate)\b"
)
"""A meeting "postponed from 3 March" is held: it is the one of that day that was not."""
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:replac(?:es|ing)|replacement (?:for|of)|in place of|in lieu of|instead of|makes up for)\b"
    r"|\b(?:rearranged|rescheduled|moved|transferred|brought forward) from\b"
    r"|\bfollowing (?:the |a )?(?:cancel|postpone)|\bcancell?ed (?:meeting|date) (?:of|on|from)\b"
    r"|\b(?:if|unless|subject to|liable to)\b|\b(?:may|might|could) (?:have to |need to |yet )?be\b"
    r"|\b(?:item|report|paper|motion|application)s? (?:(?:was|were|is|are|has been|have been) )?"
    r"(?:withdrawn|deferred|postponed|cancell?ed)\b"
    r"|\b(?:withdrawn|deferred|postponed) (?:item|report|paper|motion|application)s?\b"
)
"""Where another meeting is cancelled, an item is, or this one only perhaps: it is held."""
_CLAUSES = re.compile(r"[;,|/.\n]|\s[-\u2013\u2014:]\s")
_TITLES = (
    (
        ANNUAL_MEETING,
        re.compile(r"\bannual (?:general |statutory )?(?:meeting|council|assembly)\b|^annual$|\ba\.?g\.?m\b"),
    ),
    (BUDGET, re.compile(r"\bbudget\b|\b(?:council )?tax[- ]setting\b")),
    (EXTRAORDINARY, re.compile(r"\bextra[- ]?ordinary\b|\be\.?g\.?m\b")),
    (SPECIAL, re.compile(r"\bspecial\b|\burgent\b")),
    (ADDITIONAL, re.compile(r"\badditional\b|\bextra\b")),
)
_ORDINARY = frozenset(
    map(
        name_key,
        (
            "provisional", "confirmed", "scheduled", "planned", "proposed", "draft", "tentative", "agreed", "approved",
            "held", "open", "reinstated", "ordinary", "ordinary meeting", "occurred", "completed", "concluded", "yes",
            "agenda published", "minutes published", "published", "webcast", "public", "in person", "hybrid", "private",
        ),
    )
)  # fmt: skip
"""Words of a status that change nothing."""
_CLOSURE = re.compile(
    r"\b(?:(?:public|bank|school|summer|easter|christmas|half[- ]?term|new year'?s?|spring|may day|mayday) ?holidays?"
    r"|(?:early may|may day|spring|summer|august|christmas|easter) bank|christmas (?:day|eve|closure|break)|boxing day"
    r"|good friday|easter (?:sunday|monday|day)|new year'?s (?:day|eve)|st\.? (?:andrew|patrick)'?s day|half[- ]?term"
    r"|(?:in |summer |christmas |easter |parliamentary |council )?recess|school (?:closed|break)s?|(?:offices? )closed"
    r"|pre[- ]election period|purdah|polling day|no meetings)\b|^(?:[\w/&-]+ ){0,3}elections?(?: day)?(?: \([^)]*\))?$"
)
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc`]")


@dataclass(frozen=True)
class Status:
    """What a status says of a meeting."""

    cancelled: bool = False
    title: str = ""
    """`Special Meeting`; blank where it names none."""
    unknown: tuple[str, ...] = ()
    """Its words that say neither."""


def status_of(words: str) -> Status:
    """Return what a status says: `Confirmed`, `Cancelled; Special Meeting`, `Not held - inquorate`."""
    unknown = tuple(
        part.strip()
        for part in re.split(r"[;,|/\n]", words)
        if name_key(part) and not is_cancelled(part) and not title_in(part) and not is_ordinary(part)
    )
    return Status(is_cancelled(words), title_in(words), unknown)


def is_cancelled(words: str) -> bool:
    """Whether words say that a meeting is not held: cancelled, postponed, withdrawn, inquorate, in any form.

    Words that say it of another meeting, of an item of the agenda, or under a condition do not: a meeting that is
    taken as held can be seen to clash, and one that is not never can.
    """
    plain = _plain(words)
    clauses = (clause for clause in _CLAUSES.split(plain) if _OF_SOMETHING_ELSE.search(clause) is None)
    return _HELD_AFTER_ALL.search(plain) is None and any(_CANCELLED.search(clause) for clause in clauses)


def is_ordinary(words: str) -> bool:
    """Whether words of a status say nothing but that the meeting is held, or is to be."""
    return name_key(words) in _ORDINARY or _HELD_AFTER_ALL.search(_plain(words)) is not None


def title_in(words: str) -> str:
    """Return what a meeting is called beside its body: `Annual Meeting` of `AGM`; blank where nothing names it."""
    plain = _plain(words)
    return next((title for title, form in _TITLES if form.search(plain)), "")


def closure_in(words: str) -> str | None:
    """Return what closes a day, as the source says it: `Bank Holiday`, `Summer recess`; None where nothing does."""
    found = _CLOSURE.search(_plain(words))
    return " ".join(words.split()) if found is not None else None


def _plain(words: str) -> str:
    """Return words in small letters with plain apostrophes, cut to what is compared."""
    return " ".join(_APOSTROPHES.sub("'", words[:LONGEST_COMPARED]).casefold().split())
