import bootstrap


def handler(event, context):
    return 1


def fetch():
    import client

    return client.fetch()
