"""Found on its path, Python reads this before anything else: from then on nothing outside this machine is reached.

What was tried is refused, and written to the file that MAILLAGE_TRIED names; processes that are started inherit both.
"""

from __future__ import annotations

import os
import sys
from ipaddress import ip_address
from typing import Any

EVENTS = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in EVENTS:
        return
    told = arguments[0] if event.startswith("socket.get") else arguments[1]
    host = told[0] if isinstance(told, tuple) else told  # a path is a socket of this machine
    if host is None or (event in EVENTS[:2] and not isinstance(told, tuple)) or _is_here(str(host)):
        return
    with open(os.environ["MAILLAGE_TRIED"], "a", encoding="utf-8") as log:
        log.write(f"{event} {told}\n")
    raise OSError(f"no network: {host}")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host in ("", "localhost", os.uname().nodename)


sys.addaudithook(_refuse)
