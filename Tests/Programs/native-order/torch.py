"""Stands for a library whose shared objects have to be loaded before another one's."""

import sys

import heavy

if "faiss" in sys.modules:
    raise ImportError("cannot allocate memory in static TLS block")
version = 2
