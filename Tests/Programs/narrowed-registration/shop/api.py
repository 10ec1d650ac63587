"""Passes on what the shop can do, and adds what only it knows."""
import heavy
from shop.text import formats, render


class Shout(heavy.Base):
    def __call__(self, text):
        return text.upper()


formats.append(Shout())
