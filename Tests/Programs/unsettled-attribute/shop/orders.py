import heavy
import shop

START = shop.LIMIT


class Order(heavy.Base):
    pass


def limit():
    return START


def report():
    return Order.__name__
