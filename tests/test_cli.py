"""The command line as other programs use it: what it writes where, and its exit status. Runs the true extraction."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.__main__ import main
from graph.store import STORE_VARIABLE, open_store
from graph.table import CSV_COLUMNS

PROJECT = Path(__file__).resolve().parent.parent
NOTES = PROJECT / "data" / "articles"
NOTE = NOTES / "03-commission-examine-accord.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good article, one empty, one binary, one malformed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(NOTE, folder)
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "malformed.md").write_text("---\ntitle: [\n---\nTexte.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the demonstration corpus."""
    path = tmp_path_factory.mktemp("built") / "store.sqlite"
    assert main(["build", str(NOTES), "--store", str(path), "--quiet"]) == 0
    return path


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graph", *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, **options)  # type: ignore[call-overload]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# Claims


def test_claims_go_to_standard_output_as_csv(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(NOTE)]) == 0
    out, err = capfd.readouterr()
    found = rows(out)
    assert tuple(found[0]) == CSV_COLUMNS
    text = NOTE.read_text(encoding="utf-8")
    assert len(found) > 5
    for row in found:
        assert row["article"] == NOTE.name
        assert text[int(row["char_start"]) : int(row["char_end"])] == row["quote"]
        assert row["trigger"] in row["quote"]
    assert err.splitlines() == [f"1/1 {NOTE.name}: {len(found)} claims"]


def test_claims_go_to_a_file_and_quiet_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "claims.csv"
    assert main(["claims", str(NOTE), "--out", str(out), "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")
    assert main(["claims", str(NOTE), "--quiet"]) == 0
    assert capfd.readouterr().out == out.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.csv"
        done = run("claims", NOTE, "--out", out, "--quiet", env={**os.environ, "PYTHONHASHSEED": seed})
        assert (done.returncode, done.stderr) == (0, "")
        written.append(out.read_bytes())
    assert written[0] == written[1]


def test_the_press_articles_give_their_claims(originals: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(originals), "--quiet"]) == 0
    found = rows(capfd.readouterr().out)
    assert len(found) >= 60
    assert len({row["article"] for row in found}) == 5


# Bad input


