"""Helpers of one search: the workers of a Dask cluster do parts of it, and nobody waits for one that went away."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pkgutil import resolve_name
from time import monotonic
from typing import Any, TypeAlias, TypeVar

from scheduler.domain.wording import counted
from scheduler.solver.cp.parallel_parts import Helpers
from scheduler.sweep.cluster import KILLED_WORKER, connected

Found = TypeVar("Found")
Tell: TypeAlias = Callable[[str], None]
"""Whoever is told, in sentences, what becomes of the helpers; called from other threads too."""

VERSION = "scheduler:__version__"
"""By which name here and on every worker the version of meeting-day is asked for."""
MOST_FAILURES = 3
"""Parts that end badly before the cluster is left alone."""
SECONDS_BETWEEN_LOOKS = 2.0
"""Between two looks which workers there are."""
ALONE = "The search goes on here."
RUNNING, FINISHED = "running", "finished"
"""The status of a connection that is up, and of a value that some worker has."""


@contextmanager
def helping(cluster: str | None, tell: Tell) -> Iterator[Helpers | None]:
    """Give the workers of a cluster as helpers, or nobody where no cluster is named.

    Parameters
    ----------
    cluster : str, optional
        The address of a Dask scheduler, such as tcp://host:8786.
    tell : callable
        Hears which workers cannot help, and of any that are lost.

    Raises
    ------
    NoWorkplace
        If the cluster does not answer, has no worker, or `distributed` is not installed.

    """
    if cluster is None:
        yield None
        return
    with connected(cluster, "Planning with a cluster") as client:
        workers = _Workers(client, tell)
        try:
            tell(workers.introduced(cluster))
            yield workers
        finally:
            workers.end()


@dataclass
class _Shared:
    """A value that every worker was sent, and what Dask calls it."""

    value: Any
    sent: Any


class _Workers:
    """The workers of a cluster that have the version of meeting-day that asks them."""

    def __init__(self, client: Any, tell: Tell) -> None:  # noqa: ANN401 - distributed need not be installed
        self.client, self.tell = client, tell
        self.failures = 0
        self.ended = False
        self.told: set[str] = set()
        self.able: dict[str, bool] = {}
        """Whether each worker known by its address has this version."""
        self.executors: list[Any] = []
        self.free, self.next_look = 0, 0.0

    def introduced(self, cluster: str) -> str:
        """Say how many can help."""
        number = self.number
        parts = counted(number, "part of the search is", "parts of the search are")
        return f"{parts} done at once at {cluster}." if number else f"Nobody at {cluster} can help. {ALONE}"

    @property
    def number(self) -> int:
        """How many parts can be done at once."""
        if self.client.status != RUNNING or self.failures >= MOST_FAILURES:
            return 0
        if monotonic() >= self.next_look:
            self._look()
            self.next_look = monotonic() + SECONDS_BETWEEN_LOOKS
        return self.free

    def _look(self) -> None:
        """See which workers are there; one that has come since is asked for its version."""
        try:
            there: dict[str, Any] = self.client.scheduler_info(n_workers=-1)["workers"]
            self._ask_versions([address for address in there if address not in self.able])
        except Exception as trouble:  # noqa: BLE001 - whatever a cluster says that is going away
            there = {}
            self._lost(trouble)
        self.able = {address: able for address, able in self.able.items() if address in there}
        self.free = sum(int(there[address]["nthreads"]) for address, able in self.able.items() if able)

    def _ask_versions(self, addresses: list[str]) -> None:
        """Ask workers for their version, which they tell whatever else they do."""
        if not addresses:
            return
        ours, asked = resolve_name(VERSION), {"workers": addresses, "on_error": "return"}
        for address, version in sorted(self.client.run(resolve_name, VERSION, **asked).items()):
            self.able[address] = version == ours
            if not self.able[address]:
                has = f"meeting-day {version}" if isinstance(version, str) else "no meeting-day that answers"
                self.tell(f"The worker at {address} has {has}, and not {ours}: it cannot help.")

    def share(self, value: Any) -> Any:  # noqa: ANN401 - whatever the parts need
        """Send a value to every worker when a part first needs it."""
        return _Shared(value, None)

    def _sent(self, shared: _Shared) -> Any:  # noqa: ANN401 - what Dask calls it
        """Send a value to every worker, again where all that had it are gone."""
        if shared.sent is None or shared.sent.status != FINISHED:
            self._look()
            shared.sent = self.client.scatter(shared.value, workers=self._able(), broadcast=True, hash=False)
        return shared.sent

    def submit(self, part: Callable[..., Found], *arguments: Any) -> "Future[Found]":  # noqa: ANN401 - those of the part
        """Have a part done by whichever worker is free."""
        done: Future[Found] = Future()
        try:
            executor = self.client.get_executor(pure=False, workers=self._able())
            self.executors.append(executor)
            done = executor.submit(part, *(self._sent(one) if isinstance(one, _Shared) else one for one in arguments))
        except Exception as trouble:  # noqa: BLE001 - as above
            done.set_exception(trouble)
        done.add_done_callback(self._hear)
        return done

    def _able(self) -> list[str]:
        """Return the addresses of those that can help; Dask would take none for all."""
        found = sorted(address for address, able in self.able.items() if able)
        if not found:
            raise LookupError("no worker of this version is left")
        return found

    def _hear(self, done: "Future[Any]") -> None:
        """Hear of a part that has ended; one that is cancelled was not waited for, unless the cluster went away."""
        trouble = None if done.cancelled() else done.exception()
        if done.cancelled() and self.client.status != RUNNING:
            trouble = CancelledError()
        if trouble is not None and not self.ended:
            self._lost(trouble)

    def _lost(self, trouble: BaseException) -> None:
        """Count a part that was lost, and say why, once for each reason."""
        self.failures += 1
        self.next_look = 0.0
        name = type(trouble).__name__
        if self.client.status != RUNNING:
            words = "The cluster went away."
        elif name == KILLED_WORKER:
            words = "A worker of the cluster died with a part of the search."
        else:
            words = f"A worker of the cluster could not do its part ({name}: {trouble})."
        if words not in self.told:
            self.told.add(words)
            self.tell(f"{words} {ALONE}")

    def end(self) -> None:
        """Take back whatever is still to be done."""
        self.ended = True
        if self.client.status == RUNNING:  # where it is not, there is nobody left who could be told
            for executor in self.executors:
                executor.shutdown(wait=False)
