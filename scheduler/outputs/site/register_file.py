"""The file of the register: JSON that only its owner may read, replaced whole or not at all."""

import glob
import json
import os
import re
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.errors import CannotPublish
from scheduler.outputs.disk import in_words, to_disk
from scheduler.outputs.site.register import GIVEN, LEFT, TAKEN_BACK, Link, Register, Withdrawn

ENDING = ".register.json"
_FORMAT = "meeting-day-register/1"
_KEEP = "Private. Keep it safe and in your backups: every private calendar link follows from the secret in it."
_SECRET_BYTES = 32
_LARGEST = 50_000_000
_ADDRESS = re.compile(r"[a-z2-7]{32}")
_OWNER_ONLY = 0o600


def default_register(folder: Path) -> Path:
    """Return the register of a site, or of a plan that is served: beside its folder, never in it."""
    place = Path(os.path.realpath(folder))
    return place.with_name(f"{place.name}{ENDING}")


def new_register() -> Register:
    """Return a register with a secret of its own, and no link yet."""
    return Register(new_secret())


def new_secret() -> bytes:
    """Return bytes that nobody can guess."""
    return secrets.token_bytes(_SECRET_BYTES)


def read_register(path: Path) -> Register | None:
    """Return the register in the file; None if there is no file.

    Raises
    ------
    CannotPublish
        If it cannot be read, or is damaged.

    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except FileNotFoundError:
        return None
    except OSError as trouble:
        raise CannotPublish(
            f"The register {path} cannot be read: {trouble.strerror}. See that you may read it."
        ) from None
    try:
        return _register(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        raise CannotPublish(
            f"The register {path} is damaged, so nobody's link is known. Put it back from a backup. If there is none, "
            "move it away and publish with --new-secret: every link is then given anew, and the old ones say so."
        ) from None


def _register(document: Any) -> Register:  # noqa: ANN401 - it may hold anything, and that is what is found out
    secret = bytes.fromhex(document["secret"])
    links = {str(name): _link(row) for name, row in document["links"].items()}
    withdrawn = {
        name: Withdrawn(_moment(row["moment"]), _text(row["title"])) for name, row in document["withdrawn"].items()
    }
    files = frozenset(_text(path) for path in document["files"])
    formerly = tuple(map(_text, document["formerly"]))
    timezone = ZoneInfo(_text(document.get("timezone", "UTC"))).key
    if document["format"] != _FORMAT or len(secret) != _SECRET_BYTES or not all(map(_ADDRESS.fullmatch, withdrawn)):
        raise ValueError("no register of this program")
    base_url, moment = _text(document["base_url"]), _moment(document["moment"])
    return Register(secret, links, withdrawn, files, base_url, moment, timezone, formerly)


def _link(row: Any) -> Link:  # noqa: ANN401 - the same
    link = Link(row["version"], row["state"], _text(row["code"]), _text(row["title"]))
    if not isinstance(link.version, int) or link.version < 1 or link.state not in (GIVEN, TAKEN_BACK, LEFT):
        raise ValueError("no link of this program")
    return link


def _moment(value: object) -> str:
    text = _text(value)
    if text and datetime.fromisoformat(text).utcoffset() is None:
        raise ValueError("no moment with its zone")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def write_register(path: Path, register: Register) -> None:
    """Write the register in the place of an earlier one, if it differs.

    Raises
    ------
    CannotWrite
        If it cannot be written; an earlier one is as it was.

    """
    document = {
        "format": _FORMAT,
        "keep": _KEEP,
        "secret": register.secret.hex(),
        "formerly": register.formerly,
        "base_url": register.base_url,
        "moment": register.moment,
        "timezone": register.timezone,
        "links": {name: vars(link) for name, link in sorted(register.links.items())},
        "withdrawn": {address: vars(one) for address, one in sorted(register.withdrawn.items())},
        "files": sorted(register.files),
    }
    write_private(path, f"{json.dumps(document, indent=1)}\n".encode())


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, if its bytes differ: whole or not at all.

    Raises
    ------
    CannotWrite
        If it cannot be written; what was there is as it was.

    """
    with in_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{glob.escape(path.name)}.????????.part"):
            left.unlink(missing_ok=True)  # of a run that was killed
        if path.is_file() and not path.stat().st_mode & ~_OWNER_ONLY & 0o777 and path.read_bytes() == content:
            return
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        to_disk(path.parent)
