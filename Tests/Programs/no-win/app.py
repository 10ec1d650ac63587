import heavy
import other


def handler(event, context):
    return other.answer()


def report():
    return heavy.work()
