import decimal

import heavy
from rendering import render

SCALE = 2


@render.register(decimal.Decimal)
def _(value):
    return f"{value:.{SCALE}f}"
