"""The reading desk: articles handed in by several people, read one after the other in one process kept warm."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, Literal

from graph.handed_in import longest

State = Literal["waiting", "reading", "read", "done", "failed", "stopped"]
ACTIVE: tuple[State, ...] = ("waiting", "reading", "read")  # read: its actors are being placed
WAITING_AT_MOST = 200  # files of one owner
PATIENCE = 300.0  # seconds for one request: the longest text that is read takes one
COMMAND = (sys.executable, "-m", "graph.worker")
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Task:
    """A file handed in: how far it is, and what it gave, or why it failed (one word, and the program's own line)."""

    number: int
    name: str
    state: State = "waiting"
    reason: str = ""
    detail: str = ""
    articles: tuple[str, ...] = ()
    links: int = 0


@dataclass(slots=True)
class _Owner:
    """Whose articles: the store that they go to, the shared one, who is told what was placed, and the tasks."""

    own: str
    shared: str
    placed: Callable[[Sequence[str]], None]
    tasks: dict[int, Task]
    held: dict[int, bytes]
    shown: set[str]
    served: int = 0

    def next_waiting(self) -> Task | None:
        return next((task for task in self.tasks.values() if task.state == "waiting"), None)

    def unplaced(self) -> list[Task]:
        return [task for task in self.tasks.values() if task.state == "read"]

    def has_work(self) -> bool:
        return any(task.state in ("waiting", "read") for task in self.tasks.values())


class Desk:
    """Hands files to one worker process, which is started with the first of them. Owners take turns."""

    def __init__(self, command: Sequence[str] = COMMAND, patience: float = PATIENCE) -> None:
        self._command, self._patience = list(command), patience
        self._news = threading.Condition()
        self._owners: dict[str, _Owner] = {}
        self._numbers, self._turns = count(1), count(1)
        self._worker: subprocess.Popen[str] | None = None
        self._busy: tuple[str, int] | None = None  # owner and task that the worker is at; 0: places
        self._closed = self._late = False
        self._thread: threading.Thread | None = None

    def welcome(self, owner: str, own: str, shared: str, placed: Callable[[Sequence[str]], None]) -> None:
        """Take files of a new owner into the store at ``own``; ``placed`` is told which articles can be shown."""
        with self._news:
            self._owners[owner] = _Owner(own, shared, placed, {}, {}, set())

    def submit(self, owner: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Hand in files: (name, content)."""
        with self._news:
            whose = self._owners[owner]
            for name, data in files:
                task = Task(next(self._numbers), name)
                reason = "long" if len(data) > longest(name) else "many" if len(whose.held) >= WAITING_AT_MOST else ""
                if reason:
                    task = replace(task, state="failed", reason=reason)
                else:
                    whose.held[task.number] = data
                whose.tasks[task.number] = task
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="reading desk", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def tasks(self, owner: str) -> list[Task]:
        """Everything that the owner handed in, in order."""
        with self._news:
            return list(self._owners[owner].tasks.values())

    def stop(self, owner: str) -> None:
        """Read nothing more for the owner; what was read stays."""
        with self._news:
            whose = self._owners[owner]
            for task in list(whose.tasks.values()):
                if task.state in ("waiting", "reading"):
                    whose.tasks[task.number] = replace(task, state="stopped")
            whose.held.clear()
            if self._busy and self._busy[0] == owner and self._busy[1] and self._worker:
                self._worker.kill()
            self._news.notify_all()

    def clear(self, owner: str) -> None:
        """Forget the owner's tasks that are over."""
        with self._news:
            whose = self._owners[owner]
            whose.tasks = {number: task for number, task in whose.tasks.items() if task.state in ACTIVE}

    def withdraw(self, owner: str, article_ids: Iterable[str]) -> None:
        """These articles are no longer in the owner's store."""
        with self._news:
            self._owners[owner].shown.difference_update(article_ids)

    def leave(self, owner: str) -> None:
        """Stop and forget all of the owner's."""
        if owner in self._owners:
            self.stop(owner)
            with self._news:
                del self._owners[owner]
                if self._busy and self._busy[0] == owner and self._worker:  # it writes nothing more from now on
                    self._worker.kill()
                    self._worker.wait()

    def close(self) -> None:
        """End the worker."""
        with self._news:
            self._closed = True
            if self._worker:
                self._worker.kill()
            self._news.notify_all()

    def _run(self) -> None:
        while (turn := self._next()) is not None:
            owner, task, request = turn
            found = self._ask(owner, request)
            with self._news:
                self._busy = None
                whose = self._owners.get(owner)
                if whose and task:
                    self._settle(whose, task, found)
                elif whose:
                    self._show(whose, request["articles"])

    def _next(self) -> tuple[str, Task | None, dict[str, Any]] | None:
        """Waits for something to do: a file of the owner who waits longest, or the places of what was read of it."""
        with self._news:
            while not self._closed and not any(whose.has_work() for whose in self._owners.values()):
                self._news.wait()
            if self._closed:
                return None
            owner, whose = min(
                ((key, one) for key, one in self._owners.items() if one.has_work()), key=lambda pair: pair[1].served
            )
            whose.served = next(self._turns)
            task = whose.next_waiting()
            if task is None:
                articles = sorted(whose.shown.union(*(one.articles for one in whose.unplaced())))
                self._busy = owner, 0
                return owner, None, {"op": "place", "own": whose.own, "shared": whose.shared, "articles": articles}
            whose.tasks[task.number] = replace(task, state="reading")
            self._busy = owner, task.number
            data = base64.b64encode(whose.held.pop(task.number)).decode()
            return owner, task, {"op": "read", "own": whose.own, "name": task.name, "data": data}

    def _settle(self, whose: _Owner, task: Task, found: dict[str, Any] | None) -> None:
        if whose.tasks[task.number].state == "stopped":
            return
        if found is None:
            task = replace(task, state="failed", reason="late" if self._late else "crash")
        elif "reason" in found:
            task = replace(task, state="failed", reason=found["reason"], detail=found["detail"])
        else:
            task = replace(task, state="read", articles=tuple(found["articles"]), links=found["links"])
        whose.tasks[task.number] = task

    def _show(self, whose: _Owner, articles: Sequence[str]) -> None:
        for task in whose.unplaced():
            whose.tasks[task.number] = replace(task, state="done")
        whose.shown.update(articles)
        whose.placed(articles)

    def _ask(self, owner: str, request: dict[str, Any]) -> dict[str, Any] | None:
        """The worker's answer; None if it ended over it, of itself or because it was stopped or took too long."""
        with self._news:
            if owner not in self._owners:
                return None
            worker = self._started()
        self._late = False
        watch = threading.Timer(self._patience, self._give_up, (worker,))
        watch.start()
        line = ""
        with suppress(BrokenPipeError):
            assert worker.stdin
            assert worker.stdout
            worker.stdin.write(json.dumps(request) + "\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
        watch.cancel()
        if not line.endswith("\n"):
            worker.kill()
            worker.wait()
            return None
        found: dict[str, Any] = json.loads(line)
        return found

    def _started(self) -> subprocess.Popen[str]:
        if self._worker is None or self._worker.poll() is not None:
            self._worker = subprocess.Popen(
                self._command,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C is for the server; this one ends with its stdin
            )
        return self._worker

    def _give_up(self, worker: subprocess.Popen[str]) -> None:
        self._late = True
        worker.kill()
