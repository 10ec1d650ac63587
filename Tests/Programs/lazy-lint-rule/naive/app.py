def handler(event, context):
    return 1


def report():
    import heavy

    return heavy.work()
