"""Scores extraction against gold: `python -m tests.scoreboard [SET...] [--misses]` (`make score`).

A set is a folder with gold.txt, aliases.txt, perhaps details.yaml, and its articles beside them; or a bank: a folder of
<relation>.txt, each line « short text => Source > Target [status] ; ?Source > relation > Target », an article of its
own. The links of an article are matched as (source, relation, target), names folded through the aliases; « ? » links
count neither way.
Ends with status 1 if a floor of tests/gold/floors.yaml is undercut. Prints totals only: what was missed is shown on
demand, since a set is unseen only once.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from graph.actors import unify
from graph.articles import article_files, parse_article, read_article
from graph.errors import GraphError, UsageError
from graph.extraction import extract
from graph.lexicon import load_lexicon
from graph.model import Claim, Extraction
from graph.ontology import load_ontology
from graph.words import fold

PROJECT = Path(__file__).resolve().parent.parent
GOLD = PROJECT / "tests" / "gold"
SHARED = PROJECT.parent / "shared"
FLOORS = GOLD / "floors.yaml"
# name -> (folder of the gold, folder of the texts); rounds lie beside their gold.
SETS = {
    "five": (GOLD / "five", SHARED / "articles"),
    "dev": (SHARED / "dev", SHARED / "dev"),
    "dev2": (SHARED / "dev2", SHARED / "dev2"),
    **{f"round{n}": (GOLD / f"round{n}", GOLD / f"round{n}") for n in range(1, 9)},
    **{name: (GOLD / name, GOLD / name) for name in ("bank", "bank2")},
}
DETAILS = ("status", "speaker", "role", "amount", "date")
BANDS = (0.9, 0.8, 0.7, 0.6, 0.0)  # lower bounds of confidence

Key = tuple[str, str, str]
Aliases = Mapping[str, set[str]]


@dataclass(frozen=True)
class GoldLine:
    """One link of the gold: its text, its relation (the first, if it leaves a choice) and all keys that match it."""

    text: str
    relation: str
    keys: frozenset[Key]
    ends: tuple[str, str]


@dataclass
class Gold:
    """Links of one article that must be found and that may be, and what is known of some beyond the link."""

    core: list[GoldLine] = field(default_factory=list)
    optional: list[GoldLine] = field(default_factory=list)
    details: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Tally:
    """Counts of links: found of the core, missed of it, found that are acceptable, and wrong."""

    found: int = 0
    missed: int = 0
    acceptable: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        right = self.found + self.acceptable
        return right / (right + self.wrong) if right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Tally) -> None:
        for name in ("found", "missed", "acceptable", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Score:
    """All that is counted on one or several sets; pairs are [right, asked]."""

    links: Tally = field(default_factory=Tally)
    relations: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    pairs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[str] = field(default_factory=list)

    def count(self, name: str, right: bool) -> None:
        self.pairs[name][0] += right
        self.pairs[name][1] += 1

    def add(self, other: Score) -> None:
        self.links.add(other.links)
        for relation, tally in other.relations.items():
            self.relations[relation].add(tally)
        for name, (right, asked) in other.pairs.items():
            self.pairs[name][0] += right
            self.pairs[name][1] += asked

    def figures(self) -> dict[str, float]:
        """Every figure that a floor may name."""
        shares = {name: right / asked for name, (right, asked) in self.pairs.items() if asked}
        return {"precision": self.links.precision, "recall": self.links.recall, "f1": self.links.f1, **shares}


# -- gold -------------------------------------------------------------------------------------------------------------


def read_aliases(path: Path) -> Aliases:
    """Folded alias -> folded canonical names."""
    table: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            canonical, _, rest = line.partition("=")
            for alias in (canonical, *rest.split(";")):
                table[fold(alias)].add(fold(canonical))
    return table


def read_gold(folder: Path) -> dict[str, Gold]:
    """Article key -> its gold. Raises UsageError naming file and line."""
    aliases = read_aliases(folder / "aliases.txt")
    path = folder / "gold.txt"
    gold: dict[str, Gold] = {}
    article = None
    for number, line in enumerate(map(str.strip, path.read_text(encoding="utf-8").splitlines()), 1):
        if match := re.match(r"#\s*article:\s*(\S+)", line):
            article = gold.setdefault(match[1], Gold())
        elif line[:1] in ("+", "?"):
            parts = [part.strip() for part in line[1:].split("|")]
            if article is None or len(parts) != 3:
                raise UsageError(f"{path}:{number}: not « + source | relation | target » under « # article: »")
            source, relation, target = parts
            kept = article.core if line[0] == "+" else article.optional
            keys = _keys(source, relation, target, aliases)
            kept.append(GoldLine(line[1:].strip(), relation.split("/")[0].strip(), keys, (source, target)))
    details = folder / "details.yaml"
    if details.exists():
        for key, entries in yaml.safe_load(details.read_text(encoding="utf-8")).items():
            gold[key].details += [{"status": "asserted", "speaker": None, **told} for told in entries]
    return gold


def bank_aliases(folder: Path) -> Aliases:
    """Of a bank: its own, and those of data/actors.yaml (« LFI » is « La France insoumise »)."""
    table = defaultdict(set, read_aliases(folder / "aliases.txt"))
    for actor in load_lexicon().actors.values():
        for alias in (actor.name, *actor.aliases):
            table[fold(alias)].add(fold(actor.name))
    return table


_BANK_LINK = re.compile(r"(?P<optional>\??)(?P<ends>[^\[\]]+?)(?:\[(?P<status>\w+)\])?")


def read_bank(folder: Path, only: Iterable[str] = ()) -> tuple[dict[str, Gold], dict[str, str]]:
    """Key (« invests_in:7 ») -> gold and -> text of every line of a bank. Raises UsageError naming file and line."""
    gold: dict[str, Gold] = {}
    texts: dict[str, str] = {}
    aliases = bank_aliases(folder)
    for path in sorted(folder.glob("*.txt")):
        if path.name == "aliases.txt" or (only and path.stem not in only):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text, arrow, links = line.partition(" => ")
            if not arrow:
                raise UsageError(f"{path}:{number}: not « text => links », or « text => - »")
            key = f"{path.stem}:{number}"
            texts[key], gold[key] = text.strip(), Gold()
            for link in [] if links.strip() == "-" else links.split(";"):
                _add_bank_link(gold[key], link.strip(), path, number, aliases)
    return gold, texts


def _add_bank_link(gold: Gold, link: str, path: Path, number: int, aliases: Aliases) -> None:
    match = _BANK_LINK.fullmatch(link)
    ends = [end.strip() for end in match["ends"].split(" > ")] if match else []
    if match is None or len(ends) not in (2, 3):
        raise UsageError(f"{path}:{number}: « {link} » is not « Source > Target », « Source > relation > Target »")
    source, relation, target = (ends[0], path.stem, ends[1]) if len(ends) == 2 else ends
    kept = gold.optional if match["optional"] else gold.core
    kept.append(GoldLine(link, relation, _keys(source, relation, target, aliases), (source, target)))
    if not match["optional"]:
        told = {"source": source, "relation": relation, "target": target, "status": match["status"] or "asserted"}
        gold.details.append(told)


def names(text: str, aliases: Aliases) -> set[str]:
    """Every folded name that a printed one may stand for."""
    folded = fold(text)
    return {folded} | aliases.get(folded, set())


def _keys(source: str, relation: str, target: str, aliases: Aliases) -> frozenset[Key]:
    """All keys of a gold line: either name of « A/B » will do; of a symmetric relation either order."""
    found = set()
    for one, kind, other in product(source.split("/"), map(str.strip, relation.split("/")), target.split("/")):
        found |= claim_keys(one, kind, other, aliases)
    return frozenset(found)


def claim_keys(source: str, relation: str, target: str, aliases: Aliases) -> set[Key]:
    """All keys of one link."""
    pairs = set(product(names(source, aliases), names(target, aliases)))
    known = load_ontology().relations.get(relation)
    if known is not None and known.symmetric:
        pairs |= {(b, a) for a, b in pairs}
    return {(a, relation, b) for a, b in pairs}


# -- scoring ----------------------------------------------------------------------------------------------------------


def extractions(folder: Path, keys: Iterable[str]) -> dict[str, Extraction]:
    """Article key -> what it gives, actors unified over the set; texts whose file bears no key are left out."""
    wanted = list(keys)
    files = {key: file for file in article_files([folder]) for key in wanted if _is(file.stem, key)}
    unified = unify([extract(read_article(file)) for file in files.values()])
    return dict(zip(files, unified, strict=True))


def _is(stem: str, key: str) -> bool:
    return stem == key or stem.startswith(key + "_")


def score_article(key: str, gold: Gold, extraction: Extraction, aliases: Aliases) -> Score:
    """Everything counted on one article."""
    score = Score()
    links: dict[Key, list[Claim]] = defaultdict(list)
    for claim in extraction.claims:
        links[claim.source, claim.relation, claim.target].append(claim)
    hit: set[int] = set()
    for link, claims in links.items():
        keys = claim_keys(*link, aliases)
        right = [n for n, line in enumerate(gold.core) if keys & line.keys]
        spare = not right and any(keys & line.keys for line in gold.optional)
        hit.update(right)
        score.links.acceptable += spare
        score.relations[link[1]].acceptable += spare
        if not right and not spare:
            score.links.wrong += 1
            score.relations[link[1]].wrong += 1
            score.misses.append(f"{key} WRONG   {' | '.join(link)}   [{claims[0].rule}]")
        sure = max(claim.confidence for claim in claims)
        score.count(_band(next(low for low in BANDS if sure >= low)), bool(right or spare))
    for n, line in enumerate(gold.core):
        for tally in (score.links, score.relations[line.relation]):
            tally.found += n in hit
            tally.missed += n not in hit
        if n not in hit:
            score.misses.append(f"{key} MISSED  {line.text}")
    _count_actors(score, gold, extraction, aliases)
    _count_details(score, key, gold, extraction, aliases)
    return score


def _band(low: float) -> str:
    return f"from {low:.1f}"


def _count_actors(score: Score, gold: Gold, extraction: Extraction, aliases: Aliases) -> None:
    """Which ends of the gold's links were found at all, linked or not."""
    seen: set[str] = set()
    for actor in extraction.actors:
        for form in (actor.name, *actor.aliases):
            seen |= names(form, aliases)
    for claim in extraction.claims:
        seen |= names(claim.source, aliases) | names(claim.target, aliases)
    ends = {frozenset(map(fold, end.split("/"))) for line in gold.core for end in line.ends}
    for end in {frozenset[str]().union(*(aliases.get(one) or {one} for one in end)) for end in ends}:
        score.count("actors", bool(end & seen))


