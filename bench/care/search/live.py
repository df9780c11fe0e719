#!/usr/bin/env python3
"""Fifty users search a province of a million children at once, through HTTP. See ../README.md.

    bench/care/search/live.py FOLDER [CHILDREN CASES]     FOLDER as of bench/care/made.py
"""
import json
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path.insert(0, str(ROOT / "bench/care"))
from made import CASES, CHILDREN, made  # noqa: E402
from installation import wait_for  # noqa: E402

USERS, QUESTIONS, SECONDS = 50, 2000, 15
CONFUSED = ["นณ", "สศษซ", "ทธฑฒ", "พภ", "ลร", "ยญ", "ชฌ"]


def misspelt(word, lot):
    """A tone mark dropped, a letter left out or taken for another of its sound."""
    for group in lot.sample(CONFUSED, len(CONFUSED)):
        places = [i for i, letter in enumerate(word) if letter in group]
        if places and lot.random() < .5:
            at = lot.choice(places)
            return word[:at] + lot.choice(group.replace(word[at], "")) + word[at + 1:]
    marks = [i for i, letter in enumerate(word) if letter in "่้๊๋์"]
    at = lot.choice(marks) if marks else lot.randrange(1, max(2, len(word)))
    return word[:at] + word[at + 1:]


def questions(installation, count):
    """Names of children of the same generator, misspelt; every fifth with a surname only, every tenth a number."""
    folder = installation.folder / "names"
    if not folder.exists():
        installation.run("generate", "--children", 20_000, "--seed", 1, "--out", folder)
    lot = random.Random(3)
    rows = [line.split(",") for line in next(folder.glob("civil.*")).read_text("utf-8-sig").splitlines()]
    head = next(i for i, row in enumerate(rows) if len(row) > 5)
    columns = {name: i for i, name in enumerate(rows[head])}
    names = [(row[columns["ชื่อตัว"]], row[columns["ชื่อสกุล"]]) for row in lot.sample(rows[head + 1:-1], count)]
    return [json.dumps({"words": misspelt(surname, lot) if i % 5 == 0 else f"{misspelt(given, lot)} {misspelt(surname, lot)}"},
                       ensure_ascii=False) for i, (given, surname) in enumerate(names)]


def main(folder, children=CHILDREN, cases=CASES):
    installation = made(folder, children, cases)
    asked = installation.folder / "questions"
    asked.write_text("\n".join(questions(installation, QUESTIONS)))
    installation.start()
    try:
        started = time.monotonic()
        sessions = [installation.session() for _ in range(USERS)]
        wait_for(lambda: sessions[0].post("/search?purpose=find", {"words": "สมชาย"})["state"] == "ready", 600, 0.5)
        resident = int(next(line for line in Path(f"/proc/{installation.server.pid}/status").read_text().splitlines()
                            if line.startswith("VmRSS")).split()[1]) / 1024
        print(f"ready {time.monotonic() - started:.0f} s after the start, {resident:.0f} MB", flush=True)
        headers = installation.folder / "headers"
        headers.write_text("\n".join(
            "Cookie: " + "; ".join(f"{k}={v}" for k, v in s.cookies.items()) + f"|X-CSRF-Token: {s.csrf_token}"
            for s in sessions))
        for pause in (200, 0):
            subprocess.run([ROOT / "build/release/bench/care/search/bench_users", str(installation.port), str(SECONDS),
                            str(pause), headers, asked], check=False)
    finally:
        installation.kill()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:4]))
