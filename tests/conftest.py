"""What several tests share: tools that must be there, a throw-away PostgreSQL, the press articles."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ORIGINALS = PROJECT.parent / "shared" / "articles"
_SERVER_FOLDERS = "/usr/lib/postgresql/*/bin"  # where Debian keeps the server's programs, off the search path


@pytest.fixture(scope="session")
def require() -> Callable[[str], str]:
    """``require("chromium")``: the tool's path; without it the test is skipped, or fails with CI=true."""

    def find(tool: str) -> str:
        places = os.pathsep.join([os.environ.get("PATH", ""), *map(str, sorted(Path("/").glob(_SERVER_FOLDERS[1:])))])
        path = shutil.which(tool, path=places)
        if path is None:
            say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            say(f"{tool} is not installed; .ci/run installs it")
        return str(path)

    return find


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of press articles that lies beside the project where it is developed, and is no part of it."""
    if not ORIGINALS.is_dir():
        pytest.skip("the press articles are not part of the project")
    return ORIGINALS


def free_port() -> int:
    """A TCP port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_url(require: Callable[[str], str]) -> Iterator[str]:
    """The URL of an empty database in a PostgreSQL cluster made for this run, and removed after it."""
    initdb, pg_ctl = require("initdb"), require("pg_ctl")
    folder, port = Path(tempfile.mkdtemp(prefix="maillage-postgres-")), free_port()
    # PostgreSQL refuses to run as root: there it runs as the user that its package made.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    run(initdb, "-D", f"{folder}/data", "-U", "maillage", "-A", "trust", "-E", "UTF8", "--no-sync")
    try:
        run(pg_ctl, "-D", f"{folder}/data", "-o", settings, "-l", f"{folder}/log", "-w", "start")
        yield f"postgresql://maillage@127.0.0.1:{port}/postgres"
    finally:
        run(pg_ctl, "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)
