"""Tries completion in the shells that this machine has, typed on a terminal as an officer types it.

    python packaging/check_shells.py PROGRAM

PROGRAM is an installed meeting-day: it plans the Trafford example first. Prints a table; ends with 1 if a shell that is
here did not complete what it should.
"""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from life import EXAMPLE, environment

SECONDS = 30
STARTED, READY = "echo rea''dy\n", "ready"
"""Typed once the script is loaded; the shell has then answered with the second."""
SHELLS = {
    "bash": ("bash --norc --noprofile -i", 'eval "$(meeting-day completion bash)"\n'),
    "zsh": ("zsh -f -i", 'autoload -U compinit; compinit -u -d $HOME/dump; eval "$(meeting-day completion zsh)"\n'),
    "fish": ("fish --no-config -i", "meeting-day completion fish | source\n"),
}
TYPED = {
    "a command": ("meeting-day valid\t", "validate"),
    "an option": ("meeting-day plan --time\t", "--time-limit"),
    "an example": ("meeting-day new x.xlsx --example tr\t", "trafford-2015-16"),
    "a file": ("meeting-day validate a-yea\t", "a-year.xlsx"),
    "a meeting": ("meeting-day pin a-year.xlsx plan HWBDB#\t\t", "HWBDB#1"),
    "no plan, no noise": ("meeting-day pin a-year.xlsx broken HWBD\t\t", "broken HWBD"),
}
NOISE = re.compile(r"Traceback|Error|rror:")


def main(program: Path) -> int:
    """Try every shell; return how the script ends."""
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for command in (("new", "year.xlsx", "--example", EXAMPLE), ("plan", "year.xlsx", "--time-limit", "60")):
            subprocess.run([program, *command], cwd=folder, env=environment(), check=True, stdout=subprocess.DEVNULL)
        for shell, (command, script) in SHELLS.items():
            if shutil.which(shell) is None:
                print(f"{shell}: not on this machine")
                continue
            for what, (keys, wanted) in TYPED.items():
                shown = typed(command, script, keys, wanted, program, Path(folder) / "outputs" / "year")
                good = wanted in shown and not NOISE.search(shown)
                failed |= not good
                print(f"{shell:5}{what:20}{'completed' if good else f'failed: {shown!r}'}", flush=True)
    return int(failed)


def typed(command: str, script: str, keys: str, wanted: str, program: Path, plan: Path) -> str:
    """Return what a terminal shows once a shell has loaded the script and the keys have been typed."""
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "a-year.xlsx").touch()
        (Path(home) / "plan").symlink_to(plan.resolve())
        (Path(home) / "broken").mkdir()
        (Path(home) / "broken" / "plan.json").write_text("{", encoding="utf-8")
        path = f"{program.parent}:{os.environ['PATH']}"
        environment = {"HOME": home, "PATH": path, "TERM": "dumb", "LANG": "C.UTF-8"}
        words = command.split()
        number, ours = pty.fork()
        if number == 0:  # the shell, whose terminal it is
            os.chdir(home)
            os.execvpe(words[0], words, environment)  # noqa: S606 - a shell is what is tried
        try:
            os.write(ours, f"{script}{STARTED}".encode())
            before = _shown(ours, f"\n{READY}")
            os.write(ours, keys.encode())
            return _shown(ours, wanted) if READY in before else before
        finally:
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)
            os.close(ours)


def _shown(terminal: int, wanted: str) -> str:
    """Return what a terminal shows until it shows what is wanted, and a moment longer."""
    shown, until = "", monotonic() + SECONDS
    while monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace").replace("\r", "")
            if wanted in shown:
                until = min(until, monotonic() + 1.5)
    return shown


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - its own name, and the program
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve()))
