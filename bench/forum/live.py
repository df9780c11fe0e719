#!/usr/bin/env python3
"""A forum under load, on this machine: votes through HTTP, durable on SQLite. See README.md.

    bench/forum/live.py [PHONES RATE SECONDS]      without: the three loads of README.md
"""
import http.client
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from installation import Installation  # noqa: E402

STATEMENTS = 100
# Each as fast as it is answered uses up in some seconds what a device may send.
LOADS = [(512, 0, 4), (2000, 1000, 20), (10_000, 1000, 20)]


def open_forum(secretary, texts, phones):
    """An assembly with a forum that anyone may join; its id."""
    assemblies = secretary.get("/assemblies") or [secretary.post("/assemblies", {
        "year_be": 2569, "title_th": "สมัชชา", "title_en": "", "calendar": []})]
    forum = secretary.post("/forums", {"assembly_id": assemblies[0]["id"], "form": {
        "title_th": "เวที", "title_en": "", "question_th": "ทำอย่างไร", "question_en": "", "area_code": "40",
        "admission": "open", "moderation": "before", "join_code": "", "joins_per_hour": phones}})["id"]
    secretary.post(f"/forums/{forum}/statements", {"texts": texts})
    secretary.post(f"/forums/{forum}/phase", {"to": "open"})
    return forum


def count_publications(port, path, counted):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path + "/events")
    answer = connection.getresponse()
    try:
        while line := answer.readline():
            counted[0] += line.startswith(b"event: results")
    except (OSError, http.client.HTTPException):
        pass


def run(installation, secretary, phones, rate, seconds):
    forum = open_forum(secretary, [f"ข้อความที่ {i}" for i in range(STATEMENTS)], phones)
    path = f"/api/v1/public/40/forums/{forum}"
    counted = [0]
    threading.Thread(target=count_publications, args=(installation.port, path, counted), daemon=True).start()
    print(f"{phones} phones, {f'{rate} votes a second' if rate else 'each as fast as it is answered'}, {seconds} s", flush=True)
    subprocess.run([ROOT / "build/release/bench/forum/bench_votes", str(installation.port), path, str(phones),
                    str(STATEMENTS), str(rate), str(seconds)], check=True)
    with sqlite3.connect(installation.data / "samatcha.db") as database:
        stored = database.execute("SELECT count(*) FROM forum_vote WHERE forum_id = ?", (forum,)).fetchone()[0]
    print(f"{stored} votes in the table, {counted[0]} publications", flush=True)


def main(loads):
    installation = Installation()
    try:
        installation.begin_province()
        installation.start()
        secretary = installation.session()
        for load in loads:
            run(installation, secretary, *load)
    finally:
        installation.remove()


if __name__ == "__main__":
    main([tuple(map(int, sys.argv[1:4]))] if len(sys.argv) > 1 else LOADS)
