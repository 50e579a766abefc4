"""One event and its repeats (RFC 5545 §3.8.5): rules, further dates, and dates it is not held on."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from scheduler.domain.wording import long_date
from scheduler.reading.busy_lines import Component, Line
from scheduler.reading.busy_moments import Moment, later, length_of, moment_of
from scheduler.reading.busy_periods import Periods
from scheduler.reading.busy_repeats import repeats
from scheduler.reading.busy_rules import BadRule, rule_of
from scheduler.reading.busy_zones import Zones
from scheduler.reading.guards import Unreadable

ONE_DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
REMOVE = "Remove that event from the calendar, or let it repeat otherwise, and export the calendar again."


class Series:
    """An event that has a start and a length, and perhaps repeats."""

    def __init__(self, event: Component, start: Moment, length: timedelta, periods: Periods, zones: Zones) -> None:
        self.event, self.start, self.length, self.periods, self.zones = event, start, length, periods, zones
        self.zone = start.zone or periods.home

    def read(self, changed: Sequence[Moment]) -> None:
        """Add all of it but the repeats that were changed.

        Raises
        ------
        Unreadable
            If it repeats in a way that no calendar's event does.

        """
        try:
            gone = {self._key(moment) for moment in changed}
            gone |= {
                self._key(moment) for line in self.event.all("EXDATE") for moment, _ in moments_of(line, self.zones)
            }
            gone |= {self._key_of(local) for local in self._by_rules("EXRULE")}
            held = {(self.start.local, self.length)}
            held |= {(local, self.length) for local in self._by_rules("RRULE")}
            for line in self.event.all("RDATE"):
                for moment, length in moments_of(line, self.zones):
                    held.add((moment.at(self.zone, self.periods.home), length or self.length))
        except BadRule as problem:
            day = long_date(self.start.local.date())
            raise Unreadable(f"{self.periods.name} has an event of {day} that {problem}", REMOVE) from None
        for local, length in held:
            if local.date() not in gone and self._key_of(local) not in gone:
                self.periods.add(local, self.start.zone, length)

    def _key(self, moment: Moment) -> date:
        """Return what tells a repeat from the others: its day, or its time at home."""
        if moment.whole_day or self.start.whole_day:
            return moment.local.date()
        return moment.at(self.periods.home, self.periods.home)

    def _key_of(self, local: datetime) -> date:
        return self._key(Moment(local, self.start.zone, self.start.whole_day))

    def _by_rules(self, name: str) -> Iterator[datetime]:
        first, last = self.periods.window
        window = later(later(first, -self.length), -ONE_DAY), later(last, ONE_DAY)
        for line in self.event.all(name):
            rule = rule_of(line.value)
            yield from repeats(rule, self.start.local, window, self._until(rule.until), self.periods.budget)

    def _until(self, text: str) -> datetime | None:
        """Return when a rule ends, in the time of the event."""
        if not text:
            return None
        moment = moment_of(text, None)
        if moment is None:
            raise BadRule("repeats until a day that cannot be read")
        if self.start.whole_day:
            return datetime.combine(moment.local.date(), time())
        if moment.whole_day:
            return datetime.combine(moment.local.date(), LAST_SECOND)
        return moment.at(self.zone, self.zone)


def moments_of(line: Line, zones: Zones) -> Iterator[tuple[Moment, timedelta]]:
    """Yield the times of a property that are times, each with its length; no length where it is no period."""
    zone = zones.named(line.parameter("TZID"))
    for text in line.value.split(","):
        begin, _, rest = text.partition("/")
        start = moment_of(begin, zone)
        if start is None:
            continue
        end = moment_of(rest, zone)
        if end is not None:
            yield (
                start,
                max(
                    timedelta(),
                    end.at(start.zone or zones.home, zones.home) - start.at(start.zone or zones.home, zones.home),
                ),
            )
        else:
            yield start, length_of(rest) or timedelta()
