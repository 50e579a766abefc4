"""Looks out for a new plan, reads it beside what is served, and swaps it in; what cannot be read changes nothing."""

import threading
from collections.abc import Callable
from datetime import datetime

from scheduler.commands.serving import Site, Source
from scheduler.errors import MeetingDayError
from scheduler.messages.serving import trouble_sentence
from scheduler.server.application import Application
from scheduler.server.clock import present_moment
from scheduler.server.edition import edition

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

    def look(self) -> None:
        """Read the source if it changed, and serve what it holds now; go on with what is served if that fails."""
        moment = self._clock()
        trace = self._source.trace()
        if not self._is_due(trace, moment):
            return
        try:
            site = self._source.read(moment, may_begin=self._served is None)
        except Exception as trouble:  # noqa: BLE001 - whatever is wrong with a new plan, the old one stays served
            self._failed, self._looks_since = trace, 0
            self._complain(trouble)
            return
        before = self._application.edition
        self._application.edition = edition(
            site.files, site.gone, moment, before, base_url=site.base_url, may_zip=self._may_zip
        )
        self._served = site
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
