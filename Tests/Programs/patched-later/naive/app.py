import compatibility


def handler(event, context):
    return compatibility.name


def fetch():
    import client

    return client.fetch()
