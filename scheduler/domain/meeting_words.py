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
    r"|\bnot (?:being |to be )?held\b|\b(?:did|will|does) not (?:take place|meet)\b|\bno (?:longer|meeting)\b"
)
_HELD_AFTER_ALL = re.compile(
    r"\breinstated\b|\b(?:postponed|deferred|adjourned) from\b"
    r"|\b(?:not|never|un)[ -]?(?:cancell?ed|postponed|withdrawn|inquorate)\b"
)
"""A meeting "postponed from 3 March" is held: it is the one of that day that was not."""
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
    """Whether words say that a meeting is not held: cancelled, postponed, withdrawn, inquorate, in any form."""
    plain = _plain(words)
    return _CANCELLED.search(plain) is not None and _HELD_AFTER_ALL.search(plain) is None


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
