"""kill -9 while others work: nothing acknowledged is lost, nothing is half applied, and an import that was
killed twice ends as one that was not. (import_survives_kill_test and the link run's own look closer.)"""
import contextlib
import sqlite3
import threading
import unittest

from installation import (Installation, Refused, agency, begin_import, begin_register, ended_job, wait_for)

CHILDREN = 60_000  # Several commits long, so that a kill falls between two of them.


class Clerk(threading.Thread):
    """Enters agencies without a pause and remembers those that the server acknowledged."""

    def __init__(self, session, first_number):
        super().__init__()
        self.session, self.number, self.acknowledged = session, first_number, []
        self.is_done = False

    def run(self):
        while not self.is_done:
            name = f"หน่วยงานที่ {self.number}"
            self.number += 1
            try:
                self.session.post("/agencies", agency(name))
            except (OSError, Refused):
                continue
            self.acknowledged.append(name)


class Crash(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.remove)
        cls.generated = cls.installation.folder / "generated"
        cls.installation.run("generate", "--children", CHILDREN, "--seed", 7, "--out", cls.generated)
        cls.installation.begin_province()
        cls.acknowledged = []

    def tearDown(self):
        for line in self.installation.failures():
            print(line)

    def file_of(self, register):
        return next(self.generated.glob(f"{register}.*"))

    def rows(self, sql, *parameters):
        with contextlib.closing(sqlite3.connect(self.installation.data / "samatcha.db")) as database:
            return database.execute(sql, parameters).fetchall()

    def stored_rows(self, snapshot_id):
        return self.rows("SELECT count(*) FROM received_record WHERE snapshot_id = ?", snapshot_id)[0][0]

    def kill_when(self, session, job_id, reached):
        """Kills the server while a clerk works and the job has come as far as `reached`; the job then."""
        clerk = Clerk(session, 1 + len(self.acknowledged))
        clerk.start()
        wait_for(lambda: clerk.acknowledged)
        job = wait_for(lambda: (j := session.get(f"/jobs/{job_id}")) and (reached(j) or j["finished_at"]) and j)
        self.installation.kill()
        clerk.is_done = True
        clerk.join()
        self.acknowledged += clerk.acknowledged
        self.assertIsNone(job["finished_at"], "the job was too quick to be killed")
        return job

    def start_again(self):
        self.installation.start()
        session = self.installation.session()
        names = {a["name_th"] for a in session.get("/agencies")}
        self.assertLessEqual(set(self.acknowledged), names, "acknowledged, but lost")
        return session

    def assert_whole(self, snapshot):
        """A snapshot's report and its rows agree."""
        self.assertEqual(snapshot["rows_total"], snapshot["rows_stored"] + snapshot["rows_rejected"])
        self.assertEqual(self.stored_rows(snapshot["id"]), snapshot["rows_stored"])

    def test_an_import_killed_as_it_begins_and_again_when_rows_are_in(self):
        self.installation.start()
        session = self.installation.session()
        agreement = begin_register(session, "civil")

        started = begin_import(session, agreement, self.file_of("civil"))
        self.kill_when(session, started["job_id"], lambda j: j["state"] == "running")
        self.assertEqual(self.rows("SELECT state FROM snapshot"), [("importing",)])
        session = self.start_again()
        self.kill_when(session, started["job_id"],
                           lambda j: self.stored_rows(started["snapshot_id"]) > 0)
        self.assertEqual(self.rows("SELECT state FROM snapshot"), [("importing",)])
        session = self.start_again()
        job = ended_job(session, started["job_id"])
        snapshot = session.get(f"/snapshots/{started['snapshot_id']}")
        self.assertEqual((job["state"], snapshot["state"]), ("succeeded", "complete"), job)
        self.assert_whole(snapshot)
        undisturbed = begin_import(session, agreement, self.file_of("civil"), "2026-06-11")
        ended_job(session, undisturbed["job_id"])
        other = session.get(f"/snapshots/{undisturbed['snapshot_id']}")
        for count in ("rows_total", "rows_stored", "rows_rejected", "values_rejected"):
            self.assertEqual(snapshot[count], other[count], count)

        self.assertTrue(self.acknowledged, "nothing was written beside the import: nothing is proven")


if __name__ == "__main__":
    unittest.main()
