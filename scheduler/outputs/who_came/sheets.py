"""`attendance/attendance.xlsx`: the register and what follows from it, a table on each sheet."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from scheduler.domain.attendance_register import CAME_WORDS, Mark
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, people_titles, person_title
from scheduler.domain.wording import MONTH_NAMES, counted, long_date, short_date, span
from scheduler.outputs.who_came.meetings import NO_MARK, NOT_THERE, SENT_APOLOGIES, WhoCame
from scheduler.outputs.who_came.member_return import HOW_COUNTED, Return
from scheduler.outputs.who_came.report import AttendanceReport, by_month
from scheduler.outputs.who_came.six_months import APPROVED, NO_MEETING, PASSED, SAFE, SOON, Standing
from scheduler.outputs.workbook.cover import created_on
from scheduler.outputs.workbook.writing import (
    ANSWER,
    AUTHORITY_COLUMN,
    BODY_COLUMN,
    CATEGORY,
    DATE,
    DATE_COLUMN,
    NAME_COLUMN,
    NUMBER,
    SHADED,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
    book_of,
)

STANDING_WORDS = {
    PASSED: "The day has passed",
    NO_MEETING: "No meeting of theirs is left before it",
    SOON: "Soon",
    APPROVED: "Absence approved",
    SAFE: "In time",
}
"""How a councillor stands, for whoever reads it."""
_MEMBER = Column("person", "Member", 34, CATEGORY)


def attendance_workbook(report: AttendanceReport) -> bytes:
    """Return the workbook as bytes, the same for the same register and calendar."""
    sheets = [sheet for make in SHEETS.values() if (sheet := make(report)) is not None]
    return book_of(sheets, f"{report.plan.title}: attendance", created_on(report.plan))


def months_of(report: AttendanceReport) -> list[tuple[int, int]]:
    """Return the months in which meetings with a record were held, in order, as year and month."""
    return sorted({(one.meeting.date.year, one.meeting.date.month) for one in report.held.recorded})


def month_title(month: tuple[int, int]) -> str:
    """Write a month as `Nov 2015`."""
    return f"{MONTH_NAMES[month[1] - 1][:3]} {month[0]}"


def first_of(problem: Problem, meetings: Sequence[Meeting]) -> str:
    """Name the first of some meetings, and count the others."""
    if not meetings:
        return "None"
    others = f", and {counted(len(meetings) - 1, 'other')}" if meetings[1:] else ""
    return f"{called(problem, meetings[0])}, {short_date(meetings[0].date)}{others}"


def _six_months(report: AttendanceReport) -> DataSheet | None:
    found, now = report.six_months, report.now
    if found is None or now is None:
        return None
    near = [one for one in found.councillors if one.to_be_told]
    about = [found.law.sentence, f"As of {long_date(now.date())}. Months are counted from the last attendance."]
    about.append("Meetings without a record may have been attended: see whether they were before anybody is told.")
    if found.without_council:
        about.append("The calendar does not hold the council's own meetings, which count too.")
    return DataSheet(
        name="Six months",
        title=f"{report.plan.title}: six months' absence",
        about=tuple(about),
        notice=f"{counted(len(near), 'councillor')} to look at now." if near else "",
        columns=(
            Column("standing", "How it stands", 20, CATEGORY),
            Column("name", "Name", 30, CATEGORY),
            Column("last", "Last attended", 16, DATE, blank="Nothing known"),
            Column("where", "Where", 28, CATEGORY),
            Column("since", "Counted from", 16, DATE, program_only=True),
            Column("last_day", "Last day", 16, DATE),
            Column("weeks", "Weeks left", 9, NUMBER),
            Column("saving", "Their meetings before it", 36),
            Column("unrecorded", "Since, without a record", 11, NUMBER),
            Column("approved", "Absence approved", 22),
            *([AUTHORITY_COLUMN] if report.problem.is_joint else []),
        ),
        rows=tuple(
            (*_standing(report.problem, one), *([one.authority] if report.problem.is_joint else []))
            for one in found.councillors
        ),
        nothing="No councillor has a vote in the calendar.",
        frozen_columns=2,
    )


def approved_words(one: Standing) -> str:
    """Say that an absence was approved, and until when; nothing where none was."""
    if one.approved is None:
        return ""
    until = "no last day named" if one.approved.until is None else f"until {short_date(one.approved.until)}"
    return f"On {short_date(one.approved.date)}, {until}"


def _standing(problem: Problem, one: Standing) -> Row:
    last = one.last
    return (
        STANDING_WORDS[one.standing],
        person_title(problem, one.person),
        None if last is None else last.date,
        "" if last is None else body_title(problem, last.body),
        one.since,
        one.last_day,
        one.weeks_left,
        first_of(problem, one.saving),
        len(one.unrecorded),
        approved_words(one),
    )


def _who_came(report: AttendanceReport) -> DataSheet:
    return DataSheet(
        name="Who came",
        title=f"{report.plan.title}: who came",
        about=("Each meeting with a record. Members are those who vote; others who were there are named apart.",),
        columns=(
            DATE_COLUMN,
            START_COLUMN,
            BODY_COLUMN,
            Column("meeting", "Meeting", 30, CATEGORY),
            Column("members", "Members", 11, NUMBER),
            Column("there", "Votes there", 8, NUMBER),
            Column("quorum", "Quorum", 10, NUMBER),
            Column("quorate", "Quorate", 9, ANSWER),
            Column("substitutes", "Substitutes", 26),
            Column("apologies", "Apologies", 26),
            Column("absent", "Absent or no mark", 26),
            Column("others", "Others there", 26),
        ),
        rows=tuple(_meeting(report.problem, one) for one in report.held.recorded),
        nothing="No meeting has a record yet.",
        frozen_columns=4,
    )


def _meeting(problem: Problem, one: WhoCame) -> Row:
    sent = [
        f"{person_title(problem, substitute)} for {person_title(problem, member)}"
        for member, substitute in one.substitutes.items()
    ]
    return (
        one.meeting.date,
        one.meeting.start,
        one.meeting.body,
        called(problem, one.meeting),
        len(one.outcomes),
        one.there,
        one.quorum,
        one.quorate,
        "\n".join([*sent, *(f"Quorum: {words}" for words in one.wanting)]),
        _names(problem, one.of(SENT_APOLOGIES)),
        _names(problem, one.of(NOT_THERE, NO_MARK)),
        _names(problem, one.others),
    )


def _names(problem: Problem, people: Iterable[str]) -> str:
    return "; ".join(person_title(problem, one) for one in people)


def _without_record(report: AttendanceReport) -> DataSheet:
    return DataSheet(
        name="No record",
        title=f"{report.plan.title}: meetings without a record",
        about=("Meetings that were held and of which nobody has said yet who came.",),
        columns=(DATE_COLUMN, START_COLUMN, BODY_COLUMN, Column("meeting", "Meeting", 60, CATEGORY)),
        rows=tuple((one.date, one.start, one.body, called(report.problem, one)) for one in report.held.unrecorded),
        nothing="Every meeting that was held has a record.",
    )


def _missed(report: AttendanceReport) -> DataSheet:
    problem = report.problem
    return DataSheet(
        name="Missed",
        title=f"{report.plan.title}: who misses the same meetings again and again",
        about=("At least three, and half of them. A substitute does not make up for it, and is counted beside it.",),
        columns=(
            _MEMBER,
            Column("what", "What is missed", 36, CATEGORY),
            Column("missed", "Missed", 10, NUMBER),
            Column("expected", "Of", 8, NUMBER),
            Column("substitutes", "With a substitute", 12, NUMBER),
            Column("otherwise", "At other times", 24),
        ),
        rows=tuple(
            (
                person_title(problem, one.person),
                f"Meetings {one.when}" if one.body is None else body_title(problem, one.body),
                one.missed,
                one.expected,
                one.substitutes,
                "" if one.otherwise is None else f"{one.otherwise[0]} of {one.otherwise[1]}",
            )
            for one in report.missed
        ),
        nothing="Nobody misses the same meetings again and again.",
    )


def _stand_down(report: AttendanceReport) -> DataSheet | None:
    if report.now is None:
        return None
    problem = report.problem
    return DataSheet(
        name="Stand down",
        title=f"{report.plan.title}: bodies that might meet less",
        about=(
            "Suggestions, with reasons, for the council to judge: nothing is cancelled by them.",
            "A meeting could stand down where no rule is broken without it and nothing is known to be on its agenda.",
        ),
        columns=(
            BODY_COLUMN,
            NAME_COLUMN,
            Column("why", "Why", 50),
            DATE_COLUMN,
            Column("could", "Could stand down", 11, ANSWER),
            Column("kept_for", "Why it had better be held", 50),
        ),
        rows=tuple(
            (
                one.body,
                body_title(problem, one.body),
                "\n".join([*one.reasons, *([f"Its row asks for {one.asked}."] if one.asked else [])]),
                coming.meeting.date,
                not coming.kept_for,
                coming.kept_for,
            )
            for one in report.stand_down
            for coming in one.coming
        ),
        nothing="Nothing speaks for any body to meet less.",
    )


_COUNTS = (
    Column("expected", "Expected", 10, NUMBER),
    Column("attended", "Attended", 10, NUMBER),
    Column("percentage", "Per cent", 10, NUMBER),
    Column("substitutes", "Substitute sent", 11, NUMBER),
    Column("apologies", "Apologies", 11, NUMBER),
    Column("absent", "Absent", 9, NUMBER),
)


def counts_of(one: Return) -> tuple[int | None, ...]:
    """Return what is counted of a councillor, in the order of the columns."""
    return one.expected, one.attended, one.percentage, one.substitutes, one.apologies, one.absent


def _return(report: AttendanceReport) -> DataSheet:
    return DataSheet(
        name="Return by member",
        title=f"{report.plan.title}: return of attendance",
        about=(_period(report), *HOW_COUNTED),
        columns=(
            Column("person", "Councillor", 40, CATEGORY),
            *_COUNTS,
            Column("as_substitute", "As a substitute", 12, NUMBER),
        ),
        rows=tuple(
            (person_title(report.problem, one.person), *counts_of(one), one.as_substitute) for one in report.returns
        ),
        nothing="No councillor was expected at a meeting with a record.",
        for_whom="Public",
    )


def _period(report: AttendanceReport) -> str:
    """Say of which meetings a return is."""
    if report.span is None:
        return "No meeting has a record yet."
    return f"{counted(len(report.held.recorded), 'meeting')} with a record, {span(*report.span)}."


def _by_body(report: AttendanceReport) -> DataSheet:
    return DataSheet(
        name="Return by body",
        title=f"{report.plan.title}: return of attendance, by body",
        about=(_period(report), "The same numbers, of each body apart."),
        columns=(Column("person", "Councillor", 40, CATEGORY), BODY_COLUMN, NAME_COLUMN, *_COUNTS),
        rows=tuple(
            (
                person_title(report.problem, one.person),
                one.body,
                body_title(report.problem, one.body or ""),
                *counts_of(one),
            )
            for one in report.by_body
        ),
        nothing="No councillor was expected at a meeting with a record.",
        frozen_columns=1,
        for_whom="Public",
    )


def _months(report: AttendanceReport) -> DataSheet:
    months = months_of(report)
    shares = by_month(report.held.recorded)
    return DataSheet(
        name="By month",
        title=f"{report.plan.title}: attendance by body and month",
        about=("Per cent of the votes that were there, in person or by a substitute; blank without a record.",),
        columns=(
            BODY_COLUMN,
            NAME_COLUMN,
            *(Column(f"{year}_{month:02d}", month_title((year, month)), 9, SHADED) for year, month in months),
        ),
        rows=tuple(
            (body, body_title(report.problem, body), *(percent(own.get(month)) for month in months))
            for body, own in sorted(shares.items())
        ),
        nothing="No meeting has a record yet.",
        frozen_columns=2,
    )


def percent(share: Fraction | None) -> int | None:
    """Write a share as a whole number of hundredths; None for none."""
    return None if share is None else round(share * 100)


def _register(report: AttendanceReport) -> DataSheet:
    return DataSheet(
        name="Register",
        title=f"{report.plan.title}: the register",
        about=("Everything that records say, and where each of them says it.",),
        columns=(
            DATE_COLUMN,
            BODY_COLUMN,
            NAME_COLUMN,
            Column("person", "Name", 34, CATEGORY),
            Column("came", "Came", 14, CATEGORY),
            Column("instead_of", "In the place of", 30, CATEGORY),
            Column("source", "From", 34, CATEGORY),
        ),
        rows=tuple(_mark(report.problem, mark) for mark in report.register.marks),
        nothing="Nothing is recorded yet.",
    )


def _mark(problem: Problem, mark: Mark) -> Row:
    return (
        mark.date,
        mark.body,
        body_title(problem, mark.body),
        person_title(problem, mark.person),
        CAME_WORDS[mark.came].capitalize(),
        "" if mark.instead_of is None else people_titles(problem, [mark.instead_of]),
        mark.source,
    )


SHEETS: dict[str, Callable[[AttendanceReport], DataSheet | None]] = {
    "six_months": _six_months,
    "who_came": _who_came,
    "no_record": _without_record,
    "missed": _missed,
    "stand_down": _stand_down,
    "return": _return,
    "return_by_body": _by_body,
    "by_month": _months,
    "register": _register,
}
"""The sheets in their order; of the law on absence, and of what could stand down, there is none without a day."""
