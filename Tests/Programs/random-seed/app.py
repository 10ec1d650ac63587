import random

import sampling


def handler(event, context):
    return 1


def draw():
    return random.random()


def sample():
    return sampling.sample()
