"""What follows from a change of membership, as its page shows it: meeting by meeting, and as a picture of the year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.commands.membership import Following
from scheduler.desk.months import begun_in
from scheduler.domain.consequences import SeatNow
from scheduler.domain.plan import APOLOGIES, SUBSTITUTE, Meeting
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import counted, listed, long_date, rule_words, short_month
from scheduler.messages.changes import leaving_sentences, price_sentence, seat_words, verdict

BROKEN, TWICE, AWAY, DEPUTY, OTHER = "broken", "twice", "away", "deputy", "other"
LETTERS = {BROKEN: "!", TWICE: "2", AWAY: "A", DEPUTY: "S", OTHER: "\N{BULLET}"}
MEANINGS = {
    BROKEN: "a rule is broken",
    TWICE: "somebody is wanted in two places",
    AWAY: "new apologies",
    DEPUTY: "a substitute sits",
    OTHER: "other people sit there, and all is well",
}
WORST_FIRST = tuple(LETTERS)


@dataclass(frozen=True)
class Concerned:
    """A meeting that the change is about, and what becomes of it."""

    meeting: Meeting
    kind: str
    """The worst of it."""
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """A meeting in the picture: how far across, in thousandths, and what it is."""

    across: float
    kind: str
    """Blank for a meeting that the change is not about."""
    letter: str


@dataclass(frozen=True)
class Strip:
    """The year as a line for each body, its meetings on it."""

    months: tuple[tuple[float, str], ...]
    rows: tuple[tuple[str, tuple[Mark, ...]], ...]
    kinds: frozenset[str] = frozenset()
    """Those that occur."""


@dataclass(frozen=True)
class Shown:
    """What follows, for the page."""

    following: Following
    verdict: str
    good: bool
    price: str
    counts: tuple[tuple[str, str], ...]
    concerned: tuple[Concerned, ...]
    strip: Strip
    two_places: tuple[str, ...]
    broken: tuple[str, ...]
    mended: tuple[str, ...]
    law: tuple[str, ...]
    chairs: tuple[str, ...]
    seats: tuple[tuple[str, ...], ...]
    deputising: tuple[str, ...]
    leaving: tuple[str, ...]
    """Who might leave a body that would have more voting members than seats."""


def shown(following: Following) -> Shown:
    """Return what follows from a change, for the page."""
    found, problem = following.consequences, following.problem
    concerned = tuple(_concerned(following))
    broken = [f"{rule_words(one.rule).capitalize()}: {one.message}" for one in found.appear_breaches]
    two = [
        f"{person_title(problem, person)}: {listed([_clash(following, one.bodies, one.dates) for one in clashes])}."
        for person, clashes in found.two_places.items()
    ]
    return Shown(
        following,
        verdict(found, following.contradictions),
        found.clean and not following.contradictions,
        price_sentence(problem, found),
        tuple(_counts(following)),
        concerned,
        _strip(following, concerned),
        tuple(two),
        tuple(broken),
        tuple(f"{rule_words(one.rule).capitalize()}: {one.message}" for one in found.disappear_breaches),
        following.law,
        tuple(_chairs(following)),
        tuple(_seats(following)),
        tuple(
            f"{person_title(problem, who)} is still named to deputise for {person_title(problem, member)} at "
            f"{body_title(problem, body)}."
            for who, member, body in following.deputising
        ),
        tuple(leaving_sentences(problem, following.seats)),
    )


def _clash(following: Following, bodies: Sequence[str], dates: Sequence[date]) -> str:
    names = listed([body_title(following.problem, body) for body in bodies])
    return f"{names} on {listed([long_date(day) for day in dates])}"


def _counts(following: Following) -> Iterator[tuple[str, str]]:
    """Yield the figures that are looked at first, each with what it counts."""
    found = following.consequences
    quorums = sum(one.rule.startswith("quorum") for one in found.appear_breaches)  # composite ones too
    away = sum(one.now == APOLOGIES and one.was != APOLOGIES for one in found.seats)
    yield (
        str(len(found.two_places)),
        counted(len(found.two_places), "person", "people").split(" ", 1)[1] + (" newly in two places"),
    )
    yield str(quorums), f"{'quorum fails' if quorums == 1 else 'quorums fail'}"
    yield str(away), f"new {'apology' if away == 1 else 'apologies'}"
    vacant = sum(one.vacant for one in following.seats)
    yield str(vacant), f"{'seat' if vacant == 1 else 'seats'} vacant"


def _concerned(following: Following) -> Iterator[Concerned]:
    """Yield each meeting that the change is about, in order of time."""
    found, problem = following.consequences, following.problem
    for meeting in following.plan.live:
        key = meeting.body, meeting.date
        lines: list[tuple[str, str]] = [
            (BROKEN, one.message) for one in found.appear_breaches if key in _places(one.bodies, one.dates)
        ]
        lines += [
            (
                TWICE,
                f"{person_title(problem, person)} is wanted at {_other(following, clash.bodies, meeting.body)} too.",
            )
            for clash in found.doubled
            if key in _places(clash.bodies, clash.dates)
            for person in clash.people
        ]
        lines += [
            (_of_seat(seat), f"{person_title(problem, seat.person)}: {seat_words(problem, seat)}.")
            for seat in found.seats
            if (seat.body, seat.sequence) == (meeting.body, meeting.sequence)
        ]
        lines += [
            (OTHER, f"{one.present} voting members there, {one.needed} needed.")
            for one in found.margins
            if (one.body, one.sequence) == (meeting.body, meeting.sequence)
        ]
        if lines:
            worst = min((kind for kind, _ in lines), key=WORST_FIRST.index)
            yield Concerned(meeting, worst, tuple(dict.fromkeys(words for _, words in lines)))


def _places(bodies: Sequence[str], dates: Sequence[date]) -> set[tuple[str, date]]:
    return {(body, day) for body in bodies for day in dates}


def _other(following: Following, bodies: Sequence[str], body: str) -> str:
    return listed([body_title(following.problem, one) for one in bodies if one != body] or [body])


def _of_seat(seat: SeatNow) -> str:
    if seat.now == APOLOGIES and seat.was != APOLOGIES:
        return AWAY
    return DEPUTY if seat.now == SUBSTITUTE else OTHER


def _chairs(following: Following) -> Iterator[str]:
    problem = following.problem
    for body in following.leaderless:
        yield f"{body_title(problem, body)} has neither a chair nor a vice-chair any more."
    for meeting in following.choosing:
        yield (
            f"{body_title(problem, meeting.body)} on {long_date(meeting.date)}: neither the chair nor a vice-chair is "
            "there, so that the members present choose who presides."
        )


def _seats(following: Following) -> Iterator[tuple[str, ...]]:
    """Yield a row for each body: its voting members before and after, its seats, those vacant, and its quorum."""
    for one in following.seats:
        seats = "not said" if one.seats is None else str(one.seats)
        yield (
            body_title(following.problem, one.body), str(one.voting[0]), str(one.voting[1]), seats, str(one.vacant),
            f"{one.quorum[1]}{'' if one.quorum[0] == one.quorum[1] else f' (was {one.quorum[0]})'}",
        )  # fmt: skip


def _strip(following: Following, concerned: Sequence[Concerned]) -> Strip:
    """Return the year with the meetings of every body concerned."""
    settings = following.problem.settings
    days = max(1, (settings.end_date - settings.start_date).days + 1)

    def across(day: date) -> float:
        return round(1000 * (day - settings.start_date).days / days, 1)

    kinds = {one.meeting.uid: one.kind for one in concerned}
    rows = []
    for body in dict.fromkeys(one.meeting.body for one in concerned):
        marks = tuple(
            Mark(across(one.date), kinds.get(one.uid, ""), LETTERS.get(kinds.get(one.uid, ""), ""))
            for one in following.plan.of_body(body)
        )
        rows.append((body_title(following.problem, body), marks))
    months = tuple((across(day), short_month(day)) for day in begun_in(settings.start_date, settings.end_date))
    return Strip(months, tuple(rows), frozenset(kinds.values()))
