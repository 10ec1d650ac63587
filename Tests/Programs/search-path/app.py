import sys

sys.path.insert(0, "vendor")
import bundled

sys.path.remove("vendor")


def handler(event, context):
    return 1


def report():
    return bundled.work()
