import app

print(app.handler({}, None))
