import locale

import heavy

locale.setlocale(locale.LC_NUMERIC, "C.UTF-8")


def text(number):
    return locale.str(number)
