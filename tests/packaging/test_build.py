"""What is shipped: the same bytes whoever builds it, every file that the program reads, and one version."""

import io
import subprocess
import tarfile
import tomllib
from fnmatch import fnmatch

from scripts import ROOT, script

import scheduler

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
BUILD = script("build")
MOMENT = 1_700_000_000


def archive(path, entries, *, rights, user):
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as made:
        for number, (name, content) in enumerate(entries):
            entry = tarfile.TarInfo(name)
            entry.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
            entry.mode, entry.uname, entry.uid, entry.mtime = rights, user, number, 1000.5 + number
            entry.size = len(content or b"")
            made.addfile(entry, None if content is None else io.BytesIO(content))


def test_an_archive_tells_neither_who_made_it_nor_when(tmp_path):
    entries = [("a", None), ("a/one.py", b"1\n"), ("a/two.py", b"2\n")]
    for name, order, rights, user in (("x", entries, 0o600, "ann"), ("y", entries[::-1], 0o664, "bob")):
        (tmp_path / name).mkdir()
        archive(tmp_path / name / "a.tar.gz", order, rights=rights, user=user)
        BUILD.normalised(tmp_path / name / "a.tar.gz", MOMENT)
    assert (tmp_path / "x" / "a.tar.gz").read_bytes() == (tmp_path / "y" / "a.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "x" / "a.tar.gz") as made:
        told = {one.name: (one.mode, one.uname, one.mtime) for one in made.getmembers()}
        assert made.extractfile("a/two.py").read() == b"2\n"
    assert told == {"a": (0o755, "", MOMENT), "a/one.py": (0o644, "", MOMENT), "a/two.py": (0o644, "", MOMENT)}


def test_every_file_that_the_program_reads_is_shipped():
    tracked = subprocess.run(["git", "ls-files", "scheduler"], cwd=ROOT, capture_output=True, text=True, check=True)
    data = [name for name in tracked.stdout.splitlines() if not name.endswith((".py", "/README.md"))]
    matched = {
        path.relative_to(ROOT).as_posix()
        for package, patterns in SETUPTOOLS["package-data"].items()
        if package not in SETUPTOOLS["package-dir"]
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    assert [name for name in data if name not in matched] == []


def test_no_test_is_shipped():
    assert [one for one in SETUPTOOLS["packages"] if fnmatch(one, "*test*")] == []


def test_the_version_is_stated_once():
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert SETUPTOOLS["dynamic"]["version"] == {"attr": "scheduler.__version__"}
    assert f'\n__version__ = "{scheduler.__version__}"\n' in (ROOT / "scheduler" / "__init__.py").read_text("utf-8")
