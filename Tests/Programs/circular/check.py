import app

print(app.customer())
