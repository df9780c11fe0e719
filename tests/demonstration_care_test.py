"""The demonstration's cases: 400 of them, and in them every state of a case and of a referral, every end and every due."""
import contextlib
import json
import sqlite3
import tempfile
import unittest
from pathlib import Path

from installation import Installation


class DemonstrationCare(unittest.TestCase):
    def setUp(self):
        self.house = Installation()
        self.addCleanup(self.house.remove)
        self.house.run("province", "add", "40", "--demonstration")
        self.house.run("province", "fill", "40")
        with tempfile.TemporaryDirectory() as folder:
            self.house.run("generate", "--children", 9000, "--out", folder)
            for register, agency in (("civil", "14"), ("school", "3")):
                self.house.run("import", Path(folder) / f"{register}.csv", "--register", register, "--agency", agency,
                               "--date", "2023-11-10")
        self.house.run("link-run")
        self.house.run("demo", "care", "--province", "40")

    def found(self, column, table):
        with contextlib.closing(sqlite3.connect(self.house.data / "samatcha.db")) as database:
            return dict(database.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1"))

    def test_every_state_of_a_case_and_of_a_referral_is_there_to_be_looked_at(self):
        self.house.start()
        schemas = self.house.session("secretariat", "samatcha-demo").get("/openapi.json")["components"]["schemas"]
        states = {name: set(schemas[name]["enum"]) for name in ("CaseState", "CaseOutcome", "ReferralState")}
        cases = self.found("state", "care_case")
        self.assertEqual(sum(cases.values()), 400)
        self.assertEqual(states["CaseState"] - set(cases), set(), json.dumps(cases))
        self.assertEqual(states["CaseOutcome"] - set(self.found("outcome", "care_case")), {"none"})
        referrals = self.found("state", "referral")
        self.assertEqual(states["ReferralState"] - set(referrals), set(), json.dumps(referrals))


if __name__ == "__main__":
    unittest.main()
