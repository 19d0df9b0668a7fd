"""Import: an exported network opens again equal, a corrected sheet corrects, another file is refused in a line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from graph.__main__ import main
from graph.errors import UsageError
from graph.export import Context, to_bytes
from graph.importing import bring_in, read_bytes, read_file
from graph.network import background, build_network
from graph.store import Store, open_store
from tests.samples import sample_table

NOTES = Path(__file__).resolve().parent.parent / "data" / "articles"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "store.sqlite"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the demonstration corpus."""
    path = tmp_path_factory.mktemp("built") / "store.sqlite"
    assert main(["build", str(NOTES), "--store", str(path), "--quiet"]) == 0
    return path


def exported(store: Store, name: str) -> bytes:
    table = store.claims()
    return to_bytes(name, build_network(table, background(table, store.actors())), table, Context("tout", "2026-01-31"))


def sheet(table: pd.DataFrame) -> bytes:
    return to_bytes("csv", build_network(table), table)


@pytest.mark.parametrize("name", ["json", "csv"])
def test_an_exported_network_opens_again_equal(built: Path, store: Store, name: str) -> None:
    original = open_store(str(built))
    table, aliases = read_bytes(f"maillage.{name}", exported(original, name))
    done = bring_in(table, aliases, store)
    assert len(done.opened) == 5
    assert (done.corrected, done.added, done.removed) == (0, 0, 0)
    pd.testing.assert_frame_equal(store.claims(), original.claims())
    assert exported(store, "csv") == exported(original, "csv")
    if name == "json":  # a spreadsheet of passages has no aliases
        assert exported(store, "json") == exported(original, "json")
        assert exported(store, "gexf") == exported(original, "gexf")


def test_every_passage_stands_where_it_stood(built: Path, store: Store) -> None:
    table, aliases = read_bytes("n.csv", exported(open_store(str(built)), "csv"))
    bring_in(table, aliases, store)
    for article in store.articles():
        for claim in store.unified()[article.id].claims:
            assert article.text[claim.char_start : claim.char_end] == claim.quote
        assert all(article.text[p.start : p.end].strip() for p in article.passages)


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    table = sample_table()
    bring_in(table, {}, store)
    revision = store.revision()
    done = bring_in(table, {}, store)
    assert (done.opened, done.unchanged, store.revision()) == ((), len(table), revision)


def test_a_corrected_cell_corrects_its_claim_and_can_be_undone(store: Store) -> None:
    table = sample_table()
    bring_in(table, {}, store)
    edited = table.copy()
    edited.loc[0, ["target", "target_kind", "status"]] = ["Ondine Marine", "company", "planned"]
    done = bring_in(edited, {}, store, "passages.csv")
    assert (done.corrected, done.added, done.removed, done.unchanged) == (1, 0, 0, len(table) - 1)
    assert "Ondine Marine" in set(store.claims()["target"])
    (number,) = store.corrections()
    assert store.corrections()[number].note == "passages.csv"
    store.undo(number)
    pd.testing.assert_frame_equal(store.claims(), table)


def test_a_row_left_out_stays_unless_asked(store: Store) -> None:
    table = sample_table()
    bring_in(table, {}, store)
    part = table.drop(index=0)
    assert bring_in(part, {}, store).removed == 0
    assert len(store.claims()) == len(table)
    assert bring_in(part, {}, store, remove_missing=True).removed == 1
    assert len(store.claims()) == len(table) - 1


def test_articles_that_the_file_does_not_name_are_left_alone(store: Store) -> None:
    table = sample_table()
    bring_in(table, {}, store)
    one = table[table["article"] == table["article"].iloc[0]]
    assert bring_in(one, {}, store, remove_missing=True).removed == 0
    assert len(store.claims()) == len(table)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("relation", "adore", "relation « adore » is unknown"),
        ("status", "vrai", "status « vrai » is unknown"),
        ("target_kind", "", "target_kind «  » is unknown"),
        ("source", "", "source is empty"),
        ("article_id", "", "article_id is empty"),
        ("quote", "Autre chose.", "its quote was changed"),
        ("char_end", 0, "offsets do not lie in order"),
        ("trigger_start", -1, "offsets do not lie in order"),
        ("confidence", 7.0, "confidence 7.0 is not a number from 0 to 1"),
    ],
)
def test_a_faulty_row_is_named_with_its_number(column: str, value: object, words: str) -> None:
    table = sample_table()
    table.loc[3, column] = value
    with pytest.raises(UsageError) as refused:
        read_bytes("passages.csv", sheet_of(table))
    assert str(refused.value).startswith("passages.csv, row 5: ")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def sheet_of(table: pd.DataFrame) -> bytes:
    """The table as CSV although its values are not those of a network."""
    return to_bytes("csv", build_network(sample_table()), table)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"nodes": 1}', b"a,b\n1,2\n", b"\x00\xff"])
def test_another_file_is_refused_in_one_line(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        read_file(file)
    assert "other.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.json"):
        read_file(tmp_path / "none.json")


# As people do it


def test_export_import_export_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    first, again, second = tmp_path / "first.json", tmp_path / "again.sqlite", tmp_path / "second.json"
    assert main(["export", "--format", "json", "--out", str(first), "--store", str(built)]) == 0
    assert main(["import", str(first), "--store", str(again)]) == 0
    assert main(["export", "--format", "json", "--out", str(second), "--store", str(again)]) == 0
    assert second.read_bytes() == first.read_bytes()


def test_corrections_are_listed_and_undone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store, file = str(tmp_path / "store.sqlite"), tmp_path / "passages.csv"
    table = sample_table()
    file.write_bytes(sheet(table))
    assert main(["import", str(file), "--store", store]) == 0
    table.loc[0, "status"] = "planned"
    file.write_bytes(sheet(table))
    assert main(["import", str(file), "--store", store]) == 0
    assert "1 corrected" in capfd.readouterr().err
    assert main(["undo", "--store", store]) == 0
    header, row = capfd.readouterr().out.splitlines()
    assert header == "number,article,found,told,note"
    assert "(planned)" in row
    number = row.split(",")[0]
    assert main(["undo", number, "--store", store]) == 0
    assert main(["undo", number, "--store", store]) == 2


def test_one_faulty_file_stops_all(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good, bad, store = tmp_path / "good.csv", tmp_path / "bad.csv", tmp_path / "store.sqlite"
    good.write_bytes(sheet(sample_table()))
    bad.write_bytes(b"a,b\n")
    assert main(["import", str(good), str(bad), "--store", str(store)]) == 2
    assert "bad.csv" in capfd.readouterr().err
    assert not store.exists()
