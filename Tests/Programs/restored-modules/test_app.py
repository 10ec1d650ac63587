import unittest
from unittest import mock

import app


class MakeTest(unittest.TestCase):
    def test_makes_the_same_without_the_extra(self):
        with mock.patch.dict("sys.modules", {"extra": None}):
            without = app.make()
        self.assertIs(type(without), type(app.make()))
