def handler(event, context):
    return report(event.get("detail")) if event.get("report") else 1


def report(detail):
    if detail:
        import heavy

        return heavy.work()

    def rest():
        return heavy.value

    return rest() + heavy.work()
