#!/usr/bin/env python3
"""Kill -9 in the middle of an import: nothing half applied, and the server takes it up again."""
import os
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("SAMATCHA_BINARY", ROOT / "build/release/samatcha"))
CHILDREN = 60_000
AGENCY = "900"
FIELDS = "record_id,citizen_id,given_name,surname,sex,birth_date,subdistrict_code"


class ImportSurvivesKill(unittest.TestCase):
    def setUp(self):
        if not BINARY.exists():
            self.skipTest(f"{BINARY} is not built")
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.data = Path(self.folder.name) / "var"
        self.environment = {**os.environ, "SAMATCHA_DATA": str(self.data), "SAMATCHA_PORT": "0",
                            "SAMATCHA_LANGUAGE": "en"}
        self.run_command("generate", "--children", str(CHILDREN), "--out", self.folder.name)
        self.run_command("province", "add", "40")
        with sqlite3.connect(self.data / "samatcha.db") as database:
            database.execute("INSERT INTO agency VALUES ('40', ?, 'ทดสอบ', '', 'state', '', '', '', '', '40')",
                             (AGENCY,))
            database.execute("INSERT INTO agreement VALUES ('40', 1, ?, 'civil', 'ทดสอบ', 'ทดสอบ', 'ทดสอบ', ?,"
                             " '2020-01-01', '2199-12-31', '', 0, 0)", (AGENCY, FIELDS))

    def run_command(self, *words):
        done = subprocess.run([BINARY, *words], env=self.environment, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def start(self, *words):
        process = subprocess.Popen([BINARY, *words], env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()

    def ask(self, sql):
        with sqlite3.connect(f"file:{self.data}/samatcha.db?mode=ro", uri=True, timeout=20) as database:
            return database.execute(sql).fetchall()

    def wait_until(self, claim, seconds=120):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if claim():
                return
            time.sleep(0.02)
        self.fail("it does not come to that")

    def test_rows_of_a_killed_import_are_unseen_and_the_server_finishes_it(self):
        civil = Path(self.folder.name) / "civil.csv"
        importing = self.start("import", str(civil), "--register", "civil", "--agency", AGENCY,
                               "--date", "2023-11-10")
        self.wait_until(lambda: self.ask("SELECT count(*) FROM received_record")[0][0] > 0
                        or importing.poll() is not None)
        self.end(importing)
        self.assertEqual(self.ask("SELECT state FROM snapshot"), [("importing",)])
        stored_before = self.ask("SELECT count(*) FROM received_record")[0][0]
        self.assertGreater(stored_before, 0)

        self.start("serve")
        self.wait_until(lambda: self.ask("SELECT state FROM snapshot") == [("complete",)])
        total, stored, rejected = self.ask("SELECT rows_total, rows_stored, rows_rejected FROM snapshot")[0]
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT row_no) FROM received_record"),
                         [(stored, stored)])
        self.assertEqual(total, stored + rejected)
        self.assertGreater(stored, stored_before)
        with open(civil, encoding="utf-8") as lines:
            self.assertEqual(total, sum(1 for _ in lines) - 1)


if __name__ == "__main__":
    unittest.main()
