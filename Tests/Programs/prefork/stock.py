import os

import heavy

loaded_by = os.getpid()
items = heavy.work()
