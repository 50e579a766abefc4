"""Results that a run saved, read again."""

import argparse
import json
from pathlib import Path
from typing import Any

from bars import BARS


def saved(text: str) -> dict[str, Any]:
    """Return the results in a file, for a command line that names it."""
    try:
        document = json.loads(Path(text).read_text(encoding="utf-8"))
    except OSError as problem:
        raise argparse.ArgumentTypeError(f"{text} cannot be read: {problem.strerror}") from problem
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"{text} is no JSON: give what run.py --json saved") from problem
    if not isinstance(document, dict) or not {"machine", "results"} <= document.keys():
        raise argparse.ArgumentTypeError(f"{text} holds no results: give what run.py --json saved")
    unknown = {result["size"] for result in document["results"]} - set(BARS)
    if unknown or not document["results"]:
        what = f"is of sizes unknown here, {', '.join(sorted(unknown))}" if unknown else "holds no council"
        raise argparse.ArgumentTypeError(f"{text} {what}: give what run.py --json saved")
    return document
