def handler(event, context):
    return 1


def report() -> "stubs_only.Report":
    import heavy
    import stubs_only

    return heavy.work()
