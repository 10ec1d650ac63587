import heavy

SCALE = heavy.value + 1
level = 1


def set_level(value):
    global level
    level = value
