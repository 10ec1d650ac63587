import heavy
import rules


def handler(event, context):
    return 1


def report():
    return heavy.work()


def evaluate():
    return rules.evaluate(report)
