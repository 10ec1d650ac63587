import heavy

table = {"EUR": heavy.value}


def loops():
    """The event loop that waits for this import, if one does."""
    import asyncio

    try:
        return [asyncio.get_running_loop()]
    except RuntimeError:
        return []


waiting = loops()
