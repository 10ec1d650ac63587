"""PageRank: which vertices matter most."""

from graphs import GraphError, grown


def handler(event, context):
    """Answer for the graph that the event describes."""
    try:
        graph = grown(event)
    except GraphError as problem:
        return {"ok": False, "error": str(problem)}
    ranks = graph.pagerank()
    best = sorted(range(len(ranks)), key=lambda vertex: (-round(ranks[vertex], 9), vertex))[:3]
    return {"ok": True, "best": best, "share": round(sum(ranks[vertex] for vertex in best), 6)}
