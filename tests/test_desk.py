"""The reading desk with a stand-in for its worker: turns, failures, stopping, and what is left afterwards."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence

import pytest

from graph.desk import ACTIVE, Desk, Task
from graph.handed_in import LONGEST_ARTICLE

# Answers with the file's name; « slow » never answers, « crash » ends the process, « bad » cannot be read.
WORKER = """
import json, sys, time
for line in sys.stdin:
    request = json.loads(line)
    name = request.get("name", "")
    if name == "slow":
        time.sleep(600)
    if name == "crash":
        sys.exit(3)
    if request["op"] == "place":
        print("{}", flush=True)
    elif name == "bad":
        print(json.dumps({"reason": "binary", "detail": "bad: binary"}), flush=True)
    else:
        print(json.dumps({"articles": ["id-" + name], "links": len(name)}), flush=True)
"""
LIMIT = 20.0  # seconds for a stand-in on a busy machine


class Placed:
    """Notes what the desk says is placed, and lets a test wait for its tasks."""

    def __init__(self, desk: Desk, owner: str) -> None:
        self.desk, self.owner, self.told = desk, owner, list[Sequence[str]]()
        self._beat = threading.Event()
        desk.welcome(owner, f"{owner}.sqlite", "shared.sqlite", self.told.append)

    def hand_in(self, *names: str, data: bytes = b"text") -> None:
        self.desk.submit(self.owner, [(name, data) for name in names])

    def states(self) -> list[tuple[str, str]]:
        return [(task.name, task.state) for task in self.desk.tasks(self.owner)]

    def until(self, *states: tuple[str, str]) -> list[Task]:
        for _ in range(int(LIMIT / 0.01)):
            if self.states() == list(states):
                return self.desk.tasks(self.owner)
            self._beat.wait(0.01)
        pytest.fail(f"{self.states()} never became {states}")

    def until_over(self) -> list[Task]:
        for _ in range(int(LIMIT / 0.01)):
            if not any(task.state in ACTIVE for task in self.desk.tasks(self.owner)):
                return self.desk.tasks(self.owner)
            self._beat.wait(0.01)
        pytest.fail(f"never over: {self.states()}")


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk([sys.executable, "-c", WORKER])
    yield opened
    opened.close()


def test_one_file_fails_and_the_others_are_read_and_placed(desk: Desk) -> None:
    mine = Placed(desk, "me")
    mine.hand_in("one.txt", "bad", "three.txt")
    tasks = mine.until(("one.txt", "done"), ("bad", "failed"), ("three.txt", "done"))
    assert [(task.links, task.reason) for task in tasks] == [(7, ""), (0, "binary"), (9, "")]
    assert mine.told[-1] == ["id-one.txt", "id-three.txt"]


def test_a_crash_fails_one_file_and_the_next_is_read_by_a_new_worker(desk: Desk) -> None:
    mine = Placed(desk, "me")
    mine.hand_in("crash", "next")
    tasks = mine.until(("crash", "failed"), ("next", "done"))
    assert tasks[0].reason == "crash"


def test_what_takes_too_long_is_given_up() -> None:
    desk = Desk([sys.executable, "-c", WORKER], patience=1.0)
    mine = Placed(desk, "me")
    mine.hand_in("slow", "next")
    assert mine.until(("slow", "failed"), ("next", "done"))[0].reason == "late"
    desk.close()


def test_stopping_keeps_what_was_read(desk: Desk) -> None:
    mine = Placed(desk, "me")
    mine.hand_in("first", "slow", "third")
    mine.until(("first", "read"), ("slow", "reading"), ("third", "waiting"))
    desk.stop("me")
    mine.until(("first", "done"), ("slow", "stopped"), ("third", "stopped"))
    assert mine.told == [["id-first"]]
    mine.hand_in("later")
    assert mine.until_over()[-1].state == "done"


def test_one_owner_never_sees_nor_stops_the_other(desk: Desk) -> None:
    mine, theirs = Placed(desk, "me"), Placed(desk, "them")
    mine.hand_in("slow", "second")
    mine.until(("slow", "reading"), ("second", "waiting"))
    theirs.hand_in("theirs")
    desk.stop("them")
    assert (mine.states()[0], theirs.states()) == (("slow", "reading"), [("theirs", "stopped")])
    desk.stop("me")
    assert theirs.told == []


def test_owners_take_turns(desk: Desk) -> None:
    mine, theirs = Placed(desk, "me"), Placed(desk, "them")
    mine.hand_in("slow", *(f"mine {n}" for n in range(50)))
    mine.until(("slow", "reading"), *((f"mine {n}", "waiting") for n in range(50)))
    theirs.hand_in("theirs", "slow")
    desk.stop("me")
    mine.hand_in(*(f"again {n}" for n in range(50)))
    theirs.until(("theirs", "read"), ("slow", "reading"))
    assert sum(task.state == "read" for task in desk.tasks("me")) <= 2


def test_a_file_that_is_far_too_long_is_not_even_handed_to_the_worker(desk: Desk) -> None:
    mine = Placed(desk, "me")
    mine.hand_in("book.txt", data=b"x" * (LONGEST_ARTICLE + 1))
    assert [(task.state, task.reason) for task in desk.tasks("me")] == [("failed", "long")]


def test_what_is_over_can_be_forgotten_and_who_leaves_is_forgotten_whole(desk: Desk) -> None:
    mine = Placed(desk, "me")
    mine.hand_in("bad", "slow")
    mine.until(("bad", "failed"), ("slow", "reading"))
    desk.clear("me")
    assert mine.states() == [("slow", "reading")]
    desk.leave("me")
    desk.leave("me")
    theirs = Placed(desk, "them")
    theirs.hand_in("theirs")
    theirs.until(("theirs", "done"))
    with pytest.raises(KeyError):
        desk.tasks("me")
