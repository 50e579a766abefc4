"""Where and with what a benchmark ran, so that two are only compared that can be."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def machine(date: str | None, seconds: float) -> dict[str, Any]:
    """Return the machine, the versions and the commit, the date given or that of the clock, and the time limit."""
    return {
        "date": date or datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": seconds,
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
        "python": platform.python_version(),
        "ortools": version("ortools"),
        "commit": _git("rev-parse", "HEAD"),
        "changed": bool(_git("status", "--porcelain", "--", "scheduler")),
    }


def _git(*arguments: str) -> str:
    """Return what git says, nothing where there is no git or no repository."""
    try:
        found = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return found.stdout.strip()
