import sys

sys.modules["heavy"] = None
import app

print(app.report())
