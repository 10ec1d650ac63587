import unittest
from unittest import mock

import app


class ReportTest(unittest.TestCase):
    @mock.patch("app.heavy")
    def test_report(self, heavy):
        heavy.work.return_value = 7
        self.assertEqual(app.report(), 7)
