import heavy


def handler(event, context):
    return 1


def report():
    return heavy.work()
