import app

print(app.draw())
