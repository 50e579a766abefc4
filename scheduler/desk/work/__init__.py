"""What is heavy is done in child processes, so that pages stay quick and a crash costs one answer."""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from scheduler.desk.store import Store

Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")


class Work:
    """The child processes of a desk."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store

    def call(
        self, function: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        """Return what a function answers, and raise what it raises."""
        return function(*args, **kwargs)
