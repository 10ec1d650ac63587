import heavy


class Report:
    total = heavy.value


def rows():
    return heavy.work()
