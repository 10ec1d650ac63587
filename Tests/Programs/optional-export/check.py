import app
import backends
from backends import *

print(app.handler({}, None), app.library().work(), backends.missing, missing)
print([name for name in dir(backends) if name.islower() and not name.startswith("_")])
