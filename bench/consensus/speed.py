#!/usr/bin/env python3
"""How long a file of votes takes, beside red-dwarf on the same file: bench/consensus/speed.py BINARY VOTES.csv [...]

red-dwarf comes from the package registry into an environment of its own under build/, made once. The runs are
interleaved; medians are printed, of the whole process from its start, file in, groups out, on one thread, with
its peak memory. Never part of the test run.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
VERSION = "0.4.0"


def environment():
    folder = pathlib.Path("build/peers") / f"red-dwarf-{VERSION}"
    if not (folder / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin/pip"), "-q", "install", f"red-dwarf=={VERSION}"], check=True)
        (folder / "installed").touch()
    return folder / "bin/python"


def measured(command):
    """Seconds by clock, processor seconds and peak MB of one process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                             env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"})
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("votes", type=pathlib.Path, nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-peer", action="store_true", help="samatcha alone: red-dwarf holds a dense copy of every cell")
    arguments = parser.parse_args()
    out = pathlib.Path("build/consensus-speed")
    for votes in arguments.votes:
        commands = {f"samatcha {mode}": [str(arguments.binary), "consensus", str(votes), "--mode", mode, "--out", str(out / mode)]
                    for mode in ("polis", "samatcha")}
        if not arguments.no_peer:
            commands[f"red-dwarf {VERSION}"] = [str(environment()), str(HERE / "red_dwarf_votes.py"), str(votes)]
        runs = {name: [] for name in commands}
        for _ in range(arguments.runs):
            for name, command in commands.items():
                runs[name].append(measured(command))
        for name, measures in runs.items():
            clock, processor, peak = (statistics.median(column) for column in zip(*measures))
            print(f"{votes.parent.name}/{votes.name:22} {name:18} {clock:8.2f} s by clock {processor:8.2f} processor s {peak:8.0f} MB", flush=True)


if __name__ == "__main__":
    main()
