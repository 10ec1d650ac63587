from heavy import work


def handler(event, context):
    return 1


def report():
    return work()
