import app

print(app.serve())
