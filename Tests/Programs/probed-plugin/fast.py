import heavy


def run():
    return heavy.work()
