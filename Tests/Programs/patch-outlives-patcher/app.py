import wires
import speedups


def handler(event, context):
    return 1


def fetch():
    return wires.connect()


def version():
    return speedups.version
