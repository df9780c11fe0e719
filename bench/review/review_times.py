#!/usr/bin/env python3
"""How long a reviewer waits: opens the review, a pair, decides, and takes it back, over HTTP on a filled installation.

    bench/review/review_times.py BINARY DATA_FOLDER --login NAME [--password WORDS] [--port N] [--pairs 100]

DATA_FOLDER is that of a province that is linked, e.g. what `./dev up` made. Every decision is withdrawn again.
"""
import argparse
import http.client
import json
import statistics
import subprocess
import sys
import time


class Session:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Content-Type": "application/json", "X-Purpose": "review"}

    def ask(self, method, path, value=None):
        begun = time.perf_counter()
        body = None if value is None else json.dumps(value)
        self.connection.request(method, "/api/v1" + path, body, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        taken = time.perf_counter() - begun
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {content.decode()}")
        for name, cookie in answer.getheaders():
            if name.lower() == "set-cookie":
                self.headers["Cookie"] = cookie.partition(";")[0]
        return json.loads(content) if content else None, taken * 1000


def measure(session, pairs):
    times = {"open the review": [], "open a pair": [], "decide": [], "undo": []}
    for i in range(pairs):
        reviews, taken = session.ask("GET", "/reviews")
        times["open the review"].append(taken)
        queues = {one["queue"]: one.get("next") for one in reviews["queues"]}
        pair = queues["doubtful" if i % 2 else "sample"]
        times["open a pair"].append(session.ask("GET", f"/reviews/{pair}")[1])
        times["decide"].append(session.ask("POST", f"/reviews/{pair}/decision", {"decision": "same"})[1])
        if i % 10 == 9:
            for _ in range(10):
                times["undo"].append(session.ask("DELETE", "/reviews/decisions/latest")[1])
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("data")
    parser.add_argument("--login", required=True)
    parser.add_argument("--password", default="samatcha-demo")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pairs", type=int, default=100)
    args = parser.parse_args()
    server = subprocess.Popen([args.binary, "--data", args.data, "serve", "--port", str(args.port)],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        port = int(server.stdout.readline().strip().rpartition(":")[2])
        session = Session(port)
        signed_in, _ = session.ask("POST", "/session", {"login": args.login, "password": args.password})
        session.headers["X-CSRF-Token"] = signed_in["csrf_token"]
        records = session.ask("GET", "/link-runs")[0][0]["records"]
        print(f"{records:,} records")
        for what, taken in measure(session, args.pairs // 10 * 10).items():
            taken.sort()
            print(f"{what:16} median {statistics.median(taken):6.1f} ms   95 % {taken[len(taken) * 95 // 100]:6.1f} ms"
                  f"   slowest {taken[-1]:6.1f} ms")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
