import heavy


def limit():
    return heavy.value


LIMIT = limit()


def handler(event, context):
    return LIMIT
