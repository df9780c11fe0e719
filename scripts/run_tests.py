#!/usr/bin/env python3
"""Runs every kind of test that the project has and adds up what they say.

Kinds, in the order they run (the cheap ones first):
  unit      the doctest programs, on an in-memory SQLite
  postgres  those of them that use a database again, on a private PostgreSQL
  python    tests/*_test.py: the tidy rules, and the running server from outside
  web       the front end's own tests
  browser   the journeys in a real browser

The last line is `N passed, N failed`; the exit code says whether any failed.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USES_DATABASE = {"database", "jobs", "upkeep", "area", "access", "partners", "notices", "attachments", "registers",
                 "persons", "situation", "search", "care", "referral", "exchange", "assembly", "forum", "app"}


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, kind, name, passed, failed, seconds):
        self.passed += passed
        self.failed += failed
        print(f"{'FAIL' if failed else 'ok  '} {kind:9} {name:28} {passed:5} passed {failed:3} failed"
              f" {seconds:7.1f} s", flush=True)


def run(command, **options):
    return subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)


def doctest(program, kind, pattern, tally, environment=None):
    name = program.name.removeprefix("test_")
    command = [str(program), "--no-colors", "--no-intro"]
    if pattern and pattern not in name:
        command.append(f"--test-case=*{pattern}*")
    started = time.monotonic()
    done = run(command, env={**os.environ, **(environment or {})})
    counts = re.search(r"test cases:\s+(\d+) \|\s+(\d+) passed \|\s+(\d+) failed", done.stdout)
    passed, failed = (int(counts[2]), int(counts[3])) if counts else (0, 1)
    if done.returncode != 0:
        print(done.stdout)
        failed = max(failed, 1)
    if passed or failed:
        tally.add(kind, name, passed, failed, time.monotonic() - started)


def unit(build, pattern, tally):
    for program in sorted((build / "src").glob("test_*")):
        if program.is_file() and os.access(program, os.X_OK):
            doctest(program, "unit", pattern, tally)


def postgres(build, pattern, tally):
    started = run(["tests/private_postgresql.sh", "start", str(build / "postgresql")])
    if started.returncode != 0:
        print(started.stdout)
        tally.add("postgres", "private server", 0, 1, 0)
        return
    url = started.stdout.strip().splitlines()[-1]
    try:
        for program in sorted((build / "src").glob("test_*")):
            if program.name.removeprefix("test_") in USES_DATABASE:
                doctest(program, "postgres", pattern, tally, {"SAMATCHA_TEST_DATABASE": url})
    finally:
        run(["tests/private_postgresql.sh", "stop", str(build / "postgresql")])


def python(build, pattern, tally):
    os.environ["SAMATCHA_BINARY"] = str(build / "samatcha")
    sys.path.insert(0, str(ROOT / "tests"))
    for file in sorted((ROOT / "tests").glob("*_test.py")):
        loader = unittest.TestLoader()
        if pattern and pattern not in file.stem:
            loader.testNamePatterns = [f"*{pattern}*"]
        suite = loader.loadTestsFromName(file.stem)
        if suite.countTestCases() == 0:
            continue
        started = time.monotonic()
        result = unittest.TextTestRunner(stream=sys.stdout, verbosity=0).run(suite)
        failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
        tally.add("python", file.stem, result.testsRun - failed, failed,
                  time.monotonic() - started)


def javascript(kind, name, command, count, tally, environment=None):
    """Runs a JavaScript test command that writes a JSON report to the file it is given last."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        started = time.monotonic()
        done = subprocess.run([c.replace("{report}", str(report)) for c in command],
                              cwd=ROOT / "web", text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT,
                              env={**os.environ, **(environment or {}),
                                   "PLAYWRIGHT_JSON_OUTPUT_NAME": str(report)})
        passed, failed = count(json.loads(report.read_text())) if report.exists() else (0, 1)
        if done.returncode != 0:
            print(done.stdout)
            failed = max(failed, 1)
        if passed or failed:
            tally.add(kind, name, passed, failed, time.monotonic() - started)


def web(pattern, tally):
    if not pattern or pattern in "svelte-check":
        started = time.monotonic()
        done = run(["npm", "--prefix", "web", "run", "--silent", "check"])
        if done.returncode != 0:
            print(done.stdout)
        tally.add("web", "svelte-check", int(done.returncode == 0), int(done.returncode != 0),
                  time.monotonic() - started)
    command = ["npx", "vitest", "run", "--reporter=json", "--outputFile={report}",
               "--passWithNoTests"]
    if pattern:
        command += ["-t", re.escape(pattern)]
    javascript("web", "vitest", command,
               lambda r: (r["numPassedTests"], r["numFailedTests"]), tally)


def browser(build, pattern, tally):
    command = ["npx", "playwright", "test", "--reporter=json,list", "--pass-with-no-tests"]
    if pattern:
        command += ["--grep", re.escape(pattern)]
    javascript("browser", "playwright", command,
               lambda r: (r["stats"]["expected"], r["stats"]["unexpected"] + r["stats"]["flaky"]),
               tally, {"SAMATCHA_BINARY": str(build / "samatcha")})


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--scope", choices=["unit", "all"], default="all")
    parser.add_argument("--filter", default="")
    arguments = parser.parse_args()
    build = (ROOT / arguments.build).resolve()

    # The same cases on every machine and day; HACKING.md says how to look for others.
    os.environ.setdefault("RC_PARAMS", "seed=1 max_success=1000")

    tally = Tally()
    unit(build, arguments.filter, tally)
    if arguments.scope == "all":
        postgres(build, arguments.filter, tally)
        python(build, arguments.filter, tally)
        web(arguments.filter, tally)
        browser(build, arguments.filter, tally)
    if tally.passed + tally.failed == 0:
        print(f"no test has '{arguments.filter}' in its name")
        tally.failed = 1
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
