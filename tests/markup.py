"""What tests of formats in XML share: values as they were before writing."""

from __future__ import annotations

import json
from typing import Any

from graph.export.xml import unescaped


def restored(value: Any) -> Any:
    """An attribute as it was: lists out of JSON text, forbidden characters back in their place."""
    if isinstance(value, list):
        return [unescaped(item) for item in value]
    if isinstance(value, str) and value.startswith("["):
        return [unescaped(item) for item in json.loads(value)]
    return unescaped(value) if isinstance(value, str) else value


def told(data: dict[str, Any]) -> dict[str, Any]:
    """All attributes as they were; a name is text whatever it looks like."""
    return {title: unescaped(one) if title in ("id", "name", "label") else restored(one) for title, one in data.items()}
