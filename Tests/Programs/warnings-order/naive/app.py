import warnings

warnings.simplefilter("error")


def handler(event, context):
    return 1


def report():
    import legacy

    return legacy.work()
