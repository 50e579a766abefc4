"""Single meetings as jobs: the fewest others that would make room, that done, and why a meeting is not on a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from scheduler.commands.by_hand import Answer as Told
from scheduler.commands.by_hand import Asked, Requested, asked_for, by_hand, places_of, what_was_done
from scheduler.commands.sources import kept_input
from scheduler.commands.why import Question
from scheduler.commands.why import why as asked_why
from scheduler.desk.work.asks import DONE, REFUSED, Answer
from scheduler.desk.work.kinds import Doing
from scheduler.desk.work.planning import plain
from scheduler.domain.by_hand import Commission
from scheduler.domain.edits import Move
from scheduler.messages.differences import move_sentence
from scheduler.messages.edits import about_edit
from scheduler.messages.following import following
from scheduler.messages.why import why_sentences

NONE_COULD = "No other meetings could make room: while they break no rule either, none were found. Nothing was changed."
NOT_PROVEN = "Fewer may do: there was no proof in time."


def find_others(doing: Doing) -> Answer:
    """Find the fewest other meetings that would make room for one; nothing is written."""
    answer = _by_hand(doing, accept=False)
    told = answer.told
    if not told.edited.possible:
        return Answer(DONE, (NONE_COULD,), {**doing.ask.values, "possible": False})
    moves = [move_sentence(answer.problem, change) for change in told.displaced]
    return Answer(DONE, tuple(_found(answer, len(moves))), {**doing.ask.values, **_document(answer, moves)})


def _found(answer: Told, number: int) -> Iterator[str]:
    others = "1 other meeting makes" if number == 1 else f"{number} other meetings make"
    yield f"It can be, and no rule is broken, if {others} room." if number else "It can be: no other meeting moves."
    if not answer.told.proven:
        yield NOT_PROVEN


def _document(answer: Told, moves: list[str]) -> dict[str, Any]:
    groups = following(answer.problem, answer.before, answer.told)
    return {
        "possible": True,
        "about": about_edit(answer.problem, answer.before, answer.told),
        "moves": moves,
        "displaced": sorted(places_of(answer.told)),
        "proven": answer.told.proven,
        "groups": [[one.kind, one.title, list(one.lines)] for one in groups],
    }


def make_room(doing: Doing) -> Answer:
    """Move a meeting, and those others that somebody has seen make room for it."""
    answer = _by_hand(doing, accept=True)
    done = what_was_done(doing.calendar, answer)
    if done.why_not:
        return Answer(REFUSED, ("Nothing was done.", *done.why_not))
    moves = [f"{move_sentence(answer.problem, change)}." for change in answer.told.displaced]
    return Answer(DONE, (f"{done.about}.", *moves))


def _by_hand(doing: Doing, *, accept: bool) -> Told:
    seen = doing.value("displaced")
    asked: Asked = replace(
        asked_for(doing.calendar, _commission(doing)),
        accept=accept,
        others_may_move=True,
        time_limit=float(doing.value("seconds")),
        displaced=None if seen is None else frozenset((uid, day, int(start)) for uid, day, start in seen),
    )
    edit = _commission(doing).edit
    return by_hand(asked, lambda _: Requested(edit), doing.recorder.hear, doing.recorder.warn)


def _commission(doing: Doing) -> Commission:
    """Return what is asked for, as the form said it."""
    start = doing.value("start")
    hours, _, minutes = (start or "0:0").partition(":")
    edit = Move(
        doing.value("body"),
        int(doing.value("number")),
        date.fromisoformat(doing.value("day")),
        None if start is None else 60 * int(hours) + int(minutes),
        doing.value("room"),
    )
    return Commission(
        edit,
        doing.value("version"),
        "move",
        doing.ask.reason,
        doing.ask.by,
        tuple(doing.value("waive") or ()),
        doing.as_of,
    )


def why(doing: Doing) -> Answer:
    """Find why a meeting is not on a day, or which days around it are the best."""
    folder = doing.calendar
    question = Question(doing.value("meeting"), doing.value("day"), doing.value("start"))
    seconds = float(doing.value("seconds"))
    problem, answer = asked_why(
        kept_input(folder), folder, question, seconds, doing.as_of, doing.recorder.hear, doing.recorder.warn
    )
    said = (plain(sentence.strip().removeprefix("- "), folder) for sentence in why_sentences(problem, answer))
    return Answer(DONE, tuple(one for one in said if one))
