"""Passwords of tests take no time: their scrypt is a small one; one test holds what the desk's own costs."""

from collections.abc import Iterator

import pytest
from werkzeug.security import generate_password_hash

from scheduler.desk.access import users

OWN_METHOD = users._METHOD  # noqa: SLF001 - what the desk itself does
SMALL = "scrypt:1024:8:1"


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(users, "_METHOD", SMALL)
        patched.setattr(users, "_OF_NOBODY", generate_password_hash("nobody's", SMALL))
        yield
