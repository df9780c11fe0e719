#!/usr/bin/env python3
"""Links data sets in clear and encoded, and prints what the codes cost in accuracy, time and bytes.

    bench/linkage/encoded.py BINARY DATA_FOLDER [--out DIR] [--threads N] [--salt birth_year] [--attack] [SET ...]

Each set is linked with `samatcha link`, encoded file by file with `samatcha encode` and one key, and the
codes are linked with `samatcha link`. Everything is automatic, as in score.py; nothing but the meanings is given.

--attack plays who has the codes of the first file and the other file in clear, but no key: codes and values are
counted, and the commonest code is taken for the commonest value, the next for the next. Once over the whole
file, once within each true year of birth, as if the attacker had found out the years.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import time

import score

BLOCKLIB = {"givenname": "given_name", "surname": "surname", "suburb": "place", "pc": "postcode"}
# The identity numbers are left out: with them there is nothing to find.
DIRTY = {column: meaning for column, meaning in score.FEBRL.items() if column != "soc_sec_id"}


def by_id(column, paths):
    def truth(data):
        return {(name, r[column]): r[column] for name, path in paths for r in score.dicts(data / path)}
    return truth


BLOCKLIB_FILES = [("alice", "pprl/blocklib_alice.csv"), ("bob", "pprl/blocklib_bob.csv")]
DIRTY_FILES = [(n, f"pprl/clkhash_dirty_1000_50_{n}.csv") for n in "12"]
SETS = {
    "febrl4": score.SETS["febrl4"],
    "thai_civil_school": score.SETS["thai_civil_school"],
    "blocklib": ("link", [score.file(n, p, "recid", BLOCKLIB) for n, p in BLOCKLIB_FILES],
                 by_id("recid", BLOCKLIB_FILES), ""),
    "clkhash_dirty": ("link", [score.file(n, p, "rec_id", DIRTY) for n, p in DIRTY_FILES],
                      by_id("rec_id", DIRTY_FILES), ""),
}


def run(*command):
    started = time.monotonic()
    subprocess.run([str(c) for c in command], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def link(args, task, files, truth, out):
    out.mkdir(parents=True, exist_ok=True)
    (out / "spec.json").write_text(json.dumps({"task": task, "files": files}, ensure_ascii=False, indent=1))
    run(args.binary, "link", out / "spec.json", "--out", out, "--quiet", "--threads", args.threads)
    links = score.dicts(out / "links.csv")
    good = [truth.get((l["left_file"], l["left_id"]), "") == truth.get((l["right_file"], l["right_id"])) for l in links]
    single = [g for g, l in zip(good, links) if l["one_to_one"] == "1"]
    all_right = score.true_pairs(task, truth)
    report = json.loads((out / "report.json").read_text())
    return {"pairs": score.scores(sum(good), len(links), all_right),
            "one-to-one": score.scores(sum(single), len(single), all_right),
            "wrong": len(links) - sum(good), "expected": report["expected_false_links"],
            "missed": all_right - sum(good), "expected_missed": report["expected_missed_links"], "cpu": report["cpu_seconds"],
            "scored": report["pairs_scored"], "peak": report["peak_memory_bytes"] / 2**20}


def by_rank(values):
    return [value for value, _ in sorted(collections.Counter(values).items(), key=lambda item: (-item[1], item[0]))]


def guessed(codes, values, known):
    """How many records' values are told by counting alone."""
    guess = dict(zip(by_rank(code for code in codes if code), by_rank(value for value in known if value)))
    return sum(bool(code) and guess.get(code) == value for code, value in zip(codes, values))


def year_of(date):
    found = re.search(r"\d{4}$" if "/" in date else r"^\d{4}", date)
    return found.group() if found else ""


def bare(text):
    return re.sub(r"^(ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง)\s*", "", text)


def attack(files, codes_path):
    first, second = files
    if "birth_date" not in first["columns"].values():
        return
    clear = {r[first["id"]]: r for r in score.dicts(first["path"])}
    codes = score.dicts(codes_path)
    known = score.dicts(second["path"])
    columns = [{meaning: column for column, meaning in f["columns"].items()} for f in files]
    for meaning in ("given_name", "surname", "birth_date", "national_id", "area_code", "sex"):
        if meaning not in columns[0] or meaning not in columns[1] or meaning not in codes[0]:
            continue
        rows = [(c[meaning], bare(clear[c["id"]][columns[0][meaning]]), year_of(clear[c["id"]][columns[0]["birth_date"]]))
                for c in codes]
        others = [(bare(r[columns[1][meaning]]), year_of(r[columns[1]["birth_date"]])) for r in known]
        whole = guessed([r[0] for r in rows], [r[1] for r in rows], [o[0] for o in others])
        by_year = collections.defaultdict(lambda: ([], [], []))
        for code, value, year in rows:
            by_year[year][0].append(code)
            by_year[year][1].append(value)
        for value, year in others:
            by_year[year][2].append(value)
        within = sum(guessed(*year) for year in by_year.values())
        present = sum(bool(r[0]) for r in rows)
        print(f"{'':18} attack   {meaning}: {len({r[0] for r in rows})} codes, told by counting {whole / present:.2%} of records, "
              f"{within / present:.2%} within known years")


def compare(name, args):
    task, files, truth_of, _ = SETS[name]
    files = [dict(f, path=str(args.data / f["path"])) for f in files]
    names = {f["name"] for f in files}
    truth = {record: key for record, key in truth_of(args.data).items() if record[0] in names}
    out = args.out / name
    results = {"clear": link(args, task, files, truth, out / "clear")}

    key = out / "key"
    key.unlink(missing_ok=True)
    run(args.binary, "encode", "--new-key", key)
    (out / "encode.json").write_text(json.dumps({"files": files}))
    seconds = run(args.binary, "encode", out / "encode.json", "--key", key, "--out", out / "codes", "--keep-ids",
                  "--salt", args.salt, "--threads", args.threads)
    codes = [{"name": f["name"], "path": str(out.resolve() / "codes" / (f["name"] + ".csv")), "encoded": True} for f in files]
    results["encoded"] = link(args, task, codes, truth, out / "encoded")
    size = sum(pathlib.Path(f["path"]).stat().st_size for f in codes)
    rows = sum(sum(1 for _ in open(f["path"])) - 1 for f in codes)
    for how, r in results.items():
        print(f"{name:18} {how:8} F1 {r['pairs'][2]:.4f}  P {r['pairs'][0]:.4f}  R {r['pairs'][1]:.4f}  one-to-one F1 "
              f"{r['one-to-one'][2]:.4f}  wrong {r['wrong']} (expected {r['expected']:.0f})  missed {r['missed']} "
              f"(expected {r['expected_missed']:.0f})  scored {r['scored']:,}  {r['cpu']:.1f} s CPU  {r['peak']:.0f} MB")
    print(f"{'':18} cost     F1 {results['encoded']['pairs'][2] - results['clear']['pairs'][2]:+.4f}  one-to-one F1 "
          f"{results['encoded']['one-to-one'][2] - results['clear']['one-to-one'][2]:+.4f}  encoding {seconds:.1f} s  "
          f"{size / 2**20:.1f} MB of codes, {size / rows:.0f} bytes a record", flush=True)
    if args.attack:
        attack(files, codes[0]["path"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("data", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/linkage-encoded"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--salt", default="none", choices=["none", "birth_year"])
    parser.add_argument("--attack", action="store_true", help="count how many values are told by counting codes")
    args = parser.parse_intermixed_args()
    for name in args.sets or SETS:
        compare(name, args)


if __name__ == "__main__":
    main()
