import app

print(app.handler({"hints": True}, None))
