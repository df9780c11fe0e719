#!/usr/bin/env python3
"""Kill -9 while the list of children is written to a file: half a file is never to be had, and a whole one is."""
import csv
import io
import sqlite3
import tempfile
import unittest
from pathlib import Path

from installation import BINARY, PASSWORD, Installation, Refused, ended_job, wait_for

CHILDREN = 20_000
AGENCIES = {"civil": "14", "school": "3"}  # Of the demonstration province, by their agreements.


class ExportSurvivesKill(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not BINARY.exists():
            raise unittest.SkipTest(f"{BINARY} is not built")
        cls.house = Installation()
        cls.addClassCleanup(cls.house.remove)
        cls.house.begin_province()
        cls.house.run("province", "fill", "40")
        cls.house.run("user", "add", "worker", "--role", "case_worker", "--province", "40", "--agency", "11",
                      stdin=PASSWORD + "\n")
        with tempfile.TemporaryDirectory() as folder:
            cls.house.run("generate", "--children", CHILDREN, "--out", folder)
            for register, agency in AGENCIES.items():
                cls.house.run("import", Path(folder) / f"{register}.csv", "--register", register, "--agency",
                              agency, "--date", "2023-11-10")
        cls.house.run("link-run")

    def ask(self, sql):
        with sqlite3.connect(f"file:{self.house.data}/samatcha.db?mode=ro", uri=True, timeout=20) as database:
            return database.execute(sql).fetchall()

    def test_an_export_killed_again_and_again_is_whole_at_last_and_logs_each_child_once(self):
        self.house.start()
        session = self.house.session()
        situation = session.get("/situations/latest")["id"]
        export = session.post(f"/situations/{situation}/exports?purpose=find", {"format": "csv"})
        file = f"/exports/{export['id']}/file?purpose=find"
        listed = self.ask("SELECT count(*) FROM situation_child")[0][0]
        for _ in range(2):
            wait_for(lambda: self.logged(export) > 0, every=0.002)
            self.house.kill()
            self.house.start()
            session = self.house.session()
            try:
                self.assertEqual(len(self.rows(session, file)), listed)
            except Refused as refused:
                self.assertIn("situation.export_unfinished", str(refused))
        self.assertEqual(ended_job(session, export["job_id"])["state"], "succeeded")
        self.assertGreater(listed, 500)
        self.assertEqual(len(self.rows(session, file)), listed)
        self.assertEqual(self.logged(export), listed)
        self.assertEqual(list(self.house.data.glob("exports/*.part")), [])

    def test_a_file_is_refused_to_whoever_did_not_ask_for_it(self):
        self.house.start()
        session = self.house.session()
        situation = session.get("/situations/latest")["id"]
        export = session.post(f"/situations/{situation}/exports?purpose=find", {"format": "xlsx"})
        self.assertEqual(ended_job(session, export["job_id"])["state"], "succeeded")
        self.assertTrue(session.bytes(f"/exports/{export['id']}/file?purpose=find").startswith(b"PK"))
        with self.assertRaises(Refused) as refused:
            session.bytes(f"/exports/{export['id']}/file")
        self.assertIn("access.purpose_missing", str(refused.exception))
        with self.assertRaises(Refused) as refused:
            self.house.session("worker").bytes(f"/exports/{export['id']}/file?purpose=find")
        self.assertEqual(refused.exception.status, 404)

    def logged(self, export):
        return self.ask("SELECT count(*) FROM access_log WHERE access = 'export' AND person_id <> 0"
                        f" AND what = 'export={export['id']}'")[0][0]

    @staticmethod
    def rows(session, file):
        return list(csv.reader(io.StringIO(session.bytes(file).decode("utf-8-sig"))))[1:]

    def tearDown(self):
        self.house.kill()


if __name__ == "__main__":
    unittest.main()
