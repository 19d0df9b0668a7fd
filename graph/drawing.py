"""The picture of a network: nodes, lines and options built with pyvis, then given to the canvas as JSON values."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pyvis.network import Network as Picture

from graph import looks
from graph.layout import TALL, WIDE, Places, Point, frame
from graph.looks import Look, radius
from graph.model import STATUSES
from graph.network import ARTICLES, KIND, OUTLETS, RELATION, ROLES, STATUS, WEIGHT, Network
from graph.ontology import Language, Ontology, load_ontology

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SEPARATOR = "\u241f"  # symbol for unit separator: no article's actor carries it
DASHES: dict[str, list[int] | bool] = {"dashed": [7, 5], "dotted": [2, 4]}
FADED = 0.5  # opacity of what is past
# Offsets of parallel links, as vis-network's roundness; the sign says on which side of the pair the link bends.
FANS = {1: (0.0,), 2: (-0.11, 0.11), 3: (-0.17, 0.0, 0.17), 4: (-0.24, -0.08, 0.08, 0.24)}
FANS[5] = (-0.30, -0.15, 0.0, 0.15, 0.30)
WIDEST_FAN = 0.34
MANY = 1500  # lines: above, they are hidden while the picture is dragged or zoomed
OPTIONS: dict[str, dict[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "selectable": False, "zoomSpeed": 0.6, "selectConnectedEdges": False},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 0, "hoverWidth": 0},
}
WORDS = {
    "fr": {"passage": ("passage", "passages"), "article": ("article", "articles"), "link": ("lien", "liens")},
    "en": {"passage": ("passage", "passages"), "article": ("article", "articles"), "link": ("link", "links")},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line: all links of one relation type from one actor to another, whatever their status."""

    source: str
    relation: str
    target: str
    statuses: tuple[str, ...]  # the main one first
    passages: int
    articles: int
    outlets: int  # independent sources of the main status

    @property
    def id(self) -> str:
        """The id of the drawn edge, the same from one run to the next."""
        return SEPARATOR.join((self.source, self.relation, self.target))

    @property
    def pair(self) -> tuple[str, str]:
        """Both ends, sorted: parallel links share it."""
        return (self.source, self.target) if self.source < self.target else (self.target, self.source)


def lines(network: Network) -> list[Line]:
    """The drawn lines of a network, sorted by ends and relation; a link from an actor to itself is not drawn."""
    return [line for line in all_lines(network) if line.source != line.target]


def all_lines(network: Network) -> list[Line]:
    """The lines of a network, with those from an actor to itself, which only a table or a matrix can show."""
    links: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for source, target, link in network.edges(data=True):
        links[source, link[RELATION], target].append(link)
    return [_line(*ends, links[ends]) for ends in sorted(links)]


def _line(source: str, relation: str, target: str, links: Sequence[Mapping[str, Any]]) -> Line:
    # The main status is the one that most sources, then most passages, give.
    ranked = sorted(links, key=lambda link: (-link[OUTLETS], -link[WEIGHT], STATUSES.index(link[STATUS])))
    return Line(
        source,
        relation,
        target,
        statuses=tuple(link[STATUS] for link in ranked),
        passages=sum(link[WEIGHT] for link in links),
        articles=len({name for link in links for name in link[ARTICLES]}),
        outlets=ranked[0][OUTLETS],
    )


class _Indexed(Picture):  # type: ignore[misc]  # pyvis has no types
    """pyvis looks both ends of each new edge up among the names of its nodes: here in a table, there in a list."""

    def get_nodes(self) -> Mapping[str, Any]:
        names: Mapping[str, Any] = self.node_map
        return names


def draw(network: Network, positions: Mapping[str, Point], lang: Language = "fr", theme: Theme = "light") -> Picture:
    """The network as pyvis draws it: physics off, every actor at its position (network units), one line a relation."""
    ontology, tone = load_ontology(), THEMES.index(theme)
    # An undirected pyvis network drops parallel and reverse links in silence, and adds links ever slower.
    picture = _Indexed(directed=True, cdn_resources="in_line")
    drawn = lines(network)
    degrees = _degrees(network, drawn)
    for name in sorted(network):
        picture.add_node(name, **_node(name, network.nodes[name], degrees[name], positions[name], ontology, lang, tone))
    for line, offset in _fanned(drawn):
        picture.add_edge(line.source, line.target, **_edge(line, offset, ontology, lang, tone))
    picture.set_options(json.dumps(_options(len(drawn))))
    return picture


def _options(count: int) -> dict[str, Any]:
    hide = {"hideEdgesOnDrag": count > MANY, "hideEdgesOnZoom": count > MANY}
    return {**OPTIONS, "interaction": {**OPTIONS["interaction"], **hide}}


def _degrees(network: Network, drawn: Iterable[Line]) -> dict[str, int]:
    degrees = dict.fromkeys(network, 0)
    for line in drawn:
        degrees[line.source] += 1
        degrees[line.target] += 1
    return degrees


def _node(
    name: str, actor: Mapping[str, Any], degree: int, place: Point, ontology: Ontology, lang: Language, tone: int
) -> dict[str, Any]:
    kind = ontology.kinds[actor[KIND]]
    roles = [ontology.roles[role].label(lang) for role in actor[ROLES] if role in ontology.roles]
    tip = [_one_line(name), " · ".join([kind.label(lang).capitalize(), *roles]), _counted(degree, "link", lang)]
    return {
        "label": name,
        "title": "\n".join(tip),
        "shape": "custom",
        "color": {"background": kind.fill[tone], "border": kind.stroke[tone]},
        "size": radius(degree),
        "x": round(place[0], 1),
        "y": round(place[1], 1),
        "kind": kind.id,
        "degree": degree,
    }


