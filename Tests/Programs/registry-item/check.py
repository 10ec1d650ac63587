import app

print(app.handler({"list": True}, None))
