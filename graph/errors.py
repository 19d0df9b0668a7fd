"""Errors for people: every message names the file or value at fault and the remedy."""


class GraphError(Exception):
    """Base of every error that Maillage raises on purpose; its text is one line for a reader."""


class ArticleError(GraphError):
    """An article file cannot be read; the rest of the folder still can. ``reason``: what is wrong, in one word."""

    def __init__(self, message: str, reason: str = "file") -> None:
        super().__init__(message)
        self.reason = reason


class VocabularyError(GraphError):
    """A file of data/ (ontology, actors, lexicon, rules) is wrong; raised at load."""


class StoreError(GraphError):
    """The store cannot be opened, read or written."""


class ExportError(GraphError):
    """A network cannot be written in the wanted format; nothing was left at the target."""


class UsageError(GraphError):
    """The caller asked for something that does not exist: an empty folder, an unknown format."""
