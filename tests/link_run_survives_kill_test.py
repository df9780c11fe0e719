#!/usr/bin/env python3
"""Kill -9 in the middle of a link run: no half of it is seen, and the server runs it again to its end."""
import json
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
CHILDREN = 20_000
AGENCIES = {"civil": "14", "school": "3"}  # Of the demonstration province, by their agreements.


class LinkRunSurvivesKill(unittest.TestCase):
    def setUp(self):
        if not BINARY.exists():
            self.skipTest(f"{BINARY} is not built")
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.data = Path(self.folder.name) / "var"
        self.environment = {**os.environ, "SAMATCHA_DATA": str(self.data), "SAMATCHA_PORT": "0",
                            "SAMATCHA_LANGUAGE": "en"}
        self.run_command("generate", "--children", str(CHILDREN), "--out", self.folder.name)
        self.run_command("province", "add", "40", "--demonstration")
        self.run_command("province", "fill", "40")
        for register, agency in AGENCIES.items():
            self.run_command("import", str(Path(self.folder.name) / f"{register}.csv"), "--register",
                             register, "--agency", agency, "--date", "2023-11-10")

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

    def wait_until(self, claim, seconds=180):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if claim():
                return
            time.sleep(0.02)
        self.fail("it does not come to that")

    def test_a_killed_link_run_is_unseen_and_the_server_finishes_it(self):
        linking = self.start("link-run", "--province", "40")
        self.wait_until(lambda: self.ask("SELECT count(*) FROM person_record")[0][0] > 0
                        or linking.poll() is not None)
        self.end(linking)
        self.assertEqual(self.ask("SELECT state FROM link_run"), [("running",)])
        self.assertEqual(self.ask("SELECT count(*) FROM situation WHERE state = 'published'"), [(0,)])

        self.start("serve")
        self.wait_until(lambda: self.ask("SELECT state FROM link_run") == [("complete",)])
        records = self.ask("SELECT sum(rows_stored) FROM snapshot WHERE state = 'complete'")
        self.assertEqual(self.ask("SELECT count(*) FROM person_record"), records)
        self.assertEqual(self.ask("SELECT count(*) FROM (SELECT DISTINCT snapshot_id, row_no FROM person_record)"),
                         records)
        self.assertEqual(self.ask("SELECT state FROM situation"), [("published",)])


    def test_a_kill_while_the_index_is_written_leaves_the_older_one_to_go_on_from(self):
        self.run_command("link-run", "--province", "40")
        index = self.data / "linkage" / "40-1.sealed"
        before = index.read_bytes()
        part = index.with_suffix(".part")
        os.mkfifo(part)  # Whoever writes waits while nobody reads.
        pipe = os.open(part, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, pipe)
        linking = self.start("link-run", "--province", "40")
        torn = bytearray()

        def half_is_written():
            try:
                torn.extend(os.read(pipe, 1 << 20))
            except BlockingIOError:
                pass
            return len(torn) > len(before) // 2 or linking.poll() is not None

        self.wait_until(half_is_written)
        self.assertIsNone(linking.poll(), "it ended before it was killed")
        self.end(linking)
        part.unlink()
        part.write_bytes(torn)
        self.assertEqual(index.read_bytes(), before)
        self.assertEqual(self.ask("SELECT state FROM link_run ORDER BY created_at"), [("complete",), ("running",)])

        self.start("serve")
        self.wait_until(lambda: self.ask("SELECT count(*) FROM link_run WHERE state = 'complete'") == [(2,)])
        report = json.loads(self.ask("SELECT report FROM link_run ORDER BY created_at DESC LIMIT 1")[0][0])
        self.assertIsNone(report.get("anew_because"), "it went on from the older index")
        self.wait_until(lambda: not part.exists() and index.read_bytes() != before)


if __name__ == "__main__":
    unittest.main()
