LIMIT = 1

from shop import orders

LIMIT = 2
