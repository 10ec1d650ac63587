try:
    import heavy
except ImportError:
    heavy = None


def handler(event, context):
    return 1


def report():
    return heavy.work() if heavy else "not installed"
