"""What the one-folder build starts as: the command line, the desk, or one of its own child processes.

A program that PyInstaller has frozen is its own Python: children that meeting-day starts by `sys.executable -m MODULE`
come here, and find the module of this package that they ask for. Started with nothing, as by a double-click or a
shortcut, it opens the desk.
"""

import multiprocessing
import runpy
import sys
from importlib import import_module

NAME = "meeting-day"
PACKAGE = "scheduler"
SAFE_PATH, MODULE = "-P", "-m"
"""Options of Python with which children are started."""


def asked_module(arguments: list[str]) -> tuple[str, list[str]] | None:
    """Return the module of this package that a child is to run, and what is handed to it; None where there is none."""
    rest = arguments[1:] if arguments[:1] == [SAFE_PATH] else arguments
    if rest[:1] == [MODULE] and len(rest) > 1 and rest[1].partition(".")[0] == PACKAGE:
        return rest[1], rest[2:]
    return None


def main() -> None:
    """Run what was asked for."""
    multiprocessing.freeze_support()
    module = asked_module(sys.argv[1:])
    if module is not None:
        name, arguments = module
        sys.argv[1:] = arguments
        runpy.run_module(name, run_name="__main__", alter_sys=True)
        return
    commands = import_module(f"{PACKAGE}.cli").main
    try:
        commands(sys.argv[1:] or ["desk"], prog_name=NAME)
    except SystemExit as ended:
        if ended.code and not sys.argv[1:] and sys.stdin.isatty():  # its own window would close on what was said
            input("Press Enter to close this window.")
        raise


if __name__ == "__main__":
    main()
