import unittest
from unittest import mock

import app


class ReportTest(unittest.TestCase):
    @mock.patch.multiple("app", heavy=mock.Mock(**{"work.return_value": 7}))
    def test_report(self):
        self.assertEqual(app.report(), 7)
