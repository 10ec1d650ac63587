import sys

sys.path.insert(0, "vendor")

sys.path.remove("vendor")


def handler(event, context):
    return 1


def report():
    import bundled

    return bundled.work()
