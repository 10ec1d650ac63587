import app

print(app.timeout())
