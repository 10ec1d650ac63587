import heavy


class Reports:
    kind = [heavy.Base for _ in range(1)]

    def limit(self, value=heavy.value):
        return value


def handler(event, context):
    return 1


def report():
    return heavy.work()
