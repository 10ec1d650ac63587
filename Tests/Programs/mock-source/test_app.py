import unittest
from unittest import mock

import app


class ReportTest(unittest.TestCase):
    @mock.patch("heavy.work", return_value=7)
    def test_report_does_its_own_work(self, work):
        self.assertEqual(app.report(), 1)
