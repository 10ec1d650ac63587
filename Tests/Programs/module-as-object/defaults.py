from heavy import value as LIMIT

DEBUG = False


def limit():
    return LIMIT
