"""Helpers that are threads of this process, and one that answers what it is told to."""

from concurrent.futures import Future, ThreadPoolExecutor


class Threads(ThreadPoolExecutor):
    """So many helpers."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number

    def share(self, value):
        return value


class Answering:
    """A helper that gives one answer to everything, an error included."""

    number = 1

    def __init__(self, answer):
        self.answer = answer

    def share(self, value):
        return value

    def submit(self, *_part):
        done = Future()
        if isinstance(self.answer, Exception):
            done.set_exception(self.answer)
        else:
            done.set_result(self.answer)
        return done
