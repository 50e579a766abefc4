"""All that a file says under one uid: an event with its repeats, and the latest version of each (RFC 5545 §3.8.4.4).

The versions of one event may stand in several calendars of the file. Of the event itself the latest counts: the
greatest SEQUENCE, then the latest stamp (RFC 5546 §2.1.5). So it is with each changed repeat, which is told from the
others by its instant, in whatever zone that is written; one that the series, sent again since, no longer has is gone.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from scheduler.reading.ics.events import ADD, Event, Placing
from scheduler.reading.ics.moments import ONE_DAY, Moment, day, later, moment_of, moved
from scheduler.reading.ics.periods import NotUnderstood
from scheduler.reading.ics.repeats import BadRule, repeats, rule_of

LAST_SECOND = time(23, 59, 59)
STEPS_OF_A_CHANGE = 10
"""What a changed repeat costs the budget of a file, for each series that it may be one of."""
Key = date
"""What tells a repeat from the others: its day where the event is of whole days, else its time in UTC."""


def read_alike(events: Sequence[Event]) -> None:
    """Make busy whenever the events of one uid do."""
    if len(events) == 1 and not events[0].is_change and not events[0].repeats:
        if not events[0].far:
            events[0].place()
        return
    changes: list[Event] = []
    masters: list[Event] = []
    for event in events:
        if event.is_change and event.around is None:
            event.periods.note(NotUnderstood.CHANGE, event.number)
            event.place()
        elif event.method == ADD:
            event.place()
        else:
            (changes if event.is_change else masters).append(event)
    newest = max((event.version for event in masters), default=None)
    masters = [event for event in masters if event.version == newest]
    if masters and all(event.cancelled for event in masters):
        changes = [event for event in changes if event.sequence > masters[0].sequence]
        masters = []
    if masters:
        standing = [change for master in masters for change in _read_series(master, changes)]
    else:
        standing = list(_latest((_instant(event), event) for event in changes).values())
    for event in {id(one): one for one in standing}.values():
        event.place()


def _read_series(master: Event, changes: Sequence[Event]) -> list[Event]:
    """Make busy for an event and its repeats, but for the changed ones; return what stands of those."""
    placing = master.placing
    master.periods.budget.spend(STEPS_OF_A_CHANGE * len(changes))
    if placing is None or not (changes or master.repeats):
        master.place()
        return list(changes)
    series = Series(master, placing, changes)
    series.place()
    return list(series.changed.values())


def _latest(versions: Iterable[tuple[Key, Event]]) -> dict[Key, Event]:
    """Return the latest version of each; of two alike the one further down in the file."""
    found: dict[Key, Event] = {}
    for key, event in versions:
        if key not in found or event.version >= found[key].version:
            found[key] = event
    return found


def _instant(change: Event) -> Key:
    """Return which repeat is changed, where nothing is known of the series."""
    home = change.periods.home
    around = change.around or day(date.min)
    return around.local.date() if around.whole_day else moved(around.local, around.zone or home, UTC)


class Series:
    """An event that has a start and a length, and perhaps repeats, some of them changed.

    Parameters
    ----------
    master : Event
        The latest version of the event itself.
    placing : Placing
        When it begins, and how long it is.
    changes : Sequence[Event]
        All versions of its changed repeats.

    """

    def __init__(self, master: Event, placing: Placing, changes: Sequence[Event]) -> None:
        self.master, self.start, self.length, self.doubt = master, placing.start, placing.length, placing.doubt
        self.periods, self.home = master.periods, master.periods.home
        self.zone = self.start.zone or self.home
        self.of_whole_days = master.zones.file.of_whole_days
        first, last = self.periods.window
        reach = ONE_DAY + max((_reach(event) for event in changes if event.onwards), default=timedelta())
        self.window = later(later(first, -self.length), -reach), later(last, reach)
        self.starts = self._starts()
        self.keys = {self._key(local): local for local in self.starts} if changes else {}
        found = [(self._key_of_change(event), event) for event in changes]
        found = [(key, event) for key, event in found if self._stands(key, event)]
        self.changed = _latest(found)
        """What stands of the changed repeats."""
        self.onwards = sorted(_latest((key, event) for key, event in found if event.onwards).items(), key=_first)

    def place(self) -> None:
        """Make busy at all repeats but the changed ones."""
        if not self.keys:
            for local, length in self.starts.items():
                self._place(local, length)
        keys = [key for key, _ in self.onwards]
        for key, local in self.keys.items():
            place = bisect_left(keys, key)
            if key not in self.changed and place:
                self._place_like(*self.onwards[place - 1], local)
            elif key not in self.changed:
                self._place(local, self.starts[local])

    def _place(self, local: datetime, length: timedelta) -> None:
        self.master.add(Moment(local, self.start.zone, self.start.whole_day), length, self.doubt)

    def _place_like(self, key: Key, change: Event, local: datetime) -> None:
        """Make busy at a repeat that an earlier one has changed with all that follow it: as much later, and as long."""
        placing = change.placing
        if placing is None:
            change.place()
            return
        start = placing.start
        passed = local - self._local(key)
        if start.whole_day or self.start.whole_day:
            passed = timedelta(passed.days)
            found = Moment(later(start.local, passed), start.zone, start.whole_day)
        else:
            found = Moment(later(start.at(self.zone, self.home), passed), self.zone)
        change.add(found, placing.length, placing.doubt)

    # -- which repeat

    def _key(self, local: datetime) -> Key:
        return local.date() if self.start.whole_day else moved(local, self.zone, UTC)

    def _local(self, key: Key) -> datetime:
        return moved(key, UTC, self.zone) if isinstance(key, datetime) else datetime.combine(key, time())

    def _keys(self, moment: Moment) -> list[Key]:
        """Return which repeats a moment may mean; a floating one is of the series' zone, where it is not of home."""
        if self.start.whole_day:
            return [moment.day_in(self.of_whole_days)]
        if moment.whole_day:
            return [self._key(local) for local in self._by_day.get(moment.local.date(), ())]
        here = [moment.zone] if moment.zone is not None else [self.home, self.zone]
        return [moved(moment.local, zone, UTC) for zone in here]

    @cached_property
    def _by_day(self) -> dict[date, list[datetime]]:
        found: dict[date, list[datetime]] = {}
        for local in self.starts:
            found.setdefault(local.date(), []).append(local)
        return found

    def _key_of_change(self, change: Event) -> Key:
        keys = self._keys(change.around) if change.around is not None else []
        return next((key for key in keys if key in self.keys), keys[0] if keys else _instant(change))

    def _stands(self, key: Key, change: Event) -> bool:
        """Whether the series still has the repeat: one that was sent again since it was changed may not."""
        on = key.date() if isinstance(key, datetime) else key
        first, last = self.window
        away = not first.date() < on < last.date()
        return key in self.keys or change.sequence >= self.master.sequence or away

    # -- its repeats

    def _starts(self) -> dict[datetime, timedelta]:
        """Return the local times at which it begins, in order, each with its length; without those taken out."""
        try:
            self.starts = self._all_starts()
        except BadRule:
            if self.master.takes_time and self.start.local < self.window[1]:
                self.periods.note(NotUnderstood.RULE, self.master.number, self.start.local.date())
            self.start, self.length = day(self.start.at(self.home, self.home).date()), ONE_DAY
            self.zone = self.home
            return {self.start.local: self.length}
        gone = {key for moment, _ in self.master.moments("EXDATE") for key in self._keys(moment)}
        try:
            gone |= {self._key(local) for local in self._by_rules("EXRULE")}
        except BadRule:
            self.periods.note(NotUnderstood.LEFT_OUT, self.master.number)
        return {
            local: length for local, length in sorted(self.starts.items()) if not gone or self._key(local) not in gone
        }

    def _all_starts(self) -> dict[datetime, timedelta]:
        found = {self.start.local: self.length}
        if any(until is not None and until < self.start.local for until in self._ends()):
            found.clear()
        found |= dict.fromkeys(self._by_rules("RRULE"), self.length)
        for moment, length in self.master.moments("RDATE"):
            if self.start.whole_day:
                local = datetime.combine(moment.day_in(self.of_whole_days), time())
            elif moment.whole_day:
                local = datetime.combine(moment.local.date(), self.start.local.time())
            else:
                local = moment.at(self.zone, self.home)
            found[local] = length or found.get(local, self.length)
        return found

    def _ends(self) -> Iterator[datetime | None]:
        return (self._until(rule_of(line.value).until) for line in self.master.part.all("RRULE"))

    def _by_rules(self, name: str) -> Iterator[datetime]:
        for line in self.master.part.all(name):
            rule = rule_of(line.value)
            yield from repeats(rule, self.start.local, self.window, self._until(rule.until), self.periods.budget)

    def _until(self, text: str) -> datetime | None:
        """Return when a rule ends, in the time of the event."""
        if not text:
            return None
        moment = moment_of(text, None)
        if moment is None:
            raise BadRule
        if self.start.whole_day:
            return datetime.combine(moment.day_in(self.of_whole_days), LAST_SECOND)
        if moment.whole_day:
            return datetime.combine(moment.local.date(), LAST_SECOND)
        return moment.at(self.zone, self.zone)


def _first(pair: tuple[Key, Event]) -> Key:
    return pair[0]


def _reach(change: Event) -> timedelta:
    """Return how far from a repeat what an earlier change makes of it may lie."""
    placing = change.placing
    if placing is None or change.around is None:
        return timedelta()
    return abs(placing.start.local - change.around.local) + placing.length + ONE_DAY
