"""The councils of one calendar: those that a reorganisation ends, those that take over, and how long each lasts.

A structural changes order names the councils that are wound up (the predecessor councils) and the day on which a new
one takes over (vesting day). Until then the new one may be a shadow authority, elected or established before it, and
before that a joint committee of the predecessors prepares it. Source: Local Government and Public Involvement in Health
Act 2007 ss.7, 11; orders such as SI 2022/331.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from scheduler.domain.bodies import Body
from scheduler.domain.calendar import ONE_DAY, Settings
from scheduler.domain.members_of import seated
from scheduler.domain.municipal_year import is_ordinary, retirement
from scheduler.domain.people import Membership

PREDECESSOR, SHADOW, SUCCESSOR, JOINT_COMMITTEE = "predecessor", "shadow", "successor", "joint_committee"
ENDING = (PREDECESSOR, JOINT_COMMITTEE)
"""Parts of authorities that are gone on vesting day, whatever else is said of them."""
_BETWEEN = "-_/ .:"
"""What may stand between the code of an authority and that of its body: `ESK-PLAN`."""


@dataclass(frozen=True)
class Authority:
    """One council, or joint committee of councils, whose bodies are in the calendar."""

    code: str
    """Empty for the authority of the settings where no row is about it."""
    name: str | None = None
    """Its name in full, by which its meetings are known; None for its code."""
    short_name: str | None = None
    """What is put in brackets behind the name of a body where another authority's is called the same."""
    authority_kind: str | None = None
    """None for that of the settings."""
    part: str | None = None
    """What it is in a reorganisation, one of `PARTS`; None where it has no part in one."""
    polling_day: tuple[date, ...] = ()
    successor: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    welsh_name: str | None = None
    welsh_short_name: str | None = None
    organiser: str | None = None
    """Who invites to its meetings; None for that of the settings."""
    contact: str | None = None

    @property
    def title(self) -> str:
        """What it is called in full."""
        return self.name or self.code

    @property
    def short_title(self) -> str:
        """What it is called in brackets."""
        return self.short_name or self.code

    def is_shadow_on(self, day: date, vesting_day: date | None) -> bool:
        """Whether it is still a shadow authority on a day: none of the duties of a council are its yet."""
        return self.part == SHADOW and vesting_day is not None and day < vesting_day

    def own_code(self, body: str) -> str:
        """Return the code of one of its bodies without its own before it: `PLAN` for `ESK-PLAN`."""
        own, rest = body[: len(self.code)], body[len(self.code) :]
        led = bool(self.code) and own.casefold() == self.code.casefold() and rest[:1] in tuple(_BETWEEN)
        return rest[1:].strip() or body if led else body


def first_day(authority: Authority, vesting_day: date | None) -> date | None:
    """Return the first day of an authority's bodies, as far as anything says it.

    A successor begins on vesting day; a shadow authority when those elected to it come into office.
    """
    if authority.start_date is not None:
        return authority.start_date
    if authority.part == SUCCESSOR:
        return vesting_day
    if authority.part == SHADOW:
        elections = sorted(day for day in authority.polling_day if is_ordinary(day))
        return retirement(elections[0]) if elections else None
    return None


def last_day(authority: Authority, successor: Authority | None, vesting_day: date | None) -> date | None:
    """Return the last day of an authority's bodies, as far as anything says it.

    A predecessor ends on the eve of vesting day; a joint committee on the eve of the shadow authority that takes over
    from it, and in any case on that of vesting day.
    """
    if authority.end_date is not None:
        return authority.end_date
    if authority.part not in ENDING:
        return None
    days = [] if vesting_day is None else [vesting_day]
    begins = None if successor is None else first_day(successor, vesting_day)
    if authority.part == JOINT_COMMITTEE and begins is not None:
        days.append(begins)
    return max(min(days), date.min + ONE_DAY) - ONE_DAY if days else None


