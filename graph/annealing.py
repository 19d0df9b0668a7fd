"""Better positions for a small network: one actor at a time moves to where the drawing reads best.

The cost of a place adds what makes a drawing hard to read: wrong distances, crossings, links over foreign actors,
names over names, links that leave an actor side by side. Each step weighs many places at once with numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

PLACES = 14  # weighed at each step, the present one included
STEPS_PER_ACTOR = 110
HOT, COLD = 1.6, 0.02  # first and last temperature, in units of cost
WIDE_MOVE, FINE_MOVE = 0.22, 0.012  # first and last spread of a move, in shares of the canvas
CROSSING, NEAR_LINK, OVERLAP, NARROW_ANGLE = 2.2, 2.6, 4.0, 0.9  # weights; distances weigh 1
CLEARANCE = 30.0  # CSS pixels that a link keeps from a foreign actor
ANGLE = 0.30  # radians between two links of an actor


@dataclass(frozen=True)
class Sketch:
    """What is drawn: linked pairs (m × 2, indices), lines per pair (m), wanted distances (n × n) in any unit, inf
    between unconnected actors; ``boxes`` (n × 3): half width, height above and below the sign's centre, CSS pixels.
    """

    pairs: Ints
    lines: Ints
    wanted: Floats
    boxes: Floats

    @cached_property
    def incident(self) -> list[Ints]:
        """For each actor the numbers of its pairs."""
        return [np.flatnonzero((self.pairs == actor).any(axis=1)) for actor in range(len(self.boxes))]


@dataclass(frozen=True)
class Ties:
    """One actor's own links, and those it can cross: fixed for the whole annealing."""

    own: Ints  # pairs at the actor
    ends: Ints  # their other ends
    others: Ints  # pairs elsewhere
    apart: npt.NDArray[np.bool_]  # own × others: share no end
    foreign: npt.NDArray[np.bool_]  # own × actors: neither end
    fans: Floats  # own: extra width of parallel lines, in lines
    beside: Ints  # own × most: the other neighbours of each end, -1 where none


def ties_of(sketch: Sketch, actor: int) -> Ties:
    """The ties of one actor."""
    own = sketch.incident[actor]
    ends = sketch.pairs[own].sum(axis=1) - actor
    others = np.setdiff1d(np.arange(len(sketch.pairs)), own)
    apart = ~(sketch.pairs[others][None, :, :] == ends[:, None, None]).any(axis=2)
    foreign = np.ones((len(own), len(sketch.boxes)), dtype=bool)
    foreign[:, actor] = False
    foreign[np.arange(len(own)), ends] = False
    lists = [[int(sketch.pairs[pair].sum() - end) for pair in sketch.incident[end]] for end in ends]
    lists = [[other for other in found if other != actor] for found in lists]
    beside = np.full((len(own), max([1, *map(len, lists)])), -1)
    for row, found in enumerate(lists):
        beside[row, : len(found)] = found
    return Ties(own, ends, others, apart, foreign, (sketch.lines[own] - 1).astype(np.float64), beside)


def anneal(sketch: Sketch, start: Floats, size: tuple[float, float], seed: int) -> Floats:
    """Positions (n × 2, CSS pixels within ``size``) bettered from ``start``; the same start and seed give the same."""
    rng = np.random.default_rng(seed)
    spots, limits = start.copy(), np.asarray(size)
    every = [ties_of(sketch, actor) for actor in range(len(spots))]
    wanted = _in_pixels(sketch, spots)
    steps = STEPS_PER_ACTOR * len(spots)
    overlap = OVERLAP * _crowding(sketch.boxes, size)
    for step in range(steps):
        done = step / steps
        heat = HOT * (COLD / HOT) ** done
        actor = int(rng.integers(len(spots)))
        places = _places(rng, spots, actor, limits, WIDE_MOVE * (FINE_MOVE / WIDE_MOVE) ** done)
        cost = place_costs(sketch, every[actor], wanted, spots, actor, places, overlap)
        odds = np.exp(-(cost - cost.min()) / heat)
        spots[actor] = places[np.searchsorted(np.cumsum(odds), rng.random() * odds.sum())]
    return spots


