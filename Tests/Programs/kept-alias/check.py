import app

print(app.handler({"name": "Order"}, None))
