import heavy


def handler(event, context):
    return heavy.work()
