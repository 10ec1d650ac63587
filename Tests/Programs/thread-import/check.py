import app

print(app.COUNT)
