import app
import tuning

tuning.set_level(2)
print(app.current())
