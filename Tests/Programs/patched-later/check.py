import app

print(app.fetch())
