"""A site that is served: where it listens, what it answers from, and who looks out for a new plan."""

from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.commands.serving import Source
from scheduler.server.access_log import AccessLog, Say
from scheduler.server.application import Application
from scheduler.server.server import SECONDS_TO_WAIT, Server
from scheduler.server.watching import Watch


class Serving:
    """An address that is taken; it answers once `take` has been told of what, and `run` is called."""

    def __init__(self, application: Application, server: Server) -> None:
        self._application = application
        self._server = server
        self._watch: Watch | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.port

    def take(self, source: Source, *, may_zip: bool = True) -> None:
        """Read the source, and from now on again whenever it changes."""
        begins = not source.register.exists()
        watch = Watch(source, self._application, may_zip=may_zip)
        watch.look()
        if begins and source.register.exists():
            sentence = "is new: every private link follows from it. Keep it private, and in your backups."
            self._application.log.note(f"The register {source.register} {sentence}")
        watch.start()
        self._watch = watch

    def run(self) -> None:
        """Answer until Ctrl-C, SystemExit, or `stop` in another thread."""
        self._server.run()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.stop()

    def close(self) -> None:
        """Look out no longer, and leave the address free."""
        if self._watch is not None:
            self._watch.stop()
        self._server.close()


@contextmanager
def opened(host: str, port: int, say: Say, seconds_to_wait: int = SECONDS_TO_WAIT) -> Iterator[Serving]:
    """Take an address for as long as this lasts.

    Parameters
    ----------
    host, port : str, int
        Where to listen; port 0 for any free one.
    say : callable
        Writes one line of the log.
    seconds_to_wait : int
        For a request that is not whole, or a connection on which nothing is asked.

    Raises
    ------
    CannotServe
        If the address cannot be had.

    """
    application = Application(AccessLog(say))
    serving = Serving(application, Server(application, host, port, seconds_to_wait))
    try:
        yield serving
    finally:
        serving.close()
