import unittest

result = unittest.main("test_app", argv=["check"], exit=False).result
print(result.wasSuccessful())
