import app

app.watch()
import csv

print(csv.__name__)
