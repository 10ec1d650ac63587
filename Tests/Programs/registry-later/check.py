import app

print(app.names())
