import heavy


def work():
    return heavy.work()
