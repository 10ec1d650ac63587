import atexit

import heavy

LIMIT = heavy.value


def count():
    return heavy.work()


@atexit.register
def write():
    print("metrics written")
