#!/usr/bin/env python3
"""Takes a folder of four registers as they are through the product, and scores what comes out.

    bench/situation/score_registers.py DATA_FOLDER [--province 63] [--date 2023-11-10]

DATA_FOLDER holds {civil,school,health,welfare}.csv.zst and truth.csv.zst (register, record_id, person_key).
The steps are an operator's: `samatcha import` of each file, `link-run`, `situation`, in a folder that is
thrown away. Columns are matched by the product's own suggestions. Needs Python's standard library and zstd.
"""
import argparse
import collections
import csv
import io
import itertools
import pathlib
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests"))
from installation import ALL_FIELDS, Installation, agency

REGISTERS = {"civil": "civ_id", "school": "sch_id", "health": "hlt_id", "welfare": "wel_id"}


def rows(path):
    text = subprocess.run(["zstd", "-dcq", str(path)], capture_output=True, check=True).stdout.decode()
    return list(csv.DictReader(io.StringIO(text)))


def agree(installation, province):
    """An agency and an agreement for each register; the agency's number by register."""
    installation.begin_province(province)
    installation.start()
    session = installation.session()
    agencies = {}
    for register in REGISTERS:
        agencies[register] = session.post("/agencies", dict(agency(register), area_code=province))["id"]
        session.post("/agreements", {
            "agency_id": agencies[register], "register_kind": register, "name": register, "purpose": "score",
            "legal_basis": "invented persons", "fields": ALL_FIELDS, "valid_from": "2020-01-01",
            "valid_until": "2099-12-31"})
    installation.kill()
    return agencies


def has_civil_status(number):
    """A valid number that does not begin with 0 is of somebody in some province's civil register."""
    if len(number) != 13 or not number.isdigit() or number[0] in "09":
        return False
    return (11 - sum(int(d) * (13 - i) for i, d in enumerate(number[:12])) % 11) % 10 == int(number[12])


MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]


def birthday(text):
    """28/08/2555, 28/8/55, 1 พ.ค. 2561 or 2016-03-28 as (year, month, day) of the Christian era."""
    parts = text.replace("/", " ").replace("-", " ").split()
    if len(parts[0]) == 4:
        return tuple(map(int, parts))
    day, month, year = parts
    year = int(year) + (2500 if len(year) == 2 else 0)
    return year - 543 if year > 2400 else year, MONTHS.index(month) + 1 if month in MONTHS else int(month), int(day)


def age_on(date, born):
    return date[0] - born[0] - (date[1:] < born[1:])


def pairs_in(sizes):
    return sum(n * (n - 1) // 2 for n in sizes)


def scores(right, found, wanted):
    p, r = right / found if found else 0, right / wanted if wanted else 0
    return f"P {p:.4f}  R {r:.4f}  F1 {2 * p * r / (p + r) if p + r else 0:.4f}"


def score_persons(person_of, key_of):
    """Pairs of records that are one person in truth, and pairs that the product believes are one."""
    def count(by):
        groups = collections.defaultdict(collections.Counter)
        for record in key_of:
            groups[by(record)][record[0]] += 1
        return groups.values()
    believed, true = count(person_of.get), count(key_of.get)
    both = count(lambda record: (person_of.get(record), key_of[record]))
    for left, right in itertools.combinations(REGISTERS, 2):
        found, wanted, good = (sum(g[left] * g[right] for g in groups) for groups in (believed, true, both))
        print(f"  {left}-{right:8} {scores(good, found, wanted)}  ({wanted} true pairs)")
    found, wanted, good = (pairs_in(sum(g.values()) for g in groups) for groups in (believed, true, both))
    print(f"  {'all records':14} {scores(good, found, wanted)}  ({wanted} true pairs)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--province", default="63")
    parser.add_argument("--date", default="2023-11-10")
    arguments = parser.parse_args()
    date = tuple(map(int, arguments.date.split("-")))

    installation = Installation()
    try:
        agencies = agree(installation, arguments.province)
        for register in REGISTERS:
            started = time.monotonic()
            done = installation.run("import", arguments.data / f"{register}.csv.zst", "--province",
                                    arguments.province, "--register", register, "--agency", agencies[register],
                                    "--date", arguments.date)
            print(f"import {register:8} {done['rows_stored']:>7} of {done['rows_total']} rows,"
                  f" {done['values_rejected']} values not understood, {time.monotonic() - started:.1f} s")
        started = time.monotonic()
        linked = installation.run("link-run", "--province", arguments.province)
        print(f"link-run {linked['records']} records, {linked['persons']} persons, {time.monotonic() - started:.1f} s")
        said = installation.run("situation", "--province", arguments.province)
        database = sqlite3.connect(installation.data / "samatcha.db")
        # A row's number is its line in the file: the head is the first.
        person_of = {(register, row - 2): person for register, row, person in database.execute(
            "SELECT s.register_kind, p.row_no, p.person_id FROM person_record p JOIN snapshot s"
            " ON s.province = p.province AND s.id = p.snapshot_id")}
        listed = [person for person, in database.execute("SELECT person_id FROM situation_child")]
        database.close()
    finally:
        installation.remove()

    files = {register: rows(arguments.data / f"{register}.csv.zst") for register in REGISTERS}
    key_by_id = {(r["register"], r["record_id"]): r["person_key"] for r in rows(arguments.data / "truth.csv.zst")}
    key_of = {(register, i): key_by_id[(register, row[REGISTERS[register]])]
              for register, file in files.items() for i, row in enumerate(file)}
    print("persons:")
    score_persons(person_of, key_of)

    # The truth names persons, not their birthdays: the age is that of a person's first record.
    age = {}
    for register, column in (("civil", "dob"), ("health", "birth_date"), ("welfare", "dob")):
        for i, row in enumerate(files[register]):
            if row[column]:
                age.setdefault(key_of[(register, i)], age_on(date, birthday(row[column])))
    keys = collections.defaultdict(set)
    for (register, _), key in key_of.items():
        keys[register].add(key)
    of_age = {key for key, years in age.items() if 3 <= years <= 17}
    out = (keys["civil"] - keys["school"]) & of_age
    held = "in" if said["low"] <= len(out) <= said["high"] else "NOT in"
    print(f"out of school: true {len(out)}, said {said['value']} ({said['low']}-{said['high']}); true number {held} the interval")
    apart = said["without_civil_status"]
    elsewhere = {key_of[(register, i)] for register, column in (("health", "cid"), ("welfare", "pid"))
                 for i, row in enumerate(files[register]) if has_civil_status(row[column])}
    unregistered = ((keys["health"] | keys["welfare"]) - keys["civil"] - keys["school"] - elsewhere) & of_age
    print(f"no civil status: true {len(unregistered)}, said {apart['value']} ({apart['low']}-{apart['high']})")
    keys_of_person = collections.defaultdict(set)
    for record, person in person_of.items():
        if record[0] == "civil":
            keys_of_person[person].add(key_of[record])
    good = sum(bool(keys_of_person[person] & out) for person in listed)
    found = set().union(*(keys_of_person[person] for person in listed)) & out
    print(f"list: {len(listed)} persons, precision {good / len(listed):.4f}, recall {len(found) / len(out):.4f}")


if __name__ == "__main__":
    main()
