import unittest
from unittest import mock

MODULE = "app"


class ReportTest(unittest.TestCase):
    @mock.patch(f"{MODULE}.heavy")
    def test_report(self, heavy):
        import app

        heavy.work.return_value = 7
        self.assertEqual(app.report(), 7)

    @mock.patch(MODULE + ".heavy.work", return_value=8)
    def test_other(self, work):
        import app

        self.assertEqual(app.report(), 8)
