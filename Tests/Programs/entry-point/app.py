import heavy
from commands import main


def handler(event, context):
    return 1


def report():
    return heavy.work()


def run():
    return main()
