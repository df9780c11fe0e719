"""What names a child is nowhere to be read: not in the database and its log, not in uploads, a backup, or
what the server logs. The plain values are those of generated registers, looked for as UTF-8, UTF-16 and
Windows-874."""
import csv
import random
import re
import subprocess
import unittest

from installation import Installation, begin_import, begin_register, ended_job

CHILDREN = 3_000
REGISTERS = ("civil", "school", "health", "welfare")
VALUES_SOUGHT = 400
SHORTEST = 8  # Letters: a short name may stand in a place's name.


def decoded(file):
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "cp874", "utf-16"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(f"{file}: unknown encoding")


NAME_COLUMN = re.compile("ชื่อ|สกุล|บิดา|มารดา|ผู้ปกครอง|^L?NAME$|FATHER|MOTHER")
NO_NAME_COLUMN = re.compile("คำนำหน้า|สถานศึกษา|โรงเรียน|บ้าน|ตำบล|อำเภอ|จังหวัด|เลข")


def name_columns(row):
    return [i for i, cell in enumerate(row) if NAME_COLUMN.search(cell) and not NO_NAME_COLUMN.search(cell)]


def naming_values(folder):
    """Identity numbers anywhere, and long names from the columns of names, of all registers."""
    values = set()
    for register in REGISTERS:
        text = decoded(next(folder.glob(f"{register}.*")))
        delimiter = "|" if text.count("|") > text.count(",") else ","
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
        header = next(i for i, row in enumerate(rows) if len(name_columns(row)) >= 2)
        columns = name_columns(rows[header])
        for row in rows[header + 1:]:
            values.update(cell for cell in row if len(cell) == 13 and cell.isdigit())
            values.update(row[c].strip() for c in columns if c < len(row) and len(row[c].strip()) >= SHORTEST)
    return values


def found_in(paths, values, folder):
    """Which of the values stand in the files, in any encoding: lines of grep."""
    needles = folder / "needles"
    with open(needles, "wb") as out:
        for value in values:
            for encoding in ("utf-8", "utf-16-le", "cp874"):
                encoded = value.encode(encoding, "ignore")
                if b"\n" not in encoded and len(encoded) >= len(value):
                    out.write(encoded + b"\n")
    for _ in range(10):
        done = subprocess.run(["grep", "-r", "-a", "-o", "-F", "-f", needles, *paths], env={"LC_ALL": "C"},
                              capture_output=True)
        # The log of the database goes into the database when the last who had it open is done: look again.
        if b"-wal: No such file" not in done.stderr:
            break
    assert done.returncode in (0, 1), done.stderr
    needles.unlink()
    return done.stdout.splitlines()


class Sealed(unittest.TestCase):
    def test_no_name_or_number_of_a_child_can_be_read_on_the_disk(self):
        installation = Installation()
        self.addCleanup(installation.remove)
        generated = installation.folder / "generated"
        installation.run("generate", "--children", CHILDREN, "--seed", 11, "--out", generated)
        installation.begin_province()
        installation.start("--log-level", "debug")
        session = installation.session()
        snapshots = []
        for register in REGISTERS:
            started = begin_import(session, begin_register(session, register), next(generated.glob(f"{register}.*")))
            self.assertEqual(ended_job(session, started["job_id"])["state"], "succeeded")
            snapshots.append(started["snapshot_id"])
        started = session.post("/link-runs", {"snapshot_ids": snapshots})
        self.assertEqual(ended_job(session, started["job_id"])["state"], "succeeded")

        values = sorted(naming_values(generated))
        random.Random(3).shuffle(values)
        numbers = [v for v in values if v.isdigit()][:VALUES_SOUGHT]
        names = [v for v in values if not v.isdigit()][:VALUES_SOUGHT]
        self.assertGreater(len(numbers), 100)
        self.assertGreater(len(names), 100)
        sought = numbers + names
        self.assertGreater(len(found_in([generated], sought, installation.folder)), len(sought) / 2,
                           "the search itself finds nothing")

        # Something is looked for, so that a log of queries would show.
        session.post("/search?purpose=find", {"words": numbers[0]})
        installation.run("backup", installation.folder / "backup.samatcha", "--with-keys")
        database = installation.data / "samatcha.db"
        self.assertGreater(database.stat().st_size, 1_000_000)
        self.assertGreater(installation.log.stat().st_size, 0)
        self.assertGreater((installation.data / "linkage" / "40-1.sealed").stat().st_size, 100_000)
        places = [installation.data, installation.log]
        self.assertEqual(found_in(places, sought, installation.folder), [], "while the server runs")
        installation.kill()
        self.assertEqual(found_in(places, sought, installation.folder), [], "after a kill")
        # The backup is compressed; what is inside is what is restored from it.
        database.rename(installation.folder / "other.db")
        for log in installation.data.glob("samatcha.db-*"):
            log.unlink()
        installation.run("restore", installation.folder / "backup.samatcha", "--force")
        self.assertEqual(found_in(places, sought, installation.folder), [], "in the backup")


if __name__ == "__main__":
    unittest.main()
