import warnings

import legacy

warnings.simplefilter("error")


def handler(event, context):
    return 1


def report():
    return legacy.work()
