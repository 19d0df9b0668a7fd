"""The GEXF writer keeps its lead on networkx (the figures: `python -m tests.bench.gexf`)."""

from __future__ import annotations

import pytest

from tests.bench.gexf import compare


@pytest.mark.slow
def test_gexf_takes_less_time_and_a_quarter_of_the_memory_of_networkx() -> None:
    ours, theirs = compare(20_000)
    assert ours.mebibytes <= theirs.mebibytes / 4
    assert ours.seconds < theirs.seconds  # half of it on a quiet machine
