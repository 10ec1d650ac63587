import heavy


def main():
    return heavy.work()
