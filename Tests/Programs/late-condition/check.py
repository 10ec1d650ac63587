import shop

print(shop.total())
