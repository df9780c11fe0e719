"""Backup, restore and key rotation as an operator does them, beside a running server."""
import subprocess
import unittest

from installation import BINARY, Installation, agency


class Backup(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.start()
        self.session = self.installation.session()
        self.archive = self.installation.folder / "backup.samatcha"

    def refused(self, *arguments):
        done = subprocess.run([BINARY, "--data", self.installation.data, *map(str, arguments)], capture_output=True)
        self.assertNotEqual(done.returncode, 0)
        return done.returncode

    def agencies(self):
        return [a["name_th"] for a in self.installation.session().get("/agencies")]

    def test_what_was_there_at_the_backup_is_there_after_the_restore(self):
        self.session.post("/agencies", agency("ก่อนสำรอง"))
        summary = self.installation.run("backup", self.archive)
        self.assertFalse(summary["has_keys"])
        self.session.post("/agencies", agency("หลังสำรอง"))
        self.refused("restore", self.archive)
        self.refused("restore", self.archive, "--force")  # The server runs.
        self.installation.kill()
        restored = self.installation.run("restore", self.archive, "--force")
        self.assertFalse(restored["are_keys_missing"])
        self.assertTrue(restored["moved_aside"])
        self.installation.start()
        self.assertEqual(self.agencies(), ["ก่อนสำรอง"])

    def test_keys_are_rotated_under_a_running_server(self):
        self.session.post("/second-factor/enrolment")
        keys = (self.installation.data / "samatcha.keys").read_text()
        rotated = self.installation.run("keys", "rotate")
        self.assertEqual((rotated["values"], len(rotated["retired_keys"])), (1, 1))
        self.assertNotIn([line for line in keys.splitlines() if line.startswith("seal")][0],
                         (self.installation.data / "samatcha.keys").read_text())
        self.assertTrue(self.session.post("/second-factor/enrolment")["secret"])

    def test_a_database_without_its_keys_is_not_given_new_ones(self):
        self.installation.kill()
        (self.installation.data / "samatcha.keys").unlink()
        self.refused("user", "add", "x", "--role", "viewer", "--province", "40")
        self.assertFalse((self.installation.data / "samatcha.keys").exists())


if __name__ == "__main__":
    unittest.main()
