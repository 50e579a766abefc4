"""People (or posts) and their memberships."""

from dataclasses import dataclass
from datetime import date

PRESIDING_ROLES = ("chair", "vice_chair")
VOTING_ROLES = (*PRESIDING_ROLES, "member")
"""The roles that vote where a membership does not say otherwise."""


def usual_attendance(role: str) -> str:
    """Return whether the role's holder must be there, where a membership does not say."""
    return "required" if role == "clerk" else "expected"


@dataclass(frozen=True)
class Person:
    """A person or a post that sits on bodies; `dietary` is only ever shown as counts."""

    code: str
    name: str
    organisation: str | None = None
    category: str | None = None
    email: str | None = None
    weekdays: frozenset[int] | None = None
    """Days they can attend, Monday 0; None for any day."""
    dietary: str | None = None
    aliases: tuple[str, ...] = ()
    """Codes they had before: whatever names one of these means them."""
    group: str | None = None
    """The political group, where the person has one."""
    access: str | None = None
    """Access needs in words; shown only to those who set up rooms and tables."""
    point_of_contact: bool = False
    """Whether they are their organisation's single point of contact."""


@dataclass(frozen=True)
class Membership:
    """A person's seat on a body, in force from start to end, both included."""

    person: str
    """Empty in a row of `members_of`, which seats whoever votes there."""
    body: str
    role: str = "member"
    voting: bool = True
    attendance: str = "expected"
    substitutes: tuple[str, ...] = ()
    """Who may deputise, best first."""
    on_behalf_of: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    members_of: str | None = None
    """The body whose voting member the person is, where that is what gives them this seat."""

    def in_force_on(self, day: date) -> bool:
        """Whether the membership counts on the day."""
        return (self.start_date or day) <= day <= (self.end_date or day)

    def lasts_to(self, day: date | None) -> bool:
        """Whether the membership counts on the day or on a later one; always where there is no day."""
        return day is None or self.end_date is None or self.end_date >= day

    @property
    def presides(self) -> bool:
        """Whether the holder may take the chair."""
        return self.role in PRESIDING_ROLES

    @property
    def required(self) -> bool:
        """Whether no meeting is held without the holder or a substitute."""
        return self.attendance == "required"

    @property
    def optional(self) -> bool:
        """Whether the holder may stay away without apologies being counted."""
        return self.attendance == "optional"

    @property
    def apology_weight(self) -> int:
        """What one apology of the holder costs in the tier `apologies`."""
        if self.optional:
            return 0
        if self.role == "chair":
            return 3
        return 2 if self.voting else 1
