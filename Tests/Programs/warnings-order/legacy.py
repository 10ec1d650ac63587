import warnings

import heavy

warnings.warn("legacy is deprecated", DeprecationWarning)


def work():
    return heavy.work()
