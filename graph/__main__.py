"""The command line: ``python -m graph claims | build | export | import | undo | actors | doctor | serve``.

Exit status: 0 done, 1 some articles failed (each named on stderr, the rest done), 2 wrong use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from graph import commands
from graph.errors import GraphError

INTERRUPTED = 130  # as shells say it


class _Parser(argparse.ArgumentParser):
    """Wrong use is one clear line and status 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(commands.WRONG_USE, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error for people is one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except GraphError as error:
        print(error, file=sys.stderr)
        return commands.WRONG_USE
    except KeyboardInterrupt:
        print("interrupted; what was done is kept", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader has enough (« | head »)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return commands.DONE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m graph", description="Who is linked to whom in press articles, and who says so.")
    commands_of = parser.add_subparsers(metavar="COMMAND", required=True)

    claims = commands_of.add_parser("claims", help="write the claims of articles as CSV")
    _paths(claims)
    claims.add_argument("--out", type=Path, metavar="FILE.csv", help="where to write (default: standard output)")
    claims.set_defaults(run=commands.claims)

    build = commands_of.add_parser("build", help="bring a store up to date with articles")
    _paths(build)
    _store(build)
    build.add_argument("--prune", action="store_true", help="forget articles whose file is gone from the folders")
    build.set_defaults(run=commands.build)

    _export(commands_of.add_parser("export", help="write the network to a file"))

    bring = commands_of.add_parser("import", help="open an exported JSON or CSV again, or take corrections from it")
    bring.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="exported .json, or .csv of passages")
    _store(bring)
    bring.add_argument(
        "--remove-missing", action="store_true", help="take claims out that an article in the file no longer has"
    )
    bring.set_defaults(run=commands.bring_in)

    undo = commands_of.add_parser("undo", help="list the corrections that hold, or take one back")
    undo.add_argument("number", nargs="?", type=int, metavar="NUMBER", help="of the correction to take back")
    _store(undo)
    undo.set_defaults(run=commands.undo)

    actors = commands_of.add_parser("actors", help="list the actors of a store as CSV")
    _store(actors)
    actors.set_defaults(run=commands.actors)

    doctor = commands_of.add_parser("doctor", help="check that all that is needed is in place")
    _store(doctor)
    doctor.set_defaults(run=commands.doctor)

    serve = commands_of.add_parser("serve", help="build the store of a folder, then serve the dashboard")
    serve.add_argument("path", type=Path, metavar="PATH", help="a file or folder of articles")
    serve.add_argument("--port", type=_port, default=8501, help="port on this machine (default: 8501)")
    serve.add_argument("--quiet", action="store_true", help="no progress")
    serve.set_defaults(run=commands.serve)
    return parser


def _export(parser: argparse.ArgumentParser) -> None:
    from graph.ontology import LANGUAGES
    from graph.selection import FIELDS

    parser.add_argument("--format", required=True, metavar="F", help="gexf, csv, …")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write")
    parser.add_argument("--lang", choices=LANGUAGES, default="fr", help="language of the words in the file")
    _store(parser)
    for field in FIELDS:
        parser.add_argument(
            field.option, dest=field.name, metavar=field.metavar, action="append", help=field.help.replace("%", "%%")
        )
    parser.set_defaults(run=commands.export)


def _paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles (.txt, .md)")
    parser.add_argument("--quiet", action="store_true", help="no progress; failures are still named")


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", metavar="URL", help="SQLAlchemy URL or SQLite file (default: $MAILLAGE_STORE)")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"« {text} » is no port from 1 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
