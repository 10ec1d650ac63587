from tools import Thing


def make():
    return Thing()


def handler(event, context):
    return 1
