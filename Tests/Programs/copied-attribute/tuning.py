import heavy

SCALE = heavy.value + 1
level = 1


def count():
    return level * SCALE
