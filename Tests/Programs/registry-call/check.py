import app

print(app.handler({"save": True}, None))
