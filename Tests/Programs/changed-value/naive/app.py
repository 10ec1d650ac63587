def handler(event, context):
    return 1


def mode():
    from settings import MODE

    return MODE
