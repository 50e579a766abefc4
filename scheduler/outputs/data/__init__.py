"""What a calendar gives to other programs: OParl, Popolo, schema.org, a feed of its changes, and Outlook's CSV.

Officers have all bodies and who sits on them, in the folder `data` of a plan. Everybody has on the site what its pages
show: open bodies and their meetings, and nobody's name. No e-mail address, diet or access need is in any of it.
"""

import json
from collections.abc import Iterator

from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.data.changes import CHANGES_FILE, changes_atom
from scheduler.outputs.data.meetings import Edition
from scheduler.outputs.data.oparl import oparl_document, oparl_files
from scheduler.outputs.data.outlook import outlook_files
from scheduler.outputs.data.popolo import popolo_document

POPOLO_FILE, OPARL_FILE = "popolo.json", "oparl.json"


def data_files(problem: Problem, plan: Plan) -> dict[str, bytes]:
    """Return the files of the folder `data` for officers, by their paths in it."""
    edition = Edition(with_what_is_gone(problem, plan), plan)
    return {
        OPARL_FILE: _json(oparl_document(edition)),
        POPOLO_FILE: _json(popolo_document(edition)),
        CHANGES_FILE: changes_atom(edition),
        **dict(outlook_files(edition)),
    }


def public_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the files for everybody, by their paths on the site; what the edition holds must be public already."""
    yield CHANGES_FILE, changes_atom(edition)
    for path, thing in oparl_files(edition):
        yield path, _json(thing)
    yield f"data/{POPOLO_FILE}", _json(popolo_document(edition))
    for path, file in outlook_files(edition):
        yield f"data/{path}", file


def _json(thing: object) -> bytes:
    """Write JSON for people too: indented, each letter as itself."""
    return f"{json.dumps(thing, ensure_ascii=False, indent=1)}\n".encode()
