"""Graphs to measure with: grown by preferential attachment, the same ones for the same seed."""

import random

import igraph

LARGEST = 200_000


class GraphError(ValueError):
    """The event does not describe a graph."""


def grown(event):
    """A connected graph as the event describes it."""
    size = event.get("size")
    if not isinstance(size, int) or not 2 <= size <= LARGEST:
        raise GraphError("'size' must be between 2 and %d" % LARGEST)
    random.seed(event.get("seed", 0))
    return igraph.Graph.Barabasi(size, event.get("degree", 3))
