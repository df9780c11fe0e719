#!/usr/bin/env python3
"""Names in Thai letters here, in Latin letters there: links thai_registers_a civil-school after part of the pupils'
names, and of their parents', were written as in a passport, and prints how right the links of these pupils are.

    bench/linkage/two_scripts.py BINARY BENCH_NAME_KEYS DATA_FOLDER [--out DIR] [--share .02 .2 ...] [--seed N]

Names are romanised by the engine's own rules, then spelt as people do: p for ph, v for w, j for ch, porn, double
vowels, a letter dropped. Who changes a name changes it the same way in all its places.
"""
import argparse
import csv
import json
import pathlib
import random
import re
import subprocess
import sys

import score

NAMES = ("first_name", "surname", "father_name", "mother_name")
HABITS = (("ph", "p", .5), ("th", "t", .3), ("kh", "k", .3), ("ch", "j", .2), ("w", "v", .3), ("phon$", "porn", .7),
          ("i", "ee", .15), ("u", "oo", .15), ("ae", "a", .3), ("ue", "u", .6), ("chai", "chay", .2), ("o", "or", .1),
          ("si", "sri", .3), ("([aeiou])$", r"\1h", .05))


def romanised(bench, names):
    lines = "".join(f"surname {name}\n" for name in names)
    table = subprocess.run([str(bench), "keys"], input=lines, capture_output=True, text=True, check=True).stdout
    return {row.split("\t")[0].removeprefix("surname "): row.split("\t")[2] for row in table.splitlines()[1:]}


def spelt(latin, chance):
    for pattern, instead, likely in HABITS:
        if chance.random() < likely:
            latin = re.sub(pattern, instead, latin, count=1)
    return latin.title()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("data", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/linkage-two-scripts"))
    parser.add_argument("--share", type=float, nargs="*", default=[.02, .2])
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rows = score.dicts(args.data / (score.T + "school.csv.zst"))
    latin = romanised(args.bench, sorted({row[c] for row in rows for c in NAMES if row[c]}))
    truth = {r: k for r, k in score.thai(args.data).items() if r[0] in ("civil", "school")}
    for share in args.share:
        chance = random.Random(args.seed)
        changed = set()
        written = []
        for row in rows:
            row = dict(row)
            if chance.random() < share:
                changed.add(("school", row["sch_id"]))
                row.update((c, spelt(latin[row[c]], chance)) for c in NAMES if row[c])
            written.append(row)
        out = args.out / f"{share:g}"
        out.mkdir(parents=True, exist_ok=True)
        with open(out / "school.csv", "w", newline="", encoding="utf-8") as f:
            writer = csv.DictWriter(f, rows[0].keys())
            writer.writeheader()
            writer.writerows(written)
        files = [dict(f) for f in score.thai_pair("civil", "school")]
        files[0]["path"] = str(args.data / files[0]["path"])
        files[1]["path"] = "school.csv"
        for what in ("with numbers", "without numbers"):
            if what == "without numbers":
                for f in files:
                    f["columns"] = {c: m for c, m in f["columns"].items() if m != "national_id"}
            (out / "spec.json").write_text(json.dumps({"task": "link", "files": files}, ensure_ascii=False, indent=1))
            subprocess.run([str(args.binary), "link", str(out / "spec.json"), "--out", str(out), "--quiet"], check=True)
            report = json.loads((out / "report.json").read_text())
            links = [((l["left_file"], l["left_id"]), (l["right_file"], l["right_id"])) for l in score.dicts(out / "links.csv")]
            civil = {}
            for (name, _), key in truth.items():
                if name == "civil":
                    civil[key] = civil.get(key, 0) + 1
            for kind, chosen in (("in Latin letters", changed), ("all", {r for r in truth if r[0] == "school"})):
                found = [pair for pair in links if pair[1] in chosen]
                right = sum(truth.get(left) is not None and truth.get(left) == truth.get(other) for left, other in found)
                p, r, f1 = score.scores(right, len(found), sum(civil.get(truth.get(one), 0) for one in chosen))
                print(f"{share:5.0%} {what:16} {kind:17} {len(chosen):6} pupils   F1 {f1:.4f}  P {p:.4f}  R {r:.4f}"
                      f"   {report['pairs_scored']:,} pairs, {report['seconds']:.1f} s")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
