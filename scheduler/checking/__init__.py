"""Every rule a plan breaks and every wish it does not grant, counted afresh; never knows the solver."""

from scheduler.checking.breaches import check, recount
from scheduler.checking.clashes import clashes

__all__ = ["check", "clashes", "recount"]
