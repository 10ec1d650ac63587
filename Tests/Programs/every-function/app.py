import heavy


class Report:
    def rows(self):
        return [heavy.value for _ in range(2)]

    def stream(self):
        yield from (heavy.value for _ in range(2))


def handler(event, context):
    return 1


def outer():
    class Inner:
        values = [heavy.value for _ in range(2)]
        call = lambda self: heavy.work()

    return Inner().call() + sum(Inner.values)
