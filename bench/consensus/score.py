#!/usr/bin/env python3
"""Holds `samatcha consensus` against conversations whose results are known: bench/consensus/score.py DATA_FOLDER

A set is a folder with votes.norm.csv.gz and expected.json.gz. Levels: A the stages, of the given groups; B the map;
C Polis' cold start; D our own groups. Ends with a line a set and exits 1 if anything is off.
"""
import argparse
import csv
import gzip
import json
import math
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ARI_WITH_POLIS = {"austria-consumption": 0.9, "biodiversity": 0.9, "taxes": 0.8, "vtaiwan-uberx": 0.8}


class Findings:
    """What is off, by level; the largest difference of each number."""

    def __init__(self):
        self.off = []
        self.largest = {}

    def close(self, level, name, got, wanted, absolute=0.0, relative=0.0):
        if len(got) != len(wanted):
            self.off.append(f"{level} {name}: {len(got)} values, not {len(wanted)}")
            return
        worst = 0.0
        for i, (a, b) in enumerate(zip(got, wanted)):
            away = abs(a - b)
            worst = max(worst, away if absolute else away / max(abs(b), 1e-300) if away else 0.0)
            # Beside zero a relative tolerance is meaningless: a test statistic of 1e-17 is 0.
            if not away <= max(absolute, relative * max(abs(a), abs(b)), 1e-14):
                self.off.append(f"{level} {name}[{i}]: {a!r}, not {b!r}")
                break
        self.largest[f"{level} {name}"] = max(worst, self.largest.get(f"{level} {name}", 0.0))

    def equal(self, level, name, got, wanted):
        if got != wanted:
            self.off.append(f"{level} {name}: {str(got)[:120]}, not {str(wanted)[:120]}")

    def true(self, level, name, is_true, what):
        if not is_true:
            self.off.append(f"{level} {name}: {what}")


