lazy from shop import LIMIT, stock


def limit():
    return LIMIT


def report():
    return stock.count()
