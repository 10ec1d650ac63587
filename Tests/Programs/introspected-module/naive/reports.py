def make():
    from heavy import Base

    return Base()
