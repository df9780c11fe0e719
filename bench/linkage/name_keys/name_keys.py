#!/usr/bin/env python3
"""Compares keys and distances for names on data (README.md).

    bench/linkage/name_keys/name_keys.py BINARY FOLDER [TRANSLITERATIONS] [PLACES]

FOLDER holds thai_registers_a. TRANSLITERATIONS is a table th, en by tab; PLACES a CSV with columns of official
Thai and English names. Needs nothing but Python's standard library and zstd in the path.
"""
import argparse
import collections
import csv
import io
import pathlib
import subprocess

KEYS = ["equal", "comparison", "ours", "latin", "lk82", "udom83", "metasound4", "metasound7"]


def dicts(path, delimiter=","):
    path = pathlib.Path(path)
    if not path.exists():
        path = path.with_name(path.name + ".zst")
    text = (subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout if path.suffix == ".zst"
            else path.read_bytes()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def keys_of(binary, kind, names):
    names = list(dict.fromkeys(names))
    lines = "".join(f"{kind} {name}\n" for name in names)
    printed = subprocess.run([binary, "keys"], input=lines, capture_output=True, text=True, check=True).stdout
    rows = printed.split("\n")
    head = rows[0].split("\t")
    return {name: dict(zip(head, row.split("\t"))) for name, row in zip(names, rows[1:])}


def true_pairs(folder):
    civil = {r["civ_id"]: r for r in dicts(folder / "civil.csv")}
    school = {r["sch_id"]: r for r in dicts(folder / "school.csv")}
    persons = collections.defaultdict(lambda: ([], []))
    for r in dicts(folder / "truth.csv"):
        if r["register"] in ("civil", "school"):
            persons[r["person_key"]][r["register"] == "school"].append(r["record_id"])
    pairs = [(civil[a], school[b]) for left, right in persons.values() for a in left for b in right]
    return list(civil.values()), list(school.values()), pairs


def agreement(key, left, right, pairs):
    """Pairs that blocking by it makes, and the share of true pairs with different names that it has."""
    counts_left, counts_right = (collections.Counter(map(key, names)) for names in (left, right))
    made = sum(n * counts_right[k] for k, n in counts_left.items() if k)
    return made, sum(key(a) == key(b) for a, b in pairs) / len(pairs)


def compare_keys(binary, civil, school, pairs):
    for column, kind in (("first_name", "given"), ("surname", "surname")):
        known = keys_of(binary, kind, [r[column] for r in civil + school])
        left, right = ([r[column] for r in rows] for rows in (civil, school))
        differing = [(a[column], b[column]) for a, b in pairs
                     if known[a[column]]["folded"] != known[b[column]]["folded"]]
        print(f"\n{column}: {len(differing):,} true pairs of different names of {len(pairs):,}")
        print(f"{'key':14}{'recall':>8}{'pairs made':>14}{'of random pairs':>17}   ours cut to the same pairs")
        ours = [(cut, *agreement(lambda n, cut=cut: known[n]["ours"][:cut], left, right, differing))
                for cut in range(2, 9)]
        for key in KEYS:
            made, recall = agreement(lambda n: known[n][key], left, right, differing)
            no_dearer = [o for o in ours if o[1] <= made]
            beside = max(no_dearer, key=lambda o: o[2]) if no_dearer and key not in ("ours", "equal") else None
            print(f"{key:14}{recall:8.4f}{made:14,}{made / (len(left) * len(right)):17.6f}   " +
                  (f"first {beside[0]}: {beside[2]:.4f} with {beside[1]:,}" if beside else ""))


def across_scripts(binary, title, pairs):
    thai = keys_of(binary, "surname", [a for a, _ in pairs])
    latin = keys_of(binary, "surname", [b for _, b in pairs])
    exact = sum(thai[a]["romanised"] == latin[b]["folded"] for a, b in pairs)
    found = sum(thai[a]["latin"] == latin[b]["latin"] for a, b in pairs)
    counts = collections.Counter(latin[b]["latin"] for _, b in pairs)
    n = len(pairs)
    collisions = sum(c * (c - 1) for c in counts.values()) / (n * (n - 1))
    print(f"\n{title}: {n:,} names; RTGS to the letter {exact / n:.4f}, same latin key {found / n:.4f}, "
          f"two random names share it {collisions:.6f}")


def area_under_curve(true, random):
    """The chance that a true pair is nearer than a random one, ties halved."""
    values = collections.defaultdict(lambda: [0, 0])
    for v in true:
        values[v][0] += 1
    for v in random:
        values[v][1] += 1
    below = area = 0
    for v in sorted(values):
        t, r = values[v]
        area += t * (below + r / 2)
        below += r
    return area / (len(true) * len(random))


def compare_distances(binary, civil, school, pairs, random_pairs):
    for column, kind in (("first_name", "given"), ("surname", "surname")):
        known = keys_of(binary, kind, [r[column] for r in civil + school])
        lines = "\n".join(known[a[column]]["folded"] for a, _ in pairs) + "\n\n" + \
                "\n".join(known[b[column]]["folded"] for _, b in pairs) + "\n"
        printed = subprocess.run([binary, "near", str(random_pairs), "2"], input=lines, capture_output=True,
                                 text=True, check=True).stdout
        rows = list(csv.DictReader(io.StringIO(printed), delimiter="\t"))
        true = [r for r in rows if r["kind"] == "true"]
        random = [r for r in rows if r["kind"] == "random"]
        print(f"\n{column}: {len(true):,} true and {len(random):,} random pairs of different names within two edits")
        for measure in ("jaro_winkler", "edits_key", "edits", "typing", "typing_key"):
            area = area_under_curve([float(r[measure]) for r in true], [float(r[measure]) for r in random])
            print(f"  area under the curve by {measure:13} {area:.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("transliterations", nargs="?", type=pathlib.Path)
    parser.add_argument("places", nargs="?", type=pathlib.Path)
    parser.add_argument("--random-pairs", type=int, default=20_000_000)
    args = parser.parse_args()
    civil, school, pairs = true_pairs(args.folder)
    compare_keys(args.binary, civil, school, pairs)
    if args.transliterations:
        across_scripts(args.binary, "loan words", [(r["th"], r["en"]) for r in dicts(args.transliterations, "\t")
                                                   if r["th"] and r["en"]])
    if args.places:
        rows = dicts(args.places)
        thai = next(c for c in rows[0] if c.endswith("_THAI"))
        latin = next(c for c in rows[0] if c.endswith("_ENGLISH"))
        across_scripts(args.binary, "places", list(dict.fromkeys((r[thai], r[latin]) for r in rows)))
    compare_distances(args.binary, civil, school, pairs, args.random_pairs)


if __name__ == "__main__":
    main()