def _count_details(score: Score, key: str, gold: Gold, extraction: Extraction, aliases: Aliases) -> None:
    """Status, speaker, role, amount and date of the links that were found; one passage that says so is enough."""
    for told in gold.details:
        keys = _keys(told["source"], told["relation"], told["target"], aliases)
        claims = [c for c in extraction.claims if claim_keys(c.source, c.relation, c.target, aliases) & keys]
        if not claims:
            continue
        wanted = {k: v for k, v in told.items() if k in DETAILS}
        if "amount" in wanted:
            wanted["amount"] = (told["amount"], told.get("currency"))
        for name, value in wanted.items():
            right = any(detail_holds(name, value, claim, aliases) for claim in claims)
            score.count(name, right)
            if not right:
                said = sorted({str(_said(name, claim)) for claim in claims})
                score.misses.append(f"{key} {name:8} {' | '.join(_ends(told))}: {value}, not {', '.join(said)}")


def _ends(told: Mapping[str, Any]) -> tuple[str, str, str]:
    return told["source"], told["relation"], told["target"]


def _said(name: str, claim: Claim) -> Any:
    return (claim.amount, claim.currency) if name == "amount" else getattr(claim, name)


def detail_holds(name: str, value: Any, claim: Claim, aliases: Aliases) -> bool:
    """Does a claim say what the gold says of it? Roles and speakers match as names or by the shorter one's words."""
    said = _said(name, claim)
    if value is None or said is None:
        return value is said
    if name in ("role", "speaker"):
        if names(str(value), aliases) & names(said, aliases):
            return True
        short, long = sorted((fold(str(value)), fold(said)), key=len)
        return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None
    if name == "amount":
        return said[0] is not None and abs(said[0] - value[0]) < 0.01 and value[1] in (None, said[1])
    return str(said) == str(value)


