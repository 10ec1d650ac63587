import heavy
from wires import connect


def fetch():
    return connect()
