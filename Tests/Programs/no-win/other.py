import heavy

LIMIT = heavy.value


def answer():
    return LIMIT
