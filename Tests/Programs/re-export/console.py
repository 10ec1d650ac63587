from app import heavy

print(heavy.work())
