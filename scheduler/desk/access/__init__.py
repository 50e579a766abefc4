"""Who may come in, and do what: users, sessions, roles, and where a request comes from."""

from scheduler.desk.access.door import Access, Forged, FullDisk, NotIn
from scheduler.desk.access.entrance import Entrance, at_this_machine
from scheduler.desk.access.roles import (
    PLANNER,
    PUBLISHER,
    ROLES,
    VIEWER,
    Who,
    for_everybody,
    may,
    role_asked,
    takes_files,
)
from scheduler.desk.access.throttle import TooManyTries, Tried

__all__ = [
    "PLANNER",
    "PUBLISHER",
    "ROLES",
    "VIEWER",
    "Access",
    "Entrance",
    "Forged",
    "FullDisk",
    "NotIn",
    "TooManyTries",
    "Tried",
    "Who",
    "at_this_machine",
    "for_everybody",
    "may",
    "role_asked",
    "takes_files",
]
