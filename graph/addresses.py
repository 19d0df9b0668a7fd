"""Which address of an article may be linked."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_url(url: str) -> bool:
    """Whether an address may be linked: http or https with a host, and nothing else (no javascript:, no data:)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    clean = url.isprintable() and not any(letter.isspace() or letter in "<>\"'`" for letter in url)
    return clean and parts.scheme in ("http", "https") and bool(parts.netloc)
