import finder

finder.install()

finder.remove()


def load():
    return 1


def report():
    import generated

    return generated.work()
