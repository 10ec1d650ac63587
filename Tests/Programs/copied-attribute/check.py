import app
import settings
from settings import *

print(app.handler({}, None), app.current(), level, steps(), sorted(settings.__all__), "level" in dir(settings))
print(settings.steps is steps, settings.tuning.level)
