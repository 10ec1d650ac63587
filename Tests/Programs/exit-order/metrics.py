import atexit

import heavy

LIMIT = heavy.value + 1


def count():
    return heavy.work()


@atexit.register
def write():
    print("metrics written")
