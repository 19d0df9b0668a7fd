"""The scoreboard counts as the gold's README says: choices, aliases, « ? », details, floors."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.corpus import read_claims
from graph.errors import UsageError
from graph.model import Actor, Claim, Extraction
from graph.table import claims_csv
from tests import scoreboard
from tests.conftest import PROJECT
from tests.scoreboard import DETAILS, FLOORS, SETS, Score, Tally, main, read_aliases, read_gold, score_article, undercut

ALIASES = "# a comment\nOndine Robotique = Ondine; la pépite\nBanque Vauclair = Vauclair\n"
GOLD = """
# article: a1
+ Banque Vauclair | invests_in | Ondine Robotique
+ Ondine Robotique | partners_with | Port-Ébène
+ Vauclair | owns/acquires | Lyre/Lyre SA
? Banque Vauclair | supports | Ondine Robotique
# article: a2
+ Solène Artaud | founded | Ondine Robotique
"""
CLAIM = Claim(
    "0" * 16, "Banque Vauclair", "company", "invests_in", "Ondine Robotique", "company", "asserted", 0, 4, "mots",
    "mots", 0, 4, "invests_in.put_in", 0.9,
)  # fmt: skip


def claim(source: str, relation: str, target: str, **fields: Any) -> Claim:
    return replace(CLAIM, source=source, relation=relation, target=target, **fields)


def extraction(*claims: Claim) -> Extraction:
    ends = {(c.source, c.source_kind) for c in claims} | {(c.target, c.target_kind) for c in claims}
    return Extraction(claims, (), tuple(Actor(name, kind) for name, kind in sorted(ends)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold.txt").write_text(GOLD, encoding="utf-8")
    (tmp_path / "aliases.txt").write_text(ALIASES, encoding="utf-8")
    return tmp_path


def score(folder: Path, *claims: Claim, key: str = "a1") -> Score:
    aliases = read_aliases(folder / "aliases.txt")
    return score_article(key, read_gold(folder)[key], extraction(*claims), aliases)


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.found, tally.missed, tally.acceptable, tally.wrong


def test_nothing_found_is_all_missed(folder: Path) -> None:
    assert counts(score(folder).links) == (0, 3, 0, 0)
    assert (score(folder).links.precision, score(folder).links.f1) == (0, 0)


def test_all_found_is_a_full_score(folder: Path) -> None:
    full = score(
        folder,
        claim("Banque Vauclair", "invests_in", "Ondine Robotique"),
        claim("Port-Ébène", "partners_with", "Ondine"),
        claim("Vauclair", "acquires", "Lyre SA"),
    )
    assert counts(full.links) == (3, 0, 0, 0)
    assert (full.links.precision, full.links.recall, full.links.f1) == (1, 1, 1)
    assert full.misses == []


@pytest.mark.parametrize(
    "found",
    [
        claim("vauclair", "invests_in", "La Pepite"),
        claim("BANQUE  VAUCLAIR", "invests_in", "« Ondine »"),
        claim("Port Ebene", "partners_with", "Ondine Robotique"),
        claim("Ondine", "partners_with", "Port-Ébène"),
        claim("Banque Vauclair", "owns", "Lyre"),
    ],
)
def test_names_match_through_aliases_choices_and_symmetry(folder: Path, found: Claim) -> None:
    assert counts(score(folder, found).links) == (1, 2, 0, 0)


@pytest.mark.parametrize(
    "found",
    [
        claim("Ondine Robotique", "invests_in", "Banque Vauclair"),  # the other way round
        claim("Banque Vauclair", "owns", "Ondine Robotique"),
        claim("Banque Vauclair", "invests_in", "Lyre"),
        claim("Solène Artaud", "founded", "Ondine Robotique"),  # of the other article
        claim("Ondine Robotique", "supports", "Banque Vauclair"),
    ],
)
def test_anything_else_is_wrong(folder: Path, found: Claim) -> None:
    result = score(folder, found)
    assert counts(result.links) == (0, 3, 0, 1)
    assert counts(result.relations[found.relation])[3] == 1
    assert any("WRONG" in miss for miss in result.misses)


def test_what_is_acceptable_helps_precision_but_not_recall(folder: Path) -> None:
    spare = score(folder, claim("Vauclair", "supports", "Ondine"), claim("Lyre", "supports", "Ondine"))
    assert counts(spare.links) == (0, 3, 1, 1)
    assert (spare.links.precision, spare.links.recall) == (0.5, 0)


def test_a_link_counts_once_however_often_it_is_told(folder: Path) -> None:
    twice = [claim("Vauclair", "invests_in", "Ondine", char_start=start) for start in (0, 90)]
    assert counts(score(folder, *twice).links) == (1, 2, 0, 0)
    wrong = [claim("Vauclair", "invests_in", "Lyre", char_start=start) for start in (0, 90)]
    assert counts(score(folder, *wrong).links) == (0, 3, 0, 1)


def test_relations_add_up_to_the_links(folder: Path) -> None:
    result = score(folder, claim("Vauclair", "owns", "Lyre"), claim("Vauclair", "acquires", "Lyre"))
    total = Tally()
    for tally in result.relations.values():
        total.add(tally)
    assert counts(total) == counts(result.links)


def test_actors_are_found_linked_or_not(folder: Path) -> None:
    assert score(folder).pairs["actors"] == [0, 4]
    assert score(folder, claim("Vauclair", "supports", "Lyre SA")).pairs["actors"] == [2, 4]


@pytest.mark.parametrize(
    ("told", "fields", "right"),
    [
        ({}, {}, {}),
        ({"status": "planned"}, {"status": "planned"}, {}),
        ({"status": "planned"}, {}, {"status": 0}),
        ({}, {"speaker": "Vauclair"}, {"speaker": 0}),
        ({"speaker": "Banque Vauclair"}, {"speaker": "Vauclair"}, {}),
        ({"speaker": "Banque Vauclair"}, {}, {"speaker": 0}),
        ({"role": "ministre de l’Économie"}, {"role": "ministre"}, {"role": 1}),
        ({"role": "ministre"}, {"role": "administrateur"}, {"role": 0}),
        ({"amount": 15, "currency": "EUR"}, {"amount": 15.0, "currency": "EUR"}, {"amount": 1}),
        ({"amount": 15, "currency": "EUR"}, {"amount": 15.0, "currency": "USD"}, {"amount": 0}),
        ({"amount": 15, "currency": "EUR"}, {}, {"amount": 0}),
        ({"date": "2024-02"}, {"date": "2024-02"}, {"date": 1}),
        ({"date": "2024-02"}, {"date": "2024"}, {"date": 0}),
    ],
)
def test_details_of_right_links(
    folder: Path, told: dict[str, Any], fields: dict[str, Any], right: dict[str, int]
) -> None:
    entry = {"source": "Banque Vauclair", "relation": "invests_in", "target": "Ondine Robotique", **told}
    (folder / "details.yaml").write_text(yaml.safe_dump({"a1": [entry]}, allow_unicode=True), encoding="utf-8")
    result = score(folder, claim("Vauclair", "invests_in", "Ondine", **fields))
    wanted = {"status": 1, "speaker": 1, **right}
    assert {name: result.pairs[name][0] for name in DETAILS if name in result.pairs} == wanted
    missed = score(folder, claim("Vauclair", "supports", "Ondine", **fields))
    assert not set(DETAILS) & set(missed.pairs)  # only of links that were found


def test_a_broken_gold_is_named_with_its_line(folder: Path) -> None:
    (folder / "gold.txt").write_text("# article: a1\n+ A | owns\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"gold\.txt:2"):
        read_gold(folder)


def test_floors() -> None:
    scores = {"dev": Score(links=Tally(found=8, missed=2, wrong=2))}
    assert undercut(scores, {"dev": {"precision": 0.8, "recall": 0.8, "f1": 0.8}, "five": {"f1": 1}}) == []
    (fault,) = undercut(scores, {"dev": {"precision": 0.81, "recall": 0.8}})
    assert fault == "dev: precision 0.800 is under its floor 0.81"
    assert undercut(scores, {"dev": {"speaker": 0.1}}) != []  # what was not measured does not pass


def test_recorded_floors_are_of_sets_and_figures_that_exist() -> None:
    floors = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    assert set(floors) <= set(SETS)
    for figures in floors.values():
        assert set(figures) <= {"precision", "recall", "f1", "actors", *DETAILS}
        assert all(0 < value <= 1 for value in figures.values())


@pytest.fixture
def small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One set called « small », whose only article says who founded what."""
    (folder / "a2.txt").write_text("Solène Artaud a fondé la société Ondine Robotique.\n", encoding="utf-8")
    (folder / "gold.txt").write_text("# article: a2\n" + GOLD.splitlines()[-1] + "\n", encoding="utf-8")
    (folder / "floors.yaml").write_text("small: {f1: 0.99}\n", encoding="utf-8")
    monkeypatch.setattr(scoreboard, "SETS", {"small": (folder, folder), "absent": (folder / "none", folder)})
    monkeypatch.setattr(scoreboard, "FLOORS", folder / "floors.yaml")
    return folder


