"""Rewrites another module, as the library of this name does."""

import wires

wires.connect = lambda: "patched"
