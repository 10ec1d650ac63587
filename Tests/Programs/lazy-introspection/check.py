import app

print(app.parts())
