from heavy import Base


def make():
    return Base()
