"""The command line: help and refusals in both languages, settings by file, environment and flag, progress, JSON."""
import json
import os
import pty
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from installation import BINARY, PASSWORD, ROOT, Installation, agency, begin_register

THAI = re.compile("[\u0e00-\u0e7f]")
OTHER_VALUES = {"data": "elsewhere", "database": "other.db", "keys": "other.keys", "address": "::1", "port": "9001",
                "workers": "3", "io_threads": "4", "job_threads": "5", "public_address": "https://samatcha.example",
                "secure_cookies": "true", "smtp_url": "smtp://127.0.0.1:2525", "smtp_user": "samatcha",
                "smtp_password_file": "elsewhere.password", "mail_from": "noreply@samatcha.example",
                "quiet_hours": "22:00-06:00", "digest_at": "08:00", "webhook_hosts": "his.example, 10.0.5.7:8443", "trusted_proxies": "10.0.0.1", "metrics_from": "10.0.0.2", "log_level": "warn",
                "language": "en"}


def program(*arguments, environment=None, **options):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAMATCHA_")}
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True,
                          env=clean | (environment or {}), **options)


def commands():
    """Every command and sub-command, as words; the program itself first."""
    found = [[]]
    for words in found:
        listed = program(*words, "--help", "--language", "en").stdout.partition("\nCommands:\n")[2]
        found += [words + [name] for name in re.findall(r"^  ([a-z-]+) ", listed, re.M)]
    return found


def settings_said(*arguments, **options):
    done = program("configuration", "--json", *arguments, **options)
    return {one["name"]: one["value"] for one in json.loads(done.stdout)}


class Words(unittest.TestCase):
    def test_every_command_explains_itself_in_both_languages(self):
        self.assertGreater(len(commands()), 17)
        for words in commands():
            thai, english = (program(*words, "--help", environment={"SAMATCHA_LANGUAGE": language})
                             for language in ("th", "en"))
            self.assertEqual((thai.returncode, english.returncode), (0, 0), words)
            self.assertNotRegex(thai.stdout + english.stdout, r"\b(help|setting)\.\w", words)
            self.assertNotRegex(english.stdout, THAI, words)
            entries = re.findall(r"^  \S.*\n?(?:^ {30}.*)?", thai.stdout, re.M)
            self.assertEqual(len(entries), len(re.findall(r"^  \S", english.stdout, re.M)), words)
            self.assertEqual([e for e in entries if not THAI.search(e)], [], words)

    def test_what_is_written_wrongly_is_named_in_the_language_of_the_settings(self):
        for words, named in ((["nothing"], "nothing"), (["import"], "file"), (["province", "twist"], "twist"),
                             (["import", "a.csv"], "--date"), (["generate", "--out", "x", "--seed", "y"], "--seed"),
                             (["generate", "--out", "x", "--format", "pdf"], "pdf"), (["link", "--out"], "--out"),
                             (["encode", "--key", "k", "--new-key", "n"], "--new-key")):
            thai, english = program(*words), program("--language", "en", *words)
            self.assertEqual((thai.returncode, english.returncode), (2, 2), words)
            self.assertEqual(thai.stdout + english.stdout, "")
            self.assertIn(named, thai.stderr.splitlines()[0])
            self.assertIn(named, english.stderr.splitlines()[0])
            self.assertRegex(thai.stderr, THAI, words)
            self.assertNotRegex(english.stderr, THAI, words)
        self.assertIn("samatcha province --help", program("province", "twist").stderr)


class SettingsFromOutside(unittest.TestCase):
    def test_every_setting_of_the_document_works_by_file_environment_and_flag(self):
        documented = re.findall(r"^\| `(\w+)` \| `([\w-]+)` \| `(\w+)` \|", (ROOT / "docs/configuration.md").read_text(), re.M)
        self.assertEqual([name for name, _, _ in documented], list(OTHER_VALUES))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "samatcha.conf"
            for name, flag, variable in documented:
                value = OTHER_VALUES[name]
                file.write_text(f"{name} = {value}\n")
                self.assertNotEqual(settings_said()[name], value)
                self.assertEqual(settings_said("--config", file)[name], value)
                self.assertEqual(settings_said(environment={"SAMATCHA_CONFIG": str(file)})[name], value)
                self.assertEqual(settings_said(environment={variable: value})[name], value)
                self.assertEqual(settings_said(flag, value)[name], value)

    def test_a_flag_wins_over_the_environment_and_the_environment_over_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "samatcha.conf"
            file.write_text("port = 9001\n")
            environment = {"SAMATCHA_PORT": "9002"}
            self.assertEqual(settings_said("--config", file, environment=environment)["port"], "9002")
            self.assertEqual(settings_said("--config", file, "--port", "9003", environment=environment)["port"], "9003")


