import app

print(app.in_a_context(), app.current())
