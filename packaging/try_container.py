"""Builds the container by hand where no engine runs, and tries it confined: for a machine that has root, and no Docker.

python packaging/try_container.py BASE WORK

BASE is the root folder of a Debian with python3 and python3-venv (`debootstrap --variant=minbase
--include=python3,python3-venv,ca-certificates bookworm BASE`); WORK a folder that is made anew. The lines of the
Containerfile are read and done one by one in copies of BASE, whose Python is 3.11 where the image has 3.13; then each
server runs in namespaces of its own as compose.yaml says: process 1, user 10001, no capabilities, no new privileges, a
read-only root, /tmp in memory without the right to run programs. Files of this machine by which pip reaches PyPI are
lent to the build, and are not in what is built.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CONTAINERFILE = Path(__file__).with_name("Containerfile")
CONTEXT = CONTAINERFILE.parents[1]
LENT = (
    "/etc/resolv.conf",
    "/etc/pip.conf",
    "/etc/ssl/certs/ca-certificates.crt",
    "/opt/pypi",
    "/opt/pypi-more",
    "/opt/wheels",
)
SECONDS = 60
TEMPORARY, SHARED_MEMORY = "/tmp", "/dev/shm"  # noqa: S108 - of the container


COMPILE = ("python", "-m", "scheduler.solver.patterns.compilation")
"""What a large plan does first: the compiled code has to be kept in its volume."""
WRITE_TO_ROOT = ("touch", "/opt/meeting-day/written")


@dataclass
class Stage:
    """What has been built so far."""

    root: Path
    folder: str = "/"
    user: str = "0:0"
    environment: dict[str, str] = field(
        default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}
    )
    entrypoint: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)


def lines() -> Iterator[tuple[str, str]]:
    """Yield each instruction of the Containerfile and what it is given."""
    text = re.sub(r"^\s*#.*\n", "", CONTAINERFILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, rest.strip()


def built(base: Path, work: Path) -> Stage:  # noqa: C901 - a branch for each word
    """Do what the Containerfile says; return the last stage."""
    stages: dict[str, Stage] = {}
    stage = Stage(work)
    for word, rest in lines():
        print(f"{word} {rest}"[:150], flush=True)
        if word == "FROM":
            name = rest.partition(" AS ")[2] or "last"
            stage = stages[name] = Stage(work / name)
            subprocess.run(["cp", "-a", base, stage.root], check=True)
            (stage.root / "usr/bin/python").symlink_to("python3")  # the image of Python has it
        elif word == "WORKDIR":
            stage.folder = rest
            (stage.root / rest[1:]).mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            copied(stage, stages, shlex.split(rest))
        elif word == "RUN":
            run_in(stage, ["sh", "-euc", rest])
        elif word == "ENV":
            stage.environment |= dict(one.split("=", 1) for one in shlex.split(rest))
        elif word == "USER":
            stage.user = rest
        elif word == "VOLUME":
            stage.volumes = json.loads(rest)
        elif word == "HEALTHCHECK":
            stage.health = json.loads(rest.partition("CMD ")[2])
        elif word == "ENTRYPOINT":
            stage.entrypoint = json.loads(rest)
        elif word not in ("LABEL", "EXPOSE", "STOPSIGNAL", "CMD"):
            raise SystemExit(f"{word} is not known here.")
    return stage


def copied(stage: Stage, stages: dict[str, Stage], words: list[str]) -> None:
    """Copy files of the context, or of an earlier stage."""
    source = CONTEXT
    if words[0].startswith("--from="):
        source = stages[words.pop(0).partition("=")[2]].root
    *names, place = words
    target = stage.root / str(Path(stage.folder) / place)[1:]
    for name in names:
        found = sorted(source.glob(name.lstrip("/")))
        if not found:
            raise SystemExit(f"{name} is not there.")
        for one in found:
            subprocess.run(["cp", "-a", one, target], check=True)


def run_in(stage: Stage, command: Sequence[str]) -> None:
    """Run a command as root in what is built, with what pip needs lent for as long."""
    binds = "".join(
        f"mkdir -p {stage.root}{Path(one).parent}; "
        + (f"mkdir -p {stage.root}{one}; " if Path(one).is_dir() else f"touch {stage.root}{one}; ")
        + f"mount --bind {one} {stage.root}{one}; "
        for one in LENT
        if Path(one).exists()
    )
    inside = f"cd {shlex.quote(stage.folder)} && exec {shlex.join(command)}"
    script = f"{binds} mount -t proc proc {stage.root}/proc; exec chroot {stage.root} sh -c {shlex.quote(inside)}"
    given = {
        name: value for name, value in os.environ.items() if name.startswith("PIP_") or name.lower().endswith("proxy")
    }
    subprocess.run(["unshare", "--mount", "sh", "-euc", script], check=True, env={**given, **stage.environment})


def confined(stage: Stage, volumes: Path, command: Sequence[str]) -> list[str]:
    """Return the command that runs another as a container does, with the volumes in a folder."""
    root = stage.root
    for one in stage.volumes:
        place = place_of(one, volumes)
        if not place.exists():
            subprocess.run(
                ["cp", "-a", root / one[1:], place], check=True
            )  # an empty volume is what the image has there
    mounted = [
        f"mkdir -p {root}{SHARED_MEMORY}",
        f"mount --bind {root} {root}",
        f"mount -o remount,bind,ro {root}",
        *(f"mount --bind {place_of(one, volumes)} {root}{one}" for one in stage.volumes),
        f"mount -t tmpfs -o size=512m,mode=1777,noexec,nosuid,nodev tmpfs {root}{TEMPORARY}",
        f"mount -t tmpfs -o size=64m,mode=1777 tmpfs {root}{SHARED_MEMORY}",
        f"mount -t proc proc {root}/proc",
        "ip link set lo up",
    ]
    apart = ("--mount", "--pid", "--fork", "--ipc", "--uts", "--net", "--kill-child")
    return ["unshare", *apart, "sh", "-euc", "; ".join([*mounted, f"exec {shlex.join(inside(stage, command))}"])]


def inside(stage: Stage, command: Sequence[str]) -> list[str]:
    """Return the command that runs another in the root that is built, as its user and without any right of root's."""
    user, group = stage.user.split(":")
    rights = (f"--reuid={user}", f"--regid={group}", "--clear-groups", "--no-new-privs")
    bare = ("--bounding-set=-all", "--inh-caps=-all")
    given = [f"{name}={value}" for name, value in stage.environment.items()]
    words = f"cd {stage.folder} && exec {shlex.join(command)}"
    return ["chroot", str(stage.root), "env", "-i", *given, "setpriv", *rights, *bare, "sh", "-c", words]


