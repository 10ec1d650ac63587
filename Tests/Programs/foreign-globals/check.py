import app

print(app.evaluate())
