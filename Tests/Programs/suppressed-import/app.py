import contextlib

heavy = None
with contextlib.suppress(ImportError):
    import heavy


def handler(event, context):
    return 1


def report():
    return heavy.work() if heavy else "not installed"
