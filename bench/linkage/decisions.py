#!/usr/bin/env python3
"""What decisions of people teach the model: links a set, lets a reviewer who knows the truth decide some pairs,
links again, and prints how right the pairs are that nobody decided.

    bench/linkage/decisions.py BINARY DATA_FOLDER [--out DIR] [--drawn N ...] [--seed N] [SET ...]

`--drawn 30`: of each band of match weight, two bits wide, 30 pairs are drawn by lot; each stands for as many
as it was drawn from. `doubtful`: as many pairs in all, the most doubtful first, each for itself.
"""
import argparse
import csv
import json
import math
import pathlib
import random
import subprocess
import sys

import score

COLUMNS = ("left_file", "left_id", "right_file", "right_id")
SETS = ("historical_50k", "thai_civil_school", "dblp_acm", "restaurant")


def pair_of(row):
    return tuple(row[c] for c in COLUMNS)


def is_same(pair, truth):
    key = truth.get(pair[:2])
    return key is not None and key == truth.get(pair[2:])


def drawn_by_lot(pairs, count, chance):
    bands = {}
    for row in pairs:
        weight = float(row["match_weight"])
        if -12 <= weight < 24:
            bands.setdefault(math.floor(weight / 2), []).append(row)
    decided = []
    for _, band in sorted(bands.items()):
        sample = chance.sample(band, min(count, len(band)))
        decided += [(pair_of(row), len(band) / len(sample)) for row in sample]
    return decided


def most_doubtful(pairs, count):
    by_doubt = sorted(pairs, key=lambda row: abs(float(row["match_weight"])))
    return [(pair_of(row), 1) for row in by_doubt[:count]]


def link(args, name, out, decided, truth):
    task, files, _, _ = score.SETS[name]
    out.mkdir(parents=True, exist_ok=True)
    spec = {"task": task, "pairs": True,
            "files": [{k: v for k, v in dict(f, path=str(args.data / f["path"])).items() if v != ""} for f in files]}
    if decided:
        with open(out / "decisions.csv", "w", newline="", encoding="utf-8") as f:
            writer = csv.writer(f)
            writer.writerow((*COLUMNS, "same", "stands_for"))
            writer.writerows((*pair, int(is_same(pair, truth)), f"{weight:g}") for pair, weight in decided)
        spec["decisions"] = "decisions.csv"
    (out / "spec.json").write_text(json.dumps(spec, ensure_ascii=False, indent=1))
    subprocess.run([str(args.binary), "link", str(out / "spec.json"), "--out", str(out), "--quiet"], check=True)


def report(what, out, decided, truth, all_right):
    """Of the pairs that nobody decided."""
    known = {pair for pair, _ in decided}
    links = [pair for pair in map(pair_of, score.dicts(out / "links.csv")) if pair not in known]
    right = sum(is_same(pair, truth) for pair in links)
    p, r, f1 = score.scores(right, len(links), all_right - sum(is_same(pair, truth) for pair in known))
    bins = [[0, 0.0, 0] for _ in range(10)]
    for row in score.dicts(out / "pairs.csv"):
        probability = float(row["match_probability"])
        if probability >= 0.001 and pair_of(row) not in known:
            b = bins[min(9, int(probability * 10))]
            b[0], b[1], b[2] = b[0] + 1, b[1] + probability, b[2] + is_same(pair_of(row), truth)
    error = sum(abs(b[1] - b[2]) for b in bins) / max(1, sum(b[0] for b in bins))
    print(f"  {what:24} {len(known):6} decided   P {p:.4f}  R {r:.4f}  F1 {f1:.4f}  calibration error {error:.4f}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("data", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/linkage-decisions"))
    parser.add_argument("--drawn", type=int, nargs="*", default=[10, 30])
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_intermixed_args()
    for name in args.sets or SETS:
        task, files, truth_of, _ = score.SETS[name]
        names = {f["name"] for f in files}
        truth = {record: key for record, key in truth_of(args.data).items() if record[0] in names}
        all_right = score.true_pairs(task, truth)
        print(name)
        out = args.out / name
        link(args, name, out / "before", [], truth)
        report("before", out / "before", [], truth, all_right)
        pairs = score.dicts(out / "before/pairs.csv")
        for count in args.drawn:
            chance = random.Random(args.seed)
            for what, decided in ((f"{count} of a band by lot", drawn_by_lot(pairs, count, chance)),):
                link(args, name, out / "lot", decided, truth)
                report("  the model before", out / "before", decided, truth, all_right)
                report(what, out / "lot", decided, truth, all_right)
                doubtful = most_doubtful(pairs, len(decided))
                link(args, name, out / "doubtful", doubtful, truth)
                report("  the model before", out / "before", doubtful, truth, all_right)
                report("the most doubtful", out / "doubtful", doubtful, truth, all_right)


if __name__ == "__main__":
    main()