def score_set(name: str, only: Iterable[str] = ()) -> Score | None:
    """The score of a set, of a bank only the files named; None where its gold or its texts are not on this machine."""
    folder, texts = SETS[name]
    if not (folder / "aliases.txt").exists() or not texts.is_dir():
        return None
    aliases, bank = read_aliases(folder / "aliases.txt"), dict[str, str]()
    if (folder / "gold.txt").exists():
        gold = read_gold(folder)
        read = extractions(texts, gold)
    else:
        gold, bank = read_bank(folder, only)
        aliases = bank_aliases(folder)
        read = {key: extract(parse_article("line.txt", text.encode())) for key, text in bank.items()}
    total = Score()
    for key, article in gold.items():
        one = score_article(key, article, read.get(key, Extraction(())), aliases)
        total.add(one)
        total.misses += [f"{miss}   « {bank[key]} »" for miss in one.misses] if bank else one.misses
    return total


# -- printing ---------------------------------------------------------------------------------------------------------


def lines(scores: Mapping[str, Score]) -> Iterator[str]:
    """The board: two lines a set, then over all of them a line a relation type and how confidence holds."""
    total = Score()
    for score in scores.values():
        total.add(score)
    shown = {**scores, "all": total} if len(scores) > 1 else scores
    yield f"{'':20} precision  recall     F1   found missed acceptable wrong"
    for name, score in shown.items():
        yield _tally_line(name, score.links)
        yield f"{'':20} {_shares(score, ('actors', *DETAILS))}"
    yield ""
    for relation in sorted(total.relations):
        yield _tally_line(relation, total.relations[relation])
    yield ""
    yield "right links, by confidence: " + _shares(total, [_band(low) for low in BANDS])


