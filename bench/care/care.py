#!/usr/bin/env python3
"""A province of a million children and 200,000 cases, and 50 people at them, on this machine. See README.md.

    bench/care/care.py [--children N] [--cases N] [--database URL] [--seconds N]
"""
import argparse
import json
import os
import random
import sys
import time
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from installation import Installation, Session  # noqa: E402
from made import load  # noqa: E402

BATCH = 20_000
PEOPLE = 50
PASSWORD = "a long enough password 40"


def say(*words):
    print(*words, flush=True)


def timed(secretary, ask):
    """What is answered, and how long it took from the question to the end of the job that it began."""
    began = time.monotonic()
    answer = ask()
    while True:
        job = secretary.get(f"/jobs/{answer['job_id']}")
        if job["state"] in ("succeeded", "failed", "cancelled"):
            if job["state"] != "succeeded":
                raise AssertionError(job)
            return answer, time.monotonic() - began
        time.sleep(0.05)


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
        secretary.request("PUT", f"/care-workers/{worker['account_id']}", json.dumps(
            {"subdistricts": areas[i::PEOPLE], "is_coordinator": i % 10 == 0, "is_duty_officer": False}).encode())
    return workers


def assign(secretary, cases):
    order = {"from": "situation", "count_max": BATCH}
    times = [timed(secretary, lambda: secretary.post("/care-assignments", order))[1] for _ in range(cases // BATCH)]
    say(f"bulk assignment of {BATCH}, from the request on: {min(times):.1f} to {max(times):.1f} s each, {len(times)} times")
    last, _ = timed(secretary, lambda: secretary.post("/care-assignments", order))
    _, took = timed(secretary, lambda: secretary.post(f"/care-assignments/{last['id']}/undo"))
    say(f"undo of {BATCH}: {took:.1f} s")
    began = time.monotonic()
    children = secretary.post("/care-assignments/preview", {"from": "situation"})["children"]
    say(f"what an order of {children} would do: {time.monotonic() - began:.1f} s")


def pages_of_the_list(secretary, lot):
    """Pages of the situation's list, from anywhere in it, in each order and narrowed in each way."""
    path = f"/api/v1/situations/{secretary.get('/situations/latest')['id']}/children"
    districts = [one["code"] for one in secretary.get("/areas")["districts"]]
    subdistricts = [one["code"] for one in secretary.get("/areas")["subdistricts"]]
    narrow = ["", "&sex=M", "&age_from=12&age_to=14", "&district={district}", "&subdistrict={subdistrict}"]
    pages = []
    for i in range(600):
        after = [f"{lot.random():.6f}", str(lot.randrange(3, 18)), lot.choice(subdistricts), "0"]
        question = "sort=" + ("certainty", "age", "subdistrict")[i % 3] + narrow[i % 5].format(
            district=lot.choice(districts), subdistrict=lot.choice(subdistricts))
        pages.append(f"get {path}?{question}" + (f"&cursor={quote(json.dumps(after))}" if i % 2 else ""))
    return pages


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
        load(installation, "read", given.seconds, leads * 5, everything, 200)
        load(installation, "read", given.seconds, leads * 5, pages_of_the_list(secretary, shuffled), 200)
        own = [f"get /api/v1/cases/{one}" for one in mine[0]] + ["get /api/v1/cases"] * 100
        shuffled.shuffle(own)
        load(installation, "read", given.seconds, [sessions[0]] * PEOPLE, own)
        load(installation, "write", given.seconds, leads * 20, [f"case {one}" for own in mine for one in own])
    finally:
        installation.remove()


if __name__ == "__main__":
    main()
