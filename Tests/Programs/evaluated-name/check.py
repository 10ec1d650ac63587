import app

print(app.handler({"rule": "heavy.work()"}, None))