def _tally_line(name: str, tally: Tally) -> str:
    head = f"{name:20} {tally.precision:9.3f} {tally.recall:7.3f} {tally.f1:6.3f}"
    return f"{head}   {tally.found:5} {tally.missed:6} {tally.acceptable:10} {tally.wrong:5}"


def _shares(score: Score, names: Iterable[str]) -> str:
    return "   ".join(f"{name} {score.pairs[name][0]}/{score.pairs[name][1]}" for name in names if name in score.pairs)


def undercut(scores: Mapping[str, Score], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A line for every floor that a score lies under; floors of sets that were not scored are passed over."""
    found = []
    for name, score in scores.items():
        figures = score.figures()
        for figure, floor in floors.get(name, {}).items():
            if figures.get(figure, 0.0) < floor:
                found.append(f"{name}: {figure} {figures.get(figure, 0.0):.3f} is under its floor {floor}")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Score the sets named (all that are present if none is); 1 if a floor is undercut or no set is there."""
    parser = argparse.ArgumentParser(prog="scoreboard", description="Scores extraction against the gold sets.")
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; without, all that are present")
    parser.add_argument("--misses", action="store_true", help="show what was missed or wrong (of sets named)")
    parser.add_argument("--only", nargs="+", default=[], metavar="RELATION", help="of a bank, only these files")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.sets) - set(SETS)):
        parser.error(f"no such set: {', '.join(unknown)}")
    if options.misses and not options.sets:
        parser.error("--misses needs the names of sets: a set whose misses were seen is no longer unseen")
    try:
        scored = {name: score_set(name, options.only) for name in options.sets or SETS}
    except GraphError as error:
        print(error, file=sys.stderr)
        return 2
    for name in [name for name, score in scored.items() if score is None]:
        print(f"{name}: not on this machine, left out", file=sys.stderr)
    scores = {name: score for name, score in scored.items() if score is not None}
    print("\n".join(lines(scores)))
    if options.misses:
        print("\n".join(miss for score in scores.values() for miss in score.misses))
    faults = undercut(scores, yaml.safe_load(FLOORS.read_text(encoding="utf-8")))
    print("\n".join(faults), file=sys.stderr) if faults else None
    return 1 if faults or not scores else 0


if __name__ == "__main__":
    sys.exit(main())
