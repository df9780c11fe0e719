"""What `samatcha link` makes of files that are not as they should be: a clear message, or a right result."""
import collections
import csv
import json
import os
import random
import subprocess
import tempfile
import unittest
from pathlib import Path

from installation import BINARY

COLUMNS = {"number": "national_id", "given": "given_name", "surname": "surname", "born": "birth_date",
           "area": "area_code"}


def people(rows, seed=1, syllables=3):
    """Invented syllables; every tenth row is the row before with another spelling."""
    chance = random.Random(seed)
    syllable = lambda: "".join(chance.choice(("ka", "lo", "mi", "ta", "ru", "ne", "so")) for _ in range(syllables))
    made = []
    for i in range(rows):
        if i % 10 == 9:
            made.append(dict(made[-1], id=str(i), given=made[-1]["given"] + "n"))
        else:
            made.append({"id": str(i), "number": "", "given": syllable(), "surname": syllable(),
                         "born": f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(2550, 2562)}",
                         "area": f"4001{chance.randint(1, 17):02}"})
    return made


class BadInput(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, rows, name="people.csv"):
        with open(self.folder / name, "w", encoding="utf-8", newline="") as f:
            writer = csv.DictWriter(f, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    def run_spec(self, spec, *arguments):
        (self.folder / "spec.json").write_text(json.dumps(spec))
        return subprocess.run([BINARY, "link", self.folder / "spec.json", "--out", self.folder / "out", *arguments],
                              capture_output=True, text=True, timeout=300)

    def link(self, columns=COLUMNS, *arguments, file="people.csv", **more):
        return self.run_spec({"task": "deduplicate", **more, "files": [
            {"name": "people", "path": file, "id": "id", "columns": columns}]}, *arguments)

    def link_two(self, left, right, *arguments):
        return self.run_spec({"task": "link", "files": [
            {"name": name, "path": name + ".csv", "id": "id", "columns": COLUMNS} for name in (left, right)]},
                             *arguments)

    def linked(self, *arguments, **more):
        done = self.link(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.folder / "out/report.json").read_text())

    def refused(self, *arguments, **more):
        done = self.link(*arguments, **more)
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse((self.folder / "out/links.csv").exists())
        return done.stderr

    def test_a_missing_column_is_named(self):
        self.write(people(50))
        message = self.refused({"given": "given_name", "age": "number"})
        self.assertIn("people", message)
        self.assertIn("age", message)

    def test_empty_and_constant_columns_are_left_out_and_named_and_missing_numbers_do_not_matter(self):
        self.write([dict(row, area="400101") for row in people(3000)])
        report = self.linked(COLUMNS, "--language", "en")
        self.assertTrue(any("number" in w and "empty" in w for w in report["warnings"]), report["warnings"])
        self.assertTrue(any("area code" in w and "one value" in w for w in report["warnings"]), report["warnings"])
        self.assertGreater(report["links"], 280)
        self.assertLess(report["links"], 320)

    def test_warnings_are_in_the_language_of_the_command_and_in_the_report_in_both(self):
        self.write([dict(row, id="1", area="400101") for row in people(300)])
        for language, said in (("th", ("แฟ้ม people: คอลัมน์ number ว่างทั้งคอลัมน์", "รหัสพื้นที่ มีค่าเดียวกันทุกแถว", "299 แถวมีรหัสซ้ำ")),
                               ("en", ("File people: column number is empty", "The area code has one value in all rows", "299 rows have the id"))):
            warnings = "\n".join(self.linked(COLUMNS, "--language", language)["warnings"])
            page = (self.folder / "out/report.html").read_text()
            for text in said:
                self.assertIn(text, warnings)
                self.assertIn(text, page)

    def test_a_column_of_another_meaning_is_told(self):
        self.write(people(500))
        report = self.linked({"given": "given_name", "surname": "birth_date", "area": "area_code"}, "--language", "en")
        self.assertTrue(any("surname" in w and "no birth date" in w for w in report["warnings"]), report["warnings"])

    def test_equal_ids_are_counted_and_each_row_stays(self):
        self.write([dict(row, id=str(int(row["id"]) % 400)) for row in people(500)])
        report = self.linked()
        self.assertEqual(report["files"][0]["duplicate_ids"], 100)
        self.assertEqual(len((self.folder / "out/clusters.csv").read_text().splitlines()), 501)

    def test_rows_without_an_id_are_told_and_linked_all_the_same(self):
        self.write([dict(row, id="") for row in people(3000)])
        report = self.linked(COLUMNS, "--language", "en")
        self.assertTrue(any("2999 rows have the id of an earlier row" in w for w in report["warnings"]), report["warnings"])
        self.assertEqual(report["records"], 3000)
        self.assertGreater(report["links"], 280)
        self.assertLess(report["links"], 320)

    def test_a_file_without_ids_is_linked_by_the_numbers_of_its_rows(self):
        self.write([{name: row[name] for name in COLUMNS} for row in people(3000)])
        done = self.run_spec({"task": "deduplicate", "files": [{"name": "people", "path": "people.csv", "columns": COLUMNS}]})
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.folder / "out/links.csv", encoding="utf-8") as f:
            links = {(int(row["left_id"]), int(row["right_id"])) for row in csv.DictReader(f)}
        self.assertGreater(sum((i, i + 1) in links for i in range(9, 3000, 10)), 280)
        report = json.loads((self.folder / "out/report.json").read_text())
        self.assertFalse(any("รหัสซ้ำ" in w for w in report["warnings"]), report["warnings"])

    def test_few_names_give_few_wrong_links_and_their_number_is_stated(self):
        self.write(people(20_000))
        columns = {name: meaning for name, meaning in COLUMNS.items() if name in ("given", "surname", "born")}
        report = self.linked(columns)
        with open(self.folder / "out/links.csv", encoding="utf-8") as f:
            links = {(int(row["left_id"]), int(row["right_id"])) for row in csv.DictReader(f)}
        right = sum((i - 1, i) in links for i in range(9, 20_000, 10))
        self.assertGreater(right, 1900)
        self.assertLess(len(links) - right, 100)
        self.assertLess(abs(len(links) - right - report["expected_false_links"]), 30)
        self.assertEqual(report["recall_wanted"], 0.9999)
        self.assertAlmostEqual(sum(rule["recall_more"] for rule in report["rules"]), report["recall"], 6)

    def test_persons_that_hang_together_loosely_are_told_with_their_weakest_link(self):
        rows = people(3000, syllables=2)
        self.write(rows + [dict(row, id="b" + row["id"], born="", given=row["given"][:-2]) for row in rows[8::10]])
        report = self.linked()
        with open(self.folder / "out/clusters.csv", encoding="utf-8") as f:
            person_of = {row["id"]: row["cluster_id"] for row in csv.DictReader(f)}
        least = {}
        with open(self.folder / "out/links.csv", encoding="utf-8") as f:
            for row in csv.DictReader(f):
                person = person_of[row["left_id"]]
                least[person] = min(least.get(person, 1), float(row["match_probability"]))
        members = collections.Counter(person_of.values())
        with open(self.folder / "out/loose_clusters.csv", encoding="utf-8") as f:
            loose = {row["cluster_id"]: row for row in csv.DictReader(f)}
        self.assertEqual(set(loose), {person for person, weakest in least.items() if weakest < 0.9 and members[person] > 2})
        self.assertGreater(len(loose), 5)
        self.assertEqual(report["loose_clusters"], len(loose))
        for person, row in loose.items():
            self.assertEqual(float(row["match_probability"]), least[person])
            self.assertEqual(int(row["records"]), members[person])
            self.assertEqual(person_of[row["right_id"]], person)
        self.assertIn("หลวมที่สุด", (self.folder / "out/report.html").read_text())

    def test_a_file_that_is_something_else_is_called_by_its_name(self):
        (self.folder / "people.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
        self.assertIn("people.csv", self.refused())
        self.assertIn("missing.csv", self.refused(file="missing.csv"))
        (self.folder / "people.csv.zst").write_bytes(b"\x28\xb5\x2f\xfd" + bytes(range(200)))
        self.assertIn("people.csv.zst", self.refused(file="people.csv.zst"))
        self.write(people(50))
        subprocess.run(["zstd", "-q", "-f", self.folder / "people.csv"], check=True)
        whole = (self.folder / "people.csv.zst").read_bytes()
        (self.folder / "people.csv.zst").write_bytes(whole[:-20])
        self.assertIn("people.csv.zst", self.refused(file="people.csv.zst"))

    def test_a_spec_that_is_wrong_is_told_with_its_place(self):
        self.write(people(50))
        self.assertIn("/files/0/columns/given", self.refused({"given": "shoe_size"}))

    def test_a_file_without_a_row_is_named_though_another_has_rows(self):
        self.write(people(50))
        for content in ("", ",".join(people(1)[0].keys()) + "\n"):
            (self.folder / "nobody.csv").write_text(content)
            done = self.link_two("people", "nobody")
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("nobody", done.stderr)

    def test_rows_that_are_all_alike_are_refused_and_not_guessed_about(self):
        self.write([dict(people(1)[0], id=str(i)) for i in range(300)])
        self.assertIn("ค่าเดียวกันทุกแถว", self.refused())

    def test_columns_in_each_others_place_in_one_file_still_meet(self):
        rows = people(2000)
        self.write(rows, "civil.csv")
        self.write([dict(row, given=row["surname"], surname=row["given"]) for row in rows], "school.csv")
        done = self.link_two("civil", "school")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.folder / "out/links.csv", encoding="utf-8") as f:
            links = [(row["left_id"], row["right_id"]) for row in csv.DictReader(f) if row["one_to_one"] == "1"]
        self.assertGreater(sum(left == right for left, right in links), 1700)

    def test_decisions_that_contradict_each_other_are_refused_with_their_row(self):
        self.write(people(50))
        (self.folder / "decisions.csv").write_text("left_file,left_id,right_file,right_id,same\n"
                                                   "people,1,people,2,1\npeople,2,people,1,0\n")
        self.assertIn("3", self.refused(decisions="decisions.csv"))

    def test_a_million_equal_names_end_within_the_memory_allowed(self):
        chance = random.Random(3)
        with open(self.folder / "people.csv", "w", encoding="utf-8") as f:
            f.write("id,given,surname,area\n0,lonely,stranger,400101\n")
            for i in range(1, 1_000_001):
                f.write(f"{i},kalo,mita,40{chance.randint(10, 26)}{chance.randint(1, 17):02}\n")
        report = self.linked({"given": "given_name", "surname": "surname", "area": "area_code"}, "--memory", "250M")
        self.assertLessEqual(report["peak_memory_bytes"], 250 << 20)
        self.assertGreater(sum(rule["pairs_dropped"] for rule in report["rules"]), 1_000_000)

    def test_a_file_larger_than_the_memory_allowed_is_refused_with_its_row(self):
        self.write(people(60_000))
        message = self.refused(COLUMNS, "--memory", "1M")
        self.assertIn("people", message)
        self.assertIn("--memory", message)

    def test_a_file_larger_than_the_memory_allowed_is_linked_where_what_is_compared_fits(self):
        remark = "x" * 3000
        self.write([dict(row, remark=remark) for row in people(60_000, syllables=5)])
        allowed = 80 << 20
        self.assertGreater((self.folder / "people.csv").stat().st_size, allowed)
        report = self.linked(COLUMNS, "--memory", "80M")
        self.assertLessEqual(report["peak_memory_bytes"], allowed)
        with open(self.folder / "out/links.csv", encoding="utf-8") as f:
            links = {(int(row["left_id"]), int(row["right_id"])) for row in csv.DictReader(f)}
        found = sum((i - 1, i) in links for i in range(9, 60_000, 10))
        self.assertGreater(found, 0.97 * 6000)
        self.assertLess(len(links), 1.03 * 6000)

    def test_two_registers_with_numbers_link_within_little_memory(self):
        chance = random.Random(4)
        numbers = chance.sample(range(10 ** 12, 9 * 10 ** 12), 400_000)
        rows = [dict(row, number=str(number)) for row, number in zip(people(400_000, seed=4, syllables=5), numbers)]
        self.write(rows, "civil.csv")
        self.write([dict(row, id="s" + row["id"]) for row in rows[::5]], "school.csv")
        done = self.link_two("civil", "school", "--memory", "150M")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads((self.folder / "out/report.json").read_text())
        self.assertLessEqual(report["peak_memory_bytes"], 150 << 20)
        with open(self.folder / "out/links.csv", encoding="utf-8") as f:
            links = [(row["left_id"], row["right_id"]) for row in csv.DictReader(f) if row["one_to_one"] == "1"]
        self.assertGreater(sum("s" + left == right for left, right in links), 0.99 * 80_000)

    def test_more_links_than_the_memory_allowed_holds_are_refused_before_it_is_exceeded(self):
        rows = people(1000, syllables=5)
        self.write([dict(row, id=f"{row['id']}-{copy}") for row in rows for copy in range(100)])
        spec = {"task": "deduplicate", "files": [{"name": "people", "path": "people.csv", "id": "id", "columns": COLUMNS}]}
        (self.folder / "spec.json").write_text(json.dumps(spec))
        with open(self.folder / "message", "w+", encoding="utf-8") as message:
            process = subprocess.Popen([BINARY, "link", self.folder / "spec.json", "--out", self.folder / "out",
                                        "--memory", "200M"], stdout=message, stderr=message)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            message.seek(0)
            self.assertIn("--memory", message.read())
        self.assertNotEqual(process.returncode, 0)
        self.assertLessEqual(usage.ru_maxrss * 1024, 200 << 20)
        self.assertFalse((self.folder / "out/links.csv").exists())


if __name__ == "__main__":
    unittest.main()
