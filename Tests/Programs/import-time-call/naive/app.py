def limit():
    return heavy.value


LIMIT = limit()


def handler(event, context):
    import heavy

    return LIMIT
