"""Bodies, how often they meet, and to whom they report."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scheduler.languages import JOINT

LAST_WEEK = -1
"""Among `weeks_of_month`: the last such weekday of the month."""


@dataclass(frozen=True)
class Cadence:
    """How often something meets: so many in each period, or between two numbers in the year.

    `maximum` is filled in by the reader, so `minimum` alone is an exact number.
    """

    per_period: int | None = None
    minimum: int | None = None
    maximum: int | None = None

    def __post_init__(self) -> None:
        """Refuse two cadences at once, or a minimum above its maximum."""
        if self.per_period is not None and (self.minimum is not None or self.maximum is not None):
            raise ValueError("a cadence is either per period or per year")
        if self.maximum is not None and self.minimum is not None and self.minimum > self.maximum:
            raise ValueError("a minimum above its maximum")

    @property
    def never(self) -> bool:
        """Whether this is a body (a project group, say) that holds no meetings."""
        return self.per_period is None and self.minimum is None and self.maximum is None


@dataclass(frozen=True)
class Body:
    """A board, committee, partnership or group."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    """Other names, and codes it had before: whatever names one of these means it."""
    classification: str | None = None
    meeting_day: str | None = None
    session: str | None = None
    cadence: Cadence = Cadence()
    min_gap_days: int | None = None
    max_gap_days: int | None = None
    weekdays: frozenset[int] | None = None
    """Days it may sit, Monday 0; None where the table gives none."""
    preferred_weekdays: frozenset[int] = frozenset()
    start_times: tuple[int, ...] = ()
    """Minutes after midnight; empty where the table gives none."""
    duration_minutes: int | None = None
    quorum: int | Fraction | None = None
    """A number of voting members, a share of them, or None for the convention."""
    notice_clear_days: int | None = None
    """As the table has it; None where it gives none, and the law may (`scheduler.law.deadlines`)."""
    statutory: bool = False
    open_to_public: bool = False
    attendance_mode: str = "in_person"
    venue: str | None = None
    room: str | None = None
    room_features: tuple[str, ...] = ()
    extra_seats: int = 0
    start_date: date | None = None
    end_date: date | None = None
    successor: str | None = None
    cycle: str | None = None
    """Whose periods `per_period` counts; None for the usual set."""
    weeks_of_month: frozenset[int] = frozenset()
    """On which of its weekdays in the month it may sit: 1 to 5, LAST_WEEK for the last; empty for any."""
    months: frozenset[int] = frozenset()
    """In which months it may sit, 1 to 12; empty for any."""
    legal_kind: str = "informal"
    """What it is in law, one of `LEGAL_KINDS`."""
    seats: int | None = None
    """Voting seats, vacancies included; None where the table gives none, and its voting members are all."""
    presiding: str | None = None
    """`chair` where it never meets without its chair or a vice-chair."""
    preferred_rooms: tuple[str, ...] = ()
    report_due_days: int | None = None
    """Working days between its reports and its agenda; None for the setting's."""
    layout: str | None = None
    """How its room is set up, `boardroom` or `theatre`; None where that follows from its kind and its seats."""
    endorsement_due: date | None = None
    """The day by which it has to be endorsed anew."""
    authority: str | None = None
    """The code of the authority whose body it is; None for that of the settings."""
    welsh_name: str | None = None
    own_name: str | None = None
    """What it is called at its own authority, where its name says whose it is; None where that is its name."""

    @property
    def formal(self) -> bool:
        """Whether it is anything in law."""
        return self.legal_kind != "informal"

    @property
    def online(self) -> bool:
        """Whether it meets online only, and so needs no room."""
        return self.attendance_mode == "online"

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, its other names, and its Welsh name: by itself, and before the name as bilingual titles have it.

        What only its own authority calls it is among them, too: where several have such a body, it means none of them.
        """
        own = () if self.own_name is None else (self.own_name,)
        welsh = () if self.welsh_name is None else (self.welsh_name, f"{self.welsh_name}{JOINT}{self.name}")
        return (self.name, *own, *self.aliases, *welsh)

    def alive_on(self, day: date) -> bool:
        """Whether the body is founded and not yet dissolved on the day (both ends included)."""
        return (self.start_date or day) <= day <= (self.end_date or day)

    @property
    def tags(self) -> tuple[str, ...]:
        """What `closed_dates.applies_to` may call it by: its code, classification and meeting day."""
        return tuple(tag for tag in (self.code, self.classification, self.meeting_day) if tag)


@dataclass(frozen=True)
class QuorumRule:
    """At least `minimum` of the voting members present match every field that is given."""

    body: str
    minimum: int
    category: str | None = None
    organisation: str | None = None
    person: str | None = None
    role: str | None = None

    @property
    def of_whom(self) -> str:
        """Whom the rule counts, in words."""
        return ", ".join(part for part in (self.category, self.organisation, self.person, self.role) if part)


@dataclass(frozen=True)
class ReportingLine:
    """Papers of `from_body` go to `to_body`; distances in clear working days between the two meetings."""

    from_body: str
    to_body: str
    min_working_days: int
    """The reader fills a blank with the receiver's notice and one day more."""
    max_working_days: int | None = None
    kind: str = "report"
    """`report` is scheduled, `escalate` is only drawn."""
    served_until: date | None = None
    """The receiver's meetings up to this day are served by reports made before the calendar."""


@dataclass(frozen=True)
class Link:
    """What two bodies keep to with one another: days apart, or one after the other."""

    from_body: str
    to_body: str
    kind: str
    """`not_same_day`, `not_next_day`, `not_same_week` (Monday to Sunday), or `follows`."""
    strength: str = "hard"
    minutes: int = 60
    """How much later one that follows starts at most, after the other ends."""


@dataclass(frozen=True)
class LawWaiver:
    """A law warning that has been answered: shown ever after, never silent."""

    matter: str
    reason: str
    body: str | None = None
    """None where it is answered for the whole authority."""
    by: str | None = None
    """Who answers for it."""
    authority: str | None = None
    """The one authority for which it is answered; None for every one of the calendar."""
