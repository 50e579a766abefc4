"""One legal number or sentence: for whom, what, by which instrument, from when to when, and when it was looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scheduler.domain.tables import AUTHORITY_KINDS, LEGAL_KINDS
from scheduler.domain.wording import listed, long_date

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"
NATIONS = {ENGLAND: "England", WALES: "Wales", SCOTLAND: "Scotland", NORTHERN_IRELAND: "Northern Ireland"}
"""The setting `holidays` -> the nation in words."""
AUTHORITIES = AUTHORITY_KINDS
"""Every kind of authority: what holds for all of them."""
CERTAIN, CHECK = "certain", "check"
PLEASE_CHECK = "please check"
"""What is said of a row that rests on a single source."""
INFORMAL, PARISH_COUNCIL = "informal", "parish_council"
FORMAL_KINDS = tuple(kind for kind in LEGAL_KINDS if kind != INFORMAL)
"""Every legal kind that the law asks anything of."""
COUNCIL_KINDS = tuple(kind for kind in FORMAL_KINDS if kind != PARISH_COUNCIL)
"""Those of all but parish councils."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One statement of law, in force for some bodies of some nations from one day to another."""

    matter: str
    """What it is about, in the words that a waiver answers it by."""
    nations: tuple[str, ...]
    authorities: tuple[str, ...]
    """The kinds of authority; all four of them where the kind of body decides alone."""
    kinds: tuple[str, ...] = ()
    """The legal kinds of body; empty where it is law for the authority as a whole."""
    number: int | Fraction | None = None
    """What the law demands, or the most of a range; None where it is said in words."""
    least: int | None = None
    """The least of a range, where there is one."""
    unit: str = ""
    words: str = ""
    """What it says, where that is no number, or more than one."""
    day: date | None = None
    """The day that it names, where it names one."""
    names: tuple[str, ...] = ()
    """The authorities that it names; empty for all."""
    posts: tuple[str, ...] = ()
    """The posts that it names, where it is about who sits on a body."""
    instrument: str
    start_date: date | None = None
    """In force from; None where that is before any calendar."""
    end_date: date | None = None
    """In force to, that day included; None where no end is known."""
    checked_on: date
    certainty: str = CERTAIN

    def in_force_on(self, day: date) -> bool:
        """Whether it is the law on the day."""
        return (self.start_date or day) <= day <= (self.end_date or day)

    def meets(self, first: date, last: date) -> bool:
        """Whether it is the law on any of these days."""
        return (self.start_date or first) <= last and first <= (self.end_date or last)

    def concerns(self, nation: str, authority: str, kind: str) -> bool:
        """Whether it is law for a body of this legal kind; blank for the authority as a whole."""
        kinds = self.kinds or ("",)
        return nation in self.nations and authority in self.authorities and kind in kinds

    @property
    def key(self) -> str:
        """What tells it from every other row: the matter, for whom, and from when."""
        parts = (self.nations, self.authorities, self.kinds, self.names)
        return "/".join((self.matter, *(";".join(part) for part in parts), str(self.start_date or "")))

    @property
    def amount(self) -> str:
        """What it demands, in a few words: `5 clear working days`, `10 to 15 members`, `1/4 of the seats`."""
        if self.number is None:
            return ""
        least = "" if self.least is None or self.least == self.number else f"{self.least} to "
        if isinstance(self.number, Fraction) and self.least is not None:
            return f"{self.number} {self.unit}, at least {self.least}"
        return f"{least}{self.number} {self.unit}"

    @property
    def says(self) -> str:
        """What it demands, and in words."""
        named = f"{listed(self.posts)} {self.words}" if self.posts else self.words
        return "; ".join(part for part in (self.amount, named) if part)

    @property
    def standing(self) -> str:
        """Since when it is the law and until when, and when that was looked up."""
        since = "" if self.start_date is None else f" from {long_date(self.start_date)}"
        until = "" if self.end_date is None else f" to {long_date(self.end_date)}"
        span = f"in force{since}{until}, " if since or until else ""
        verdict = "" if self.certainty == CERTAIN else f", {PLEASE_CHECK}"
        words = f"{span}checked on {long_date(self.checked_on)}{verdict}"
        return f"{words[:1].upper()}{words[1:]}"

    @property
    def for_whom(self) -> str:
        """Whom it binds, in words: nations, kinds of authority, kinds of body."""
        nations = listed([NATIONS[nation] for nation in self.nations])
        authorities = "" if set(self.authorities) == set(AUTHORITIES) else f"; {listed(self.authorities)}"
        return f"{nations}{authorities}{self._kinds}"

    @property
    def _kinds(self) -> str:
        if not self.kinds:
            return ""
        left_out = [kind for kind in FORMAL_KINDS if kind not in self.kinds]
        if not left_out:
            return "; every body"
        if len(left_out) < len(self.kinds):
            return f"; every body but {_plain(left_out)}"
        return f"; {_plain(self.kinds)}"


def _plain(kinds: Sequence[str]) -> str:
    return listed([kind.replace("sub_", "sub-").replace("_", " ") for kind in kinds])
