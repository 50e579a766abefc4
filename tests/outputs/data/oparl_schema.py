"""What the schemas of OParl 1.1 ask of the objects that are written here: `faults_of(objects)`.

A property is a `url`, a `date`, a moment (`date-time`), `text`, `yes or no`, a whole `number`, a list of one of these
(`[url]`), or another object by its type; one that ends in `*` must be there. `created` and `modified` must be in all.
"""

import re
from collections.abc import Iterator
from typing import Any

PREFIX = "https://schema.oparl.org/1.1/"
_COMMON = {"id": "url*", "type": "url*", "created": "date-time*", "modified": "date-time*", "deleted": "yes or no"}
_TYPES = {
    "System": {
        "oparlVersion": "url*", "body": "url*", "name": "text", "contactName": "text", "website": "url",
    },
    "Body": {
        "system": "url", "name": "text*", "organization": "url*", "person": "url*", "meeting": "url*", "paper": "url*",
        "legislativeTerm": "[url]*", "membership": "url", "locationList": "url", "website": "url",
    },
    "Organization": {
        "body": "url", "name": "text", "shortName": "text", "membership": "[url]", "organizationType": "text",
        "classification": "text", "votingMemberCount": "number", "startDate": "date", "endDate": "date",
    },
    "Person": {"body": "url", "name": "text", "membership": "[Membership]"},
    "Membership": {
        "person": "url", "organization": "url", "role": "text", "votingRight": "yes or no", "startDate": "date",
        "endDate": "date", "onBehalfOf": "url",
    },
    "Location": {"description": "text", "room": "text"},
    "Meeting": {
        "name": "text", "meetingState": "text", "cancelled": "yes or no", "start": "date-time", "end": "date-time",
        "location": "Location", "organization": "[url]",
    },
}  # fmt: skip
_URL = re.compile(r"https://[^\s<>\"{}|\\^`]+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def faults_of(thing: Any) -> Iterator[str]:
    """Yield what is wrong with an object."""
    kind = str(thing.get("type", "")).removeprefix(PREFIX)
    properties = _COMMON | _TYPES.get(kind, {})
    if kind not in _TYPES:
        yield f"{kind} is no type"
    for name, wanted in properties.items():
        if wanted.endswith("*") and name not in thing:
            yield f"{kind} without {name}"
    for name, value in thing.items():
        wanted = properties.get(name, "").rstrip("*")
        if not wanted:
            yield f"{kind} knows no {name}"
        elif wanted.startswith("["):
            if not isinstance(value, list):
                yield f"{kind}.{name} is no list"
            else:
                for one in value:
                    yield from _faults_of_value(f"{kind}.{name}", wanted[1:-1], one)
        else:
            yield from _faults_of_value(f"{kind}.{name}", wanted, value)


def _faults_of_value(name: str, wanted: str, value: Any) -> Iterator[str]:
    forms = {"url": _URL, "date": _DATE, "date-time": _MOMENT}
    if wanted in _TYPES:
        if value.get("type") != PREFIX + wanted:
            yield f"{name} is no {wanted}"
        yield from faults_of(value)
    elif wanted in forms:
        if not isinstance(value, str) or not forms[wanted].fullmatch(value):
            yield f"{name} is no {wanted}: {value!r}"
    elif wanted == "text":
        if not isinstance(value, str) or not value:
            yield f"{name} is no text: {value!r}"
    elif not isinstance(value, bool if wanted == "yes or no" else int):
        yield f"{name} is no {wanted}: {value!r}"
