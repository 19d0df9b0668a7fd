"""What each command of ``python -m graph`` does; each returns the exit status."""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import metadata, util
from pathlib import Path

from graph import corpus
from graph.errors import GraphError, UsageError
from graph.layout import cached_positions
from graph.model import Claim
from graph.network import background, build_network
from graph.ontology import load_ontology
from graph.store import FOLDER, STORE_VARIABLE, VERSION, Store, open_store
from graph.table import claims_csv

DONE, SOME_FAILED, WRONG_USE = 0, 1, 2
_PROJECT = FOLDER.parent


def claims(options: argparse.Namespace) -> int:
    """Write the claims of articles as CSV, without a store."""
    if options.out:
        _check_target(options.out)
    table, failed = corpus.read_claims(options.paths, _report(options.quiet))
    data = claims_csv(table).encode("utf-8")
    if options.out:
        _write_beside(options.out, data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return SOME_FAILED if failed else DONE


def build(options: argparse.Namespace) -> int:
    """Bring a store up to date with articles."""
    store = open_store(options.store)
    result = corpus.build(options.paths, store, _report(options.quiet), prune=options.prune)
    _place(store)
    if not options.quiet:
        counts = f"{len(result.done)} read, {len(result.skipped)} unchanged, {len(result.failed)} failed"
        print(f"{store.address}: {counts}", file=sys.stderr)
    return SOME_FAILED if result.failed else DONE


def export(options: argparse.Namespace) -> int:
    """Write the network, or what the filters leave of it, to a file."""
    from graph.export import Context, format_named
    from graph.export import export as write_network
    from graph.layout import cached_positions
    from graph.network import background, build_network
    from graph.selection import FIELDS, Selection

    format_named(options.format)
    _check_target(options.out)
    given = {field.name: getattr(options, field.name) for field in FIELDS}
    query = {name: ",".join(values) for name, values in given.items() if values}
    selection = Selection.from_query(query, strict=True)
    store = open_store(options.store)
    table = store.claims()
    known = background(table, store.actors())
    shown = selection.apply(table, known)
    places = cached_positions(build_network(table, known), store)["wide"]  # those of the page, whatever is shown
    context = Context(selection.describe(options.lang, shown), date.today().isoformat(), options.lang, places)
    write_network(options.format, options.out, build_network(shown, known), shown, context)
    return DONE


def bring_in(options: argparse.Namespace) -> int:
    """Open exported networks again in a store, and take the corrections that they hold; all files or none."""
    from graph.importing import bring_in, read_file

    read = [(path, *read_file(path)) for path in options.paths]
    store = open_store(options.store)
    for path, table, aliases in read:
        done = bring_in(table, aliases, store, path.name, remove_missing=options.remove_missing)
        counts = f"{done.corrected} corrected, {done.added} added, {done.removed} removed, {done.unchanged} unchanged"
        print(f"{path.name}: {len(done.opened)} articles opened; claims of others: {counts}", file=sys.stderr)
    _place(store)
    return DONE


def undo(options: argparse.Namespace) -> int:
    """List the corrections that hold as CSV, or take one back."""
    store = open_store(options.store)
    if options.number is not None:
        store.undo(options.number)
        return DONE
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("number", "article", "found", "told", "note"))
    for number, correction in store.corrections().items():
        rows.writerow((number, correction.article, _said(correction.found), _said(correction.told), correction.note))
    return DONE


def _said(claim: Claim | None) -> str:
    return f"{claim.source} {claim.relation} {claim.target} ({claim.status})" if claim else ""


def actors(options: argparse.Namespace) -> int:
    """List the actors of a store as CSV."""
    store = open_store(options.store)
    table = store.claims()
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("actor", "kind", "claims", "articles", "aliases"))
    for actor in store.actors():
        own = table[(table["source"] == actor.name) | (table["target"] == actor.name)]
        rows.writerow((actor.name, actor.kind, len(own), own["article_id"].nunique(), "; ".join(actor.aliases)))
    return DONE


def doctor(options: argparse.Namespace) -> int:
    """Say whether everything that Maillage needs is in place, one line each."""
    healthy = True
    for name, check in _checks(options.store):
        try:
            print(f"ok   {name}: {check()}")
        except GraphError as error:
            healthy = False
            print(f"BAD  {error}")
    return DONE if healthy else SOME_FAILED


def serve(options: argparse.Namespace) -> int:
    """Build the store of these articles (or the one that MAILLAGE_STORE names), then become the dashboard's server."""
    store = open_store(os.environ.get(STORE_VARIABLE) or _store_of(Path(os.path.realpath(options.path))))
    corpus.build([options.path], store, _report(options.quiet), prune=True)
    _place(store)
    dashboard = _PROJECT / "dashboard.py"
    settings = {
        "server.address": "127.0.0.1",
        "server.port": str(options.port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(dashboard), *(f"--{k}={v}" for k, v in settings.items())]
    print(f"Maillage: http://127.0.0.1:{options.port} (Ctrl-C to stop)", file=sys.stderr, flush=True)
    os.chdir(_PROJECT)  # where Streamlit looks for its settings
    os.execve(sys.executable, command, {**os.environ, STORE_VARIABLE: store.url})


def _place(store: Store) -> None:
    """Work out where every actor stands, so that the page opens on a picture instead of waiting for one."""
    claims = store.claims()
    if not claims.empty:
        cached_positions(build_network(claims, background(claims, store.actors())), store)


def _store_of(path: Path) -> str:
    """Each path has a store of its own, and each version of the schema: a new one starts anew, nothing is lost."""
    name = f"{path.name}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}.v{VERSION}.sqlite"
    return f"sqlite:///{FOLDER / name}"


def _report(quiet: bool) -> corpus.Report:
    """Progress on stderr, one line a file; a failure is said in any case."""

    def say(step: corpus.Step) -> None:
        if step.outcome == "failed" or not quiet:
            line = step.message if step.outcome == "failed" else f"{step.name}: {step.message}"
            print(line if quiet else f"{step.number}/{step.total} {line}", file=sys.stderr, flush=True)

    return say


def _checks(store: str | None) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "Python", lambda: sys.version.split()[0]
    for line in (_PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([\w-]+)(?:\[\w+\])?==(\S+)", line):
            yield match[1], partial(_installed, match[1], match[2])
    yield "language model", _model
    yield "vocabulary", lambda: f"{len(load_ontology().relations)} relation types"
    yield "store", lambda: _store_state(store)


def _installed(package: str, pinned: str) -> str:
    try:
        version = metadata.version(package)
    except metadata.PackageNotFoundError as error:
        raise UsageError(f"{package}: not installed; run « make venv »") from error
    if version != pinned:
        raise UsageError(f"{package}: {version} is installed, {pinned} was tested; run « make venv »")
    return version


def _model() -> str:
    name = os.environ.get("GRAPH_SPACY_MODEL", "fr_core_news_md")
    if util.find_spec(name) is None and not Path(name).exists():
        raise UsageError(f"language model: {name} is not installed; run « make venv » or correct GRAPH_SPACY_MODEL")
    return name


def _store_state(url: str | None) -> str:
    store = open_store(url)
    return f"{store.address}, {len(store.known())} articles"


def _check_target(path: Path) -> None:
    """Refuses a target that cannot be written before the work is done rather than after it."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: its folder does not exist; make it first")


def _write_beside(path: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never finds half a file."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as part:
            part.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(part.name, 0o666 & ~mask)
        os.replace(part.name, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); check the path and your rights") from error
