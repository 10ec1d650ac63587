import heavy
from os import getenv

REGION = getenv("REGION", "home")


def region():
    return REGION
