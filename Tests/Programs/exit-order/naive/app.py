import atexit


def handler(event, context):
    return 1


def count():
    import metrics

    return metrics.count()


atexit.register(print, "app ends")
