import app

print(app.decimal_point())
