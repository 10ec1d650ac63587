import app

print(app.handler({"load": True}, None))
