"""Reading an article costs little beyond its parse (the figures: `python -m tests.bench.extraction`)."""

from __future__ import annotations

import pytest

from tests.bench.extraction import compare


@pytest.mark.slow
def test_whole_extraction_takes_not_much_longer_than_the_bare_pipeline() -> None:
    assert compare(rounds=5).ratio <= 1.6  # 1.3 is the aim