class Output(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.folder = self.installation.folder

    def test_progress_is_a_bar_on_a_terminal_and_plain_lines_in_a_pipe(self):
        words = ["generate", "--children", "1000", "--out", self.folder / "made", "--language", "en"]
        piped = program(*words)
        self.assertRegex(piped.stderr, r"^generate: inventing \d+/100\n")
        self.assertNotRegex(piped.stderr + piped.stdout, "[\r\033█]")
        terminal, end = pty.openpty()
        self.addCleanup(os.close, terminal)
        subprocess.run([BINARY, *map(str, words)], stdout=subprocess.DEVNULL, stderr=end, check=True)
        os.close(end)
        drawn = os.read(terminal, 65536).decode()
        self.assertRegex(drawn, "\r\033\\[Kgenerate inventing +\\[█{30}\\] 100/100\r?\n$")

    def test_every_command_that_a_program_would_call_answers_in_json(self):
        run = self.installation.run
        self.assertEqual(run("province", "add", "40", "--demonstration")["code"], "40")
        self.assertEqual(run("user", "add", "secretary", "--role", "secretariat", "--province", "40",
                             stdin=PASSWORD + "\n")["login"], "secretary")
        self.assertLess(900, run("generate", "--children", "1000", "--out", self.folder / "made")["children"])
        self.installation.start()
        session = self.installation.session()
        agreements = {kind: begin_register(session, kind)["id"] for kind in ("civil", "school")}
        for kind, agreement in agreements.items():
            done = run("import", self.folder / f"made/{kind}.csv", "--agreement", agreement, "--date", "10/11/2566")
            self.assertEqual(done["state"], "complete")
            self.assertEqual(done["rows_stored"] + done["rows_rejected"], done["rows_total"])
        self.assertEqual(run("link-run")["state"], "succeeded")
        self.assertLess(0, run("situation")["value"])
        self.assertIn("values", run("keys", "rotate"))
        self.assertLess(0, run("backup", self.folder / "kept.zip")["bytes"])
        self.installation.kill()
        self.assertTrue(run("restore", self.folder / "kept.zip", "--force")["moved_aside"])
        spec = self.folder / "spec.json"
        spec.write_text(json.dumps({"task": "deduplicate", "files": [{"name": "civil", "path": "made/truth.csv",
                                    "id": "record_id", "columns": {"person_key": "text"}}]}))
        self.assertLess(1000, run("link", spec, "--out", self.folder / "linked")["records"])

    def test_an_import_says_which_fields_the_agreement_kept_out(self):
        self.installation.begin_province()
        self.installation.start()
        session = self.installation.session()
        listed = session.post("/agreements", {
            "agency_id": session.post("/agencies", agency("ทดสอบ"))["id"], "register_kind": "school", "name": "ทดสอบ",
            "purpose": "ทดสอบ", "legal_basis": "ทดสอบ", "fields": ["given_name", "surname"],
            "valid_from": "2020-01-01", "valid_until": "2099-12-31"})
        file = self.folder / "register.csv"
        file.write_text("ชื่อ,นามสกุล,โทรศัพท์,วันเกิด\n" + "มานะ,รักดี,0812345678,1/2/2555\n" * 5)
        done = program("--data", self.installation.data, "--language", "en", "import", file, "--agreement",
                       listed["id"], "--date", "10/11/2566")
        self.assertRegex(done.stdout, "Not kept, because the agreement does not list it: (phone, birth_date|birth_date, phone)")

    def test_refusals_have_exit_codes_of_their_own(self):
        data = ["--data", self.installation.data]
        self.installation.begin_province()
        self.assertEqual(program(*data, "province", "add", "40").returncode, 5)
        self.assertEqual(program(*data, "province", "add", "99").returncode, 4)
        self.assertEqual(program(*data, "situation").returncode, 4)
        self.assertEqual(program(*data, "import", "x.csv", "--date", "1/1/2566").returncode, 3)
        self.assertEqual(program(*data, "import", "x.csv", "--date", "never", "--agreement", "1").returncode, 4)
        self.assertEqual(program(*data, "--port", "high", "serve").returncode, 3)
        self.assertEqual(program("backup", "b.zip", "--database", "postgresql://nowhere/x", "--data", self.folder / "b")
                         .returncode, 1)
        refused = program(*data, "--json", "--language", "en", "province", "add", "40")
        self.assertEqual(json.loads(refused.stdout)["error"]["key"], "access.province_exists")


if __name__ == "__main__":
    unittest.main()
