import heavy


def handler(event, context):
    return eval(event["rule"]) if "rule" in event else 1


def report():
    return heavy.work()
