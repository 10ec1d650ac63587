import app

print(app.train())
