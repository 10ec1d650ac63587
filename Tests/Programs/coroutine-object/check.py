import app

print(app.handler({"convert": True}, None))
