import random


def handler(event, context):
    return 1


def draw():
    return random.random()


def sample():
    import sampling

    return sampling.sample()