def test_the_board_says_sets_relations_and_what_is_absent(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[1].split() == ["small", "1.000", "1.000", "1.000", "1", "0", "0", "0"]
    assert any(line.split()[:2] == ["founded", "1.000"] for line in said.out.splitlines())
    assert "absent: not on this machine" in said.err
    assert "MISSED" not in said.out


def test_the_board_fails_under_a_floor(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "gold.txt").write_text("# article: a2\n+ Solène Artaud | advises | Ondine Robotique\n", encoding="utf-8")
    assert main(["small"]) == 1
    assert "small: f1 0.000 is under its floor 0.99" in capsys.readouterr().err
    assert main(["small", "--misses"]) == 1
    assert "a2 MISSED  Solène Artaud | advises | Ondine Robotique" in capsys.readouterr().out


def test_the_board_refuses_unknown_sets_and_misses_of_all(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["smal"], ["--misses"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2
    assert "no such set: smal" in capsys.readouterr().err


def test_counts_as_the_development_scorer_does(tmp_path: Path) -> None:
    dev = SETS["dev"][0]
    if not (dev / "score.py").exists():
        pytest.skip("the development articles are not part of the project")
    table, _ = read_claims([dev])
    target = tmp_path / "claims.csv"
    target.write_text(claims_csv(table), encoding="utf-8")
    command = [sys.executable, str(dev / "score.py"), str(dev / "gold.txt"), str(target)]
    theirs = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, timeout=60, check=False).stdout
    ours = scoreboard.score_set("dev")
    assert ours is not None
    tally = ours.links
    assert f"precision {tally.precision:.3f}  recall {tally.recall:.3f}  F1 {tally.f1:.3f}" in theirs
    assert f"found {tally.found}, missed {tally.missed}, acceptable {tally.acceptable}, wrong {tally.wrong}" in theirs
