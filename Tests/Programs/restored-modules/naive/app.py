def make():
    from tools import Thing

    return Thing()


def handler(event, context):
    return 1
