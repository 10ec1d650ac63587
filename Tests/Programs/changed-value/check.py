import app
import settings

settings.configure("fancy")
print(app.mode())
