import decimals
from rendering import render


def handler(event, context):
    return 1


def scale():
    return decimals.SCALE
