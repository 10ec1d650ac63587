import heavy


def handler(event, context):
    return 1


def report():
    """The report.

    >>> report() == heavy.work()
    True
    """
    return heavy.work()
