import app
import library

print(library.tables.rows())
