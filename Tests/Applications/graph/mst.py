"""Minimum spanning tree: the cheapest way to join everything."""

from graphs import GraphError, grown


def handler(event, context):
    """Answer for the graph that the event describes."""
    try:
        graph = grown(event)
    except GraphError as problem:
        return {"ok": False, "error": str(problem)}
    weights = [1 + (source * 7919 + target * 104729) % 1000 for source, target in graph.get_edgelist()]
    tree = graph.spanning_tree(weights=weights)
    edges = set(tree.get_edgelist())
    cost = sum(weight for edge, weight in zip(graph.get_edgelist(), weights) if edge in edges)
    return {"ok": True, "edges": tree.ecount(), "cost": cost}
