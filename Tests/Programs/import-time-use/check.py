import app

print(app.Reports().limit())
