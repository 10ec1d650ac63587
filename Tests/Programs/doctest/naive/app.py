def handler(event, context):
    return 1


def report():
    """The report.

    >>> report() == heavy.work()
    True
    """
    import heavy

    return heavy.work()
