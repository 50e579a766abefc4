"""One output folder for every client to read."""

import socket
from pathlib import Path

import pytest
from outputs.invented_council import invented_plan, invented_problem

from scheduler.outputs.folder import write_output


@pytest.fixture(scope="session")
def output_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs") / "aldermoor"
    write_output(invented_problem(), invented_plan(), folder)
    return folder


@pytest.fixture(scope="session")
def feeds_folder(output_folder: Path) -> Path:
    return output_folder / "feeds"


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
