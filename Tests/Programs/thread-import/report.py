import heavy
from app import NAME


def title():
    return NAME
