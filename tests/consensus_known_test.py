"""`samatcha consensus` on a conversation whose results are known, level by level (bench/consensus/score.py)."""
import json
import sys
import tempfile
import unittest
from pathlib import Path

from installation import BINARY, ROOT

sys.path.insert(0, str(ROOT / "bench/consensus"))
import score  # noqa: E402


class Known(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.data = score.DataSet(ROOT / "tests/consensus/taxes", BINARY, Path(work.name))
        self.found = score.Findings()

    def test_statistics_of_given_groups_are_those_of_polis(self):
        score.level_a(self.data, self.found)
        self.assertEqual(self.found.off, [])

    def test_the_map_and_the_cold_start_are_those_of_polis(self):
        result = json.loads(self.data.run("polis"))
        score.level_b(self.data, result, self.found)
        score.level_c(self.data, result, self.found)
        self.assertEqual(self.found.off, [])

    def test_our_groups_are_as_good_as_those_of_many_starts_in_any_order_of_rows(self):
        score.level_d(self.data, self.found, orders=3)
        self.assertEqual(self.found.off, [])

    def test_the_score_sees_what_is_off(self):
        self.data.expected["given_groups"]["priority"][3] *= 1.001
        score.level_a(self.data, self.found)
        self.assertEqual(len(self.found.off), 1)


if __name__ == "__main__":
    unittest.main()
