#!/usr/bin/env python3
"""An assembly on its day, on this machine: who listens, and who takes a position. See README.md.

    bench/assembly/live.py listeners [CLIENTS]     the chair shows one paragraph after another
    bench/assembly/live.py positions [DELEGATES]   each delegate takes a position within ten seconds
"""
import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from consensus_survives_kill_test import begin_round  # noqa: E402
from installation import Installation, Session  # noqa: E402

EVENTS = 10
SECONDS = 10


def memory_mb(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def listen(installation, secretary, clients):
    round_ = begin_round(installation, secretary)
    before = memory_mb(installation.server.pid)
    told = secretary.get(f"/assemblies/{round_.assembly}")["events"]
    listeners = subprocess.Popen(
        [ROOT / "build/release/bench/assembly/bench_listeners", str(installation.port),
         f"/api/v1/assemblies/{round_.assembly}/events?after={told}",
         "; ".join(f"{k}={v}" for k, v in secretary.cookies.items()), str(clients), str(EVENTS)],
        stdout=subprocess.PIPE, text=True)
    assert listeners.stdout.readline() == "ready\n"
    time.sleep(2)
    more = memory_mb(installation.server.pid) - before
    print(f"{clients} clients: {more:.0f} MB more than without them, {more * 1024 / clients:.0f} KB each")
    for _ in range(EVENTS):
        secretary.request("PUT", f"/rooms/{round_.plenary}/screen", json.dumps({"draft_id": round_.draft}).encode())
        print(listeners.stdout.readline().strip(), flush=True)
        time.sleep(1)
    listeners.wait(timeout=60)


class Delegate(threading.Thread):
    """One person with a session of its own, who takes a position once, at a moment of its own."""

    def __init__(self, session, test, at):
        super().__init__()
        self.session, self.test, self.at = session, test, at
        self.asked = self.answered = self.refused = None

    def run(self):
        time.sleep(max(0, self.at - time.monotonic()))
        self.asked = time.monotonic()
        try:
            self.session.post(f"/consensus-tests/{self.test}/positions",
                              {"stance": "supports", "reason": "", "wording": "", "is_minuted": False})
            self.answered = time.monotonic()
        except Exception as refused:  # Whatever it is, the position is not acknowledged.
            self.refused = refused


def answered_in(tally):
    return sum(s["supports"] + s["has_reservation"] + s["stands_aside"] + s["objects"] for s in tally["sectors"])


def totals_of_events(secretary, assembly, test):
    """How many of a test's events told another total than there were positions by then."""
    wrong, there = 0, set()
    for line in secretary.bytes(f"/assemblies/{assembly}/log").splitlines():
        entry = json.loads(line)
        data = entry["data"] if isinstance(entry["data"], dict) else json.loads(entry["data"])
        if entry["kind"] == "position_taken" and data["test"] == test:
            there.add(data["agency"])
            wrong += answered_in(data["tally"]) != len(there)
    return wrong, len(there)


def take_positions(installation, secretary, count):
    """An agency each: a position that is lost or counted twice shows in the total."""
    print(f"{count} delegates accept their invitations and log in ...", flush=True)
    round_ = begin_round(installation, secretary, count)
    test = secretary.post(f"/assemblies/{round_.assembly}/consensus-tests",
                          {"room_id": round_.plenary, "draft_id": round_.draft})["test"]["id"]
    begun = time.monotonic() + 2
    random.seed(1)
    delegates = [Delegate(session, test, begun + random.random() * SECONDS) for session in round_.sessions]
    for delegate in delegates:
        delegate.start()
    # What a screen would show, asked for meanwhile: no less than was acknowledged before, no more than was begun.
    screen = Session(installation.port, "secretary")
    shown, wrong = 0, 0
    while any(delegate.is_alive() for delegate in delegates):
        acknowledged = sum(delegate.answered is not None for delegate in delegates)
        total = answered_in(screen.get(f"/rooms/{round_.plenary}/state")["test"]["tally"])
        asked = sum(delegate.asked is not None for delegate in delegates)
        shown += 1
        wrong += not acknowledged <= total <= asked
        time.sleep(0.2)
    for delegate in delegates:
        delegate.join()
    taken = sorted(d.answered - d.asked for d in delegates if d.answered)
    view = secretary.get(f"/consensus-tests/{test}")
    told_wrong, on_record = totals_of_events(secretary, round_.assembly, test)
    print(f"{len(taken)} of {count} positions acknowledged in {max(d.answered for d in delegates if d.answered) - begun:.1f} s;"
          f" half within {taken[len(taken) // 2] * 1000:.0f} ms, 99 % within {taken[len(taken) * 99 // 100] * 1000:.0f} ms")
    print(f"{on_record} on record, {answered_in(view['tally'])} counted,"
          f" {len(view['positions'])} standing, {on_record - len(taken)} more than acknowledged")
    print(f"totals: {told_wrong} of {on_record} events wrong, {wrong} of {shown} screens wrong")
    refused = [d.refused for d in delegates if d.refused]
    if refused:
        print(f"refused: {refused[0]!r}")


def main(what, count):
    installation = Installation()
    try:
        installation.begin_province()
        installation.start()
        {"listeners": listen, "positions": take_positions}[what](installation, installation.session(), count)
    finally:
        installation.remove()


main(sys.argv[1] if len(sys.argv) > 1 else "listeners", int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