class Authorities:
    """What an input says of its authorities, and whose each body is: a part of `Problem`."""

    settings: Settings
    bodies: dict[str, Body]
    authorities: dict[str, Authority]
    memberships: tuple[Membership, ...]

    @cached_property
    def all_memberships(self) -> tuple[Membership, ...]:
        """Every membership, in the order of the table: those of `members_of` rows for each whom they seat."""
        return seated(self.memberships)

    def bodies_of_person(self, person: str) -> tuple[str, ...]:
        """Return the bodies on which somebody has a seat at any time."""
        return tuple(self._bodies_of_person.get(person, ()))

    @cached_property
    def _bodies_of_person(self) -> dict[str, dict[str, None]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for one in self.all_memberships:
            found[one.person].setdefault(one.body)
        return found

    @cached_property
    def home(self) -> Authority:
        """The authority of the settings, whose the bodies are that name none: by its row, or as the settings say."""
        known = (self.settings.authority or "").strip().casefold()
        rows = (one for one in self.authorities.values() if known in (one.title.casefold(), one.code.casefold()))
        return next(rows, Authority("", self.settings.authority or self.settings.title))

    def authority_of(self, body: Body | None) -> Authority:
        """Return whose body it is; that of the settings for None, a body that the input no longer has."""
        return self.home if body is None or body.authority is None else self.authorities[body.authority]

    def settings_of(self, body: Body | None) -> Settings:
        """Return the settings with the name, the kind, the polling days and the contact of the authority of a body."""
        return self._settings_of[self.authority_of(body).code] if self.authorities else self.settings

    def settings_for(self, bodies: Iterable[str]) -> Settings:
        """Return those of the authority whose all of these bodies are; where they are of several, the calendar's."""
        whose = {self.authority_of(self.bodies.get(code)).code for code in bodies}
        return self._settings_of[whose.pop()] if self.authorities and len(whose) == 1 else self.settings

    @cached_property
    def _settings_of(self) -> dict[str, Settings]:
        """The settings of each authority, by its code."""
        home, own = self.home.code, self.settings
        found = {
            code: replace(
                own,
                authority=own.authority if code == home else one.title,
                welsh_authority=one.welsh_name or (own.welsh_authority if code == home else None),
                authority_kind=one.authority_kind or own.authority_kind,
                organiser=one.organiser or own.organiser,
                contact=one.contact or (own.contact if one.organiser is None else None),
                polling_day=one.polling_day or (own.polling_day if code == home else ()),
            )
            for code, one in self.authorities.items()
        }
        return {home: own} | found

    @cached_property
    def with_bodies(self) -> tuple[Authority, ...]:
        """The authorities that have any bodies, in the order in which the table of bodies names them."""
        return tuple({one.code: one for one in map(self.authority_of, self.bodies.values())}.values())

    @property
    def is_joint(self) -> bool:
        """Whether bodies of several authorities may be in it, so that outputs say whose each is."""
        return bool(self.authorities)

    def heirs_of(self, code: str) -> Iterator[tuple[str, date]]:
        """Yield the bodies that take over from a body in turn, each with the last day of the one before it."""
        body = self.bodies.get(code)
        while body is not None and body.successor is not None and body.end_date is not None:
            yield body.successor, body.end_date
            body = self.bodies.get(body.successor)

    @cached_property
    def polling_days(self) -> tuple[date, ...]:
        """The days of elections of any of its authorities, in order: nothing of any body is held on them."""
        theirs = (day for one in self.authorities.values() for day in one.polling_day)
        return tuple(sorted({*self.settings.polling_day, *theirs}))

    def is_shadow_on(self, day: date) -> bool:
        """Whether the authority of the settings is still a shadow authority on a day."""
        return self.home.is_shadow_on(day, self.settings.vesting_day)

    def authorities_after(self, authority: Authority) -> Iterator[tuple[Authority, date]]:
        """Yield the authorities that take over from one in turn, each with the last day of the one before it."""
        seen = {authority.code}
        while authority.successor is not None and authority.successor not in seen:
            heir = self.authorities[authority.successor]
            last = last_day(authority, heir, self.settings.vesting_day)
            if last is None:
                return
            yield heir, last
            seen.add(heir.code)
            authority = heir

    def bodies_of(self, authority: Authority) -> dict[str, Body]:
        """Return the bodies of an authority, by their codes."""
        return {code: body for code, body in self.bodies.items() if self.authority_of(body).code == authority.code}
