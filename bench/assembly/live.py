#!/usr/bin/env python3
"""An assembly with many listeners, on this machine: the chair shows one paragraph after another.

    bench/assembly/live.py [CLIENTS]
"""
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from consensus_survives_kill_test import begin_round  # noqa: E402
from installation import Installation  # noqa: E402

EVENTS = 10
AGENCIES = 20
POSITIONS = 1000


def memory_mb(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def take_positions(secretary, round_):
    """1,000 positions within 10 s by the delegates of all agencies, each as fast as its turn comes."""
    test = secretary.post(f"/assemblies/{round_.assembly}/consensus-tests",
                          {"room_id": round_.plenary, "draft_id": round_.draft})["test"]["id"]
    answers = []

    def take(session):
        for turn in range(POSITIONS // AGENCIES):
            time.sleep(max(0, begun + turn * 10 / (POSITIONS // AGENCIES) - time.monotonic()))
            asked = time.monotonic()
            session.post(f"/consensus-tests/{test}/positions",
                         {"stance": "supports", "reason": "", "wording": "", "is_minuted": False})
            answers.append(time.monotonic() - asked)

    begun = time.monotonic()
    threads = [threading.Thread(target=take, args=[session]) for session in round_.sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    view = secretary.get(f"/consensus-tests/{test}")
    answers.sort()
    print(f"{len(answers)} positions acknowledged in {time.monotonic() - begun:.1f} s, "
          f"{sum(s['supports'] for s in view['tally']['sectors'])} of {AGENCIES} agencies counted;"
          f" 99 % answered in {answers[len(answers) * 99 // 100] * 1000:.0f} ms")


def main(clients):
    installation = Installation()
    try:
        installation.begin_province()
        installation.start()
        secretary = installation.session()
        round_ = begin_round(installation, secretary, AGENCIES)
        before = memory_mb(installation.server.pid)
        told = secretary.get(f"/assemblies/{round_.assembly}")["events"]
        listeners = subprocess.Popen(
            [ROOT / "build/release/bench/assembly/bench_listeners", str(installation.port),
             f"/api/v1/assemblies/{round_.assembly}/events?after={told}",
             "; ".join(f"{k}={v}" for k, v in secretary.cookies.items()), str(clients), str(EVENTS)],
            stdout=subprocess.PIPE, text=True)
        assert listeners.stdout.readline() == "ready\n"
        time.sleep(2)
        print(f"{clients} clients: {memory_mb(installation.server.pid) - before:.0f} MB more than without them")
        for _ in range(EVENTS):
            secretary.request("PUT", f"/rooms/{round_.plenary}/screen", json.dumps({"draft_id": round_.draft}).encode())
            print(listeners.stdout.readline().strip())
            time.sleep(1)
        listeners.wait(timeout=60)
        take_positions(secretary, round_)
    finally:
        installation.remove()


main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
