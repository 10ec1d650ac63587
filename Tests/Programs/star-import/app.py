import heavy
from compatibility import *


def handler(event, context):
    return 1


def report():
    return heavy.work()
