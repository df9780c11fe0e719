"""`samatcha encode` from outside: two agencies share a key, a third links their codes without it."""
import csv
import json
import os
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

from installation import BINARY

CIVIL = {"เลขประจำตัวประชาชน": "national_id", "ชื่อตัว": "given_name", "ชื่อสกุล": "surname", "เพศ": "sex",
         "วันเดือนปีเกิด": "birth_date", "รหัสตำบล": "area_code", "ชื่อบิดา": "guardian_name", "ชื่อมารดา": "guardian_name"}
SCHOOL = {"เลขประจำตัวประชาชน/G-Code": "national_id", "ชื่อ": "given_name", "นามสกุล": "surname", "เพศ": "sex",
          "วันเกิด": "birth_date", "รหัสตำบล": "area_code", "ชื่อบิดา": "guardian_name", "ชื่อมารดา": "guardian_name"}


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Encode(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.holder.name)
        cls.program("generate", "--province", "40", "--children", "1000", "--out", cls.folder / "in")
        cls.files = [{"name": "civil", "path": "in/civil.csv", "id": "เลขที่รายการ", "columns": CIVIL},
                     {"name": "school", "path": "in/school.csv", "id": "เลขประจำตัวนักเรียน", "columns": SCHOOL}]
        cls.key = cls.folder / "agencies.key"
        cls.program("encode", "--new-key", cls.key)
        for file in cls.files:  # Each agency by itself.
            cls.program("encode", cls.spec([file]), "--key", cls.key, "--out", cls.folder / file["name"])

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def program(cls, *arguments, language="en"):
        done = subprocess.run([str(BINARY), *(str(a) for a in arguments)], capture_output=True, text=True,
                              cwd=cls.folder, env={**os.environ, "SAMATCHA_LANGUAGE": language})
        if done.returncode != 0:
            raise subprocess.CalledProcessError(done.returncode, arguments, done.stdout, done.stderr)
        return done.stdout

    @classmethod
    def spec(cls, files, **more):
        path = cls.folder / "spec.json"
        path.write_text(json.dumps({**more, "files": files}, ensure_ascii=False))
        return path

    def codes(self, *names):
        return [{"name": name, "path": f"{name}/{name}.csv", "encoded": True} for name in names]

    def refused(self, *arguments):
        """Exit code, and the messages in English and Thai."""
        messages = []
        for language in ("en", "th"):
            with self.assertRaises(subprocess.CalledProcessError) as failed:
                self.program(*arguments, language=language)
            messages.append(failed.exception.stderr)
        self.assertRegex(messages[1], "[ก-๙]")
        return failed.exception.returncode, messages[0]

    def scores(self, files, out, ids=None):
        self.program("link", self.spec(files, task="link"), "--out", self.folder / out, "--quiet")
        person = {(r["register"], r["record_id"]): r["person_key"] for r in rows(self.folder / "in/truth.csv")}
        of = (lambda file, i: person[file, ids[file][i]]) if ids else (lambda file, i: person[file, i])
        links = rows(self.folder / out / "links.csv")
        right = sum(of(r["left_file"], r["left_id"]) == of(r["right_file"], r["right_id"]) for r in links)
        school = [key for (register, _), key in person.items() if register == "school"]
        true = sum(school.count(key) for (register, _), key in person.items() if register == "civil")
        return 2 * right / (len(links) + true)

    def test_codes_of_two_agencies_link_as_their_names_do(self):
        ids = {name: {r["pseudonym"]: r["id"] for r in rows(self.folder / name / f"private/{name}.ids.csv")}
               for name in ("civil", "school")}
        clear = self.scores(self.files, "linked-clear")
        encoded = self.scores(self.codes("civil", "school"), "linked-codes", ids)
        self.assertGreater(clear, 0.97)
        self.assertGreater(encoded, clear - 0.01)

    def test_nothing_handed_over_holds_a_name_or_a_number_or_the_order(self):
        received = rows(self.folder / "in/civil.csv")
        handed = "".join((self.folder / "civil" / name).read_text() for name in ("civil.csv", "civil.json"))
        key = self.key.read_text().split()[-1]
        for record in received:
            for column in ["เลขที่รายการ", *CIVIL]:
                if len(record[column]) > 4:
                    self.assertNotIn(record[column], handed)
        self.assertNotIn(key, handed)
        ids = rows(self.folder / "civil/private/civil.ids.csv")
        self.assertCountEqual([r["id"] for r in ids], [r["เลขที่รายการ"] for r in received])
        self.assertNotEqual([r["id"] for r in ids], [r["เลขที่รายการ"] for r in received])

    def test_a_code_has_one_length_for_its_column_and_missing_stays_missing(self):
        codes = rows(self.folder / "civil/civil.csv")
        for column in codes[0]:
            self.assertLessEqual(len({len(r[column]) for r in codes} - {0}), 1, column)
        self.assertTrue(any(r["guardian_name.2"] == "" for r in codes))

    def test_what_must_stay_secret_only_its_owner_may_read(self):
        for path, mode in [(self.key, 0o600), (self.folder / "civil/private", 0o700),
                           (self.folder / "civil/private/civil.ids.csv", 0o600)]:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode, path)

    def test_the_header_says_how_and_nothing_of_whom(self):
        header = json.loads((self.folder / "civil/civil.json").read_text())
        self.assertEqual(set(header), {"format", "hash", "filter_bits", "salt", "key_check", "columns"})
        self.assertEqual(header["columns"]["guardian_name.2"], "guardian_name")

    def test_a_salt_keeps_equal_names_apart_and_the_ids_may_be_kept(self):
        self.program("encode", self.spec(self.files), "--key", self.key, "--out", self.folder / "salted",
                     "--salt", "birth_year", "--keep-ids")
        self.assertFalse((self.folder / "salted/private").exists())
        counts = [len({r["surname"] for r in rows(self.folder / path)}) for path in ("civil/civil.csv", "salted/civil.csv")]
        self.assertGreater(counts[1], 1.2 * counts[0])
        codes = [{"name": n, "path": f"salted/{n}.csv", "encoded": True} for n in ("civil", "school")]
        self.assertGreater(self.scores(codes, "linked-salted"), 0.95)

    def test_files_of_other_keys_salts_or_in_clear_are_refused(self):
        other = self.folder / "other.key"
        self.program("encode", "--new-key", other)
        for folder, key, salt in [("other-key", other, "none"), ("other-salt", self.key, "birth_year")]:
            self.program("encode", self.spec([self.files[1]]), "--key", key, "--out", self.folder / folder, "--salt", salt)
        civil = self.codes("civil")[0]
        for school, words in [({"name": "school", "path": "other-key/school.csv", "encoded": True}, "another key"),
                              ({"name": "school", "path": "other-salt/school.csv", "encoded": True}, "another salt"),
                              (self.files[1], "one is encoded and the other is not")]:
            code, message = self.refused("link", self.spec([civil, school], task="link"), "--out", "refused")
            self.assertEqual(code, 3)
            self.assertIn(words, message)

    def test_a_wrong_key_file_is_refused(self):
        short = self.folder / "short.key"
        short.write_text(self.key.read_text()[:-9])
        short.chmod(0o600)
        exposed = self.folder / "exposed.key"
        exposed.write_text(self.key.read_text())
        exposed.chmod(0o644)
        for key, expected, words in [(self.folder / "none.key", 4, "There is no key file"), (short, 3, "shorter than 256 bits"),
                                     (exposed, 6, "chmod 600"), (self.folder, 4, "There is no key file")]:
            code, message = self.refused("encode", self.spec(self.files), "--key", key, "--out", "refused")
            self.assertEqual(code, expected)
            self.assertIn(words, message)
        code, message = self.refused("encode", "--new-key", self.key)
        self.assertEqual(code, 5)
        self.assertIn("is there already", message)

    def test_wrong_files_are_refused(self):
        gone = {**self.files[0], "columns": {**CIVIL, "shoe size": "number"}}
        code, message = self.refused("encode", self.spec([gone]), "--key", self.key, "--out", "refused")
        self.assertIn("has no column “shoe size”", message)
        code, message = self.refused("encode", self.spec(self.codes("civil")), "--key", self.key, "--out", "refused")
        self.assertIn("encoded already", message)
        bare = self.folder / "bare"
        bare.mkdir()
        (bare / "civil.csv").write_text((self.folder / "civil/civil.csv").read_text())
        files = [{"name": "civil", "path": "bare/civil.csv", "encoded": True}, *self.codes("school")]
        code, message = self.refused("link", self.spec(files, task="link"), "--out", "refused")
        self.assertEqual(code, 4)
        self.assertIn("belongs beside the file of codes", message)
        (bare / "civil.json").write_text("{}")
        code, message = self.refused("link", self.spec(files, task="link"), "--out", "refused")
        self.assertIn("cannot be read", message)
        text = (self.folder / "civil/civil.csv").read_text().splitlines()
        (bare / "civil.json").write_text((self.folder / "civil/civil.json").read_text())
        (bare / "civil.csv").write_text("\n".join([text[0], *(line[:23] + line[30:] for line in text[1:])]))
        code, message = self.refused("link", self.spec(files, task="link"), "--out", "refused")
        self.assertIn("holds a value that is no code", message)

    def test_codes_are_never_written_over_what_they_are_made_from(self):
        before = (self.folder / "in/civil.csv").read_bytes()
        code, message = self.refused("encode", self.spec(self.files), "--key", self.key, "--out", "in")
        self.assertEqual(code, 5)
        self.assertIn("Choose another folder", message)
        self.assertEqual((self.folder / "in/civil.csv").read_bytes(), before)

    def test_a_new_key_is_made_alone(self):
        with self.assertRaises(subprocess.CalledProcessError) as failed:
            self.program("encode")
        self.assertEqual(failed.exception.returncode, 2)


if __name__ == "__main__":
    unittest.main()
