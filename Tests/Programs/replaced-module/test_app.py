import sys
import types
import unittest

sys.modules["heavy"] = types.SimpleNamespace(work=lambda: 7)
import app

del sys.modules["heavy"]


class ReportTest(unittest.TestCase):
    def test_report(self):
        self.assertEqual(app.report(), 7)
