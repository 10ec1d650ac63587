import doctest

import app

print(doctest.testmod(app))
