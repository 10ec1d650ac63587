import signal

import heavy

LIMIT = heavy.value + 1
signal.signal(signal.SIGUSR1, lambda number, frame: None)


def check():
    return heavy.work()