def place_of(volume: str, volumes: Path) -> Path:
    """Return where what is in a volume lies."""
    return volumes / volume[1:].replace("/", "-")


def run(stage: Stage, volumes: Path, *arguments: str, given: str = "") -> str:
    """Run a command of meeting-day in the container, and return what it prints; SystemExit where it fails."""
    print("$", *stage.entrypoint, *arguments, flush=True)
    command = confined(stage, volumes, [*stage.entrypoint, *arguments])
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=SECONDS * 10)
    if done.returncode:
        raise SystemExit(f"It ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def served(stage: Stage, volumes: Path, *arguments: str) -> None:
    """Start a server in the container, wait until it is well by the container's own check, and end it as engines do."""
    print("$", *stage.entrypoint, *arguments, flush=True)
    command = confined(stage, volumes, [*stage.entrypoint, *arguments])
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            began = time.monotonic()
            while not is_well(stage, server.pid):
                if server.poll() is not None or time.monotonic() > began + SECONDS:
                    server.kill()
                    raise SystemExit(f"It is not well: {server.communicate()[1]}")
                time.sleep(0.5)
            print(f"  well after {time.monotonic() - began:.1f} s")
            number, name, user, rights = child_of(server.pid)
            print(f"  process 1 is {name}, of the user {user}, with the capabilities {rights}")
            os.kill(number, signal.SIGTERM)
            began = time.monotonic()
            said = server.communicate(timeout=SECONDS)[1]
            print(f"  ended by SIGTERM within {time.monotonic() - began:.1f} s: {said.splitlines()[-1]}")
        finally:
            server.kill()


def is_well(stage: Stage, unshared: int) -> bool:
    """Whether a server answers the check of its container, asked from inside it."""
    try:
        number = child_of(unshared)[0]
    except (OSError, ValueError, IndexError):
        return False
    enter = ("nsenter", f"--target={number}", "--mount", "--pid", "--net", "--ipc", "--uts")
    check = [*enter, *inside(stage, stage.health)]
    return subprocess.run(check, check=False, capture_output=True).returncode == 0


def child_of(unshared: int) -> tuple[int, str, str, str]:
    """Return the number, the words, the user and the capabilities of the process that another has started."""
    number = int(Path(f"/proc/{unshared}/task/{unshared}/children").read_text(encoding="utf-8").split()[0])
    lines = Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines()
    status = dict(line.split(":\t", 1) for line in lines)
    words = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return number, words, status["Uid"].split()[0], status["CapEff"]


def written(volumes: Path) -> Iterator[str]:
    """Yield the folders of the volumes in which something was written, with how many files."""
    for volume in sorted(volumes.iterdir()):
        for folder in sorted({one.parent for one in volume.rglob("*") if one.is_file()})[:40]:
            yield f"  {folder.relative_to(volumes)}: {sum(one.is_file() for one in folder.iterdir())} files"


def main() -> None:
    """Build, and try the desk and `serve`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("work", type=Path)
    asked = parser.parse_args()
    shutil.rmtree(asked.work, ignore_errors=True)
    volumes = asked.work / "volumes"
    volumes.mkdir(parents=True)
    stage = built(asked.base, asked.work)
    print(run(stage, volumes, "--version").strip())
    run(stage, volumes, "new", "trafford.xlsx", "--example", "trafford-2015-16")
    print(run(stage, volumes, "plan", "trafford.xlsx", "-o", "year", "--time-limit", "60").splitlines()[-1])
    run(stage, volumes, "users", "add", "desk", "Ann Clerk", "--role", "publisher", given="seven quiet herons\n")
    beyond = ("--host=0.0.0.0", "--port=8070")
    served(stage, volumes, "desk", "desk", "--no-browser", *beyond, "--public-name=desk.example.gov.uk")
    served(stage, volumes, "serve", "year", *beyond, "--base-url=https://meetings.example.gov.uk")
    subprocess.run(confined(stage, volumes, COMPILE), check=True, timeout=SECONDS * 10)
    if subprocess.run(confined(stage, volumes, WRITE_TO_ROOT), check=False, capture_output=True).returncode == 0:
        raise SystemExit("The root can be written to.")
    for line in written(volumes):
        print(line)


if __name__ == "__main__":
    main()
