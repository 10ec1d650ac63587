from settings import MODE


def handler(event, context):
    return 1


def mode():
    return MODE