def _fanned(drawn: Sequence[Line]) -> list[tuple[Line, float]]:
    """Each line with its roundness: parallel links spread around their pair's axis, whichever way they run."""
    fans: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in drawn:
        fans[line.pair].append(line)
    fanned = []
    for pair, fan in fans.items():
        for line, offset in zip(fan, _offsets(len(fan)), strict=True):
            # Two opposite links bent to the same side of their own direction would coincide.
            fanned.append((line, offset if (line.source, line.target) == pair else -offset))
    return fanned


def _offsets(count: int) -> tuple[float, ...]:
    if count in FANS:
        return FANS[count]
    return tuple(WIDEST_FAN * (2 * rank / (count - 1) - 1) for rank in range(count))


def _edge(line: Line, offset: float, ontology: Ontology, lang: Language, tone: int) -> dict[str, Any]:
    relation = ontology.relations[line.relation]
    family, status = ontology.families[relation.family], ontology.statuses[line.statuses[0]]
    verb = relation.label(lang)
    facts = [
        ", ".join(ontology.statuses[one].label(lang) for one in line.statuses),
        _counted(line.passages, "passage", lang),
        _counted(line.articles, "article", lang),
    ]
    arrow: Any = {"to": {"enabled": True, "scaleFactor": round(0.42 + 0.04 * min(4, line.outlets), 2)}}
    bent = {"enabled": True, "type": "curvedCW" if offset > 0 else "curvedCCW", "roundness": abs(round(offset, 3))}
    return {
        "id": line.id,
        "label": verb if line.passages == 1 else f"{verb} · {line.passages}",
        "title": "\n".join([_one_line(f"{line.source} {verb} {line.target}"), " · ".join(facts)]),
        "width": 1.1 if line.outlets <= 1 else round(min(3.2, 1.2 + 0.45 * line.outlets), 2),
        "color": {"color": family.line[tone], "opacity": FADED if status.line == "faded" else 1.0},
        "dashes": DASHES.get(status.line, False),
        "smooth": bent if offset else False,
        "arrows": "" if relation.symmetric else arrow,
        "family": family.id,
        "status": status.line,
        "passages": line.passages,
    }


def _one_line(text: str) -> str:
    # The lines of a tip are told apart by their ends.
    return " ".join(text.split())


def _counted(number: int, word: str, lang: Language) -> str:
    # French counts nought and one in the singular, English one alone.
    plural = number > 1 if lang == "fr" else number != 1
    return f"{number} {WORDS[lang][word][plural]}"


def payload(network: Network, places: Places, lang: Language = "fr", look: Look | None = None) -> dict[str, Any]:
    """What the canvas draws, as JSON values: pyvis' nodes, edges and options, both layouts, the colours of both themes.

    Colours stay out of nodes and edges (each names its kind, group or family): a change of theme sends nothing.
    """
    look = look or Look()
    picture = draw(network, places["wide"], lang)
    nodes = [_without(node, "color", "shape") for node in picture.nodes]
    for node in nodes:
        node["tall"] = [round(value, 1) for value in places["tall"][node["id"]]]
    _dress(nodes, network, look, lang)
    return {
        "nodes": nodes,
        "edges": [_without(edge, "color") for edge in picture.edges],
        "options": picture.options,
        "frames": {"wide": list(frame(len(places["wide"]), WIDE)), "tall": list(frame(len(places["tall"]), TALL))},
        "palette": {theme: _palette(tone) for tone, theme in enumerate(THEMES)},
        "shapes": {kind.id: kind.shape for kind in load_ontology().kinds.values()},
        "legend": _legend(network, look, lang),
    }


def _dress(nodes: Sequence[dict[str, Any]], network: Network, look: Look, lang: Language) -> None:
    """Give each node its weight, size and group, and tell in its tip what its size shows."""
    weights, told = looks.weights(network, look), looks.told(network, look, lang)
    group = looks.group_of(look) if look.colour == "community" else None
    for node in nodes:
        name = node["id"]
        node["weight"], node["size"] = weights[name], radius(weights[name])
        if name in told:
            node["title"] += f"\n{told[name]}"
        if group is not None:
            node["group"] = group.get(name, looks.OTHERS)


def _legend(network: Network, look: Look, lang: Language) -> dict[str, Any]:
    """Every sign of the picture in words: families, line styles, the thin line, kinds, sizes, groups."""
    ontology = load_ontology()
    there = {actor[KIND] for _, actor in network.nodes(data=True)}
    return {
        "families": [{"id": one.id, "label": one.label(lang)} for one in ontology.families.values()],
        "statuses": [{"line": one.line, "label": one.label(lang)} for one in ontology.statuses.values()],
        "thin": "1 source",  # in both languages
        "kinds": [{"id": one.id, "label": one.plural(lang)} for one in ontology.kinds.values() if one.id in there],
        **looks.legend(network, look, lang),
    }


def _palette(tone: int) -> dict[str, Any]:
    ontology = load_ontology()
    return {
        "kinds": {one.id: {"fill": one.fill[tone], "stroke": one.stroke[tone]} for one in ontology.kinds.values()},
        "families": {one.id: {"line": one.line[tone], "text": one.text[tone]} for one in ontology.families.values()},
        "groups": looks.palette(tone),
    }


def _without(item: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in names}
