import time

import heavy

started = time.time()
