"""Sets a folder of Node packages up for a test."""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path

import pytest


def installed(npm: str, folder: Path) -> None:
    """Install a folder's packages as its lock has them, unless they are there; one process at a time."""
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    ready = folder / "node_modules" / ".ready"
    with (folder / "package.json").open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if ready.is_file() and ready.read_text(encoding="utf-8") == lock:
            return
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
        if done.returncode:
            say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            say(f"npm ci failed in {folder.name}: {done.stderr.strip()[-300:]}")
        ready.write_text(lock, encoding="utf-8")
