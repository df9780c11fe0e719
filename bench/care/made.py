#!/usr/bin/env python3
"""An installation with a million children and their cases, made once and kept for the benchmarks of care.

    bench/care/made.py FOLDER [CHILDREN CASES]     FOLDER/var then holds it; SAMATCHA_DATABASE names a PostgreSQL
"""
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from installation import PASSWORD, Installation  # noqa: E402

CHILDREN, CASES = 1_000_000, 200_000


def made(folder, children=CHILDREN, cases=CASES):
    """The installation in the folder, not started; made if it is not there."""
    installation = Installation.__new__(Installation)
    installation.folder = Path(folder)
    installation.data = installation.folder / "var"
    installation.log = installation.folder / "server.log"
    installation.server = installation.port = None
    done = installation.folder / f"made-{children}-{cases}"
    if not done.exists():
        installation.folder.mkdir(parents=True, exist_ok=True)
        installation.begin_province()
        started = time.monotonic()
        database = os.environ.get("SAMATCHA_DATABASE", installation.data / "samatcha.db")
        subprocess.run([ROOT / "build/release/bench/care/make_care", database, installation.data / "samatcha.keys",
                        str(children), str(cases), PASSWORD], check=True)
        print(f"made in {time.monotonic() - started:.0f} s", flush=True)
        done.touch()
    return installation


def processor_s(installation):
    """What the server has used of a processor so far."""
    fields = Path(f"/proc/{installation.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(installation, mode, seconds, people, what, pause_ms=0):
    """Lets people ask for paths, or write to cases, at once; says how long they waited and what it cost the server."""
    lines = [f"session {'; '.join(f'{k}={v}' for k, v in one.cookies.items())} {one.csrf_token}" for one in people]
    before = processor_s(installation)
    done = subprocess.run([ROOT / "build/release/bench/care/bench_care", str(installation.port), mode, str(seconds),
                           str(pause_ms)],
                          input="\n".join(lines + what) + "\n", text=True, check=True, stdout=subprocess.PIPE).stdout
    requests = sum(int(line.split(": ")[1].split()[0]) for line in done.splitlines())
    print(f"{done}of which the server used {(processor_s(installation) - before) / requests * 1000:.2f} ms of a processor each",
          flush=True)


if __name__ == "__main__":
    made(sys.argv[1], *map(int, sys.argv[2:4]))
