"""What the one-folder build starts as: the command line, the desk, or one of its own child processes.

A program that PyInstaller has frozen is its own Python: children that meeting-day starts by `sys.executable -m MODULE`
come here, and find the module of this package that they ask for. Started with nothing, as by a double-click or a
shortcut, it opens the desk. Compiled code is kept in the user's cache, so that nothing is written where the program is.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

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


def compiled_code(environment: Mapping[str, str], system: str) -> Path:
    """Return the folder in which numba keeps what it has compiled for a user, in their own cache."""
    if system == "win32":
        cache = environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif system == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:  # a relative path is to be ignored: XDG Base Directory Specification
        asked = Path(environment.get("XDG_CACHE_HOME", ""))
        cache = asked if asked.is_absolute() else Path.home() / ".cache"
    return Path(cache) / NAME / "compiled"


def main() -> None:
    """Run what was asked for."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(compiled_code(os.environ, sys.platform)))  # children are handed it too
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
