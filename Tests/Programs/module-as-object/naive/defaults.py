DEBUG = False


def limit():
    from heavy import value as LIMIT

    return LIMIT
