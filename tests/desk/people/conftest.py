"""A desk whose year has people in two places: it is called `small`, as the officers who log in expect."""

from pathlib import Path

import pytest
from busy_year import make_year


@pytest.fixture(scope="session")
def planned_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with that year, planned; in the place of the small one."""
    folder = tmp_path_factory.mktemp("busy-desk")
    make_year(folder / "small")
    return folder
