from orders import RATE


def name():
    return "Ada" * RATE
