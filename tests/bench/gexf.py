"""GEXF of one network by our writer and by networkx.write_gexf, in one run: `python -m tests.bench.gexf [EDGES]`.

Each writes to a file in a process of its own, forked when the network stands, so that growth in memory is the writer's.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import networkx as nx
import pandas as pd

from graph.export import export
from graph.network import Network, build_network
from graph.ontology import load_ontology
from tests.samples import sample_table


@dataclass(frozen=True)
class Cost:
    """What one writer took: seconds of processor, and mebibytes at its peak above what the network itself holds."""

    seconds: float
    mebibytes: float


def large_network(edges: int) -> Network:
    """A network of that many parallel-free edges, a third as many actors; each edge has the sample's attributes."""
    sample = build_network(sample_table())
    node = sample.nodes["Ondine Robotique"]
    datas = [data for _, _, data in sample.edges(data=True)]
    relations = list(load_ontology().relations)
    actors = max(3, edges // 3)
    network: Network = nx.MultiDiGraph()
    network.add_nodes_from((f"Société n° {number}", node) for number in range(actors))
    for number in range(edges):
        relation = relations[number % len(relations)]
        data = datas[number % len(datas)] | {"relation": relation, "quotes": [f"Phrase {number}.", "Et une autre."]}
        ends = f"Société n° {number % actors}", f"Société n° {(number * 7 + 1) % actors}"
        network.add_edge(*ends, key=f"{relation}/{number}", **data)
    return network


def plain(network: Network) -> nx.MultiDiGraph[str]:
    """The same network as networkx can write it: lists as JSON text, unknown values left out."""

    def texts(data: dict[str, object]) -> dict[str, object]:
        written = {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for k, v in data.items()}
        return {k: v for k, v in written.items() if v is not None}

    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    copy.add_nodes_from((name, texts(data)) for name, data in network.nodes(data=True))
    copy.add_edges_from(
        (source, target, key, texts(data)) for source, target, key, data in network.edges(keys=True, data=True)
    )
    return copy


def cost(write: Callable[[Path], object]) -> Cost:
    """What writing to a file takes, in a forked process."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def measured(path: Path) -> None:
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        write(path)
        seconds = time.process_time() - start
        sender.send(Cost(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))

    with tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=measured, args=(Path(folder) / "out.gexf",))
        process.start()
        found: Cost = receiver.recv()
        process.join()
    return found


def compare(edges: int) -> tuple[Cost, Cost]:
    """Cost of our writer and of networkx' on the same network."""
    network = large_network(edges)
    claims: pd.DataFrame = sample_table()
    ours = cost(lambda path: export("gexf", path, network, claims))
    theirs = cost(partial(nx.write_gexf, plain(network)))
    return ours, theirs


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    ours, theirs = compare(size)
    print(f"{size:,} edges: ours {ours.seconds:.1f} s, {ours.mebibytes:.0f} MiB at most above the network")
    print(f"networkx {theirs.seconds:.1f} s, {theirs.mebibytes:.0f} MiB")
    print(
        f"ratio: {ours.seconds / theirs.seconds:.2f} of the time, {ours.mebibytes / theirs.mebibytes:.2f} of the memory"
    )