def _crowding(boxes: Floats, size: tuple[float, float]) -> float:
    """How much more overlaps weigh on a canvas that the names would half fill, or more: a phone's."""
    share = float((2 * boxes[:, 0] * (boxes[:, 1] + boxes[:, 2])).sum()) / (size[0] * size[1])
    return min(max(2 * share, 1.0), 2.5)


def _in_pixels(sketch: Sketch, spots: Floats) -> Floats:
    """Wanted distances scaled to those of the start, which fills the canvas."""
    distances = np.hypot(*(spots[:, None, :] - spots[None, :, :]).transpose(2, 0, 1))
    linked = np.isfinite(sketch.wanted) & (sketch.wanted > 0)
    ratios = distances[linked] / sketch.wanted[linked]
    scale = (ratios**2).sum() / ratios.sum() if ratios.size else 1.0
    return sketch.wanted * scale


def _places(rng: np.random.Generator, spots: Floats, actor: int, limits: Floats, spread: float) -> Floats:
    """The present place, places around it, and two anywhere: an actor shut in by others can jump out."""
    near = spots[actor] + rng.normal(size=(PLACES - 3, 2)) * limits * spread
    anywhere = rng.random((2, 2)) * limits
    places: Floats = np.clip(np.vstack([spots[actor], near, anywhere]), 0, limits)
    return places


def place_costs(
    sketch: Sketch, ties: Ties, wanted: Floats, spots: Floats, actor: int, places: Floats, overlap: float = OVERLAP
) -> Floats:
    """The cost of each place (k × 2) for the actor, all others staying where they are: k values."""
    cost = _stress(wanted, spots, actor, places) + overlap * _overlaps(sketch.boxes, spots, actor, places)
    if len(ties.own):
        cost += CROSSING * _crossings(sketch, ties, spots, places)
        cost += NEAR_LINK * _near_own_links(ties, spots, places)
        cost += NARROW_ANGLE * (_angles_here(ties, spots, places) + _angles_there(ties, spots, places))
    if len(ties.others):
        cost += NEAR_LINK * _near_other_links(sketch, ties, spots, places)
    return cost


def _stress(wanted: Floats, spots: Floats, actor: int, places: Floats) -> Floats:
    distances = np.hypot(*(places[:, None, :] - spots[None, :, :]).transpose(2, 0, 1))
    row = wanted[actor]
    connected = np.isfinite(row)
    floor = np.min(row[connected & (row > 0)], initial=np.inf)
    # Unconnected actors only keep off each other: nothing draws them together or flings them apart.
    target = np.where(connected, row, np.maximum(distances, 1.3 * floor if np.isfinite(floor) else 60.0))
    target[:, actor] = 1.0
    share = distances / target - 1
    share[:, actor] = 0
    return np.asarray((share**2).sum(axis=1), dtype=np.float64)


def _overlaps(boxes: Floats, spots: Floats, actor: int, places: Floats) -> Floats:
    gap = np.abs(places[:, None, 0] - spots[None, :, 0])
    wide = np.clip(1 - gap / (boxes[actor, 0] + boxes[:, 0]), 0, None)
    fall = spots[None, :, 1] - places[:, None, 1]  # positive: the other stands below
    reach = np.where(fall > 0, boxes[actor, 2] + boxes[:, 1], boxes[:, 2] + boxes[actor, 1])
    high = np.clip(1 - np.abs(fall) / reach, 0, None)
    # A sign on a sign is worst: no place for a name will tell them apart.
    touching = np.clip(1 - np.hypot(gap, fall) / (boxes[actor, 1] + boxes[:, 1]), 0, None)
    both = np.sqrt(wide * high) + 3 * touching
    both[:, actor] = 0
    return np.asarray(both.sum(axis=1), dtype=np.float64)


def _cross(one: Floats, other: Floats) -> Floats:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


