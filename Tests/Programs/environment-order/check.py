import app

print(app.connect())
