#!/usr/bin/env python3
"""How long a million records take, beside Splink on DuckDB with the same rules, fields and threads.

    bench/linkage/speed.py BINARY DATA_FOLDER [--runs N] [--threads N] [--peers 4.0.17 5.0.0]

Each peer comes from the package registry into an environment of its own under build/, made once. The runs are
interleaved; medians are printed, from the start of the process, CSV in, clusters out, with the peak memory
of the whole process and the F1 of the clusters. Never part of the test run.
"""
import argparse
import collections
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
RULES = [["given_name", "surname"], ["surname", "birth_date"], ["given_name", "birth_date"], ["postcode", "surname"],
         ["postcode", "given_name"], ["birth_date", "place", "category"]]
COLUMNS = {"first_name": "given_name", "surname": "surname", "dob": "birth_date", "postcode_fake": "postcode",
           "birth_place": "place", "occupation": "category"}


def environment(version):
    folder = pathlib.Path("build/peers") / f"splink-{version}"
    if not (folder / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin/pip"), "-q", "install", f"splink=={version}"], check=True)
    return folder / "bin/python"


def measured(command):
    """Seconds, processor seconds and peak MB of one process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def cluster_f1(path, truth, id_column):
    """Over pairs within clusters."""
    both, clusters = collections.Counter(), collections.Counter()
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            both[row["cluster_id"], truth[row[id_column]]] += 1
            clusters[row["cluster_id"]] += 1
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts)
    right, found, all_right = pairs(both.values()), pairs(clusters.values()), pairs(collections.Counter(truth.values()).values())
    return 2 * right / (found + all_right)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("data", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peers", nargs="*", default=["4.0.17", "5.0.0"])
    args = parser.parse_args()
    out = pathlib.Path("build/linkage-speed")
    out.mkdir(parents=True, exist_ok=True)
    data = out.resolve() / "synth1m.csv"  # each reads it with all its threads; unpacking would be one thread's
    packed = args.data / "synth1m/synth1m.csv.zst"
    subprocess.run(["zstd", "-dqf", str(packed), "-o", str(data)], check=True)
    spec = out / "spec.json"
    spec.write_text(json.dumps({"task": "deduplicate", "blocking": RULES, "files": [
        {"name": "f", "path": str(data), "id": "unique_id", "columns": COLUMNS}]}))
    commands = {"samatcha": [str(args.binary), "link", str(spec), "--out", str(out / "samatcha"), "--threads",
                             str(args.threads), "--quiet"]}
    for version in args.peers:
        commands[f"splink {version}"] = [str(environment(version)), str(HERE / "splink_synth1m.py"), str(data),
                                         str(out / f"splink-{version}.csv"), str(args.threads)]
    runs = {name: [] for name in commands}
    for i in range(args.runs):
        for name, command in commands.items():
            runs[name].append(measured(command))
            print(f"run {i + 1} {name}: {runs[name][-1][0]:.2f} s", file=sys.stderr)
    truth = {row["unique_id"]: row["cluster"] for row in csv.DictReader(data.read_text().splitlines())}
    own = None
    for name, measurements in runs.items():
        seconds, cpu, peak = (statistics.median(column) for column in zip(*measurements))
        own = own or (seconds, peak)
        is_own = name == "samatcha"
        path = out / "samatcha/clusters.csv" if is_own else out / f"splink-{name.split()[1]}.csv"
        print(f"{name:16} {seconds:7.2f} s  {cpu:7.2f} s CPU  {peak:6.0f} MB  clusters F1 "
              f"{cluster_f1(path, truth, 'id' if is_own else 'unique_id'):.4f}"
              + ("" if is_own else f"  {seconds / own[0]:5.1f} times as long, {peak / own[1]:.1f} times the memory"))


if __name__ == "__main__":
    main()
