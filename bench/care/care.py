#!/usr/bin/env python3
"""A province of a million children and 200,000 cases, and 50 people at them, on this machine. See README.md.

    bench/care/care.py [--children N] [--cases N] [--database URL] [--seconds N]
"""
import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from installation import Installation, Session  # noqa: E402

BATCH = 20_000
PEOPLE = 50
PASSWORD = "a long enough password 40"


def say(*words):
    print(*words, flush=True)


def finished(secretary, job_id):
    """The job, and how long it ran."""
    while True:
        job = secretary.get(f"/jobs/{job_id}")
        if job["state"] in ("succeeded", "failed", "cancelled"):
            if job["state"] != "succeeded":
                raise AssertionError(job)
            return (job["finished_at"] - job["started_at"]) / 1000
        time.sleep(0.1)


def with_purpose(session):
    """A session that says why, with every question."""
    plain = session.bytes
    session.bytes = lambda path, *rest, **named: plain(
        path + ("&" if "?" in path else "?") + "purpose=care", *rest, **named)
    return session


def begin(installation, children, database):
    installation.begin_province()
    registers = installation.folder / "registers"
    installation.run("generate", "--province", "40", "--children", children, "--seed", 6, "--out", registers)
    installation.run("province", "fill", "40")
    # The civil register alone: every child is on the list then, as many as the bench wants.
    began = time.monotonic()
    installation.run("import", registers / "civil.csv", "--province", "40", "--register", "civil", "--agency", 14,
                     "--date", "2023-11-10")
    installation.run("link-run", "--province", "40")
    say(f"{children} children imported and listed in {time.monotonic() - began:.0f} s")


def staff(installation, secretary):
    """50 case workers, each with some subdistricts."""
    areas = [one["code"] for one in secretary.get("/areas")["subdistricts"]]
    for i in range(PEOPLE):
        installation.run("user", "add", f"worker{i}", "--role", "case_worker", "--province", "40", "--agency", 11,
                         stdin=PASSWORD + "\n")
    workers = [one for one in secretary.get("/care-workers") if one["name"].startswith("worker")]
    for i, worker in enumerate(workers):
        secretary.request("PUT", f"/care-workers/{worker['account_id']}", encode(
            {"subdistricts": areas[i::PEOPLE], "is_coordinator": i % 10 == 0, "is_duty_officer": False}))
    return workers


def encode(value):
    import json
    return json.dumps(value).encode()


def assign(secretary, cases):
    times = []
    for _ in range(cases // BATCH):
        made = secretary.post("/care-assignments", {"from": "situation", "count_max": BATCH})
        times.append(finished(secretary, made["job_id"]))
    say(f"bulk assignment of {BATCH}: {min(times):.1f} to {max(times):.1f} s each, {len(times)} times")
    last = secretary.post("/care-assignments", {"from": "situation", "count_max": BATCH})
    finished(secretary, last["job_id"])
    undone = secretary.post(f"/care-assignments/{last['id']}/undo")
    say(f"undo of {BATCH}: {finished(secretary, undone['job_id']):.1f} s")


def load(installation, mode, seconds, sessions, what):
    lines = [f"session {'; '.join(f'{k}={v}' for k, v in one.cookies.items())} {one.csrf_token}" for one in sessions]
    subprocess.run([ROOT / "build/release/bench/care/bench_care", str(installation.port), mode, str(seconds)],
                   input="\n".join(lines + what) + "\n", text=True, check=True)


def cases_of(session, pages):
    found, cursor = [], ""
    for _ in range(pages):
        page = session.get("/cases" + (f"?cursor={cursor}" if cursor else ""))
        found += [one["id"] for one in page["cases"]]
        cursor = page.get("next_cursor")
        if not cursor:
            break
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=1_000_000)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--seconds", type=int, default=15)
    given = parser.parse_args()
    if given.database:
        import os
        os.environ["SAMATCHA_DATABASE"] = given.database
    installation = Installation()
    try:
        begin(installation, given.children, given.database)
        installation.start()
        secretary = with_purpose(installation.session())
        staff(installation, secretary)
        assign(secretary, given.cases)

        areas = [one["code"] for one in secretary.get("/areas")["subdistricts"]]
        sessions = [with_purpose(Session(installation.port, f"worker{i}", PASSWORD)) for i in range(PEOPLE - 10)]
        leads = [with_purpose(Session(installation.port, "secretary")) for _ in range(10)]
        mine = [cases_of(one, 4) for one in sessions]
        shuffled = random.Random(1)
        # Workers and the lead unit read lists; the lead unit also by place and by step.
        lists = (["get /api/v1/cases"] * 40 + [f"get /api/v1/cases?subdistrict={code}" for code in areas[:20]]
                 + ["get /api/v1/cases?state=candidate"] * 10)
        pages = [f"get /api/v1/cases/{one}" for one in shuffled.sample([i for own in mine for i in own], 500)]
        everything = lists * 7 + pages
        shuffled.shuffle(everything)
        load(installation, "read", given.seconds, leads * 5, everything)
        own = [f"get /api/v1/cases/{one}" for one in mine[0]] + ["get /api/v1/cases"] * 100
        shuffled.shuffle(own)
        load(installation, "read", given.seconds, [sessions[0]] * PEOPLE, own)
        load(installation, "write", given.seconds, leads * 20, [f"case {one}" for own in mine for one in own])
    finally:
        installation.remove()


if __name__ == "__main__":
    main()
