"""What a format of export is; each format is one file of this folder with a ``FORMATS`` tuple."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias

import pandas as pd

from graph.network import Network
from graph.ontology import Language


@dataclass(frozen=True)
class Context:
    """What a file says of itself; the caller gives the date, so that the same input gives the same bytes.

    ``positions`` are as on the picture (pixels, y downwards), for formats that keep them.
    """

    selection: str = ""  # in words: Selection.describe
    when: str = ""  # ISO date, YYYY-MM-DD
    lang: Language = "fr"
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)


Writer: TypeAlias = Callable[[Network, pd.DataFrame, BinaryIO, Context], None]


@dataclass(frozen=True)
class Format:
    """A format to take a network away in; ``label`` and ``good_for`` hold "fr" and "en"."""

    name: str  # on the command line
    extension: str  # of the file, with its dot
    mime: str
    label: Mapping[Language, str]
    good_for: Mapping[Language, str]
    write: Writer
