import sys

import heavy


def say(text, stream=sys.stdout):
    print(text, file=stream)