@pytest.mark.parametrize("command", ["claims", "build"])
def test_bad_files_are_named_the_rest_is_done(
    command: str, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store.sqlite"))
    assert main([command, str(folder), "--quiet"]) == 1
    out, err = capfd.readouterr()
    lines = err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["binary.txt", "empty.txt", "malformed.md"]
    if command == "claims":
        assert {row["article"] for row in rows(out)} == {NOTE.name}
    else:
        assert [article.name for article in open_store().articles()] == [NOTE.name]


def test_an_unreadable_file_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(NOTE, tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert main(["claims", str(tmp_path), "--quiet"]) == 1
    gone, loop = capfd.readouterr().err.splitlines()
    assert gone.startswith(f"{tmp_path / 'gone.txt'}: cannot be read (No such file")
    assert loop.startswith(f"{tmp_path / 'loop.txt'}: cannot be read (Too many levels")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["draw"], "invalid choice: 'draw'"),
        (["claims"], "the following arguments are required: PATH"),
        (["claims", "gone"], "gone: no such file or folder"),
        (["claims", "."], ".: is no article"),
        (["claims", "x", "--colour"], "unrecognized arguments: --colour"),
        (["claims", str(NOTE), "--out", "gone/claims.csv"], "gone/claims.csv: its folder does not exist"),
        (["claims", str(NOTE), "--out", "."], ".: is a folder"),
        (["build", str(NOTE), "--store", "nonsense://x"], "nonsense://x: no store"),
        (["export", "--format", "gexf"], "the following arguments are required: --out"),
        (["export", "--format", "doc", "--out", "x.doc"], "doc"),
        (["export", "--format", "gexf", "--out", "x.gexf", "--relation", "marries"], "« marries » is unknown"),
        (["export", "--format", "gexf", "--out", "x.gexf", "--since", "hier"], "« hier » is no date"),
        (["export", "--format", "gexf", "--out", "x.gexf", "--min-confidence", "2"], "is not a number from 0 to 1"),
        (["serve", "gone"], "gone: no such file or folder"),
        (["serve", ".", "--port", "eight"], "« eight » is no port"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(
    arguments: list[str], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store.sqlite"))
    if said == ".: is no article":
        said = "no article in .: expected files"
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = int(str(ended.code))
    out, err = capfd.readouterr()
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert {path.name for path in tmp_path.iterdir()} <= {"store.sqlite"}


# Build, actors, export, doctor


def test_build_says_what_it_did_and_does_nothing_twice(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "store.sqlite")
    assert main(["build", str(NOTE), "--store", store]) == 0
    assert capfd.readouterr().err.splitlines()[-1] == f"sqlite:///{store}: 1 read, 0 unchanged, 0 failed"
    assert main(["build", str(NOTE), "--store", store]) == 0
    lines = capfd.readouterr().err.splitlines()
    assert lines == [f"1/1 {NOTE.name}: unchanged", f"sqlite:///{store}: 0 read, 1 unchanged, 0 failed"]


def test_actors_are_listed(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "--store", str(built)]) == 0
    listed = {row["actor"]: row for row in rows(capfd.readouterr().out)}
    assert listed["Mistral AI"]["kind"] == "company"
    assert int(listed["Mistral AI"]["articles"]) == 5
    assert int(listed["Mistral AI"]["claims"]) >= 5


def test_export_writes_the_network_and_filters_narrow_it(built: Path, tmp_path: Path) -> None:
    import networkx as nx

    whole, part = tmp_path / "whole.gexf", tmp_path / "part.gexf"
    start = ["export", "--format", "gexf", "--store", str(built), "--out"]
    assert main([*start, str(whole)]) == 0
    assert main([*start, str(part), "--relation", "invests_in", "--relation", "founded"]) == 0
    read_whole, read_part = nx.read_gexf(whole), nx.read_gexf(part)
    table = open_store(str(built)).claims()
    assert read_whole.number_of_nodes() == len({*table["source"], *table["target"]})
    relations = {data["relation"] for _, _, data in read_part.edges(data=True)}
    assert relations == {"invests_in", "founded"}
    kept = [data for _, _, data in read_whole.edges(data=True) if data["relation"] in relations]
    assert read_part.number_of_edges() == len(kept) < read_whole.number_of_edges()


def test_the_store_named_by_the_environment_is_used(
    built: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, f"sqlite:///{built}")
    assert main(["doctor"]) == 0
    assert f"ok   store: sqlite:///{built}, 5 articles" in capfd.readouterr().out


def test_doctor_says_what_is_missing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPH_SPACY_MODEL", "fr_none")
    assert main(["doctor", "--store", "nonsense://x"]) == 1
    out = capfd.readouterr().out
    bad = [line for line in out.splitlines() if not line.startswith("ok   ")]
    assert len(bad) == 2
    assert bad[0].startswith("BAD  language model: fr_none is not installed")
    assert bad[1].startswith("BAD  nonsense://x: no store")


# How it ends


@pytest.mark.parametrize("arguments", [["claims", str(NOTE), "--quiet"], ["actors"], ["doctor"]])
def test_a_reader_that_has_enough_ends_it_quietly(arguments: list[str], built: Path) -> None:
    command, env = [sys.executable, "-m", "graph", *arguments], {**os.environ, STORE_VARIABLE: str(built)}
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, cwd=PROJECT, env=env, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=300)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_ends_it_in_one_line(tmp_path: Path) -> None:
    for n in range(300):
        (tmp_path / f"{n:03}.txt").write_text(f"{n}. {NOTE.read_text(encoding='utf-8')}", encoding="utf-8")
    command = [sys.executable, "-m", "graph", "build", str(tmp_path), "--store", str(tmp_path / "store.sqlite")]
    with subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("1/300 000.txt: ")
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read().splitlines()
    assert process.returncode == 130
    assert rest[-1] == "interrupted; what was done is kept"
    assert not any("Traceback" in line for line in rest)
    store = open_store(str(tmp_path / "store.sqlite"))
    assert 1 <= len(store.articles()) < 300
