"""Lunch tables as a job: who sits where, made anew beside what stays; told as the screen shows it."""

from scheduler.commands.lunch_tables import Wanted, make_tables
from scheduler.desk.work.asks import DONE, REFUSED, Answer
from scheduler.desk.work.kinds import Doing
from scheduler.desk.work.planning import plain
from scheduler.errors import Refused
from scheduler.messages.lunch_tables import tables_sentences


def make(doing: Doing) -> Answer:
    """Make the tables of a calendar, and write them into its folder."""
    wanted = Wanted(doing.value("anyway") or None, doing.as_of, bool(doing.value("afresh")))
    try:
        made = make_tables(doing.calendar, wanted, float(doing.value("seconds")), doing.recorder.hear)
    except Refused as trouble:
        said = (plain(one, doing.calendar) for one in (trouble.message, *trouble.reasons, trouble.remedy))
        return Answer(REFUSED, tuple(filter(None, said)))
    *told, _where = tables_sentences(made.problem, made.tables, made.changes, made.folder)
    return Answer(DONE, tuple(map(str.strip, told)))
