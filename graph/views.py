"""Named views: a page with its filters and focus, kept in the store under a name."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

LONGEST = 80  # letters of a name


@dataclass(frozen=True, slots=True)
class SavedView:
    """One saved view; ``query`` is that of its page's address, ``saved`` an ISO time in UTC."""

    id: str
    name: str
    page: str
    query: str
    saved: str

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of its address."""
        return dict(parse_qsl(self.query))


def new_view(name: str, page: str, parameters: Mapping[str, str], taken: Collection[str] = ()) -> SavedView:
    """A view to save now; a name that is taken gets a number, so that nothing saved before is lost."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    return SavedView(uuid.uuid4().hex, free_name(name, taken), page, urlencode(parameters), moment)


def free_name(name: str, taken: Collection[str]) -> str:
    """The name on one line and not too long; « Name (2) » if there is one of that name already."""
    plain = " ".join(name.split())[:LONGEST].strip()
    if plain not in taken:
        return plain
    return next(told for n in range(2, len(taken) + 3) if (told := f"{plain} ({n})") not in taken)
