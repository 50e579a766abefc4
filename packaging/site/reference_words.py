"""Of every rule, wish, data frame and word: what it is, from where they are defined."""

from datetime import date
from itertools import groupby

from markdown_tables import table

from scheduler.domain.calendar import Settings
from scheduler.domain.choices import choice_words
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.law.warning import begun
from scheduler.outputs.frames import frame, frame_names
from scheduler.outputs.glossary import first_line, glossary
from scheduler.outputs.workbook import TABLES
from scheduler.rules import RULES
from scheduler.wishes import WISHES
from scheduler.wishes.tiers import TIER_WORDS

RULES_INTRODUCTION = """# Rules

What every calendar keeps. One that breaks a rule is never written, and `meeting-day check` names each that is broken.

"""
GIVEN_UP = """
## What is given up first

Where no calendar can keep every rule, `meeting-day plan` says which cannot all hold, and proposes what would make
room: what is easiest for a council to give up first.

"""
NEVER_GIVEN_UP = """
Never given up are the law, and what nobody can do: {names}.
"""
WISHES_INTRODUCTION = """# Wishes

What a calendar does where it can. Wishes are weighed within groups, and the groups come one after another: a later
one never spoils an earlier one.
The sheet Wishes changes a weight; 0 turns a wish off.
"""
FRAMES_INTRODUCTION = """# Data frames

`result.frame(name)` gives each sheet of `calendar.xlsx` as a data frame of pandas. Days are `datetime64[ns]`, times
`timedelta64[ns]` since midnight, so that day + time is a moment;
numbers are `Int64`, answers `boolean`, whatever recurs (a body, a person, a status) `category`, other text `string`.
Where the sheet says “Nobody” or “None”, the frame has nothing.
`frame.attrs["titles"]` has the heading of each column that the sheet shows: weights and codes are in the frame only.

"""
FRAMES_VARY = """
`overlaps` has a column more for each body, `catering` one for each of the commonest dietary needs and, where there
are more, `other_needs`; `by_body` has one for each month.
"""
NO_YEAR = ("", date(2000, 1, 1), date(2000, 1, 1))
"""A calendar without a body or a meeting: what its frames have, every frame has."""
GLOSSARY_INTRODUCTION = """# Glossary

Every word that the workbook, the calendar and the desk use, and what it means. `meeting-day help WORD` prints one.
"""


def rules_page() -> str:
    """Return the page of the rules."""
    rows = [
        (f"{choice_words(one.RULE.name)} (`{one.RULE.name}`)", first_line(one), begun(one.RULE.source)) for one in RULES
    ]
    rules = [one.RULE for one in RULES]
    eased = sorted((rule for rule in rules if rule.ease is not None), key=lambda rule: rule.ease or 0)
    never = [choice_words(rule.name).lower() for rule in rules if rule.ease is None]
    return (
        RULES_INTRODUCTION
        + table(("rule", "what it demands", "where it comes from"), rows)
        + GIVEN_UP
        + "".join(f"{place}. {choice_words(rule.name)}\n" for place, rule in enumerate(eased, 1))
        + NEVER_GIVEN_UP.format(names=f"{', '.join(never[:-1])} and {never[-1]}")
    )


def wishes_page() -> str:
    """Return the page of the wishes, by their groups."""
    parts = [WISHES_INTRODUCTION]
    for tier, words in TIER_WORDS.items():
        rows = [
            (f"{one.WISH.words} (`{one.WISH.name}`)", str(one.WISH.weight), first_line(one))
            for one in WISHES
            if one.WISH.tier == tier
        ]
        parts.append(f"## {words.title}\n")
        parts.append(f"Counted are {words.unit}. Its name is `{tier}`.\n")
        parts.append(table(("wish", "usual weight", "what it asks for"), rows))
    return "\n".join(parts)


def frames_page() -> str:
    """Return the page of the data frames: those of a calendar in which nothing stands have the columns of all."""
    problem, plan = Problem(Settings(*NO_YEAR)), Plan(*NO_YEAR)
    rows = [
        (f"`{name}`", TABLES[name](problem, plan).name, ", ".join(f"`{one}`" for one in frame(problem, plan, name)))
        for name in frame_names()
    ]
    return FRAMES_INTRODUCTION + table(("frame", "sheet", "columns"), rows) + FRAMES_VARY


def glossary_page() -> str:
    """Return the page of the words, in the order of the alphabet."""
    parts = [GLOSSARY_INTRODUCTION]
    for letter, terms in groupby(glossary(), key=lambda term: term.word[0].upper()):
        parts.append(f"## {letter}\n")
        parts.append(table(("word", "what it is", "meaning"), [(one.word, one.kind, one.meaning) for one in terms]))
    return "\n".join(parts)
