"""Every command in the README is run, every file that it names exists."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.conftest import free_port

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line.strip()
]
PYTHON = ".venv/bin/python "
FOLDER = "my-articles"  # as the README calls the reader's own folder
WAIT = 180  # seconds for a server to come up or go down on a busy machine


def environment(tmp_path: Path) -> dict[str, str]:
    """Ours, without what an outer make would tell an inner one, and with a store of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return {**kept, "MAILLAGE_STORE": str(tmp_path / "store.sqlite"), "PYTHONPATH": str(PROJECT)}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The reader's own folder, with the article that the README shows."""
    article = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert article
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "article.md").write_text(article[1], encoding="utf-8")
    return tmp_path / FOLDER


def test_every_command_is_of_a_kind_that_is_run_here() -> None:
    assert {"make run", "make test", f"make run ARTICLES={FOLDER}"} <= set(COMMANDS)
    assert all(command.startswith((PYTHON, "make run", "make test")) for command in COMMANDS)


def test_the_commands_of_graph_work_one_after_the_other(own: Path) -> None:
    folder = own.parent
    for command in (command for command in COMMANDS if command.startswith(PYTHON)):
        words = [sys.executable, *shlex.split(command)[1:]]
        done = subprocess.run(words, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=WAIT)
        assert done.returncode == 0, (command, done.stderr)
    assert "Bertin" in (folder / "claims.csv").read_text(encoding="utf-8")
    assert "Lumio" in (folder / "network.gexf").read_text(encoding="utf-8")
    assert (folder / "money.gexf").stat().st_size > 0


@pytest.mark.parametrize("target", ["test", "test-all", "venv", "run"])
def test_the_targets_of_make_exist(target: str, tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "-n", target], cwd=PROJECT, env=environment(tmp_path), capture_output=True, text=True, timeout=WAIT
    )
    assert (done.returncode, done.stderr) == (0, "")
    if target == "test":
        assert all(tool in done.stdout for tool in ("ruff check", "mypy", "pytest"))


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("make run")])
def test_make_run_serves_the_dashboard(command: str, own: Path) -> None:
    port = free_port()
    words = [*shlex.split(command.replace(f"={FOLDER}", f"={own}")), f"PORT={port}"]
    log = own.parent / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            words, cwd=PROJECT, env=environment(own.parent), stdout=out, stderr=out, start_new_session=True
        )
        try:
            page = served(f"http://127.0.0.1:{port}/", server, log)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGINT)
            server.wait(WAIT)
    assert "<title>" in page
    assert "Traceback" not in log.read_text(encoding="utf-8")


def served(url: str, server: subprocess.Popen[bytes], log: Path) -> str:
    """The page, as soon as it is served; fails with the log if the server ends or time runs out."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return str(urllib.request.urlopen(url, timeout=30).read(), "utf-8")
        except (URLError, ConnectionError, TimeoutError):
            with suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
    pytest.fail(f"not served: {log.read_text(encoding='utf-8')}")


def test_every_file_that_it_names_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) >= 5
    missing = [link for link in links if "://" not in link and not (PROJECT / link).exists()]
    assert missing == []
