"""How far each article that was handed in is: a row each, drawn anew every second while something is being read."""

from __future__ import annotations

from html import escape

import streamlit as st

from graph.desk import ACTIVE, Task
from graph.texts import Words
from graph.ui import state
from graph.ui.own import Own

_EVERY = 0.7  # seconds
REASONS = (
    *("file", "empty", "long", "binary", "damaged", "format", "textless", "header", "network"),
    *("many", "late", "crash", "program"),
)
_TELLING = ("header", "network", "program")  # of these the program's own line says more


def reading_rows(own: Own) -> None:
    """The rows, with a button to stop; once all is over the whole page is drawn anew, with what was read."""
    tasks = own.tasks()
    if any(task.state in ACTIVE for task in tasks):
        st.fragment(run_every=_EVERY)(_polled)(own)
    elif tasks:
        _rows(own, tasks)


def _polled(own: Own) -> None:
    tasks = own.tasks()
    if not any(task.state in ACTIVE for task in tasks):
        st.rerun()
    _rows(own, tasks)


def _rows(own: Own, tasks: list[Task]) -> None:
    words = state.words()
    busy = [task for task in tasks if task.state in ACTIVE]
    with st.container(key="reading-head", horizontal=True, vertical_alignment="center"):
        said = words("reading_some", n=len(busy), total=len(tasks)) if busy else _outcome(tasks, words)
        st.html(f'<div role="status"><h2 class="list-title">{escape(said)}</h2></div>')
        if busy:
            st.button(words("reading_stop"), key="reading-stop", on_click=own.stop)
        else:
            st.button(words("reading_clear"), key="reading-clear", type="tertiary", on_click=_clear, args=(own,))
    st.html(f'<ul class="tasks">{"".join(_row(task, words) for task in tasks)}</ul>')


def _clear(own: Own) -> None:
    """Forget what is over, and empty the control that the files came from."""
    own.clear()
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1


def _outcome(tasks: list[Task], words: Words) -> str:
    done = sum(task.state == "done" for task in tasks)
    return words("reading_over", n=done, total=len(tasks))


def _row(task: Task, words: Words) -> str:
    return (
        f'<li class="task is-{task.state}"><i class="bar"></i><bdi class="name">{escape(task.name)}</bdi>'
        f'<span class="says">{escape(says(task, words))}</span></li>'
    )


def says(task: Task, words: Words) -> str:
    """How far a task is, or why it failed, in a line."""
    if task.state == "done":
        return words("task_done", n=task.links)
    if task.state != "failed":
        return words(f"task_{task.state}")
    reason = words(f"failed_{task.reason if task.reason in REASONS else 'file'}")
    return f"{reason} ({task.detail})" if task.detail and task.reason in _TELLING else reason
