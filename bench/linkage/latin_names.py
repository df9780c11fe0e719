#!/usr/bin/env python3
"""Migrant children as registers have them: a name in Latin letters at the health centre, in Thai ones at school, and no
number in common. Makes a province, links school and health by what both say, and prints how right the links of these
children are, beside all others'.

    bench/linkage/latin_names.py BINARY [--children 100000] [--seed 5] [--out DIR]

Numbers are told apart: of those whom the school gave a number of its own (G-code) and the health centre another, only
name, sex, day of birth and place remain. Needs Python's standard library.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess

COLUMNS = {
    "school": ("เลขประจำตัวนักเรียน", {"เลขประจำตัวประชาชน/G-Code": "national_id", "ชื่อ": "given_name",
                                     "นามสกุล": "surname", "เพศ": "sex", "วันเกิด": "birth_date", "รหัสตำบล": "area_code",
                                     "ชื่อบิดา": "guardian_name", "ชื่อมารดา": "guardian_name"}),
    "health": ("PID", {"CID": "national_id", "NAME": "given_name", "LNAME": "surname", "SEX": "sex", "BIRTH": "birth_date",
                       "TAMBON": "area_code", "FATHER": "guardian_name", "MOTHER": "guardian_name"}),
}
NAMES = {"school": ("ชื่อ", "นามสกุล"), "health": ("NAME", "LNAME")}
NUMBER = {"school": "เลขประจำตัวประชาชน/G-Code", "health": "CID"}


def records(path, id_column, known):
    """Without the titles above the head and the totals below."""
    delimiter = "|" if path.suffix == ".txt" else ","
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f, delimiter=delimiter))
    head = next(i for i, row in enumerate(rows) if id_column in row)
    found = [dict(zip(rows[head], row)) for row in rows[head + 1:] if len(row) == len(rows[head])]
    return [row for row in found if row[id_column] in known]


def is_latin(register, row):
    return bool(re.search("[A-Za-z]{2}", "".join(row[c] for c in NAMES[register])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/linkage-latin-names"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    subprocess.run([args.binary, "generate", "--province", "40", "--children", str(args.children), "--seed", str(args.seed),
                    "--out", args.out], check=True, capture_output=True)
    with open(args.out / "truth.csv", encoding="utf-8-sig") as f:
        key_of = {(r["register"], r["record_id"]): r["person_key"] for r in csv.DictReader(f)}
    row_of = {}
    files = []
    for register, (id_column, columns) in COLUMNS.items():
        known = {record for name, record in key_of if name == register}
        rows = records(args.out / (register + (".txt" if register == "health" else ".csv")), id_column, known)
        row_of.update({(register, row[id_column]): row for row in rows})
        with open(args.out / f"{register}_rows.csv", "w", encoding="utf-8", newline="") as f:
            writer = csv.DictWriter(f, [id_column, *columns], extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        files.append({"name": register, "path": f"{register}_rows.csv", "id": id_column, "columns": columns})
    (args.out / "spec.json").write_text(json.dumps({"task": "link", "files": files}, ensure_ascii=False))
    subprocess.run([args.binary, "link", args.out / "spec.json", "--out", args.out, "--quiet"], check=True)

    def kind(school, health):
        s, h = row_of[("school", school)], row_of[("health", health)]
        if not (is_latin("school", s) or is_latin("health", h)):
            return "names in Thai letters"
        same = s[NUMBER["school"]] and s[NUMBER["school"]] == h[NUMBER["health"]]
        return "a name in Latin letters, a number in common" if same else "a name in Latin letters, no number in common"

    of_person = collections.defaultdict(lambda: ([], []))
    for register, record in row_of:
        of_person[key_of[(register, record)]][register == "health"].append(record)
    true = {(s, h) for school, health in of_person.values() for s in school for h in health}
    with open(args.out / "links.csv", encoding="utf-8") as f:
        links = {(r["left_id"], r["right_id"]): float(r["match_probability"]) for r in csv.DictReader(f)}
    counts = collections.defaultdict(lambda: [0, 0, 0, 0.0])
    for pair in true:
        counts[kind(*pair)][0] += 1
    for pair, probability in links.items():
        count = counts[kind(*pair)]
        count[1] += pair in true
        count[2] += pair not in true
        count[3] += 1 - probability
    for name, (wanted, right, wrong, said) in sorted(counts.items()):
        p, r = right / max(1, right + wrong), right / max(1, wanted)
        print(f"{name:45} true pairs {wanted:6}  P {p:.4f}  R {r:.4f}  F1 {2 * p * r / max(1e-9, p + r):.4f}"
              f"   wrong {wrong} (said {said:.1f})")


if __name__ == "__main__":
    main()
