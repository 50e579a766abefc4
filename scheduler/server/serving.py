"""A site that is served: the watch that looks out for a new plan, and the server that answers, together.

A new plan is read beside what is served and swapped in; what cannot be read changes nothing.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from scheduler.commands.serving import Site, Source
from scheduler.errors import MeetingDayError, Refused
from scheduler.messages.publishing import trouble_sentence
from scheduler.server.access_log import AccessLog, Say
from scheduler.server.application import Application
from scheduler.server.clock import present_moment
from scheduler.server.edition import edition
from scheduler.server.listening import SECONDS_TO_WAIT, Limits, Server

_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_END = 5.0
_LOOKS_BEFORE_ANOTHER_TRY = 10


class Watch:
    """Keeps an application's edition that of the source."""

    def __init__(
        self,
        source: Source,
        application: Application,
        *,
        may_zip: bool = True,
        seconds: float = _SECONDS_BETWEEN_LOOKS,
        clock: Callable[[], datetime] = present_moment,
    ) -> None:
        self._source = source
        self._application = application
        self._may_zip = may_zip
        self._seconds = seconds
        self._clock = clock
        self._served: Site | None = None
        self._failed: object = None
        self._looks_since = 0
        self._complaint = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def look(self, *, begins: bool = False) -> None:
        """Read the source if it changed, and serve what it holds now; go on with what is served if that fails.

        Raises Refused at the first look, `begins`, at a plan that is not to be served as it is.
        """
        moment = self._clock()
        trace = self._source.trace()
        if not self._is_due(trace, moment):
            return
        try:
            site = self._source.read(moment, may_begin=self._served is None)
        except Exception as trouble:
            if begins and isinstance(trouble, Refused):
                raise
            self._failed, self._looks_since = trace, 0
            self._complain(trouble)
            return
        before = self._application.edition
        self._application.edition = edition(
            site.files,
            site.gone,
            moment,
            before,
            base_url=site.base_url,
            may_zip=self._may_zip,
            languages=site.languages,
        )
        self._served = replace(site, files={})  # the edition has them, some as they were read before
        self._failed, self._complaint = None, ""
        self._application.log.note(f"Serving the plan in {self._source.folder}.")

    def _is_due(self, trace: object, moment: datetime) -> bool:
        """Whether there is something else to serve; what failed a moment ago is tried again, but not at every look."""
        self._looks_since += 1
        if self._failed == trace and self._looks_since < _LOOKS_BEFORE_ANOTHER_TRY:
            return False
        return self._served is None or self._served.trace != trace or self._served.is_over(moment)

    def start(self) -> None:
        """Go on looking, beside everything else."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join(_SECONDS_TO_END)

    def _watch(self) -> None:
        while not self._ended.wait(self._seconds):
            self.look()

    def _complain(self, trouble: Exception) -> None:
        """Say once what is wrong, however often it is met."""
        complaint = trouble_sentence(self._source.folder, trouble, serving=self._served is not None)
        if complaint != self._complaint:
            self._complaint = complaint
            self._application.log.note(complaint)
            if not isinstance(trouble, (MeetingDayError, OSError)):
                self._application.log.trouble(trouble)


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
        """Read the source, and from now on again whenever it changes; raise Refused if it is not to be served."""
        begins = not source.register.exists()
        watch = Watch(source, self._application, may_zip=may_zip)
        watch.look(begins=True)
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
    serving = Serving(application, Server(application, host, port, Limits(seconds_to_wait)))
    try:
        yield serving
    finally:
        serving.close()
