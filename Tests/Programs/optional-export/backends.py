try:
    import heavy
except ImportError:
    heavy = None
try:
    import missing
except ImportError:
    missing = None


def names():
    return ["plain"]
