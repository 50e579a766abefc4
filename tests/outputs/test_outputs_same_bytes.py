import os
import subprocess
import sys
from pathlib import Path

from builders import outputs_in

TESTS = Path(__file__).parent.parent
PROGRAM = """
import sys
from pathlib import Path
from outputs.invented_council import invented_plan, invented_problem
from scheduler.outputs.folder import write_output
write_output(invented_problem(), invented_plan(), Path(sys.argv[1]))
"""


def written_under(folder: Path, **environment: str) -> dict[str, bytes]:
    here = {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    subprocess.run([sys.executable, "-c", PROGRAM, folder], env={**os.environ, **here, **environment}, check=True)
    return outputs_in(folder)


def test_outputs_are_the_same_bytes_in_any_time_zone_and_order_of_sets(tmp_path: Path) -> None:
    one = written_under(tmp_path / "one", TZ="Europe/London", PYTHONHASHSEED="1", LC_ALL="C")
    other = written_under(tmp_path / "other", TZ="Pacific/Auckland", PYTHONHASHSEED="2", LC_ALL="C.UTF-8")
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
