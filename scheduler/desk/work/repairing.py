"""The smallest repair as a job: the calendar that moves least once membership has changed, and other ways."""

from collections.abc import Iterator
from typing import Any

from scheduler.commands.at_hand import see_that_it_is
from scheduler.commands.changes import Changed
from scheduler.commands.membership import TypedChange
from scheduler.commands.membership_repairs import repair_typed
from scheduler.commands.plans import Infeasible, OutOfTime, Step
from scheduler.commands.repairs import Repaired
from scheduler.desk.work.asks import DONE, NO_PLAN, OUT_OF_TIME, STOPPED, Answer
from scheduler.desk.work.kinds import REPAIRED, Doing
from scheduler.desk.work.progress import Progress
from scheduler.domain.consequences import Alternative
from scheduler.domain.titles import person_title
from scheduler.messages.changes import change_document, cost_words, repair_sentences
from scheduler.messages.differences import change_sentence
from scheduler.messages.documents import as_json
from scheduler.messages.refusals import infeasible_document, infeasible_sentences

STOPPED_WITHOUT = "It was stopped before a calendar was found. Nothing was changed."
NOT_IN_TIME = "No calendar was found in the time it was given. Nothing was changed. Give it longer."


def repair(doing: Doing) -> Answer:
    """Find the calendar that moves least, and keep it beside; the calendar itself stays as it is."""
    folder = doing.calendar
    see_that_it_is(folder, doing.value("version"))
    changed, outcome, ways = repair_typed(
        folder,
        tuple(TypedChange(**row) for row in doing.value("rows")),
        doing.folder / REPAIRED,
        float(doing.value("seconds")),
        doing.as_of,
        doing.recorder.hear,
        Step("change --repair", doing.ask.reason, doing.ask.by, about=" ".join(doing.value("words", ()))),
    )
    if isinstance(outcome, Repaired):
        return Answer(DONE, tuple(_found(outcome)), _document(changed, outcome, ways))
    if isinstance(outcome, Infeasible):
        document = {**infeasible_document(outcome), **_document(changed, None, ways)}
        return Answer(NO_PLAN, tuple(one.strip() for one in infeasible_sentences(outcome)), document)
    return not_found(outcome, doing.recorder.progress)


def not_found(_outcome: OutOfTime, progress: Progress) -> Answer:
    """Say that no calendar was found: it was stopped, or its time ran out."""
    return Answer(STOPPED, (STOPPED_WITHOUT,)) if progress.stopping else Answer(OUT_OF_TIME, (NOT_IN_TIME,))


def _found(outcome: Repaired) -> Iterator[str]:
    """Say what moves; the calendar is as yet beside, and nothing is changed."""
    _blank, first, *_moves = (*repair_sentences(outcome.problem, outcome.moves, least=outcome.least), "")
    yield first
    yield "The calendar itself is as it was: look at what was found, and keep it as a draft or apply it."


def _document(changed: Changed, outcome: Repaired | None, ways: tuple[Alternative, ...]) -> dict[str, Any]:
    """Return what `change --repair --json` says, each move in a sentence besides."""
    document = change_document(
        changed.words,
        changed.consequences,
        None if outcome is None else (outcome.moves, outcome.least),
        ways,
        changed.law,
        changed.contradictions,
    )
    moves = () if outcome is None else outcome.moves
    problem = changed.after if outcome is None else outcome.problem
    people = sorted({person for change in moves for person in change.people})
    return {
        **document,
        "move_words": [change_sentence(problem, change) for change in moves],
        "people": [person_title(problem, person) for person in people],
        "other_ways": [
            {
                **told,
                "cost": cost_words(way),
                "names": {code: person_title(changed.after, code) for code in (way.person, way.substitute) if code},
            }
            for told, way in zip(as_json(ways), ways, strict=True)
        ],
    }
