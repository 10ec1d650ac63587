import heavy

count = heavy.work
