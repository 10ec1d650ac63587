import other


def handler(event, context):
    return other.answer()


def report():
    import heavy

    return heavy.work()
