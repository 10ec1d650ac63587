import app

print(app.loaded())