def adjusted_rand_index(a, b):
    """Of two groupings, over those in both."""
    people = sorted(set(a) & set(b))
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    both = pairs(Counter((a[p], b[p]) for p in people))
    left, right = pairs(Counter(a[p] for p in people)), pairs(Counter(b[p] for p in people))
    chance = left * right / max(1, len(people) * (len(people) - 1) // 2)
    largest = (left + right) / 2
    return 1.0 if largest == chance else (both - chance) / (largest - chance)


def write_csv(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


class DataSet:
    def __init__(self, folder, binary, work):
        self.folder, self.binary, self.work = folder, binary, work
        with gzip.open(folder / "expected.json.gz", "rt") as file:
            self.expected = json.load(file)
        self.votes = folder / "votes.norm.csv.gz"
        rejected, meta = set(self.expected["moderated_out"]), set(self.expected["meta"])
        statements = sorted(set(self.expected["statements"]) | rejected | meta)
        write_csv(work / "moderation.csv", ["statement", "mod", "is_meta"],
                  [[s, -1 if s in rejected - meta else 0, int(s in meta)] for s in statements])
        write_csv(work / "groups.csv", ["participant", "group"],
                  self.expected["given_groups"]["group_of_participant"].items())

    def run(self, mode, *options, votes=None):
        out = self.work / "out"
        done = subprocess.run([self.binary, "consensus", votes or self.votes, "--mode", mode, "--moderation",
                               self.work / "moderation.csv", "--out", out, *options], text=True, capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr or done.stdout)
        return (out / "result.json").read_bytes()


def level_a(data, found):
    result = json.loads(data.run("polis", "--groups", data.work / "groups.csv"))
    given, got = data.expected["given_groups"], result["groups"]
    found.equal("A", "sizes", result["sizes"], data.expected["sizes"])
    found.equal("A", "statements", result["statements"], data.expected["statements"])
    found.equal("A", "moderated_out", result["moderated_out"], data.expected["moderated_out"])
    found.equal("A", "meta", result["meta"], data.expected["meta"])
    found.equal("A", "group sizes", got["sizes"], given["sizes"])
    found.equal("A", "groups", got["group_of_participant"], given["group_of_participant"])
    for group, stats in given["stats"].items():
        for name, wanted in stats.items():
            if name in ("na", "nd", "ns"):
                found.equal("A", f"{name} of {group}", got["stats"][group][name], wanted)
            else:
                found.close("A", name, got["stats"][group][name], wanted, relative=1e-9)
        told(found, f"repness of {group}", got["repness"][group], given["repness"][group])
    found.close("A", "group_aware_consensus", got["group_aware_consensus"], given["group_aware_consensus"], relative=1e-9)
    for side in ("agree", "disagree"):
        told(found, f"consensus {side}", got["consensus"][side], given["consensus"][side])
    found.close("A", "priority", got["priority"], given["priority"], relative=1e-6)


def told(found, name, got, wanted):
    """Lists of statements: the same, in the same order, with the same fields."""
    found.equal("A", name, [(s["tid"], sorted(s)) for s in got], [(s["tid"], sorted(s)) for s in wanted])
    for a, b in zip(got, wanted):
        for field, value in b.items():
            if isinstance(value, (bool, str)):
                found.equal("A", f"{name} {field}", a.get(field), value)
            else:
                found.close("A", f"{name} {field}", [a.get(field, math.nan)], [value], relative=1e-9)


def level_b(data, result, found):
    got, wanted = result["pca"], data.expected["pca"]
    found.close("B", "center", got["center"], wanted["center"], absolute=1e-12)
    found.close("B", "explained variance", got["explained_variance_ratio_top4"], wanted["explained_variance_ratio_top4"], absolute=1e-9)
    people, reference = result["participants"], data.expected["participants"]
    found.equal("B", "participants", people["order"], reference["order"])
    found.equal("B", "n_votes", people["n_votes"], reference["n_votes"])
    for k, (component, axis) in enumerate((("pc1", "x"), ("pc2", "y"))):
        sign = 1 if sum(a * b for a, b in zip(got[component], wanted[component])) >= 0 else -1
        found.close("B", component, [sign * v for v in got[component]], wanted[component], absolute=1e-8)
        found.close("B", axis, [sign * v for v in people[axis]], reference[axis], absolute=1e-8)
        found.close("B", f"statement {axis}", [sign * v for v in got["statement_projection"][k]], wanted["statement_projection"][k], absolute=1e-8)
    found.close("B", "extremity", got["statement_extremity"], wanted["statement_extremity"], absolute=1e-8)


def level_c(data, result, found):
    got, wanted = result["cold_start"], data.expected["cold_start"]
    found.equal("C", "in conversation", result["participants"]["in_conversation_cold"], data.expected["participants"]["in_conversation_cold"])
    for name in ("base_clusters", "base_members", "best_k", "group_of_participant"):
        found.equal("C", name, got[name], wanted[name])
    found.equal("C", "counts tried", sorted(got["by_k"]), sorted(wanted["by_k"]))
    for k, groups in wanted["by_k"].items():
        found.equal("C", f"sizes of {k}", got["by_k"][k]["group_sizes"], groups["group_sizes"])
        found.close("C", "silhouette", [got["by_k"][k]["silhouette"]], [groups["silhouette"]], absolute=1e-6)
    partial = data.folder / "polis-cold-start.partial.json"
    if partial.exists():
        level_c_of_polis(json.loads(partial.read_text()), result, found)


def level_c_of_polis(clojure, result, found):
    """An extract of what Polis' own worker computed from a cold start."""
    got = result["cold_start"]
    found.equal("C", "Polis' base clusters", got["base_clusters"], clojure["base_clusters"])
    found.equal("C", "Polis' best k", got["best_k"], clojure["best_k"])
    for k, silhouette in clojure["silhouette_by_k_3digits"].items():
        found.equal("C", f"Polis' silhouette of {k}", round(got["by_k"][k]["silhouette"], 3), silhouette)
    base_of = {str(p): b for b, members in got["base_members"].items() for p in members}
    members = {}
    for participant, group in got["group_of_participant"].items():
        members.setdefault(str(group), set()).add(int(base_of[participant]))
    found.equal("C", "Polis' groups", {g: sorted(m) for g, m in members.items()}, clojure["group_members_base_ids"])
    place = {str(s): i for i, s in enumerate(result["statements"])}
    agreement = result["groups"]["group_aware_consensus"]
    found.close("C", "Polis' group-aware consensus", [agreement[place[s]] for s in clojure["group_aware_consensus"]],
                list(clojure["group_aware_consensus"].values()), absolute=1e-12)


def shuffled(data, seed):
    """The same votes in another order of rows."""
    with gzip.open(data.votes, "rt") as file:
        header, *rows = file.read().splitlines()
    random.Random(seed).shuffle(rows)
    path = data.work / "shuffled.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def level_d(data, found, orders):
    first = data.run("samatcha")
    for seed in range(orders):
        again = data.run("samatcha", "--threads", str(seed % 8 + 1), votes=shuffled(data, seed))
        found.true("D", "order and threads", again == first, f"order {seed} on {seed % 8 + 1} threads gives another result")
    result = json.loads(first)
    reference = data.expected["multistart_participants"]
    for k, wanted in reference["by_k"].items():
        got = result["by_k"].get(k)
        found.true("D", f"k = {k}", got and got["wcss"] <= 1.01 * wanted["wcss"],
                   f"squares within groups {got and got['wcss']}, of many starts {wanted['wcss']}")
    chosen, best = result["best_k"], reference["best_admissible_k"]
    silhouette = lambda k: reference["by_k"].get(str(k), {}).get("silhouette_participants", -1)
    found.true("D", "number of groups", chosen == best or abs(silhouette(chosen) - silhouette(best)) <= 0.01, f"{chosen}, not {best}")
    least = ARI_WITH_POLIS.get(data.folder.name)
    ari = adjusted_rand_index(result["groups"]["group_of_participant"], data.expected["given_groups"]["group_of_participant"])
    if least:
        found.true("D", "Polis' groups", ari >= least, f"adjusted Rand index {ari:.3f}, not {least}")
    return f"{chosen} groups, adjusted Rand index with Polis' {ari:.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/samatcha")
    parser.add_argument("--only", default="", help="sets whose name contains this")
    parser.add_argument("--orders", type=int, default=100, help="row orders to try in level D")
    arguments = parser.parse_args()
    failed = False
    for folder in sorted(f.parent for f in arguments.data.glob("*/expected.json.gz") if arguments.only in f.parent.name):
        found = Findings()
        with tempfile.TemporaryDirectory() as work:
            data = DataSet(folder, arguments.binary, Path(work))
            level_a(data, found)
            result = json.loads(data.run("polis"))
            level_b(data, result, found)
            level_c(data, result, found)
            groups = level_d(data, found, arguments.orders)
        worst = max(found.largest.items(), key=lambda item: item[1])
        print(f"{'off ' if found.off else 'ok  '} {folder.name:24} largest difference {worst[1]:.1e} ({worst[0]}); {groups}", flush=True)
        for line in found.off:
            print(f"     {line}")
        failed |= bool(found.off)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
