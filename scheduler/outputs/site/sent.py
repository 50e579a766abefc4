"""What was sent of each event: the SEQUENCE and the DTSTAMP that subscribers have, and which may never go back.

A calendar program leaves an event as it is where what comes later bears a lower SEQUENCE or an older DTSTAMP
(RFC 5546 2.1.5). What one member is told may bear a later stamp than what everybody is.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from scheduler.domain.plan import MOST_BEFORE
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.register import Sent, member_name

_EVENT = b"BEGIN:VEVENT\r\n"
_FOLDED = b"\r\n "
_LINE = re.compile(rb"^(UID|SEQUENCE|DTSTAMP|SUMMARY|DTSTART)[^:\r]*:(.*)\r$", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Event:
    """An event as it stands in a feed."""

    uid: str
    sequence: int
    stamp: str
    """`20151102T083000Z`: later ones are greater."""
    title: str
    day: dt.date


def events_in(feed: bytes) -> Iterator[Event]:
    """Yield the events of a feed of ours."""
    for part in feed.split(_EVENT)[1:]:
        found = {name.decode(): value.decode() for name, value in _LINE.findall(part.replace(_FOLDED, b""))}
        title = _ESCAPED.sub(lambda match: "\n" if match.group(1) in "nN" else match.group(1), found["SUMMARY"])
        day = dt.date.fromisoformat(found["DTSTART"][:8])
        yield Event(found["UID"], int(found["SEQUENCE"]), found["DTSTAMP"], title, day)


@dataclass(frozen=True)
class Sending:
    """Every event that a site shows: to everybody who has it, and to each member."""

    shared: Mapping[str, Event]
    """By uid."""
    own: Mapping[str, Mapping[str, Event]] = field(default_factory=dict)
    """By the name of the member's link, and by uid."""
    public: frozenset[str] = frozenset()
    """The uids of the events that everybody can read."""

    def lowered(self, before: Mapping[str, Sent]) -> list[Event]:
        """Return the events that go back on what was sent, each once."""
        found = [event for uid, event in self.shared.items() if uid in before and _is_lower(event, before[uid], "")]
        for member, events in self.own.items():
            found += [one for uid, one in events.items() if uid in before and _is_lower(one, before[uid], member)]
        return list({event.uid: event for event in reversed(found)}.values())[::-1]

    def added_to(self, before: Mapping[str, Sent]) -> dict[str, Sent]:
        """Return what has been sent of each event once this is sent too: the latest of everything."""
        found = dict(before)
        for uid, event in self.shared.items():
            old = found.get(uid, Sent(0, ""))
            read = old.public
            if uid in self.public and read[-1:] != (event.sequence,):
                read = (*read, event.sequence)[-MOST_BEFORE:]
            sequence, stamp = max(old.sequence, event.sequence), max(old.stamp, event.stamp)
            found[uid] = replace(old, sequence=sequence, stamp=stamp, public=read)
        own: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for member, events in self.own.items():
            for uid, event in events.items():
                if uid in found:
                    own[uid][member] = max(event.stamp, found[uid].own.get(member, ""))
        return {uid: _with_own(one, own[uid]) for uid, one in found.items()}


def _is_lower(event: Event, before: Sent, member: str) -> bool:
    return event.sequence < before.sequence or event.stamp < before.own.get(member, before.stamp)


def _with_own(one: Sent, own: Mapping[str, str]) -> Sent:
    """Return what was sent with what members were told later than everybody."""
    return replace(one, own={member: stamp for member, stamp in {**one.own, **own}.items() if stamp > one.stamp})


def sending_of(contents: Contents) -> Sending:
    """Return every event of a site's contents."""
    feeds = (*contents.public.values(), *contents.meetings.values(), *contents.officers.values())
    shared = _by_uid((*feeds, *contents.busy.values()))
    own = {member_name(person): _by_uid((feed,)) for person, feed in contents.members.items()}
    return Sending(shared, own, frozenset(_by_uid(contents.public.values())))


def _by_uid(feeds: Iterable[bytes]) -> dict[str, Event]:
    return {event.uid: event for feed in feeds for event in events_in(feed)}
