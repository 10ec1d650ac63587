"""Breadth-first search: how far everything is from one vertex."""

from graphs import GraphError, grown


def handler(event, context):
    """Answer for the graph that the event describes."""
    try:
        graph = grown(event)
    except GraphError as problem:
        return {"ok": False, "error": str(problem)}
    order, layers, _ = graph.bfs(event.get("root", 0))
    return {"ok": True, "visited": len(order), "layers": len(layers) - 1}
