import virtual
import finder

module = virtual.load()


def handler(event, context):
    return 1
