import app

print(app.outer(), app.Report().rows(), list(app.Report().stream()))
