"""Every rule a plan breaks and every wish it does not grant, counted afresh; never knows the solver."""

from scheduler.checking.breaches import check
from scheduler.checking.clashes import clashes
from scheduler.checking.recount import recount

__all__ = ["check", "clashes", "recount"]
