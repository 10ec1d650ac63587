import heavy

LIMIT = heavy.value + 1


def answer():
    return LIMIT
