import backends

NAMES = backends.names()


def handler(event, context):
    return NAMES


def library():
    return backends.heavy
