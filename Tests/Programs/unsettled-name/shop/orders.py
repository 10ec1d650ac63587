import heavy
from shop import LIMIT


class Order(heavy.Base):
    pass


def limit():
    return LIMIT


def report():
    return Order.__name__
