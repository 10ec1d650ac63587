def handler(event, context):
    return 1


def report():
    from heavy import work

    return work()
