"""meeting-day: a meeting-day scheduler and logistics planner."""

__version__ = "0.1.0"