def _crossings(sketch: Sketch, ties: Ties, spots: Floats, places: Floats) -> Floats:
    if not len(ties.others):
        return np.zeros(len(places))
    ends = spots[ties.ends]
    first, last = spots[sketch.pairs[ties.others, 0]], spots[sketch.pairs[ties.others, 1]]
    at_end = _cross(ends[None, :], places[:, None])[:, :, None]  # place × own × 1

    def side(points: Floats) -> Floats:  # of each own link, on which side a point lies: place × own × others
        far = _cross(ends[:, None], points[None, :])[None]
        return np.asarray(far - at_end - _cross(places[:, None], points[None, :])[:, None, :])

    here = _cross(last - first, places[:, None] - first[None])[:, None, :]
    there = _cross(last - first, ends[:, None] - first[None])[None]
    crossing = (side(first) * side(last) < 0) & (here * there < 0) & ties.apart[None]
    weights = np.sqrt(sketch.lines[ties.own][:, None] * sketch.lines[ties.others][None])
    return np.asarray((crossing * weights[None]).sum(axis=(1, 2)), dtype=np.float64)


def _near_own_links(ties: Ties, spots: Floats, places: Floats) -> Floats:
    """Foreign actors too near the actor's own links."""
    ends = spots[ties.ends]
    along = ends[None] - places[:, None]  # place × own × 2
    length = np.maximum((along**2).sum(axis=2), 1.0)
    toward = spots[None] - places[:, None]  # place × actors × 2
    share = np.einsum("poc,pac->poa", along, toward) / length[:, :, None]
    off = np.abs(along[:, :, None, 0] * toward[:, None, :, 1] - along[:, :, None, 1] * toward[:, None, :, 0])
    off /= np.sqrt(length)[:, :, None]
    reach = CLEARANCE + 0.05 * ties.fans[None, :] * np.sqrt(length)
    lack = np.clip(1 - off / reach[:, :, None], 0, None) ** 2
    lack *= (share > 0) & (share < 1) & ties.foreign[None]
    return np.asarray(lack.sum(axis=(1, 2)), dtype=np.float64)


def _near_other_links(sketch: Sketch, ties: Ties, spots: Floats, places: Floats) -> Floats:
    """The actor too near links that are not its own."""
    first, last = spots[sketch.pairs[ties.others, 0]], spots[sketch.pairs[ties.others, 1]]
    along = last - first
    length = np.maximum((along**2).sum(axis=1), 1.0)
    toward = places[:, None] - first[None]
    share = (toward * along[None]).sum(axis=2) / length
    off = np.abs(_cross(along[None], toward)) / np.sqrt(length)
    reach = CLEARANCE + 0.05 * (sketch.lines[ties.others] - 1.0) * np.sqrt(length)
    lack = np.clip(1 - off / reach, 0, None) ** 2 * ((share > 0) & (share < 1))
    return np.asarray(lack.sum(axis=1), dtype=np.float64)


def _angles_here(ties: Ties, spots: Floats, places: Floats) -> Floats:
    """Links of the actor that leave it side by side."""
    if len(ties.own) < 2:
        return np.zeros(len(places))
    toward = spots[ties.ends][None] - places[:, None]
    angles = np.arctan2(toward[..., 1], toward[..., 0])
    order = np.argsort(angles, axis=1)
    turns = np.take_along_axis(angles, order, axis=1)
    gaps = np.diff(turns, axis=1, append=turns[:, :1] + 2 * np.pi)
    fans = ties.fans[order]
    need = ANGLE + 0.1 * (fans + np.roll(fans, -1, axis=1))
    return np.asarray((np.clip(1 - gaps / need, 0, None) ** 2).sum(axis=1), dtype=np.float64)


def _angles_there(ties: Ties, spots: Floats, places: Floats) -> Floats:
    """Links of the actor that reach a neighbour beside another link of that neighbour."""
    ends = spots[ties.ends]
    toward = places[:, None] - ends[None]
    mine = np.arctan2(toward[..., 1], toward[..., 0])  # place × own
    away = spots[ties.beside] - ends[:, None]
    theirs = np.arctan2(away[..., 1], away[..., 0])  # own × most
    turn = np.abs(mine[:, :, None] - theirs[None])
    turn = np.minimum(turn, 2 * np.pi - turn)
    lack = np.clip(1 - turn / (ANGLE + 0.1 * ties.fans[None, :, None]), 0, None) ** 2 * (ties.beside >= 0)[None]
    return np.asarray(lack.sum(axis=(1, 2)), dtype=np.float64)
