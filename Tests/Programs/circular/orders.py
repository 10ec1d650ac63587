import heavy

RATE = 2

from customers import name


def total():
    return RATE * len(name())
