"""Passes on what the shop can do, with a trimming of its own."""
import heavy
from shop.text import render

BASE = [heavy.Base]


def trimmed(function):
    return lambda text: function(text)[:3]


render = trimmed(render)
