"""Driving a page with a canvas: where things are drawn, clicks at their drawn place, what the browser complained of."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from graph.drawing import SEPARATOR

PATIENCE = 45_000  # milliseconds: a run of the page on a busy machine
# Streamlit asks for these below a sub-page before it finds its own root.
ALLOWED = "/_stcore/"


class Visit:
    """One page of a browser on one address."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._host = urlsplit(url).netloc
        page.set_default_timeout(PATIENCE)
        page.on("request", self._note_request)
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._note_dialog)
        page.goto(url)

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("blob", "data") and address.netloc != self._host:
            self.outside.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and ALLOWED not in message.location.get("url", ""):
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def _note_dialog(self, dialog: Any) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def await_rest(self) -> None:
        """Wait until no run of the page is under way, and its links lead inside the session."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        self.page.wait_for_function("() => !document.querySelector('a.go') || Symbol.for('maillage.steps') in window")

    def snapshot(self) -> dict[str, Any]:
        """What the canvas shows and where, in CSS pixels of the page; waits until there is one."""
        self.page.wait_for_selector(".maillage[data-ready]")
        shown: dict[str, Any] = self.page.locator(".maillage").evaluate("root => root.snapshot()")
        return shown

    def await_canvas(self, condition: str) -> dict[str, Any]:
        """The snapshot once a JavaScript condition on it (named ``shown``) holds."""
        self.page.wait_for_selector(".maillage[data-ready]")
        root = self.page.locator(".maillage").element_handle()
        test = f"root => {{ const shown = root.snapshot(); return {condition}; }}"
        self.page.wait_for_function(test, arg=root)
        return self.snapshot()

    def node(self, name: str) -> dict[str, Any]:
        """The drawn actor of that name: id, x, y."""
        return next(node for node in self.snapshot()["nodes"] if node["id"] == name)

    def link(self, source: str, relation: str, target: str) -> dict[str, Any]:
        """The drawn line: id, x and y of its middle."""
        wanted = SEPARATOR.join((source, relation, target))
        return next(edge for edge in self.snapshot()["edges"] if edge["id"] == wanted)

    def click(self, place: dict[str, Any]) -> None:
        """Click where an actor or line is drawn."""
        self.page.mouse.click(place["x"], place["y"])

    def hover(self, place: dict[str, Any]) -> None:
        """Move the pointer to where an actor or line is drawn."""
        self.page.mouse.move(place["x"], place["y"])
