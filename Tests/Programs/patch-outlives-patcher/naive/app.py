def handler(event, context):
    return 1


def fetch():
    import wires

    return wires.connect()


def version():
    import speedups

    return speedups.version
