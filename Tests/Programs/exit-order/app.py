import atexit

import metrics


def handler(event, context):
    return 1


def count():
    return metrics.count()


atexit.register(print, "app ends")
